"""What the worker does for the event chain."""

import datetime
import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from audit.models import Event

log = logging.getLogger(__name__)


@shared_task
def export_head():
    """Daily: the head into the log and, where one is named, a file. A chain cannot notice that its
    own end was cut off; `verify_audit --head` can, when the head was kept elsewhere."""
    last = Event.objects.order_by("-seq").first()
    if last is None:
        return
    head = f"{last.seq}:{last.hash}"
    log.info("head of the event chain %s", head)
    if settings.AUDIT_HEAD_FILE:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with Path(settings.AUDIT_HEAD_FILE).open("a", encoding="ascii") as file:
            file.write(f"{now} {head}\n")
