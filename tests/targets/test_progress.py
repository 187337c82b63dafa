# ruff: noqa: E501 - a table
"""The judging function: comparator, basis, how periods add, kind of period, day, values -> state."""

import datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.progress import Spec, judge, share_gone
from targets.rollup import Point
from targets.states import Progress
from vietnamese.periods import Period

# comparator low high | measure basis over_periods | period | on | code=value ... | state
TABLE = """
at_least 67 - | đồng level last | 2024 | 2024-03-31 | 2024Q1=16 | on_track
at_least 67 - | đồng level last | 2024 | 2024-12-31 | 2024Q3=66 | on_track
at_least 67 - | đồng level last | 2024 | 2025-01-15 | 2024Q4=66.9 | missed
at_least 67 - | đồng level last | 2024 | 2025-01-15 | 2024Q3=66.9 | not_judged
at_least 67 - | đồng level last | 2024 | 2025-01-15 | 2024Q3=67.9 | met
at_least 67 - | đồng level last | 2024 | 2025-01-15 | 2024Q4=67 | met
at_least 67 - | đồng level last | 2024 | 2024-06-30 | 2024Q1=60 2024Q2=67.2 | met
at_least 67 - | đồng level last | 2024 | 2024-06-30 | | not_judged
at_least 67 - | đồng level last | 2024 | 2024-03-31 | 2024Q2=80 | not_judged
at_least 6872 - | tỷ level sum | 2024 | 2024-03-31 | 2024Q1=1718 | on_track
at_least 6872 - | tỷ level sum | 2024 | 2024-03-31 | 2024Q1=1700 | on_track
at_least 6872 - | tỷ level sum | 2024 | 2024-03-31 | 2024Q1=1500 | behind
at_least 6872 - | tỷ level sum | 2024 | 2024-08-15 | 2024Q1=1718 2024Q2=1718 | on_track
at_least 6872 - | tỷ level sum | 2024 | 2024-09-30 | 2024Q1=3000 2024Q2=3000 2024Q3=900 | met
at_least 6872 - | tỷ level sum | 2024 | 2025-01-10 | 2024Q1=3000 2024Q2=1000 2024Q3=900 2024Q4=1900 | missed
at_least 6872 - | tỷ level sum | 2024 | 2025-01-10 | 2024Q1=3000 2024Q2=1000 2024Q3=900 | on_track
at_least 6872 - | tỷ level sum | 2024 | 2024-05-31 | 2024-01=500 2024-02=500 2024-03=500 2024-04=500 2024-05=500 | behind
at_least 7.5 - | % increase last | 2024 | 2024-06-30 | 2024H1=7.62 | on_track
at_least 7.5 - | % increase last | 2024 | 2024-06-30 | 2024H1=6 | on_track
at_least 7.5 - | % increase last | 2024 | 2024-06-30 | 2024H1=-1 | behind
at_least 7.5 - | % increase last | 2024 | 2025-01-02 | 2024H2=7.5 | met
at_least 7.5 - | % increase last | 2024 | 2025-01-02 | 2024H2=7.49 | missed
at_least 0.6 - | % decrease last | 2024 | 2024-06-30 | 2024H1=0.2 | on_track
at_least 0.6 - | % decrease last | 2024 | 2024-06-30 | 2024H1=-0.2 | behind
at_least 0.6 - | % decrease last | 2024 | 2024-12-31 | 2024=0.7 | met
at_least 0.6 - | % decrease last | 2024 | 2024-12-31 | 2024=0.5 | missed
at_least 20 - | % share last | 2024 | 2024-09-30 | 2024Q3=20.4 | met
at_least 20 - | % share last | 2024 | 2024-09-30 | 2024Q3=19 | on_track
at_least 20 - | % share last | 2024 | 2024-12-31 | 2024Q4=19.9 | missed
at_least 71.5 - | % share average | 2024 | 2024-06-30 | 2024Q1=70 2024Q2=69 | on_track
at_least 71.5 - | % share average | 2024 | 2024-06-30 | 2024Q1=60 2024Q2=60 | behind
at_least 71.5 - | % share average | 2024 | 2024-06-30 | 2024Q1=72 2024Q2=73 | on_track
at_least 71.5 - | % share average | 2024 | 2025-01-01 | 2024Q1=71 2024Q4=72 | met
at_least 71.5 - | % share average | 2024 | 2025-01-01 | 2024Q1=71 2024Q4=71 | missed
at_least 71.5 - | % share none | 2024 | 2024-06-30 | 2024Q1=72 2024Q2=73 | not_judged
at_least 71.5 - | % share none | 2024 | 2024-12-31 | 2024Q1=60 2024=72 | met
at_least 71.5 - | % share none | 2024 | 2024-12-31 | 2024Q1=80 2024=70 | missed
more_than 95 - | % share last | 2025 | 2025-06-30 | 2025Q2=95 | on_track
more_than 95 - | % share last | 2025 | 2025-12-31 | 2025Q4=95 | missed
more_than 95 - | % share last | 2025 | 2025-12-31 | 2025Q4=95.1 | met
more_than 95 - | % share last | 2025 | 2025-06-30 | 2025Q2=95.1 | met
more_than 100 - | km level sum | 2025 | 2025-12-31 | 2025Q4=100 | missed
more_than 100 - | km level sum | 2025 | 2025-06-30 | 2025Q2=51 | on_track
at_most - 100 | vụ level sum | 2024 | 2024-06-30 | 2024H1=40 | on_track
at_most - 100 | vụ level sum | 2024 | 2024-06-30 | 2024H1=52 | on_track
at_most - 100 | vụ level sum | 2024 | 2024-06-30 | 2024H1=60 | behind
at_most - 100 | vụ level sum | 2024 | 2024-06-30 | 2024H1=101 | behind
at_most - 100 | vụ level sum | 2024 | 2024-12-31 | 2024H1=50 2024H2=50 | met
at_most - 100 | vụ level sum | 2024 | 2024-12-31 | 2024H1=50 2024H2=51 | missed
at_most - 100 | vụ level sum | 2024 | 2024-06-30 | 2024H1=0 | on_track
at_most - 3 | % share last | 2024 | 2024-06-30 | 2024H1=2.5 | on_track
at_most - 3 | % share last | 2024 | 2024-06-30 | 2024H1=3.5 | on_track
at_most - 3 | % share last | 2024 | 2024-12-31 | 2024H2=3.5 | missed
at_most - 3 | % share last | 2024 | 2024-12-31 | 2024H2=3 | met
at_most - 3 | % share average | 2024 | 2024-06-30 | 2024Q1=3.1 2024Q2=3.1 | on_track
at_most - 3 | % share average | 2024 | 2024-06-30 | 2024Q1=4 2024Q2=4 | behind
at_most - 2 | % decrease last | 2024 | 2024-06-30 | 2024H1=-1 | on_track
less_than - 3.5 | % share last | 2025 | 2025-06-30 | 2025H1=3.4 | on_track
less_than - 3.5 | % share last | 2025 | 2025-12-31 | 2025=3.5 | missed
less_than - 3.5 | % share last | 2025 | 2025-12-31 | 2025=3.49 | met
less_than - 11 | ‰ increase last | 2021 | 2021-12-31 | 2021=10.5 | met
less_than - 11 | ‰ increase last | 2021 | 2021-12-31 | 2021=11 | missed
less_than - 10 | vụ level sum | 2024 | 2024-06-30 | 2024H1=10 | behind
equal 5 - | xã increase sum | 2024 | 2024-03-31 | 2024Q1=1 | behind
equal 4 - | xã increase sum | 2024 | 2024-03-31 | 2024Q1=1 | on_track
equal 5 - | xã increase sum | 2024 | 2024-06-30 | 2024Q1=3 2024Q2=2 | met
equal 5 - | xã increase sum | 2024 | 2024-06-30 | 2024Q1=0 2024Q2=0 | behind
equal 5 - | xã increase last | 2024 | 2024-06-30 | 2024Q2=5 | met
equal 5 - | xã increase last | 2024 | 2024-06-30 | 2024Q2=0 | on_track
equal 5 - | xã increase last | 2024 | 2024-12-31 | 2024Q4=6 | met
equal 93.8 - | % share last | 2024 | 2024-12-31 | 2024Q4=93.7 | missed
equal 93.8 - | % share last | 2024 | 2024-06-30 | 2024Q2=93.8 | met
equal 145000 - | tỷ level last | 2025 | 2023-12-31 | 2021=90000 2022=100000 2023=104000 | on_track
equal 145000 - | tỷ level last | 2025 | 2026-02-01 | 2024=140000 2025=145001 | met
equal 1200 - | tỷ cumulative sum | 2021-2025 | 2023-12-31 | 2021=240 2022=240 2023=240 | on_track
equal 1200 - | tỷ cumulative sum | 2021-2025 | 2023-12-31 | 2021=240 2022=200 2023=100 | behind
equal 1200 - | tỷ cumulative sum | 2021-2025 | 2026-01-01 | 2021=240 2022=240 2023=240 2024=240 2025=241 | met
equal 1200 - | tỷ cumulative sum | 2021-2025 | 2026-01-01 | 2021=240 2022=240 2023=240 2024=240 2025=239 | missed
equal 1200 - | tỷ cumulative last | 2021-2025 | 2023-12-31 | 2021=240 2023=700 | on_track
equal 1200 - | tỷ cumulative last | 2021-2025 | 2024-12-31 | 2024=1250 | met
equal 5.58 - | vạn every_year sum | 2020-2025 | 2021-12-31 | 2020=5.6 2021=5.7 | on_track
equal 5.58 - | vạn every_year sum | 2020-2025 | 2021-12-31 | 2020=5.5 2021=5.7 | behind
equal 5.58 - | vạn every_year sum | 2020-2025 | 2021-06-30 | 2020=5.6 2021H1=2.8 | on_track
equal 5.58 - | vạn every_year sum | 2020-2025 | 2021-06-30 | 2020=5.6 2021H1=2 | behind
equal 5.58 - | vạn every_year sum | 2020-2025 | 2026-01-01 | 2020=5.6 2024=5.6 2025=5.6 | met
equal 5.58 - | vạn every_year sum | 2020-2025 | 2026-01-01 | 2020=5.6 2024=5.1 2025=5.6 | missed
equal 70 - | % every_year last | 2020-2025 | 2022-12-31 | 2020=71 2021=70 2022=72 | on_track
equal 70 - | % every_year last | 2024 | 2024-12-31 | 2024=69 | missed
at_least 14.5 - | %/năm annual_average average | 2020-2025 | 2022-12-31 | 2020=15 2021=14 2022=14.6 | on_track
at_least 14.5 - | %/năm annual_average average | 2020-2025 | 2022-12-31 | 2020=11 2021=12 2022=14 | behind
at_least 14.5 - | %/năm annual_average average | 2020-2025 | 2022-12-31 | 2020=14 2021=14.4 2022=14 | on_track
at_least 14.5 - | %/năm annual_average last | 2020-2025 | 2026-01-01 | 2024=14 2025=15 | met
at_least 14.5 - | %/năm annual_average last | 2020-2025 | 2026-01-01 | 2024=14 2025=14.9 | missed
at_least 14.5 - | %/năm annual_average last | 2024 | 2024-12-31 | 2024=15 | met
between 41 43 | % share last | 2025 | 2025-06-30 | 2025H1=42 | on_track
between 41 43 | % share last | 2025 | 2025-06-30 | 2025H1=40 | on_track
between 41 43 | % share last | 2025 | 2025-12-31 | 2025=41 | met
between 41 43 | % share last | 2025 | 2025-12-31 | 2025=43 | met
between 41 43 | % share last | 2025 | 2025-12-31 | 2025=40.9 | missed
between 41 43 | % share last | 2025 | 2025-12-31 | 2025=43.1 | missed
between 15000 15500 | đảng_viên cumulative sum | 2020-2025 | 2022-12-31 | 2020=2500 2021=2500 2022=2500 | on_track
between 15000 15500 | đảng_viên cumulative sum | 2020-2025 | 2022-12-31 | 2020=2000 2021=2000 2022=2000 | behind
between 15000 15500 | đảng_viên cumulative sum | 2020-2025 | 2024-12-31 | 2020=8000 2021=8000 | behind
between 80 90 | tập_thể level sum | 2024 | 2024-06-30 | 2024H1=85 | behind
between 80 90 | tập_thể level sum | 2024 | 2024-12-31 | 2024H1=40 2024H2=45 | met
approximately 50 - | tỷ level last | 2024 | 2024-12-31 | 2024=47.5 | met
approximately 50 - | tỷ level last | 2024 | 2024-12-31 | 2024=47.4 | missed
approximately 50 - | tỷ level last | 2024 | 2024-06-30 | 2024H1=30 | on_track
approximately 50 - | tỷ level sum | 2024 | 2024-06-30 | 2024H1=10 | behind
maintain_at_least 98.5 - | % share last | 2024 | 2024-03-31 | 2024Q1=98.6 | on_track
maintain_at_least 98.5 - | % share last | 2024 | 2024-03-31 | 2024Q1=98.4 | behind
maintain_at_least 98.5 - | % share last | 2024 | 2024-12-31 | 2024Q4=98.4 | missed
maintain_at_least 98.5 - | % share last | 2024 | 2024-12-31 | 2024Q4=98.5 | met
none_left - - | hộ level last | 2025 | 2025-06-30 | 2025H1=12 | on_track
none_left - - | hộ level last | 2025 | 2025-06-30 | 2025H1=0 | met
none_left - - | hộ level last | 2025 | 2025-12-31 | 2025=1 | missed
none_left - - | vụ level sum | 2025 | 2025-06-30 | 2025Q1=0 2025Q2=1 | behind
qualitative - - | - decrease last | 2021 | 2021-06-30 | 2021H1=yes | on_track
qualitative - - | - decrease last | 2021 | 2021-06-30 | 2021H1=no | behind
qualitative - - | - level last | 2021 | 2021-12-31 | 2021H1=no 2021H2=yes | met
qualitative - - | - level last | 2021 | 2021-12-31 | 2021=no | missed
qualitative - - | - level last | 2021 | 2021-12-31 | | not_judged
qualitative - - | - level last | 2021 | 2021-12-31 | 2021=none | not_judged
"""


