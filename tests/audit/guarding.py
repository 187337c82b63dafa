"""Guards of append-only tables: lifted for the session (conftest.py), put up again by tests."""

from contextlib import contextmanager

from django.db import connection

from audit import guard


@contextmanager
def guarded(table, *, key="id"):
    """The guard as production has it, for the time of a block."""
    guard.install(connection, table, key=key)
    try:
        yield
    finally:
        guard.lift(connection, table)
