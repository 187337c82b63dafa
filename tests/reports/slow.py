"""For the kill tests: the worker that loads this waits in each phase of a report until a file lets
it go on, so that it can be killed there. Never imported by a test itself: it changes the lease."""

import time
from pathlib import Path

from django.conf import settings

from jobs.lease import Run

plain_phase = Run.phase


def phase_and_wait(run, name, *, percent, words=""):
    plain_phase(run, name, percent=percent, words=words)
    folder = Path(settings.DATA_DIR)
    with open(folder / "trace", "a", encoding="ascii") as trace:
        trace.write(f"{run.attempt} {name} {percent}\n")
    while not (folder / f"go_{name}").exists() or (folder / f"stop_{percent}").exists():
        time.sleep(0.02)


Run.phase = phase_and_wait
