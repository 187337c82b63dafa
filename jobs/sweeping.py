"""The sweeper, every half minute: nothing is lost when a worker dies or the broker forgets."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jobs import actions, outbox, registry
from jobs.lease import msgid
from jobs.models import Job, Outgoing
from jobs.running import TOO_OFTEN

State = Job.State

UNHEARD = timedelta(minutes=2)  # a queued job that nobody took is rung again
KEEP_SENT = timedelta(days=30)  # what was sent may name people: it is not kept longer


def sweep() -> None:
    recover_expired()
    ring_unheard()
    if Outgoing.objects.due().exists():
        outbox.ring()
    Outgoing.objects.filter(
        state=Outgoing.State.SENT, sent_at__lt=timezone.now() - KEEP_SENT
    ).delete()


def recover_expired() -> None:
    """Expired leases: cancelled if asked for, failed after the last attempt, else queued again."""
    now = timezone.now()
    for job in Job.objects.expired().order_by("pk"):
        handler = registry.HANDLERS.get(job.kind)
        free: dict[str, Any] = {"token": "", "lease_until": None}
        if job.cancel_asked:
            free |= {"state": State.CANCELLED, "finished_at": now}
        elif handler is None or job.attempts >= handler.attempts:
            free |= {"state": State.FAILED, "finished_at": now, "refusal": msgid(TOO_OFTEN)}
        else:
            free |= {"state": State.QUEUED, "rung_at": None}
        Job.objects.expired().filter(pk=job.pk, token=job.token).update(**free)


def ring_unheard() -> None:
    unheard = Q(rung_at=None) | Q(rung_at__lt=timezone.now() - UNHEARD)
    for pk, kind in (
        Job.objects.filter(unheard, state=State.QUEUED).order_by("pk").values_list("pk", "kind")
    ):
        actions.ring(pk, kind)
