"""What the worker does for accounts."""

from celery import shared_task
from django.core.management import call_command

from accounts import notices
from jobs import outbox


@outbox.delivers("notice")
def deliver_notice(payload):
    notices.deliver(payload)


@shared_task
def clear_sessions():
    """Daily: sessions that have run out, and what was typed in them, are deleted."""
    call_command("clearsessions")