def read(line):
    bounds, kind, period, on, values, state = (part.strip() for part in line.split("|"))
    comparator, low, high = bounds.split()
    measure, basis, over_periods = kind.split()
    spec = Spec(
        comparator=comparator,
        basis=basis,
        low=None if low == "-" else D(low),
        high=None if high == "-" else D(high),
        measure=measure.replace("_", " "),
        over_periods=over_periods,
    )
    return spec, [point(value) for value in values.split()], period, on, state


def point(text):
    code, value = text.split("=")
    if value in ("yes", "no", "none"):
        return Point(Period(code), fulfilled={"yes": True, "no": False, "none": None}[value])
    return Point(Period(code), D(value))


CASES = TABLE.strip().splitlines()


def test_the_table_is_wide():
    seen = [read(line) for line in CASES]
    assert len(seen) >= 100
    assert len({spec.comparator for spec, *_rest in seen}) == 10
    assert len({spec.basis for spec, *_rest in seen}) == 7


@pytest.mark.parametrize("line", CASES)
def test_state(line):
    spec, points, period, on, state = read(line)
    judgement = judge(spec, points, on=datetime.date.fromisoformat(on), period=Period(period))
    assert (judgement.state, bool(judgement.reason)) == (state, True)


@pytest.mark.parametrize(
    ("changes", "value", "state"),
    [
        ({}, "0.30", "met"),
        ({"baseline": D("0.9")}, "0.30", "missed"),
        ({"baseline": D("0.9")}, "0.28", "met"),
        ({"direction": "decrease"}, "0.30", "missed"),
        ({"direction": "increase", "baseline": D("0.9")}, "0.30", "met"),
        ({"comparator": "approximately", "baseline": D("0.9")}, "0.29", "met"),
        ({"comparator": "approximately", "baseline": D("0.9")}, "0.30", "missed"),
    ],
)
def test_reaching_a_level_from_above(changes, value, state):
    """ "Giảm hộ nghèo còn 0,28%": the level is reached by falling to it."""
    spec = Spec(
        **{"comparator": "equal", "basis": "share", "low": D("0.28"), "measure": "%"} | changes
    )
    points = [Point(Period("2021"), D(value))]
    assert judge(spec, points, on=datetime.date(2021, 12, 31), period=Period("2021")).state == state


