"""The system with processes of its own: a database, a broker and workers that can be killed.

    system = System(tmp_path, redis=False)               # a fresh database of the kind under test
    system.manage("load_catalogue")                      # any command, with its output
    [answer] = system.python("from jobs import actions; ...; print(job.pk)").split()
    worker = system.start_worker("tests.jobs.slow")    # extra modules whose handlers it loads
    system.wait_for("SELECT state FROM jobs_job WHERE id = 1", [("running",)])
    worker.kill()                                        # SIGKILL, to it and its children
    system.expire_leases()                               # instead of waiting for minutes
    ...
    system.close()                                       # kills what still runs, drops the database

Tests that use it are marked `long` and `worker`.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import redis as redis_client
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
BROKER_KEYS = ("celery", "unacked", "unacked_index", "unacked_mutex")


class System:
    def __init__(self, folder, *, redis=False, **environ):
        self.folder = Path(folder) / "data"
        self.processes = []
        self.env = os.environ | {"DATA_DIR": str(self.folder), "SWEEP_SECONDS": "1"} | environ
        self.env |= {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        self.database = None
        if connection.vendor == "postgresql":
            self.database = f"worker_{os.getpid()}_{time.time_ns() % 10**9}"
            self._on_server(f'CREATE DATABASE "{self.database}"')
            base = os.environ["DATABASE_URL"].rpartition("/")[0]
            self.env["DATABASE_URL"] = f"{base}/{self.database}"
        if redis:
            self._empty_broker()
        else:
            self.env["REDIS_URL"] = ""
        self.manage("migrate", "--verbosity=0")

    def _on_server(self, statement):
        settings = connection.settings_dict
        link = psycopg2.connect(
            dbname="postgres",
            host=settings["HOST"],
            port=settings["PORT"] or 5432,
            user=settings["USER"],
            password=settings["PASSWORD"],
        )
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(statement)
        link.close()

    def _empty_broker(self):
        with redis_client.Redis.from_url(self.env["REDIS_URL"]) as client:
            client.delete(*BROKER_KEYS)

    # --- commands and code, each in a process of its own

    def manage(self, *arguments, check=True):
        """Run a command of manage.py; its output."""
        return self._run(["manage.py", *arguments], check)

    def python(self, code, *, check=True):
        """Run code with Django set up; what it printed."""
        return self._run(["-c", f"import django; django.setup()\n{code}"], check)

    def start_python(self, code):
        """The same without waiting; a Process."""
        return self._start(["-c", f"import django; django.setup()\n{code}"], "python")

    def _run(self, arguments, check):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environ(),
            capture_output=True,
            text=True,
            timeout=300,
        )
        if check and done.returncode:
            raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def _environ(self):
        return {"DJANGO_SETTINGS_MODULE": "config.settings"} | self.env

    # --- workers

    def start_worker(self, *modules, beat=True):
        """A worker with one child process, and the schedule with it; loads `modules` on top."""
        command = ["-m", "celery", "-A", "config", "worker", "-c", "1", "-l", "INFO"]
        command += ["-n", f"test{len(self.processes)}@%h", "--without-gossip", "--without-mingle"]
        command += ["-B"] if beat else []
        for module in modules:
            command += ["-I", module]
        worker = self._start(command, "worker")
        worker.wait_for_line("ready.")
        return worker

    def _start(self, arguments, name):
        log = self.folder / f"{name}{len(self.processes)}.log"
        process = Process([sys.executable, *arguments], self._environ(), log)
        self.processes.append(process)
        return process

    # --- looking into the database from outside

    def query(self, statement, *, change=False):
        if self.database:
            link = psycopg2.connect(self.env["DATABASE_URL"])
        else:
            link = sqlite3.connect(self.folder / "database.sqlite3", timeout=20)
        try:
            cursor = link.cursor()
            cursor.execute(statement)
            rows = [] if change else cursor.fetchall()
            link.commit()
            return rows
        finally:
            link.close()

    def wait_for(self, statement, expected, *, seconds=60):
        """Until the statement answers as expected; the answer."""
        end = time.monotonic() + seconds
        while (rows := self.query(statement)) != expected:
            if time.monotonic() > end:
                logs = "\n".join(process.output()[-3000:] for process in self.processes)
                raise AssertionError(f"{statement}: {rows}, not {expected}\n{logs}")
            time.sleep(0.05)
        return rows

    def expire_leases(self):
        """As if the minutes of every lease had passed."""
        for table in ("jobs_job", "jobs_outgoing"):
            self.query(
                f"UPDATE {table} SET lease_until = '2000-01-01 00:00:00+00:00'"
                " WHERE lease_until IS NOT NULL",
                change=True,
            )

    def close(self):
        for process in self.processes:
            process.kill()
        if self.database:
            self._on_server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        if self.env["REDIS_URL"]:
            self._empty_broker()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


class Process:
    def __init__(self, command, env, log):
        self.log = log
        with open(log, "wb") as out:
            self.popen = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
            )

    def output(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for_line(self, text, *, seconds=60):
        end = time.monotonic() + seconds
        while text not in self.output():
            if self.popen.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"No {text!r} from the process:\n{self.output()}")
            time.sleep(0.05)

    def kill(self):
        """SIGKILL to the whole process group: nobody can say goodbye."""
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()

    def wait(self, *, seconds=120):
        return self.popen.wait(timeout=seconds)
