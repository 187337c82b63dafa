# What people type. Each target installs what it needs; the scripts say in one line what is missing.
.PHONY: setup demo test test-everyday test-long check bench messages lock

PYTHON = .venv/bin/python
PYTEST = $(PYTHON) -m pytest

setup:
	@scripts/setup

demo: setup
	@scripts/demo

test: setup
	@scripts/services
	$(PYTEST) -n 2 --dist loadgroup -m "not long"

test-everyday: setup
	$(PYTEST) -n 2 -m "not long and not slow and not e2e and not worker"

test-long: setup
	@scripts/services
	$(PYTEST) -m long

check: setup
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/mypy .
	SERVER=1 SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))") ALLOWED_HOSTS=example.gov.vn \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTEST) -p no:randomly tests/test_architecture.py

bench: setup
	$(PYTHON) -m bench

messages:
	$(PYTHON) scripts/messages.py

lock:
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes -q requirements.in -o requirements.txt
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes -q requirements-dev.in -o requirements-dev.txt
