"""Where is measured: a PostgreSQL database made for the run and dropped after it, otherwise SQLite.

Used before Django is set up: what it returns goes into the environment.
"""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2

USUAL = "postgres://postgres@127.0.0.1:5432/postgres"


def reachable(url):
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def execute(url, statement):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


@contextmanager
def prepared():
    """The address for DATABASE_URL; "" for SQLite. The named database itself is never touched."""
    server = os.environ.get("DATABASE_URL") or USUAL
    if not server.startswith("postgres") or not reachable(server):
        yield ""
        return
    name = f"bench_{os.getpid()}"
    execute(server, f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        execute(server, f"DROP DATABASE {name} WITH (FORCE)")
