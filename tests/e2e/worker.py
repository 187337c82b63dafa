"""A worker process on the test's own database and files, which goes on when the test lets it."""

import os
import sys
from pathlib import Path

from django.db import connection

from tests.workers import Process

COMMAND = ["-m", "celery", "-A", "config", "worker", "-B", "-c", "1", "-l", "INFO"]


class Worker:
    """Its folder of data is the test's: the files it makes are those that the pages serve.

    Jobs reach it by its sweeper, as when a broker lost the message.
    """

    def __init__(self, folder):
        self.folder, self.process = Path(folder), None

    def start(self):
        environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.folder),
            "SWEEP_SECONDS": "0.5",
            "REDIS_URL": "",
        }
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            (self.folder / "database.sqlite3").symlink_to(name)
        else:
            base = os.environ["DATABASE_URL"].rpartition("/")[0]
            environ["DATABASE_URL"] = f"{base}/{name}"
        command = [sys.executable, *COMMAND, "-n", f"walk{os.getpid()}@%h"]
        command += ["--without-gossip", "--without-mingle", "-I", "tests.e2e.gates"]
        self.process = Process(command, environ, self.folder / "worker.log")
        self.process.wait_for_line("ready.")

    def let_go(self, phase):
        """The phase may end."""
        (self.folder / f"go_{phase}").touch()

    def stop(self):
        if self.process is not None:
            self.process.kill()
