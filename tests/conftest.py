"""What every test stands on: no network, own files, append-only tables open for the flush."""

import os
import socket

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from audit import guard

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright runs a loop in the test's thread
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
real_connect = socket.socket.connect


def pytest_collection_modifyitems(config, items):
    """Tests of one database or broker are left out on the other."""
    absent = {"sqlite"} if os.environ.get("DATABASE_URL") else {"postgres"}
    if not os.environ.get("REDIS_URL"):
        absent.add("redis")
    unwanted = [item for item in items if absent & {mark.name for mark in item.iter_markers()}]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in set(unwanted)]


def connect_on_this_machine(self, address):
    if isinstance(address, tuple) and address[0] not in LOOPBACK:
        raise RuntimeError(f"A test tried to reach {address[0]}.")
    return real_connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_on_this_machine)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def own_files(tmp_path):
    with override_settings(
        MEDIA_ROOT=tmp_path / "files"
    ):  # tells the storage, which remembers its folder
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The flush after a transactional test deletes rows, which the guards refuse.

    Tests of the guards install them.
    """
    with django_db_blocker.unblock():
        for _trigger, table in guard.triggers(connection):
            guard.lift(connection, table)
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions():
    """A worker that a test killed may still hold its session, and then the database stays."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
