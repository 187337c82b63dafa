"""What was done to a target and its results, as the list of events shows it."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import Event
from targets.models import Result, Target
from targets.wording import value_words
from units.models import Unit
from vietnamese.periods import Period

SHOWN = 30
VERBS = {
    "save": _("Target saved"),
    "allocate": _("Target given to units"),
    "report": _("Result reported"),
    "accept": _("Result accepted and locked"),
    "return": _("Result returned"),
}


def events_of(target, results):
    """The newest events of a target and of those results that the reader sees; three statements."""
    results = {result.pk: result for result in results}
    rows = Event.objects.filter(subject_type=Target._meta.label_lower, subject_id=target.pk)
    rows |= Event.objects.filter(
        subject_type=Result._meta.label_lower, subject_id__in=list(results)
    )
    rows = list(rows.order_by("-seq")[:SHOWN])
    users = dict(
        User.objects.filter(pk__in={row.actor_id for row in rows}).values_list("pk", "full_name")
    )
    units = dict(
        Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    return [
        {
            "at": row.at,
            "who": users.get(row.actor_id, ""),
            "unit": units.get(row.unit_id, ""),
            "what": VERBS.get(row.verb, row.verb),
            "more": more_of(row, target, results),
            "note": row.note,
            "key": row.verb in ("accept", "return", "allocate"),
        }
        for row in rows
    ]


def more_of(event, target, results):
    """Whose result, for when, how much it was then."""
    result = results.get(event.subject_id) if event.subject_type.endswith("result") else None
    if result is None:
        return ""
    words = [str(result.unit), Period(event.facts["period"]).title]
    if event.facts.get("value") is not None:
        words.append(value_words(Decimal(event.facts["value"]), target.measure))
    return ", ".join(words)
