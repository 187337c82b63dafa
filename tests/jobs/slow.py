"""A handler for the kill tests: three phases, each waits until a file lets it go on.

It writes as a handler should: to a file of its own, renamed at the end; twice gives the same.
"""

import os
import signal
import time
from pathlib import Path

from django.conf import settings

from jobs.registry import handles

PHASES = ("gather", "render", "write")


@handles("tests.slow", attempts=3)
def work(run):
    folder = Path(settings.DATA_DIR)
    for number, phase in enumerate(PHASES):
        run.phase(phase, percent=number * 30, words=phase)
        with open(folder / "trace", "a", encoding="ascii") as trace:
            trace.write(f"{run.attempt} {phase}\n")
        while not (folder / f"go_{phase}").exists():
            time.sleep(0.02)
    unfinished = folder / f"result.{run.token}"
    unfinished.write_text("the same each time", encoding="ascii")
    unfinished.replace(folder / "result")
    return {"file": "result"}


@handles("tests.poison", attempts=2)
def die(run):
    raise BaseException("poison")


@handles("tests.deadly", attempts=2)
def kill_oneself(run):
    """As memory that runs out: the process is gone without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


@handles("tests.quick")
def quick(run):
    return {"n": run.payload["n"]}


@handles("tests.endless", soft=1, hard=3)
def endless(run):
    while True:
        time.sleep(0.05)


@handles("tests.deaf", attempts=1, soft=1, hard=2)
def deaf(run):
    while True:
        try:
            time.sleep(10)
        except Exception:
            pass
