"""How several measured values make one, over periods and over units. Pure arithmetic in Decimal.

What a target is decides it: additive amounts are summed, levels are the last one measured, rates
are averaged, shares are averaged weighted by their base; what does not add is left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from vietnamese.periods import Period

SUM, LAST, AVERAGE, WEIGHTED, NONE = "sum", "last", "average", "weighted", "none"


@dataclass(frozen=True)
class Point:
    """What was measured in one period. `weight` is the base of a share, `fulfilled` the word on
    a target in words."""

    period: Period
    value: Decimal | None = None
    weight: Decimal | None = None
    fulfilled: bool | None = None


def total(points: Sequence[Point], adding: str) -> Decimal | None:
    """One value of several; None where they cannot be put together.

    `last` takes the order of periods, `weighted` needs a base for each value, `none` has a value
    only where there is exactly one.
    """
    known = [point for point in points if point.value is not None]
    values = [point.value for point in points if point.value is not None]
    if not known:
        return None
    if adding == SUM:
        return sum(values, Decimal(0))
    if adding == AVERAGE:
        return sum(values, Decimal(0)) / len(values)
    if adding == WEIGHTED:
        return weighted(known)
    if adding == LAST:
        return max(known, key=lambda point: point.period).value
    return values[0] if len(values) == 1 else None


def weighted(points: Sequence[Point]) -> Decimal | None:
    """The average weighted by the base: nothing unless every value has its base and the bases
    are not all zero."""
    pairs = [
        (point.value, point.weight)
        for point in points
        if point.value is not None and point.weight is not None
    ]
    base = sum((weight for _value, weight in pairs), Decimal(0))
    if len(pairs) < len(points) or base <= 0:
        return None
    return sum((value * weight for value, weight in pairs), Decimal(0)) / base


def base_of(points: Sequence[Point]) -> Decimal | None:
    weights = [point.weight for point in points if point.weight is not None]
    return sum(weights, Decimal(0)) if weights else None


def over_periods(
    points: Sequence[Point], adding: str, whole: Period | None = None
) -> Decimal | None:
    """One value of the periods of one unit. Where they do not add, the value of the `whole`
    period counts."""
    if adding == NONE and whole is not None:
        points = [point for point in points if point.period == whole]
    return total(points, adding)


def over_units(
    points_by_unit: Mapping[int, Sequence[Point]], *, units: str, periods: str
) -> tuple[Point, ...]:
    """The series of the whole, one point a period in which any unit reported.

    Where the last value of a unit counts it stands until its next report: a total of running totals
    does not fall because one unit was faster than the others.
    """
    everything = sorted(
        (
            (point.period, unit_id, point)
            for unit_id, points in points_by_unit.items()
            for point in points
            if point.value is not None or point.fulfilled is not None
        ),
        key=lambda entry: (entry[0], entry[1]),
    )
    standing: dict[int, Point] = {}
    series = []
    for period, entries in groupby(everything, key=lambda entry: entry[0]):
        measured = {unit_id: point for _period, unit_id, point in entries}
        standing |= measured
        counted = list((standing if periods == LAST else measured).values())
        series.append(
            Point(
                period,
                value=total(counted, units),
                weight=base_of(counted),
                fulfilled=all_fulfilled([point.fulfilled for point in counted]),
            )
        )
    return tuple(series)


def all_fulfilled(words: Sequence[bool | None]) -> bool | None:
    """A target in words is fulfilled when every unit says so; not when one says no."""
    said = [word for word in words if word is not None]
    return all(said) if said else None


def running(points: Sequence[Point], adding: str) -> tuple[tuple[Period, Decimal | None], ...]:
    """The value so far after each period, for charts and tables."""
    ordered = sorted(points, key=lambda point: point.period)
    return tuple(
        (point.period, total(ordered[: index + 1], adding)) for index, point in enumerate(ordered)
    )
