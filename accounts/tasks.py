"""What the worker does for accounts."""

from celery import shared_task
from django.conf import settings
from django.core.management import call_command

from accounts import notices
from jobs import outbox


@outbox.delivers("notice")
def deliver_notice(payload):
    notices.deliver(payload)


@shared_task
def clear_sessions():
    """Daily: sessions that have run out, and what was typed in them, are deleted; so are sign-ins
    older than the log."""
    call_command("clearsessions")
    call_command("axes_reset_logs", age=settings.LOG_DAYS)
    call_command("axes_reset_failure_logs", age=settings.LOG_DAYS)
