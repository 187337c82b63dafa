"""How the environment decides, in processes of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
SECRET = "a long line of this test: 0123456789 ABCDEFGHIJKLMNOP"
SERVER = {"SERVER": "1", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "thi-dua.example.gov.vn"}


def manage(tmp_path, *arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_server_mode_passes_the_checks_of_a_deployment(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SERVER)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEMO": "1"}, "DEMO=1"),
        ({"DEBUG": "1"}, "DEBUG=1"),
    ],
)
def test_server_mode_refuses(tmp_path, change, says):
    done = manage(tmp_path, "check", **SERVER | change)
    assert done.returncode == 1
    assert says in done.stderr.splitlines()[-1]


def test_the_guide_names_every_variable():
    source = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))
    assert told == read


def test_the_compose_file_has_one_beat():
    services = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    assert set(services) == {"database", "redis", "migrate", "web", "worker", "beat"}
    assert [n for n, s in services.items() if "beat" in str(s.get("command", ""))] == ["beat"]


def test_the_units_start_what_exists():
    units = {path.name for path in (ROOT / "deploy").glob("*.service")}
    assert units == {"thi-dua-web.service", "thi-dua-worker.service", "thi-dua-beat.service"}
