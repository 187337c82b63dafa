"""Targets as a whole, added up by the database: two statements for any number of units and results.

The same figures as `rollup.over_units` gives from single results (a test compares them), for pages
that show no row a unit.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import add, sub
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import Lag

from targets import rollup
from targets.models import Allocation
from targets.rollup import Point
from targets.states import ResultState
from vietnamese.periods import Period

# One group a target, period, state, and whether the unit was given the target or is responsible.
# `before` is what the same unit said last: where that stands, only the difference counts.
GROUPED = """
SELECT target_id, period_code, state, given, own, {sums} FROM ({results}) AS results
GROUP BY target_id, period_code, state, given, own
"""


class Sums(NamedTuple):
    """Of the results of one period, as the database adds them."""

    values: Any
    total: Any
    weights: Any
    weight: Any
    pairs: Any
    weight_of_pairs: Any
    product: Any
    fulfilled: Any
    not_fulfilled: Any

    def plus(self, other):
        return Sums._make(map(add, self, other))

    def minus(self, other):
        return Sums._make(map(sub, self, other))

    def point(self, period: Period, adding: str) -> Point:
        return Point(
            period,
            value=self.value(adding),
            weight=self.weight if self.weights else None,
            fulfilled=not self.not_fulfilled if self.fulfilled + self.not_fulfilled else None,
        )

    def value(self, adding: str) -> Decimal | None:
        if not self.values:
            return None
        if adding == rollup.SUM:
            return self.total
        if adding == rollup.AVERAGE:
            return self.total / self.values
        if adding == rollup.WEIGHTED:
            whole = self.pairs == self.values and self.weight_of_pairs > 0
            return self.product / self.weight_of_pairs if whole else None
        return self.total if self.values == 1 else None


def sums_of(value: str, weight: str, fulfilled: str) -> list[str]:
    """The expressions of `Sums`, in its order."""
    return [
        f"COUNT({value})",
        f"SUM({value})",
        f"COUNT({weight})",
        f"SUM({weight})",
        f"SUM(CASE WHEN {value} IS NOT NULL AND {weight} IS NOT NULL THEN 1 ELSE 0 END)",
        f"SUM(CASE WHEN {value} IS NOT NULL THEN {weight} END)",
        f"SUM({value} * {weight})",
        f"SUM(CASE WHEN {fulfilled} THEN 1 ELSE 0 END)",
        f"SUM(CASE WHEN NOT {fulfilled} THEN 1 ELSE 0 END)",
    ]


NOW = ("value", "weight", "fulfilled")
BEFORE = ("value_before", "weight_before", "fulfilled_before")  # in the same state
BEFORE_ALL = ("value_before_all", "weight_before_all", "fulfilled_before_all")
WIDTH = len(Sums._fields)
COUNTS = {0, 2, 4, 7, 8}  # places in Sums


class Totals:
    """`accepted` and `reported` of a target: its series as a whole, a point a period."""

    def __init__(self, targets: Iterable, results):
        self.results = results
        self.periods: dict[str, Period] = {}
        standing = any(target.over_periods == rollup.LAST for target in targets)
        self.groups = grouped(results, standing=standing)

    @cached_property
    def counts(self):
        """How many units were heard, how many results wait or were returned, by target."""
        return {
            row["target"]: row
            for row in self.results.order_by()
            .values("target")
            .annotate(
                heard=Count("unit", distinct=True, filter=Q(state=ResultState.ACCEPTED)),
                waiting=Count("pk", filter=Q(state=ResultState.REPORTED)),
                returned=Count("pk", filter=Q(state=ResultState.RETURNED)),
            )
        }

    def accepted(self, target) -> tuple[Point, ...]:
        return self.series(target, self.groups[0].get(target.pk, []))

    def reported(self, target) -> tuple[Point, ...]:
        return self.series(target, self.groups[1].get(target.pk, []))

    def count(self, target, name: str) -> int:
        return self.counts[target.pk][name] if target.pk in self.counts else 0

    def series(self, target, groups) -> tuple[Point, ...]:
        """Units that were given it add up; its responsible unit speaks for the whole when the
        others do not add or say nothing; else all who reported."""
        given = [group for group in groups if group.given]
        own = [group for group in groups if group.own and not group.given]
        adds = target.over_units != rollup.NONE
        if own and not (adds and given):
            return self.points(own, adding=rollup.NONE, standing=False)
        standing = target.over_periods == rollup.LAST
        return self.points(given or groups, adding=target.over_units, standing=standing)

    def points(self, groups, *, adding, standing) -> tuple[Point, ...]:
        by_period: dict[Period, Sums] = {}
        for group in groups:
            period = self.periods.get(group.code)
            if period is None:
                period = self.periods[group.code] = Period(group.code)
            sums = group.now.minus(group.before) if standing else group.now
            known = by_period.get(period)
            by_period[period] = known.plus(sums) if known else sums
        points = []
        last: Sums | None = None
        for period in sorted(by_period):
            sums = by_period[period]
            last = last.plus(sums) if standing and last else sums
            points.append(last.point(period, adding))
        return tuple(points)


@dataclass(frozen=True)
class Group:
    code: str
    given: bool
    own: bool
    now: Sums
    before: Sums | None  # where the last value of a unit stands until its next


Groups = dict[int, list[Group]]  # by target


def grouped(results, *, standing: bool) -> tuple[Groups, Groups]:
    """The groups of accepted results, and of those with what waits; one statement."""
    allocated = Allocation.objects.filter(target=OuterRef("target"), unit=OuterRef("unit"))
    rows = (
        results.exclude(state=ResultState.RETURNED)
        .order_by()
        .annotate(
            given=Exists(allocated),
            own=Case(When(unit=F("target__responsible"), then=Value(1)), default=Value(0)),
        )
    )
    names, expressions = list(NOW), sums_of(*NOW)
    if standing:  # what a unit said last depends on what is counted
        for named, among in ((BEFORE, ["state"]), (BEFORE_ALL, [])):
            said = zip(NOW, named, strict=True)
            rows = rows.annotate(**{name: last_said(now, among) for now, name in said})
            names += named
            expressions += sums_of(*named)
    single = rows.values("target_id", "period_code", "state", "given", "own", *names)
    accepted: Groups = defaultdict(list)
    reported: Groups = defaultdict(list)
    try:
        sql, given = single.query.sql_with_params()
    except EmptyResultSet:  # nobody's units: nothing to ask the database
        return accepted, reported
    with connection.cursor() as cursor:
        cursor.execute(GROUPED.format(sums=", ".join(expressions), results=sql), given)
        for target, code, state, allocated_, own, *sums in cursor.fetchall():
            now, *before = (
                sums_from(sums[start : start + WIDTH]) for start in range(0, len(sums), WIDTH)
            )
            same, before_all = before if before else (None, None)
            about = (code, bool(allocated_), bool(own), now)
            if state == ResultState.ACCEPTED:
                accepted[target].append(Group(*about, same))
            reported[target].append(Group(*about, before_all))
    return accepted, reported


def last_said(field: str, among: list[str]) -> Window:
    return Window(
        Lag(field),
        partition_by=[F("target_id"), F("unit_id"), *map(F, among)],
        order_by=[F("period_end").asc(), F("period_start").desc()],
    )


def sums_from(row) -> Sums:
    return Sums._make(
        int(part) if place in COUNTS else exact(part) for place, part in enumerate(row)
    )


def exact(number) -> Decimal:
    """SQLite adds in floating point: back to the decimals that are kept."""
    if isinstance(number, Decimal):
        return number
    return Decimal(0) if number is None else round(Decimal(str(number)), 6)
