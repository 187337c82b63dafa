"""Which function does the work of a kind of job. Handlers live in the tasks.py of their app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Handler:
    """`lease` outlasts the longest phase; `soft` ends the job in words, `hard` the process."""

    kind: str
    function: Callable[..., dict[str, Any] | None]
    attempts: int
    lease: timedelta
    soft: int
    hard: int


HANDLERS: dict[str, Handler] = {}


def handles(kind: str, *, attempts: int = 3, lease: int = 300, soft: int = 900, hard: int = 960):
    """Register the function for a kind of job; times in seconds.

        @handles("reports.build")
        def build(run):
            run.phase("gather", percent=10, words=_("Gathering the figures"))
            ...
            return {"report": 12}

    The function may be killed at any instruction and started again: it must do no harm twice.
    """

    def register(function):
        if kind in HANDLERS and HANDLERS[kind].function.__module__ != function.__module__:
            raise ValueError(f"Two functions handle jobs of the kind {kind}.")
        HANDLERS[kind] = Handler(kind, function, attempts, timedelta(seconds=lease), soft, hard)
        return function

    return register
