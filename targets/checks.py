"""What is looked at before a result is taken: refusals, and doubts that a person may confirm."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from targets.models import Target
from targets.rollup import SUM, WEIGHTED
from targets.wording import is_count, value_words
from vietnamese.dates import format_date
from vietnamese.periods import Period

EARLIER_AT_LEAST = 2  # periods before, or there is nothing to compare with
CHANGES = ("increase", "decrease", "annual_average")


@dataclass(frozen=True)
class Entry:
    """One result as a unit gives it. `version` is that of the row it was opened on, 0 for none.

    `fulfilled` is for targets in words; `files` are what `documents.forms.AttachmentsField`
    cleaned; `confirmed` says that the person was asked about an unusual value and stands by it.
    """

    target: Target
    period: Period
    value: Decimal | None = None
    weight: Decimal | None = None
    fulfilled: bool | None = None
    note: str = ""
    version: int = 0
    confirmed: bool = False
    files: tuple = ()


def refusals(entry: Entry, *, today) -> dict[str, str]:
    """Field -> sentence: why the entry cannot be taken as it is."""
    target, found = entry.target, {}
    if entry.period not in target.report_periods():
        found["period"] = _(
            "%(period)s is not a reporting period of this target (%(how)s, %(span)s)."
        ) % {
            "period": entry.period.title,
            "how": target.get_frequency_display(),
            "span": target.period.title,
        }
    elif entry.period.start > today:
        found["period"] = _("%(period)s has not begun; it begins on %(day)s.") % {
            "period": entry.period.title,
            "day": format_date(entry.period.start),
        }
    if target.in_words:
        if entry.fulfilled is None:
            found["fulfilled"] = _("Say whether it is fulfilled.")
        return found
    if entry.value is None:
        found["value"] = _("Enter the value, for example 5.918 or 33,4.")
    elif (
        entry.value < 0
        and (target.over_periods == SUM or is_count(target.measure))
        and (target.basis not in CHANGES)
    ):
        found["value"] = _("A count or an amount cannot be below zero.")
    if target.over_units == WEIGHTED or target.over_periods == WEIGHTED:
        if entry.weight is None:
            label = target.weight_label or _("the base")
            found["weight"] = _("Enter %(label)s: the average is weighted by it.") % {
                "label": label
            }
    if entry.weight is not None and entry.weight < 0:
        found["weight"] = _("The base cannot be below zero.")
    return found


def doubts(entry: Entry, *, low=None, high=None, earlier=()) -> str:
    """A question about an unusual value; "" when there is none. Bounds are those of the unit,
    else of the plan; `earlier` is what the unit reported for earlier periods."""
    target, value = entry.target, entry.value
    if value is None:
        return ""
    if value < 0 and target.basis not in CHANGES:
        return _("%(value)s is below zero. Is that right?") % {"value": say(target, value)}
    if target.measure.startswith("%") and target.basis == "share" and value > 100:
        return _("%(value)s is more than a whole. Is that right?") % {"value": say(target, value)}
    bounds = [bound for bound in (low, high, target.low, target.high) if bound]
    plan = max(bounds, default=None)
    if plan and plan > 0 and abs(value) >= plan * settings.TARGETS_ASK_ABOVE:
        return _(
            "%(value)s is %(times)d times the plan (%(plan)s). Is that right, or is the unit of "
            "measure another?"
        ) % {
            "value": say(target, value),
            "times": int(abs(value) / plan),
            "plan": say(target, plan),
        }
    largest = max(earlier) if len(earlier) >= EARLIER_AT_LEAST else 0
    if largest > 0 and value > largest * settings.TARGETS_ASK_ABOVE_EARLIER:
        return _(
            "%(value)s is more than %(times)d times the largest value of the periods before "
            "(%(largest)s). Is that right?"
        ) % {
            "value": say(target, value),
            "times": settings.TARGETS_ASK_ABOVE_EARLIER,
            "largest": say(target, largest),
        }
    return ""


def say(target, value):
    return value_words(value, target.measure)
