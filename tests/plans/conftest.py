import pytest

from jobs import bell
from plans import render, snapshot


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch):
    """Jobs and notices wait until a test runs them (tests/jobs/running.py)."""
    monkeypatch.setattr(bell, "ring", lambda task, *args, **options: False)


@pytest.fixture
def quick_print(monkeypatch):
    """A print that takes no time; the real one is tested in test_render."""
    monkeypatch.setattr(
        render, "to_pdf", lambda data: b"%PDF-1.7 " + snapshot.digest(data).encode()
    )
