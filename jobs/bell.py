"""Ringing the broker. It may be down, or lose or repeat what it is told: nothing depends on it."""

import logging
import time

from celery import current_app
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PAUSE = 15  # seconds without trying once the broker is down: no page waits for it each time
DOWN: dict[str, float] = {}


def ring(task: str, *args: int, **options: object) -> bool:
    """Send a task by name; False when the broker is down (the sweeper rings again later)."""
    if time.monotonic() < DOWN.get("until", 0):
        return False
    try:
        current_app.tasks[task].apply_async(args=args, retry=False, **options)
    except (KombuError, RedisError, OSError) as problem:
        DOWN["until"] = time.monotonic() + PAUSE
        log.warning(
            "broker down, %s %s waits for the sweeper: %s", task, args, type(problem).__name__
        )
        return False
    return True
