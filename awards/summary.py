"""What lists, the page of a campaign and reports say about nominations, counted by the database.

Everything counts recipient lines (cases, not persons): one dossier may name several, one person
may stand in
several. Each function asks a fixed number of statements, however many dossiers there are.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from awards.models import Nominee, PlaceKind, Quota, RecipientKind
from awards.states import State
from vietnamese.periods import Period


@dataclass(frozen=True)
class Line:
    """Recipient lines of one award, kind of recipient, method and state."""

    award_code: str
    award: str
    granted_by_state: bool
    recipient: str
    method: str
    state: str
    lines: int
    dossiers: int


@dataclass(frozen=True)
class Share:
    count: int
    base: int

    @property
    def percent(self) -> Decimal | None:
        """With one decimal; None where there is nobody to take a share of."""
        if not self.base:
            return None
        return (Decimal(100) * self.count / self.base).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Shares:
    """Attention to those the law names (mission F15), each with the base it is a share of."""

    all: int
    individuals: int
    collectives: int
    households: int
    direct_workers: Share  # of individuals
    women: Share  # of individuals
    ethnic_minority: Share  # of individuals
    small_collectives: Share  # of collectives
    remote: Share  # of all: especially difficult, border and island areas


@dataclass(frozen=True)
class QuotaLine:
    """A quota of the plan against the lines sent and the lines granted; one quota may hold
    several awards."""

    quota: Quota
    awards: tuple[str, ...]
    proposed: int
    granted: int

    @property
    def reached(self) -> bool:
        return self.granted >= self.quota.low

    @property
    def over(self) -> bool:
        return self.proposed > self.quota.high


def lines_of(*, campaign=None, period: Period | None = None, units: Any = None):
    """Recipient lines in scope. `units`: ids or an expression for `unit__in` of the nominating
    unit.

    In a period counts what was decided in it, and what was sent in it and is not decided.
    """
    scope = Q()
    if campaign is not None:
        scope &= Q(nomination__campaign=campaign)
    if units is not None:
        scope &= Q(nomination__unit__in=units)
    if period is not None:
        start, end = moments(period)
        decided = Q(nomination__decided_on__range=(period.start, period.end))
        sent = Q(nomination__submitted_at__gte=start, nomination__submitted_at__lt=end)
        scope &= decided | (Q(nomination__decided_on=None) & sent)
    return Nominee.objects.filter(scope)


def moments(period: Period) -> tuple[datetime.datetime, datetime.datetime]:
    def begins(day: datetime.date) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))

    return begins(period.start), begins(period.end + datetime.timedelta(days=1))


def counts(*, campaign=None, period: Period | None = None, units: Any = None) -> list[Line]:
    """By award, kind of recipient, method and state, the highest award first. One statement."""
    rows = (
        lines_of(campaign=campaign, period=period, units=units)
        .values_list(
            "nomination__award_type__rank",
            "nomination__award_type__code",
            "nomination__award_type__name",
            "nomination__award_type__granted_by_state",
            "kind",
            "nomination__method",
            "nomination__state",
        )
        .annotate(Count("pk"), Count("nomination", distinct=True))
        .order_by("nomination__award_type__rank", "kind", "nomination__method", "nomination__state")
    )
    return [Line(*row[1:]) for row in rows]


def shares(
    *, campaign=None, period: Period | None = None, units: Any = None, states: Iterable[str] = ()
) -> Shares:
    """Of the lines sent (or in `states` only, such as granted). One statement."""
    rows = lines_of(campaign=campaign, period=period, units=units)
    rows = (
        rows.filter(nomination__state__in=states)
        if states
        else rows.exclude(nomination__state=State.DRAFT)
    )
    person, collective = Q(kind=RecipientKind.INDIVIDUAL), Q(kind=RecipientKind.COLLECTIVE)
    found = rows.aggregate(
        all=Count("pk"),
        individuals=Count("pk", filter=person),
        collectives=Count("pk", filter=collective),
        households=Count("pk", filter=Q(kind=RecipientKind.HOUSEHOLD)),
        direct_workers=Count("pk", filter=person & Q(direct_worker=True)),
        women=Count("pk", filter=person & Q(gender="female")),
        ethnic_minority=Count("pk", filter=person & Q(ethnic_minority=True)),
        small_collectives=Count("pk", filter=collective & Q(small_collective=True)),
        remote=Count("pk", filter=~Q(place_kind=PlaceKind.ORDINARY)),
    )
    bases = {"small_collectives": "collectives", "remote": "all"}
    for name in ("direct_workers", "women", "ethnic_minority", "small_collectives", "remote"):
        found[name] = Share(found[name], found[bases.get(name, "individuals")])
    return Shares(**found)


def quotas(campaign, *, units: Any = None) -> list[QuotaLine]:
    """Planned, proposed (sent, whatever came of it) and granted for each quota of the plan.
    Three statements."""
    rows = list(campaign.quotas.all())
    links = Quota.award_types.through.objects.filter(quota__campaign=campaign)
    types = defaultdict(list)
    for quota, award_type, name in links.order_by("awardtype__rank").values_list(
        "quota_id", "awardtype_id", "awardtype__name"
    ):
        types[quota].append((award_type, name))
    sent = (
        lines_of(campaign=campaign, units=units)
        .exclude(nomination__state=State.DRAFT)
        .values_list("nomination__award_type", "kind", "nomination__state")
        .annotate(Count("pk"))
        .order_by()
    )
    found = list(sent)
    return [quota_line(quota, types[quota.pk], found) for quota in rows]


def quota_line(
    quota: Quota, types: list[tuple[int, str]], found: list[tuple[Any, ...]]
) -> QuotaLine:
    ids = {pk for pk, _name in types}
    kinds = KINDS_OF_QUOTA[quota.recipients]
    own = [(state, n) for award, kind, state, n in found if award in ids and kind in kinds]
    return QuotaLine(
        quota=quota,
        awards=tuple(name for _pk, name in types),
        proposed=sum(n for _state, n in own),
        granted=sum(n for state, n in own if state == State.GRANTED),
    )


KINDS_OF_QUOTA: dict[str, set[RecipientKind]] = {
    Quota.Recipients.COLLECTIVE: {RecipientKind.COLLECTIVE},
    Quota.Recipients.INDIVIDUAL: {RecipientKind.INDIVIDUAL},
    Quota.Recipients.HOUSEHOLD: {RecipientKind.HOUSEHOLD},
    Quota.Recipients.BOTH: {RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL},
}
