"""How many years an occasion is old within a drive, and whether the plan states the same. Pure.

The number is computed from the original date. A number that the plan states otherwise is only
pointed out: the plan may count from another day, or have been carried over from last year.
"""

import datetime

from django.utils.translation import gettext as _

from vietnamese.dates import format_date


def years_within(
    original: datetime.date | None, start: datetime.date, end: datetime.date
) -> list[int]:
    """The anniversaries that fall between two days, both included: 07/5/1954 in 2024 gives [70].

    A drive over the turn of a year holds each day once: 03/02/1930 from 01/10/2024 to 28/02/2025 is
    [95]. A term of years gives one for each year. When the day lies outside (a drive that ends
    before the day it honours), the first anniversary after the start counts. Without an original
    date, or before it, there is none.
    """
    if original is None:
        return []
    inside = [
        year - original.year
        for year in range(start.year, end.year + 1)
        if start <= _on(original, year) <= end
    ]
    if not inside:
        year = start.year if _on(original, start.year) >= start else start.year + 1
        inside = [year - original.year]
    return [years for years in inside if years > 0]


def warning(
    name: str,
    original: datetime.date | None,
    stated: int | None,
    start: datetime.date,
    end: datetime.date,
) -> str:
    """A sentence when the stated number is not what the original date gives, else ""."""
    computed = years_within(original, start, end)
    if stated is None or original is None or stated in computed:
        return ""
    if not computed:
        return _("%(name)s: the plan states %(stated)d years, but %(date)s is not past then.") % {
            "name": name,
            "stated": stated,
            "date": format_date(original),
        }
    return _(
        "%(name)s: the plan states %(stated)d years; counted from %(date)s it is %(years)s."
    ) % {
        "name": name,
        "stated": stated,
        "date": format_date(original),
        "years": ", ".join(str(years) for years in computed),
    }


def _on(original: datetime.date, year: int) -> datetime.date:
    if (original.month, original.day) == (2, 29):
        return datetime.date(year, 3, 1) - datetime.timedelta(days=1)
    return original.replace(year=year)
