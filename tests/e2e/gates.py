"""Loaded into the worker of a walk: a report waits in each phase until the test has seen it."""

import time
from pathlib import Path

from django.conf import settings

from jobs.lease import Run

GATES = {"gather", "render"}
say = Run.phase


def phase_with_gate(run, name, **words):
    say(run, name, **words)
    gate = Path(settings.DATA_DIR) / f"go_{name}"
    end = time.monotonic() + 60
    while run.handler.kind == "reports.build" and name in GATES and not gate.exists():
        if time.monotonic() > end:
            raise TimeoutError(name)
        time.sleep(0.05)


Run.phase = phase_with_gate
