"""A copy of a whole system, and the system made of it, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from tests.documents import samples

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("deploy")]
ROOT = Path(__file__).resolve().parents[2]
CONTENT = samples.pdf_bytes()  # of the files in the copied system
URL = os.environ.get("DATABASE_URL", "")


class System:
    """An installation: its folder, its database, and commands run in it."""

    def __init__(self, folder, url):
        self.folder = folder
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "DEBUG": "1",  # no collected static files are needed
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command):
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def python(self, *arguments):
        done = self.run(sys.executable, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tell(self):
        return json.loads(self.python("tests/deploy/system.py", "tell"))


def administer(statement):
    server = psycopg2.connect(urlunsplit(urlsplit(URL)._replace(path="/postgres")))
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(statement)
    server.close()


@pytest.fixture
def new_system(tmp_path):
    """Makes empty systems; their databases are dropped at the end."""
    made = []

    def make(name):
        url = ""
        if URL:
            database = f"backup_{name}_{os.getpid()}"
            administer(f"CREATE DATABASE {database}")
            made.append(database)
            url = urlunsplit(urlsplit(URL)._replace(path=f"/{database}"))
        return System(tmp_path / name, url)

    yield make
    for database in made:
        administer(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def old(new_system):
    system = new_system("old")
    system.python("manage.py", "migrate", "--verbosity", "0")
    system.python("tests/deploy/system.py", "fill")
    return system


def test_a_restored_system_is_the_one_that_was_copied(old, new_system, tmp_path):
    copied = old.run("scripts/backup", str(tmp_path / "copies"))
    assert copied.returncode == 0, copied.stderr
    path = Path(copied.stdout.strip())
    assert path.stat().st_mode & 0o777 == 0o600

    new = new_system("new")
    restored = new.run("scripts/restore", str(path))
    assert restored.returncode == 0, restored.stderr
    assert "The chain is whole" in restored.stdout
    assert "2 files have their hashes." in restored.stdout
    before, after = old.tell(), new.tell()
    assert after["signed in"] == 302
    assert after["own page"] == [200, True]
    assert after == before
    assert "No planned migration operations" in new.python("manage.py", "migrate", "--plan")

    again = new.run("scripts/restore", str(path))
    assert again.returncode == 1
    assert "There is a system here already" in again.stderr
    (new.folder / "files" / "left over").write_text("x")
    replaced = new.run("scripts/restore", str(path), "--replace")
    assert replaced.returncode == 0, replaced.stderr
    assert new.tell()["events"] == before["events"]
    assert not (new.folder / "files" / "left over").exists()

    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(path.read_bytes().replace(CONTENT, b"x" * len(CONTENT)))
    refused = new_system("third").run("scripts/restore", str(damaged))
    assert refused.returncode == 1
    assert "is missing or changed" in refused.stderr
