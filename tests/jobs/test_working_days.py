from datetime import date, timedelta

import pytest

from jobs.working_days import (
    add_working_days,
    is_working_day,
    swaps,
    unverified_between,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-07-10", True),
        ("2024-07-13", False),  # Saturday
        ("2024-02-09", False),  # the eve of Tết
        ("2024-02-14", False),
        ("2024-02-15", True),
        ("2024-04-18", False),  # Giỗ Tổ Hùng Vương, 10/3 of the lunar year
        ("2024-04-29", False),  # swapped for 04/05
        ("2024-05-04", True),
        ("2020-09-03", True),  # one day for the National Day until 2020
        ("2021-09-03", False),  # two since 2021
        ("2022-09-01", False),
        ("2025-09-01", False),
        ("2023-05-02", False),  # in the place of a holiday on Saturday
        ("2022-01-03", False),  # in the place of New Year's Day on Saturday
        ("2025-01-29", False),
        ("2030-02-04", False),
        ("2030-09-02", False),
    ],
)
def test_is_working_day(day, expected):
    assert is_working_day(date.fromisoformat(day)) is expected


@pytest.mark.parametrize("year", range(2020, 2031))
def test_every_year_has_its_public_holidays(year):
    """Eleven days (twelve since 2026) and swapped ones, on weekdays or made up on weekdays."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    free = [day for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert 10 <= len(free) <= 14


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-07-10", 0, "2024-07-10"),
        ("2024-07-10", 1, "2024-07-11"),
        ("2024-07-12", 1, "2024-07-15"),
        ("2024-04-26", 1, "2024-05-02"),
        ("2024-04-26", 3, "2024-05-04"),
        ("2024-02-07", 1, "2024-02-15"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2024-07-15", -1, "2024-07-12"),
        ("2024-05-02", -1, "2024-04-26"),
    ],
)
def test_add_working_days(start, count, end):
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2024-07-10", "2024-07-10", 0),
        ("2024-07-10", "2024-07-11", 1),
        ("2024-07-12", "2024-07-14", 0),
        ("2024-04-26", "2024-05-06", 4),
        ("2024-07-11", "2024-07-10", -1),
    ],
)
def test_working_days_between(start, end, count):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == count


@pytest.mark.parametrize("count", [1, 5, 10, 20, 40])
def test_counting_back_what_was_added(count):
    start = date(2024, 4, 20)
    assert working_days_between(start, add_working_days(start, count)) == count


@pytest.mark.parametrize("year", [1899, 2101])
def test_years_outside_are_refused(year):
    with pytest.raises(ValueError):
        is_working_day(date(year, 1, 1))


def test_every_swap_joins_a_weekday_and_a_weekend_day_and_has_a_source():
    assert [swap for swap in swaps() if swap.free.weekday() > 4 or swap.worked.weekday() < 5] == []
    assert [swap for swap in swaps() if not swap.source] == []


def test_swaps_that_nobody_has_verified_are_said():
    unverified = [swap for swap in swaps() if not swap.verified]
    assert unverified_between(date(1900, 1, 1), date(2100, 1, 1)) == unverified
    assert unverified_between(date(2024, 1, 1), date(2024, 12, 31)) == []
