"""What was measured against what was planned: gathered in a few statements for any number of
targets.

Counted are accepted results; what still waits for acceptance is given beside them. Frozen
dataclasses out, plain enough to be stored with a report.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from targets import rollup, wording
from targets.models import Allocation, Result, Target
from targets.progress import Judgement, Spec, judge
from targets.rollup import Point
from targets.states import Progress, ResultState
from targets.totals import Totals
from units.models import Placement
from vietnamese.periods import Period


@dataclass(frozen=True)
class UnitRow:
    """A unit's share of a target. `given` is what it was given, in words; "" where it only
    reports."""

    unit_id: int
    unit: str
    given: str
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    value_words: str
    percent: Decimal | None
    state: Progress
    reason: str
    through: str  # code of the last period with an accepted result
    reported_value: Decimal | None  # with what waits for acceptance
    waiting: int
    returned: int
    series: tuple[tuple[str, Decimal | None], ...]
    fulfilled: bool | None = None


@dataclass(frozen=True)
class TargetSummary:
    """One target with its plan in words, its value, how it stands and why, and its units."""

    pk: int
    campaign_id: int
    group: str
    position: int
    part_of: int | None
    companion_of: int | None
    indicator: str
    plan: str
    qualifier: str
    places: str
    wording: str
    measure: str
    comparator: str
    basis: str
    low: Decimal | None
    high: Decimal | None
    decimals: int
    responsible_id: int | None
    responsible: str
    frequency: str
    period: str
    value: Decimal | None
    value_words: str
    number_words: str  # the value without its unit of measure
    percent: Decimal | None
    state: Progress
    reason: str
    through: str  # code of the last period counted
    reported_value: Decimal | None  # with what waits for acceptance
    units: tuple[UnitRow, ...]
    units_with_results: int
    waiting: int
    returned: int
    series: tuple[tuple[str, Decimal | None], ...]  # value so far after each period
    fulfilled: bool | None = None

    @property
    def is_part(self):
        return self.part_of is not None

    @property
    def at_most(self):
        return self.comparator in ("at_most", "less_than", "none_left")


def campaign_summary(
    campaign, *, until=None, on=None, within=None, rows=None
) -> tuple[TargetSummary, ...]:
    """All targets of a campaign in the order of its plan, parts and companions behind their whole.

    `until`: only results of periods that ended by then. `on`: the day of judgement (today, or
    `until` when that is earlier). `within`: unit ids (a list or an expression): only what these
    reported, added up over them. `rows`: ids of the units that get a row; None for all of them.
    Without all the database adds up, which is far quicker.
    """
    targets = Target.objects.filter(campaign=campaign)
    return summarise(targets, until=until, on=on, within=within, rows=rows)


def summarise(targets, *, until=None, on=None, within=None, rows=None) -> tuple[TargetSummary, ...]:
    """The same for any queryset of targets; a fixed number of statements."""
    today = timezone.localdate()
    on = on or (min(today, until) if until else today)
    named = targets.annotate(group_name=F("group__name"), unit_name=F("responsible__name"))
    found = in_order(named.in_plan_order())
    ids = [target.pk for target in found]
    allocations = Allocation.objects.filter(target__in=ids).order_by("unit__sort_key", "unit_id")
    results = Result.objects.filter(target__in=ids).exclude(value=None, fulfilled=None)
    if until:
        results = results.filter(period_end__lte=until)
    if within is not None:
        allocations = allocations.filter(unit__in=within)
        results = results.filter(unit__in=within)
    totals = None
    if rows is not None:
        totals = Totals(found, results)
        allocations, results = allocations.filter(unit__in=rows), results.filter(unit__in=rows)
    gathered = Gathered(on)
    if totals is None or rows:
        gathered.read(allocations, results)
    return tuple(gathered.summary(target, totals) for target in found)


@dataclass(frozen=True)
class Standing:
    """How a target stands, for counting."""

    group: str
    state: Progress
    through: str  # code of the last period counted


def standings(targets, *, within=None) -> tuple[Standing, ...]:
    """What `summarise` judges of whole targets, without their words; in plan order."""
    fields = ("pk", "period_code", "over_units", "group__name", *Spec.__dataclass_fields__)
    found = list(targets.in_plan_order().values_list(*fields, named=True))
    results = Result.objects.filter(target__in=[target.pk for target in found])
    results = results.exclude(value=None, fulfilled=None)
    totals = Totals(found, results if within is None else results.filter(unit__in=within))
    gathered = Gathered(timezone.localdate())
    return tuple(gathered.standing(target, totals.accepted(target)) for target in found)


def names_on(unit_ids: Iterable[int], on: datetime.date) -> dict[int, str]:
    """What units were called on the day; their first name for those founded later."""
    placed = Placement.objects.filter(unit__in=set(unit_ids)).order_by("valid_from")
    names: dict[int, str] = {}
    for unit_id, name, start in placed.values_list("unit_id", "name", "valid_from"):
        if unit_id not in names or start <= on:
            names[unit_id] = name
    return names


def in_order(targets) -> list[Target]:
    """Parts and companions directly behind their whole."""
    rows = list(targets)
    known = {target.pk for target in rows}
    below = defaultdict(list)
    for target in rows:
        above = target.companion_of_id or target.part_of_id
        below[above if above in known else None].append(target)

    def walk(above):
        for target in below[above]:
            yield target
            yield from walk(target.pk)

    return list(walk(None))


class Gathered:
    """Values by target and unit, as they came from the database."""

    def __init__(self, on):
        self.on = on
        self.given = defaultdict(dict)  # target -> unit -> (low, high)
        self.accepted = defaultdict(lambda: defaultdict(list))  # target -> unit -> points
        self.reported = defaultdict(lambda: defaultdict(list))  # with what waits
        self.states = defaultdict(Counter)  # (target, unit) -> states
        self.heard = defaultdict(dict)  # target -> units that reported, as an ordered set
        self.names = {}
        self.periods = {}

    def read(self, allocations, results):
        for allocation in allocations.values_list("target_id", "unit_id", "low", "high"):
            self.allocate(*allocation)
        fields = ("target_id", "unit_id", "period_code", "value", "weight", "fulfilled", "state")
        for result in results.values_list(*fields):
            self.add(*result)
        self.names = names_on(self.unit_ids(), self.on)

    def allocate(self, target_id, unit_id, low, high):
        self.given[target_id][unit_id] = (low, high)

    def add(self, target_id, unit_id, code, value, weight, fulfilled, state):
        self.states[target_id, unit_id][state] += 1
        self.heard[target_id][unit_id] = True
        if state == ResultState.RETURNED:
            return
        point = Point(self.period(code), value, weight, fulfilled)
        self.reported[target_id][unit_id].append(point)
        if state == ResultState.ACCEPTED:
            self.accepted[target_id][unit_id].append(point)

    def period(self, code) -> Period:
        """Read once; many targets and results have the same."""
        return self.periods.get(code) or self.periods.setdefault(code, Period.parse(code))

    def unit_ids(self):
        return {unit for units in self.given.values() for unit in units} | {
            unit for _target, unit in self.states
        }

    def whole(self, target, values) -> tuple[Point, ...]:
        """The series of the whole target. Units that were given it add up; its responsible unit,
        where it was not given a share, speaks for the whole when the others do not add or say
        nothing."""
        by_unit = values[target.pk]
        shares = {unit: by_unit[unit] for unit in self.given[target.pk] if by_unit.get(unit)}
        own = by_unit.get(target.responsible_id, [])
        adds = target.over_units != rollup.NONE
        if own and target.responsible_id not in shares and (not adds or not shares):
            return tuple(own)
        if not shares:  # nobody was given a share: those who reported
            shares = {unit: points for unit, points in by_unit.items() if points}
        return rollup.over_units(shares, units=target.over_units, periods=target.over_periods)

    def judged(self, target, points, **bounds) -> Judgement:
        return judge(
            Spec.of(target, **bounds),
            points,
            on=self.on,
            period=self.period(target.period_code),
            on_track_from=settings.TARGETS_ON_TRACK_FROM,
        )

    def standing(self, target, points) -> Standing:
        return Standing(
            target.group__name or "", self.judged(target, points).state, last_period(points)
        )

    def unit_row(self, target, unit_id) -> UnitRow:
        low, high = self.given[target.pk].get(unit_id, (None, None))
        if unit_id not in self.given[target.pk] and unit_id == target.responsible_id:
            low, high = target.low, target.high
        points = self.accepted[target.pk].get(unit_id, [])
        judgement = self.judged(target, points, low=low, high=high)
        heard = self.reported[target.pk].get(unit_id, [])
        with_waiting = (
            judgement if heard == points else self.judged(target, heard, low=low, high=high)
        )
        states = self.states[target.pk, unit_id]
        return UnitRow(
            unit_id=unit_id,
            unit=self.names.get(unit_id, ""),
            given=wording.allocation_words(target, low, high),
            low=low,
            high=high,
            value=judgement.value,
            value_words=said(target, judgement, points),
            percent=judgement.percent_of_plan,
            state=judgement.state,
            reason=judgement.reason,
            through=last_period(points),
            reported_value=with_waiting.value,
            waiting=states[ResultState.REPORTED],
            returned=states[ResultState.RETURNED],
            series=so_far(target, points),
            fulfilled=last_word(points),
        )

    def summary(self, target, totals=None) -> TargetSummary:
        if totals:
            points, with_waiting = totals.accepted(target), totals.reported(target)
        else:
            points, with_waiting = (
                self.whole(target, values) for values in (self.accepted, self.reported)
            )
        judgement = self.judged(target, points)
        same = with_waiting == points
        reported = judgement if same else self.judged(target, with_waiting)
        given = self.given[target.pk]
        others = [unit for unit in self.heard[target.pk] if unit not in given]
        rows = tuple(self.unit_row(target, unit_id) for unit_id in [*given, *others])
        if totals:
            heard, waiting, returned = (
                totals.count(target, name) for name in ("heard", "waiting", "returned")
            )
        else:
            heard = sum(1 for row in rows if row.through)
            waiting = sum(row.waiting for row in rows)
            returned = sum(row.returned for row in rows)
        return TargetSummary(
            pk=target.pk,
            campaign_id=target.campaign_id,
            group=target.group_name or "",
            position=target.position,
            part_of=target.part_of_id,
            companion_of=target.companion_of_id,
            indicator=target.indicator,
            plan=wording.plan_words(target),
            qualifier=target.qualifier,
            places=target.places,
            wording=target.wording,
            measure=target.measure,
            comparator=target.comparator,
            basis=target.basis,
            low=target.low,
            high=target.high,
            decimals=target.decimals,
            responsible_id=target.responsible_id,
            responsible=target.unit_name or "",
            frequency=target.frequency,
            period=target.period_code,
            value=judgement.value,
            value_words=said(target, judgement, points),
            number_words=number_said(target, judgement),
            percent=judgement.percent_of_plan,
            state=judgement.state,
            reason=judgement.reason,
            through=last_period(points),
            reported_value=reported.value,
            units=rows,
            units_with_results=heard,
            waiting=waiting,
            returned=returned,
            series=so_far(target, points),
            fulfilled=last_word(points),
        )


def last_period(points) -> str:
    return max(point.period for point in points).code if points else ""


def last_word(points) -> bool | None:
    said_words = [point for point in points if point.fulfilled is not None]
    return max(said_words, key=lambda point: point.period).fulfilled if said_words else None


def so_far(target, points) -> tuple[tuple[str, Decimal | None], ...]:
    return tuple(
        (period.code, value) for period, value in rollup.running(points, target.over_periods)
    )


def said(target, judgement, points) -> str:
    if target.in_words:
        return wording.fulfilled_words(last_word(points))
    return wording.value_words(
        judgement.value, target.measure, decimals=target.decimals, places=places_of(target)
    )


def number_said(target, judgement) -> str:
    """Without the unit of measure, for a column whose neighbour names the unit."""
    if judgement.value is None:
        return "chưa có"
    value = round(judgement.value, places_of(target))
    return wording.number_words(value, "", decimals=target.decimals)


def places_of(target) -> int:
    stated = [
        len(f"{wording.trimmed(bound):f}".partition(".")[2])
        for bound in (target.low, target.high)
        if bound is not None
    ]
    return max(2, target.decimals, *stated)


def counts(summaries: Iterable[TargetSummary]) -> dict[str, int]:
    """How many targets stand in each state, every state named."""
    found = Counter(summary.state for summary in summaries)
    return {state.value: found[state] for state in Progress}
