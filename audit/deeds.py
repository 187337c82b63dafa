"""A deed: one durable transaction whose events are chained as its last statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from audit import canonical

CHAIN_LOCK = 7_236_401  # of pg_advisory_xact_lock; nothing else in this system uses that number


class Events:
    """Collects the events of one deed; call it: `event(nomination, "recommend", note="...")`."""

    def __init__(self, by: Any) -> None:
        acting = getattr(by, "acting", None)
        self.by = by
        self.actor = {
            "actor_id": getattr(by, "pk", None),
            "role": canonical.plain(getattr(acting, "role", "")),
            "unit_id": getattr(acting, "unit_id", None),
        }
        self.collected: list[dict[str, Any]] = []

    def __call__(self, subject: Any, verb: str, *, note: str = "", **facts: Any) -> None:
        if subject.pk is None:
            raise ValueError(f"Save the {subject._meta.label} before telling what was done to it.")
        self.collected.append(
            {
                "at": timezone.now(),
                **self.actor,
                "verb": verb,
                "subject_type": subject._meta.concrete_model._meta.label_lower,
                "subject_id": subject.pk,
                "note": canonical.spell_text(str(note)),
                "facts": canonical.plain(facts),
            }
        )


@contextmanager
def deed(*, by: Any) -> Iterator[Events]:
    """Do something that is remembered: all of it with its events, or nothing.

    `by` is the user who does it, None for the system itself. The user's role and unit are those of
    `by.acting`. Nothing slow belongs inside. An action that is called by another takes `event` and
    opens no deed: a deed inside a deed is a RuntimeError.
    """
    with transaction.atomic(durable=True):
        event = Events(by)
        yield event
        if event.collected:
            lock_chain()
            append(event.collected)


def lock_chain() -> None:
    """Let one deed at a time write the end of the chain; others wait here, holding what they
    changed.

    Foreign keys are checked first: checked at the commit they would wait for rows of deeds that
    wait for this lock. SQLite needs nothing, its transactions are IMMEDIATE: one writer at a time
    from the start.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def append(collected: list[dict[str, Any]]) -> None:
    """Chain the events behind the last one. The number is ours: a fork breaks the primary key."""
    model = apps.get_model("audit", "Event")  # models load after this module
    last = model.objects.order_by("-seq").values_list("seq", "hash").first()
    seq, previous = last or (0, canonical.BEGINNING)
    rows = []
    for fields in collected:
        seq += 1
        row = model(seq=seq, previous=previous, **fields)
        row.hash = previous = canonical.digest(row.spelled())
        rows.append(row)
    model.objects.bulk_create(rows)
