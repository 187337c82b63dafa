from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.periods import Period

years = st.integers(1900, 2100).map(str)
codes = (
    years
    | st.tuples(years, st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"])).map("".join)
    | st.tuples(years, st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")
    | st.tuples(st.integers(1900, 2099), st.integers(1, 10)).map(
        lambda pair: f"{pair[0]}-{min(pair[0] + pair[1], 2100)}"
    )
)


@pytest.mark.parametrize(
    ("code", "kind", "days", "label", "title"),
    [
        ("2024", "year", "2024-01-01 2024-12-31", "năm 2024", "year 2024"),
        ("2024H1", "half", "2024-01-01 2024-06-30", "6 tháng đầu năm 2024", "first half of 2024"),
        ("2024H2", "half", "2024-07-01 2024-12-31", "6 tháng cuối năm 2024", "second half of 2024"),
        ("2024Q1", "quarter", "2024-01-01 2024-03-31", "quý I năm 2024", "quarter I of 2024"),
        ("2024Q2", "quarter", "2024-04-01 2024-06-30", "quý II năm 2024", "quarter II of 2024"),
        ("2024Q4", "quarter", "2024-10-01 2024-12-31", "quý IV năm 2024", "quarter IV of 2024"),
        ("2024-02", "month", "2024-02-01 2024-02-29", "tháng 2 năm 2024", "month 2 of 2024"),
        ("2024-12", "month", "2024-12-01 2024-12-31", "tháng 12 năm 2024", "month 12 of 2024"),
        ("2020-2025", "term", "2020-01-01 2025-12-31", "giai đoạn 2020 - 2025", "term 2020 - 2025"),
    ],
)  # fmt: skip
def test_period(code, kind, days, label, title):
    period = Period(code)
    assert (period.kind, f"{period.start} {period.end}") == (kind, days)
    assert period.label == label
    assert str(period) == code
    with translation.override("en"):
        assert period.title == title


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024", "2024"),
        (" 2024h1 ", "2024H1"),
        ("Năm 2024", "2024"),
        ("6 tháng đầu năm 2024", "2024H1"),
        ("sáu tháng cuối năm 2024", "2024H2"),
        ("Quý II năm 2024", "2024Q2"),
        ("quý 4/2024", "2024Q4"),
        ("quy iii nam 2024", "2024Q3"),
        ("tháng 5 năm 2024", "2024-05"),
        ("tháng 05/2024", "2024-05"),
        ("5/2024", "2024-05"),
        ("12/2024", "2024-12"),
        ("2020 - 2025", "2020-2025"),
        ("giai đoạn 2020 – 2025", "2020-2025"),
        ("nhiệm kỳ 2020-2025", "2020-2025"),
    ],
)
def test_parse(text, code):
    assert Period.parse(text) == Period(code)


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2024H3", "2024Q5", "2024Q0", "2024-13", "2024-00", "2024-5", "13/2024", "0/2024",
        "2025-2020", "2024-2024", "1899", "2101", "2099-2101", "quý V năm 2024", "٢٠٢٤",
        "2024-05-01",
    ],
)  # fmt: skip
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(ValueError) as caught:
        Period.parse(text)
    assert str(caught.value)


@given(codes)
def test_labels_and_codes_are_read_back(code):
    period = Period(code)
    assert Period.parse(code) == period
    assert Period.parse(period.label) == period
    assert period.start < period.end


def test_contains():
    assert Period("2024").contains(Period("2024Q2"))
    assert Period("2024H1").contains(Period("2024H1"))
    assert Period("2020-2025").contains(Period("2025-12"))
    assert not Period("2024H1").contains(Period("2024Q3"))
    assert not Period("2024Q2").contains(Period("2024"))
    assert Period("2024Q2").contains(date(2024, 6, 30))
    assert not Period("2024Q2").contains(date(2024, 7, 1))


@pytest.mark.parametrize(
    ("code", "kind", "parts"),
    [
        ("2024", "quarter", ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]),
        ("2024", "half", ["2024H1", "2024H2"]),
        ("2024H2", "quarter", ["2024Q3", "2024Q4"]),
        ("2024Q2", "month", ["2024-04", "2024-05", "2024-06"]),
        ("2020-2022", "year", ["2020", "2021", "2022"]),
        ("2020-2022", "term", ["2020-2022"]),
        ("2024Q2", "quarter", ["2024Q2"]),
        ("2024Q2", "half", []),
        ("2024", "term", []),
    ],
)
def test_parts(code, kind, parts):
    assert Period(code).parts(kind) == [Period(part) for part in parts]


def test_order_is_by_end_and_the_shorter_first():
    ordered = "2023 2024-05 2024Q2 2024H1 2024-12 2024Q4 2024H2 2024 2020-2024".split()
    assert [p.code for p in sorted(map(Period, reversed(ordered)))] == ordered


def test_containing_a_day():
    day = date(2024, 7, 1)
    assert [Period.containing(day, kind).code for kind in ("year", "half", "quarter", "month")] == [
        "2024", "2024H2", "2024Q3", "2024-07",
    ]  # fmt: skip


def test_periods_are_values():
    assert {Period("2024"), Period.parse("năm 2024")} == {Period("2024")}
    with pytest.raises(AttributeError):
        Period("2024").code = "2025"
