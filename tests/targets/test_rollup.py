from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets import rollup
from targets.rollup import Point
from vietnamese.periods import Period

QUARTERS = Period("2024").parts("quarter")


def points(*values, weights=None):
    weights = weights or [None] * len(values)
    return [
        Point(period, None if value is None else D(str(value)), weight)
        for period, value, weight in zip(QUARTERS, values, weights, strict=False)
    ]


@pytest.mark.parametrize(
    ("adding", "values", "total"),
    [
        ("sum", (1, 2, 3), 6),
        ("sum", (1, None, 3), 4),
        ("last", (1, 2, 3), 3),
        ("last", (1, 2, None), 2),
        ("average", (1, 2, 6), 3),
        ("average", (1, None, 6), D("3.5")),
        ("none", (4,), 4),
        ("none", (4, 5), None),
        ("sum", (), None),
        ("sum", (None,), None),
    ],
)
def test_total(adding, values, total):
    assert rollup.total(points(*values), adding) == total


def test_last_goes_by_the_period_not_by_the_order_given():
    assert rollup.total(points(1, 2, 3)[::-1], "last") == 3


@pytest.mark.parametrize(
    ("weights", "total"),
    [((D(1), D(3)), D("87.5")), ((D(1), None), None), ((D(0), D(0)), None)],
)
def test_weighted(weights, total):
    assert rollup.total(points(80, 90, weights=weights), "weighted") == total


def test_not_additive_over_periods_takes_the_whole_period():
    year = Point(Period("2024"), D(7))
    assert rollup.over_periods([*points(1, 2), year], "none", Period("2024")) == 7
    assert rollup.over_periods(points(1), "none", Period("2024")) is None


def test_over_units_sums_the_units_of_each_period():
    series = rollup.over_units({1: points(1, 2), 2: points(10)}, units="sum", periods="sum")
    assert [(p.period.code, p.value) for p in series] == [("2024Q1", 11), ("2024Q2", 2)]


def test_last_value_of_a_unit_stands_until_its_next():
    series = rollup.over_units({1: points(1, 2), 2: points(10)}, units="sum", periods="last")
    assert [point.value for point in series] == [11, 12]


def test_words_of_units():
    said = {1: [Point(QUARTERS[0], fulfilled=True)], 2: [Point(QUARTERS[0], fulfilled=False)]}
    assert rollup.over_units(said, units="none", periods="last")[0].fulfilled is False
    assert rollup.all_fulfilled([None, True]) is True
    assert rollup.all_fulfilled([None]) is None


amounts = st.decimals(min_value=0, max_value=10**9, places=3)
months = Period("2024").parts("month")


@given(
    st.lists(
        st.lists(st.one_of(st.none(), amounts), min_size=12, max_size=12), min_size=1, max_size=5
    )
)
def test_cumulative_total_never_falls_when_a_period_is_added(table):
    by_unit = {
        unit: [Point(period, value) for period, value in zip(months, row, strict=True)]
        for unit, row in enumerate(table)
    }
    series = rollup.over_units(by_unit, units="sum", periods="sum")
    totals = [value or D(0) for _period, value in rollup.running(series, "sum")]
    assert totals == sorted(totals)


@given(st.lists(st.lists(amounts, min_size=12, max_size=12), min_size=1, max_size=5))
def test_total_of_running_totals_never_falls_when_units_report_at_different_times(table):
    by_unit = {
        unit: [
            Point(period, value)
            for number, (period, value) in enumerate(zip(months, sorted(row), strict=True))
            if (number + unit) % 2 == 0
        ]
        for unit, row in enumerate(table)
    }
    values = [p.value for p in rollup.over_units(by_unit, units="sum", periods="last")]
    assert values == sorted(values)


@given(st.lists(st.lists(amounts, min_size=4, max_size=4), min_size=1, max_size=4))
def test_units_first_or_periods_first_is_the_same_sum(table):
    by_unit = {unit: points(*row) for unit, row in enumerate(table)}
    series = rollup.over_units(by_unit, units="sum", periods="sum")
    assert rollup.total(series, "sum") == sum(rollup.total(p, "sum") for p in by_unit.values())


@given(
    st.lists(
        st.tuples(amounts, st.decimals(min_value=1, max_value=10**6, places=0)),
        min_size=1,
        max_size=4,
    )
)
def test_weighted_average_lies_between_its_values(pairs):
    weighted = rollup.total(
        points(*[v for v, _w in pairs], weights=[w for _v, w in pairs]), "weighted"
    )
    values = [value for value, _weight in pairs]
    slack = D("0.000001") * (max(values) + 1)  # 28 digits, rounded
    assert min(values) - slack <= weighted <= max(values) + slack
