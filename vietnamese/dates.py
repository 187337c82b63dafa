"""Dates in Vietnamese form: day, month, year."""

import datetime
import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY_FIRST = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


def parse_date(text: str) -> datetime.date:
    """The date of "05/01/2024", "5/1/2024", "05-01-2024" or "2024-01-05".

    Raises ValueError, with a sentence for the user, for anything else, for days that do not exist
    and for years outside 1900 - 2100.
    """
    stripped = text.strip()
    if match := DAY_FIRST.fullmatch(stripped):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := ISO.fullmatch(stripped):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValueError(_("Enter a date as day/month/year, for example 05/01/2024."))
    check_year(year)
    if not 1 <= month <= 12:
        raise ValueError(
            _("There is no month %(month)d. Write day/month/year, for example 05/01/2024.")
            % {"month": month}
        )
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(
            _("There is no day %(day)d in month %(month)d of %(year)d.")
            % {"day": day, "month": month, "year": year}
        ) from error


def check_year(year: int) -> None:
    """Raises ValueError, with a sentence for the user, for years outside 1900 - 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            _("The year must lie between %(first)d and %(last)d.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


def format_date(date: datetime.date) -> str:
    """ "05/01/2024", on pages and in tables."""
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def format_official(date: datetime.date) -> str:
    """ "ngày 05 tháng 01 năm 2024", "ngày 15 tháng 9 năm 2024" (Nghị định 30/2020: zero before days
    under 10 and before months 1 and 2)."""
    return f"ngày {date.day:02d} tháng {_month(date)} năm {date.year}"


def format_day_month(date: datetime.date) -> str:
    """ "03/02", "30/4": an anniversary in official text, with the zeros of Nghị định 30/2020."""
    return f"{date.day:02d}/{_month(date)}"


def _month(date: datetime.date) -> str:
    return f"{date.month:02d}" if date.month <= 2 else str(date.month)


def days_words(days: int) -> str:
    """How far a day is: "còn 5 ngày", "hôm nay", "quá 3 ngày"."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
