"""What the board of a registration shows, in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Event
from awards.models import AwardType, Nomination, Nominee, Registration
from awards.registration.candidates import TITLES
from awards.states import State
from units import tree
from units.models import Unit
from vietnamese.dates import format_date


def why_closed(window, today):
    """Why a unit cannot register now, "" while it can."""
    if today < window.opens:
        return _("The registration opens on %(date)s.") % {"date": format_date(window.opens)}
    if today > window.closes:
        return _(
            "The registration closed on %(date)s. The secretariat of %(authority)s can still add "
            "or strike with a reason, or prolong it."
        ) % {"date": format_date(window.closes), "authority": window.authority}
    return ""


def asked(window):
    """The units asked, each with `registered`: whether anything stands registered for it."""
    standing = Registration.objects.standing().filter(window=window, unit=OuterRef("pk"))
    return window.units.annotate(registered=Exists(standing))


@dataclass(frozen=True)
class Reminders:
    """When the units were asked, and when each was reminded last; read from the events."""

    asked_on: object
    last: dict

    def reminded_on(self, unit_id):
        return self.last.get(unit_id)


def reminders(window):
    rows = Event.objects.of(window).filter(verb__in=["open", "remind"]).reverse()
    asked_on, last = None, {}
    for verb, at, facts in rows.values_list("verb", "at", "facts"):
        day = timezone.localtime(at).date()
        if verb == "open":
            asked_on = day
        else:
            last |= dict.fromkeys(facts["units"], day)
    return Reminders(asked_on or window.opens, last)


def to_remind(window):
    """Who has registered nothing and was not reminded today."""
    today, known = timezone.localdate(), reminders(window)
    missing = asked(window).filter(registered=False)
    return [unit for unit in missing if known.reminded_on(unit.pk) != today]


@dataclass
class UnitLine:
    unit: Unit
    people: int = 0
    collectives: int = 0
    titles: tuple = ()  # (name, count) of each title, the highest first
    last: object = None
    reminded: object = None


def unit_lines(window, units, known):
    """What stands registered of each of these units, by title."""
    rows = (
        window.registrations.standing()
        .filter(unit__in=[unit.pk for unit in units])
        .values("unit", "award_type")
        .annotate(people=Count("person"), collectives=Count("collective"), last=Max("entered_at"))
        .order_by("award_type__rank")
    )
    found = defaultdict(list)
    for row in rows:
        found[row["unit"]].append(row)
    awards = AwardType.objects.in_bulk({row["award_type"] for row in rows})
    return [unit_line(unit, found[unit.pk], awards, known) for unit in units]


def unit_line(unit, rows, awards, known):
    return UnitLine(
        unit=unit,
        people=sum(row["people"] for row in rows),
        collectives=sum(row["collectives"] for row in rows),
        titles=tuple(
            (awards[row["award_type"]].local_name, row["people"] + row["collectives"])
            for row in rows
        ),
        last=max((row["last"] for row in rows), default=None),
        reminded=known.reminded_on(unit.pk),
    )


@dataclass(frozen=True)
class Compared:
    """Of one title in the year, as far as the user sees: lines, not persons."""

    award: AwardType
    registered: int
    proposed: int
    granted: int


def comparison(window, user):
    """Registered, proposed and granted by title; a proposal counts in the year its achievement
    ends."""
    registered = count_by_award(
        window.registrations.visible_to(user).standing().order_by(), "award_type"
    )
    dossiers = Nomination.objects.visible_to(user).exclude(state=State.DRAFT)
    units = tree.line([window.authority_id], timezone.localdate())
    lines = Nominee.objects.filter(
        nomination__in=dossiers.filter(
            period_to__year=window.year, unit__in=units, award_type__kind__in=TITLES
        ).values("pk")
    )
    proposed, granted = defaultdict(int), defaultdict(int)
    for award, state, count in (
        lines.order_by().values_list("nomination__award_type", "nomination__state")
    ).annotate(Count("pk")):
        proposed[award] += count
        granted[award] += count if state == State.GRANTED else 0
    awards = AwardType.objects.filter(pk__in={*registered, *proposed})
    return [
        Compared(award, registered.get(award.pk, 0), proposed[award.pk], granted[award.pk])
        for award in awards
    ]


def count_by_award(rows, name):
    return dict(rows.values_list(name).annotate(Count("pk", distinct=True)))
