"""CPU seconds and statements of requests through the whole application, as gunicorn calls it."""

import statistics
import time
from contextlib import contextmanager
from importlib import import_module
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.wsgi import get_wsgi_application
from django.db import connection

from accounts import sessions


class Browser:
    """Signed in as `user`, without the pages of signing in."""

    def __init__(self, application, user):
        self.application = application
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        now = time.time()
        store.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: "accounts.backends.PasswordBackend",
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                sessions.BEGAN: now,
                sessions.TOUCHED: now + 3600,  # no page of the run falls into the minutely note
            }
        )
        store.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={store.session_key}"

    def get(self, url):
        """(status, body)"""
        environ = {"HTTP_COOKIE": self.cookie, "HTTP_ACCEPT_ENCODING": "gzip", "PATH_INFO": url}
        setup_testing_defaults(environ)
        answer = []
        response = self.application(environ, lambda status, headers: answer.append(status))
        body = b"".join(response)
        response.close()
        return int(answer[0].split()[0]), body


def browsers(users):
    application = get_wsgi_application()
    return {name: Browser(application, user) for name, user in users.items()}


@contextmanager
def counted():
    """The statements of the block, as a list."""
    seen = []

    def note(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def cpu(function, *given):
    """CPU milliseconds of one call."""
    started = time.process_time()
    function(*given)
    return (time.process_time() - started) * 1000


def interleaved(calls, rounds, warm=2):
    """{name: median CPU ms}: every call once a round, in turn: all meet the same machine."""
    taken = {name: [] for name in calls}
    for number in range(warm + rounds):
        for name, call in calls.items():
            spent = cpu(call)
            if number >= warm:
                taken[name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}
