"""Working days of Vietnamese public bodies: Monday to Friday but for public holidays and swapped
days.

Holidays: Bộ luật Lao động 2019, Điều 112 (the package `holidays`, which also computes the lunar
ones and the substitute days); swapped days: the package and `working_days.yaml` beside this file.
"""

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import holidays
import yaml

FIRST, LAST = 1900, 2100
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Swap:
    """One day off and the day worked in its place."""

    free: date
    worked: date
    source: str
    verified: bool


@functools.cache
def swaps() -> tuple[Swap, ...]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return tuple(Swap(**row) for row in yaml.safe_load(text))


@functools.cache
def exceptions(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off and the weekend days worked that belong to a year."""
    known = holidays.country_holidays("VN", years=year)
    off = set(known) | {swap.free for swap in swaps()}
    worked = set(known.weekend_workdays) | {swap.worked for swap in swaps()}
    return frozenset(off), frozenset(worked)


def is_working_day(day: date) -> bool:
    if not FIRST <= day.year <= LAST:
        raise ValueError(f"Working days are known from {FIRST} to {LAST}.")
    off, worked = exceptions(day.year)
    return day not in off and (day.weekday() < 5 or day in worked)


def add_working_days(day: date, count: int) -> date:
    """The last day of a term of `count` working days; the day of the event itself is not counted.

    With a negative count the day that lies so many working days before. Zero gives the day itself.
    """
    step = DAY if count > 0 else -DAY
    for _number in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + DAY * number) for number in range(1, (end - start).days + 1))


def unverified_between(start: date, end: date) -> list[Swap]:
    """Swapped days in the span whose announcement has not been seen: the page says so."""
    return [
        swap
        for swap in swaps()
        if not swap.verified and (start <= swap.free <= end or start <= swap.worked <= end)
    ]