def test_weighted_without_a_base_is_not_judged():
    spec = Spec("at_least", "share", D(70), measure="%", over_periods="weighted")
    points = [Point(Period("2024Q1"), D(80), D(10)), Point(Period("2024Q2"), D(80))]
    judgement = judge(spec, points, on=datetime.date(2024, 7, 1), period=Period("2024"))
    assert (judgement.state, judgement.value) == (Progress.NOT_JUDGED, None)


def test_unit_without_figures_is_only_shown():
    judgement = judge(
        Spec("at_least"),
        [Point(Period("2024Q1"), D(80))],
        on=datetime.date(2024, 7, 1),
        period=Period("2024"),
    )
    assert (judgement.state, judgement.value) == (Progress.NOT_JUDGED, 80)


def test_threshold_is_given():
    spec = Spec("at_least", "level", D(100), over_periods="sum")
    points = [Point(Period("2024Q1"), D(22))]
    states = [
        judge(
            spec,
            points,
            on=datetime.date(2024, 3, 31),
            period=Period("2024"),
            on_track_from=threshold,
        ).state
        for threshold in (85, 95)
    ]
    assert states == [Progress.ON_TRACK, Progress.BEHIND]


def test_percent_of_plan_and_day_of_the_figures():
    spec = Spec("at_most", "level", None, D(80), over_periods="sum")
    points = [Point(Period("2024Q1"), D(20)), Point(Period("2024Q2"), D(20))]
    judgement = judge(spec, points, on=datetime.date(2024, 8, 1), period=Period("2024"))
    assert (judgement.percent_of_plan, judgement.through) == (50, datetime.date(2024, 6, 30))


