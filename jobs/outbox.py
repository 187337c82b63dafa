"""Mail and notices: rows written with the deed, delivered after its commit, each once.

outbox.put("notice", user=12, verb="issued")          # inside the transaction

@outbox.delivers("notice")                            # in the tasks.py of an app above
def deliver_notice(payload): ...
"""

import json
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from jobs import bell
from jobs.models import Outgoing
from jobs.running import new_reference

log = logging.getLogger(__name__)
State = Outgoing.State

LEASE = timedelta(minutes=5)
WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440)]  # then it is given up
BATCH = 500


@dataclass(frozen=True)
class Deliverer:
    function: Callable[[dict[str, Any]], None]
    network: bool


DELIVERERS: dict[str, Deliverer] = {}


def delivers(kind: str, *, network: bool = False):
    """Register the function that delivers rows of a kind.

    Without network it runs in the transaction that marks the row as sent: all its effects happen
    exactly
    once. With network=True it runs outside of any transaction: once, unless the process dies
    in between.
    """

    def register(function):
        if kind in DELIVERERS and DELIVERERS[kind].function.__module__ != function.__module__:
            raise ValueError(f"Two functions deliver the kind {kind}.")
        DELIVERERS[kind] = Deliverer(function, network)
        return function

    return register


def put(kind: str, **payload: Any) -> Outgoing:
    """Write a row of the outbox, inside the transaction of the deed that causes it."""
    require_deliverer(kind)
    json.dumps(payload)
    row = Outgoing.objects.create(kind=kind, payload=payload)
    ring_once()
    return row


def put_many(kind: str, payloads: list[dict[str, Any]]) -> None:
    """The same for many rows in one statement."""
    require_deliverer(kind)
    Outgoing.objects.bulk_create([Outgoing(kind=kind, payload=payload) for payload in payloads])
    ring_once()


def require_deliverer(kind: str) -> None:
    if kind not in DELIVERERS:
        raise LookupError(f"Nothing delivers rows of the kind {kind}.")


def ring_once() -> None:
    """One ring a transaction, however many rows it wrote."""
    connection = transaction.get_connection()
    if not any(callback is ring for _sids, callback, _robust in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)


def ring() -> None:
    bell.ring("jobs.tasks.deliver")


def deliver_due() -> int:
    """Deliver what is due, each row claimed by a conditional update; how many were sent."""
    due = Outgoing.objects.due().filter(kind__in=list(DELIVERERS))
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(deliver(pk) for pk in ids)


def deliver(pk: int) -> bool:
    row = take(pk)
    return row is not None and hand_over(row)


def hand_over(row: Outgoing) -> bool:
    deliverer = DELIVERERS[row.kind]
    try:
        if deliverer.network:
            deliverer.function(row.payload)
            return sent(row)
        with transaction.atomic():
            held = sent(row)
            if held:
                deliverer.function(row.payload)
            return held
    except (OperationalError, InterfaceError):
        log.exception("outgoing %s: the database is away, the lease is left to expire", row.pk)
    except Exception:
        put_off(row)
    return False


def take(pk: int) -> Outgoing | None:
    token = uuid.uuid4().hex
    taken = (
        Outgoing.objects.due()
        .filter(pk=pk)
        .update(
            state=State.TAKEN,
            token=token,
            lease_until=timezone.now() + LEASE,
            attempts=F("attempts") + 1,
        )
    )
    return Outgoing.objects.get(pk=pk, token=token) if taken else None


def sent(row: Outgoing) -> bool:
    """Mark the row, if this sender still has it."""
    held = Outgoing.objects.filter(pk=row.pk, token=row.token, state=State.TAKEN)
    return bool(held.update(state=State.SENT, token="", lease_until=None, sent_at=timezone.now()))


def put_off(row: Outgoing) -> None:
    """Try again later, or give up; the reason is in the log under the reference."""
    reference = new_reference()
    log.exception(
        "outgoing %s (%s) attempt %s, reference %s", row.pk, row.kind, row.attempts, reference
    )
    given_up = row.attempts > len(WAITS)
    wait = timedelta() if given_up else WAITS[row.attempts - 1]
    Outgoing.objects.filter(pk=row.pk, token=row.token).update(
        state=State.FAILED if given_up else State.WAITING,
        not_before=timezone.now() + wait,
        token="",
        lease_until=None,
        reference=reference,
    )
