"""What was done to a target and its results, as the list of events shows it."""

from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import Event
from targets.board import title_of
from targets.models import Result, Target
from targets.wording import value_words
from units.models import Unit

VERBS = {
    "save": _("Target saved"),
    "allocate": _("Target given to units"),
    "report": _("Result reported"),
    "accept": _("Result accepted and locked"),
    "return": _("Result returned"),
}


def events_of(target, results, most):
    """The newest events of a target and of the results (a queryset: those that the reader sees),
    with the names of people and units; one statement."""
    reporting = Result.objects.filter(pk=OuterRef("subject_id"))
    rows = Event.objects.filter(
        Q(subject_type=Target._meta.label_lower, subject_id=target.pk)
        | Q(subject_type=Result._meta.label_lower, subject_id__in=results.values("pk"))
    ).annotate(
        who=named(User.objects.filter(pk=OuterRef("actor_id")), "full_name"),
        at_unit=named(Unit.objects.filter(pk=OuterRef("unit_id")), "name"),
        of_unit=named(reporting, "unit__name"),
    )
    names = ("at", "who", "at_unit", "verb", "note", "subject_type", "of_unit", "facts")
    return [
        {
            "at": row["at"],
            "who": row["who"] or "",
            "unit": row["at_unit"] or "",
            "what": VERBS.get(row["verb"], row["verb"]),
            "more": more_of(row, target),
            "note": row["note"],
            "key": row["verb"] in ("accept", "return", "allocate"),
        }
        for row in rows.order_by("-seq").values(*names)[:most]
    ]


def named(found, field):
    return Subquery(found.values(field)[:1])


def more_of(event, target):
    """Whose result, for when, how much it was then."""
    if event["subject_type"] != Result._meta.label_lower:
        return ""
    facts = event["facts"]
    words = [event["of_unit"], title_of(facts["period"])]
    if facts.get("value") is not None:
        words.append(value_words(Decimal(facts["value"]), target.measure))
    return ", ".join(words)
