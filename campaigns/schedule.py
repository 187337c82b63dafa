"""What dates of drives, reviews and tasks must keep to. Pure: dates in, sentences by field out."""

import datetime

from django.utils.translation import gettext as _

from vietnamese.dates import format_date

Span = tuple[datetime.date | None, datetime.date | None]


def drive_problems(
    start: datetime.date | None,
    end: datetime.date | None,
    *,
    is_peak: bool,
    campaign: Span,
    parent: Span | None = None,
) -> dict[str, str]:
    """Sentences by field: a drive has dates, in order, within campaign and surrounding drive."""
    if start is None and end is None:
        return (
            {}
            if is_peak
            else {"start": _("Enter the first day; only a peak drive may do without.")}
        )
    if start is None or end is None:
        missing = "start" if start is None else "end"
        return {missing: _("Enter both days, or neither for a peak drive without dates.")}
    if end < start:
        return {
            "end": _("The end must not be before the start (%(date)s).")
            % {"date": format_date(start)}
        }
    problems = _outside(start, end, campaign, _("The campaign runs from %(first)s to %(last)s."))
    if parent and not problems:
        problems = _outside(
            start, end, parent, _("The drive it stands in runs from %(first)s to %(last)s.")
        )
    return problems


def _outside(start: datetime.date, end: datetime.date, span: Span, sentence: str) -> dict[str, str]:
    first, last = span
    if first is None or last is None:
        return {}
    text = sentence % {"first": format_date(first), "last": format_date(last)}
    days = {"start": start, "end": end}
    return {field: text for field, day in days.items() if not first <= day <= last}


def review_problem(due: datetime.date | None, begins: datetime.date | None) -> str:
    """A sentence when a review is due before that which it reviews has begun, else ""."""
    if due is None or begins is None or due >= begins:
        return ""
    return _("The review must not be due before what it reviews begins (%(date)s).") % {
        "date": format_date(begins)
    }


def held_problem(held_on: datetime.date, begins: datetime.date, today: datetime.date) -> str:
    """A sentence when a review cannot have been held on that day, else ""."""
    if held_on > today:
        return _("The day must not be after today (%(date)s).") % {"date": format_date(today)}
    if held_on < begins:
        return _("The review was not held before what it reviews began (%(date)s).") % {
            "date": format_date(begins)
        }
    return ""


def due_problem(due: datetime.date | None, begins: datetime.date | None) -> str:
    """A sentence when a task or an activity is due before its campaign begins, else ""."""
    if due is None or begins is None or due >= begins:
        return ""
    return _("This must not be due before the beginning (%(date)s).") % {
        "date": format_date(begins)
    }


def span_problem(start: datetime.date | None, end: datetime.date | None) -> str:
    if start is None or end is None or start <= end:
        return ""
    return _("The end must not be before the start (%(date)s).") % {"date": format_date(start)}
