"""What is read of a snapshot's plain data."""

import datetime
from decimal import Decimal
from typing import Any, overload

from django.utils import timezone

from plans.wording import day
from vietnamese.numbers import format_number

Data = dict[str, Any]


@overload
def date_of(text: str) -> datetime.date: ...
@overload
def date_of(text: None) -> None: ...
def date_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def cut_off_of(data: Data) -> datetime.datetime:
    return timezone.localtime(datetime.datetime.fromisoformat(data["head"]["cut_off"]))


def decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def basis(data: Data) -> str:
    """What every table says: the period, and the day of its figures."""
    return f"{data['head']['period_words']}, số liệu chốt ngày {day(cut_off_of(data).date())}"


def percent_words(text: str | None) -> str:
    percent = decimal_of(text)
    return "" if percent is None else f"{format_number(percent, 1)}%"
