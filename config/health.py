"""Whether the parts that the application stands on answer: for a proxy and for monitoring."""

import time

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from jobs.tasks import WORKER_SEEN


def state():
    """{part: it answers}"""
    return {"database": database_answers(), "broker": broker_answers(), "worker": worker_answers()}


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def broker_answers():
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (BrokerError, RedisError, OSError):
        return False
    return True


def worker_answers():
    """Whether the worker did what beat sends it all the time, lately."""
    try:
        seen = cache.get(WORKER_SEEN, 0)
    except RedisError:
        return False
    return time.time() - seen < 60 + 3 * settings.CELERY_BEAT_SCHEDULE["sweep"]["schedule"]
