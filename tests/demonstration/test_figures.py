"""The made-up figures lead to the outcome that was wanted, whatever form the target has."""

import random
from decimal import Decimal

import pytest

from demonstration import figures
from targets.models import Target
from targets.progress import Spec, judge
from targets.rollup import Point
from targets.states import Progress
from vietnamese.periods import Period

YEAR = Period("2024")
QUARTERS = YEAR.parts("quarter")
FORMS = [
    {"comparator": "at_least", "low": Decimal("7.5"), "measure": "%", "basis": "increase"},
    {"comparator": "at_least", "low": 6872, "measure": "tỷ đồng", "over_periods": "sum"},
    {"comparator": "equal", "low": 5, "measure": "xã", "over_periods": "sum"},
    {"comparator": "equal", "low": 100, "measure": "%", "basis": "share"},
    {"comparator": "between", "low": 41, "high": 43, "measure": "%", "basis": "share"},
    {"comparator": "less_than", "high": Decimal("3.5"), "measure": "%", "basis": "share"},
    {"comparator": "none_left", "measure": "hộ"},
    {"comparator": "maintain_at_least", "low": Decimal("98.5"), "measure": "%", "basis": "share"},
    {"comparator": "at_least", "low": Decimal("0.6"), "measure": "%", "basis": "decrease"},
]


@pytest.mark.parametrize("missed", [False, True])
@pytest.mark.parametrize("fields", FORMS, ids=lambda fields: fields["comparator"])
def test_series_lead_where_they_should(fields, missed):
    given = {"basis": "level", "over_periods": "last", "period_code": "2024"} | fields
    target = Target(**given)
    low, high = (
        Decimal(v) if (v := given.get(name)) is not None else None for name in ("low", "high")
    )
    target.low, target.high = low, high
    values = figures.series(target, low, high, 4, random.Random(1), missed=missed)
    points = [Point(period, value) for period, value in zip(QUARTERS, values, strict=True)]
    state = judge(Spec.of(target), points, on=YEAR.end, period=YEAR).state
    assert state == (Progress.MISSED if missed else Progress.MET)
