"""What the workers are told: ids only."""

import time

from celery import shared_task
from django.core.cache import cache

from jobs import mail, outbox, running, sweeping

__all__ = ["deliver", "mail", "run", "sweep"]

WORKER_SEEN = "worker-seen"  # key of the cache: when the worker last swept


@shared_task
def run(job_id):
    running.run(job_id)


@shared_task
def sweep():
    sweeping.sweep()
    cache.set(WORKER_SEEN, time.time(), timeout=None)


@shared_task
def deliver():
    while outbox.deliver_due():  # in batches
        pass
