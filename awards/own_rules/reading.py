"""Own rules as pages show them. Writes nothing."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.models import Event
from awards import catalogue_page
from awards.models import LocalRule
from awards.own_rules import kinds, wording
from units import tree
from units.models import Unit

DEEDS = {
    "enter": gettext_lazy("Entered"),
    "correct": gettext_lazy("Corrected"),
    "end": gettext_lazy("Ended"),
    "strike": gettext_lazy("Struck out"),
}


def shown_with(user, award_type, day):
    """Rules in force on the day of the authorities above the user's units, for the page of an
    award: [{authority, url, lines}, ...]. One statement."""
    today = timezone.localdate()
    above = tree.above(user.own_units_on(today), today)
    rows = LocalRule.objects.in_force_on(day).filter(award_type=award_type, authority__in=above)
    found = {}
    for row in rows.select_related("award_type", "authority").order_by("authority", "pk"):
        found.setdefault(row.authority, []).append(line_of(row))
    return [
        {"authority": unit, "url": reverse("awards:own_rules_unit", args=[unit.pk]), "lines": lines}
        for unit, lines in found.items()
    ]


def line_of(row):
    return catalogue_page.Line(
        text=wording.sentence(row.type, row.params),
        citation=f"{row.decision} {row.article}",
        verified=True,
        dates=catalogue_page.dates_of(row),
        asides=wording.asides(row.recipient, row.note),
    )


def sign(row, day):
    """The shape and the word of its state on the day."""
    if row.struck:
        return "back", _("Struck out")
    if row.valid_to is not None and row.valid_to < day:
        return "todo", _("No longer in force")
    if row.valid_from > day:
        return "wait", _("Not yet in force")
    return "met", _("In force")


def rows_of(authority, day):
    """The authority's rules for its page, by award; those in force first."""
    rows = LocalRule.objects.filter(authority=authority).select_related("award_type")
    order = {"met": 0, "wait": 1, "todo": 2, "back": 3}
    lines = [
        {
            "award": row.award_type,
            "kind": kinds.KINDS.get(row.type, row.type),
            "line": line_of(row),
            "url": reverse("awards:own_rule", args=[row.pk]),
            "look": sign(row, day)[0],
            "words": sign(row, day)[1],
        }
        for row in rows
    ]
    return sorted(lines, key=lambda one: (one["award"].rank, order[one["look"]]))


def history(rule):
    """What was done, the newest first, each with the rule as it stood then."""
    events = list(Event.objects.of(rule))
    people = User.objects.in_bulk({event.actor_id for event in events} - {None})
    units = Unit.objects.in_bulk({event.unit_id for event in events} - {None})
    return [
        {
            "at": event.at,
            "who": str(people.get(event.actor_id, "")),
            "unit": str(units.get(event.unit_id, "")),
            "what": DEEDS.get(event.verb, event.verb),
            "more": as_it_stood(event.facts),
            "note": event.note,
            "key": True,
        }
        for event in events
    ]


def as_it_stood(facts):
    then = LocalRule(
        valid_from=day_of(facts["valid_from"]),
        valid_to=day_of(facts["valid_to"]),
    )
    words = [
        wording.sentence(facts["type"], facts["params"]),
        *wording.asides(facts["recipient"]),
        f"{facts['decision']} {facts['article']},",
        catalogue_page.dates_of(then),
    ]
    return " ".join(words)


def day_of(text):
    return datetime.date.fromisoformat(text) if text else None