@pytest.mark.parametrize(
    ("period", "day", "share"),
    [
        ("2024", "2024-03-31", D("0.25")),
        ("2024", "2024-12-31", D(1)),
        ("2024", "2025-05-01", D(1)),
        ("2024H1", "2024-02-29", D(1) / 3),
        ("2020-2025", "2022-12-31", D("0.5")),
        ("2024-06", "2024-06-15", D("0.5")),
    ],
)
def test_share_gone(period, day, share):
    gone = share_gone(Period(period), datetime.date.fromisoformat(day))
    assert round(gone, 10) == round(share, 10)


quarters = Period("2024").parts("quarter")
amounts = st.decimals(min_value=0, max_value=1000, places=2)
FAR = datetime.date(2025, 6, 1)


@given(st.lists(amounts, min_size=4, max_size=4), amounts)
def test_a_total_that_is_met_stays_met_when_a_period_is_added(values, low):
    spec = Spec("at_least", "level", low, over_periods="sum")
    points = [Point(period, value) for period, value in zip(quarters, values, strict=True)]
    states = [judge(spec, points[:n], on=FAR, period=Period("2024")).state for n in (1, 2, 3, 4)]
    first = states.index("met") if "met" in states else 4
    assert states[first:] == ["met"] * (4 - first)


@given(
    st.sampled_from(sorted({line.split()[0] for line in CASES} - {"qualitative"})),
    st.sampled_from(["level", "share", "increase", "decrease", "cumulative", "every_year"]),
    st.sampled_from(["sum", "last", "average", "none"]),
    st.lists(st.decimals(min_value=-1000, max_value=1000, places=2), min_size=1, max_size=4),
    st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 30)),
)
def test_nothing_is_missed_before_the_end(comparator, basis, over, values, on):
    spec = Spec(comparator, basis, D(10), D(20), "%", over_periods=over)
    points = [Point(period, value) for period, value in zip(quarters, values, strict=False)]
    assert judge(spec, points, on=on, period=Period("2024")).state != Progress.MISSED


def test_between_percentages_lie_percentage_points():
    spec = Spec("at_least", "share", D(20), None, "%", over_periods="last")
    points = [Point(Period("2024Q4"), D("19.05"))]
    judged = judge(spec, points, on=datetime.date(2024, 12, 31), period=Period("2024"))
    assert judged.reason == "19,05%, thiếu 0,95 điểm phần trăm so với kế hoạch."
