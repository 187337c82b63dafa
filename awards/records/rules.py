"""What cannot be so in a record, in plain words: {field: what to mend}. Asked by the actions and by
the import of workbooks alike; `faults` knows one function for each kind of record."""

import datetime
from functools import singledispatch

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import (
    ClusterRank,
    Discipline,
    EarlierAward,
    Initiative,
    Leave,
    MemberCount,
    OpenReview,
    Record,
    YearRating,
)
from awards.models.records import MEMBER_PARTS
from awards.records.subjects import kind_of
from vietnamese.dates import format_date

FIRST_YEAR = 1945
PARTS = {  # of the members: name of the field, its words
    field.name: field.verbose_name
    for field in MemberCount._meta.fields
    if field.name in MEMBER_PARTS
}
LAW_FROM = datetime.date(2004, 7, 1)  # Luật Thi đua, Khen thưởng 15/2003/QH11


def refuse_impossible(record: Record) -> None:
    found = faults(record, timezone.localdate())
    if found:
        raise ValidationError(found)


@singledispatch
def faults(record: Record, today: datetime.date) -> dict[str, str]:
    """A kind of record without rules of its own: what the database refuses is all."""
    return {}


def year_fault(year: int, today: datetime.date) -> dict[str, str]:
    if year > today.year:
        return {
            "year": _("The year must not lie in the future: this is %(year)d.")
            % {"year": today.year}
        }
    if year < FIRST_YEAR:
        return {"year": _("The year must not be before %(year)d.") % {"year": FIRST_YEAR}}
    return {}


@faults.register
def rating_faults(rating: YearRating, today: datetime.date) -> dict[str, str]:
    return year_fault(rating.year, today)


@faults.register
def count_faults(count: MemberCount, today: datetime.date) -> dict[str, str]:
    found = year_fault(count.year, today)
    for name, words in PARTS.items():
        part = getattr(count, name)
        if part is not None and part > count.total:
            found[name] = _("“%(part)s” is %(count)d, more than all %(total)d members.") % {
                "part": words,
                "count": part,
                "total": count.total,
            }
    return found


@faults.register
def award_faults(award: EarlierAward, today: datetime.date) -> dict[str, str]:
    found = year_fault(award.year, today)
    kind = kind_of(award)
    if not getattr(award.award_type, f"for_{kind.value}"):
        found["award_type"] = _("“%(award)s” is not given to this kind of recipient: %(kind)s.") % {
            "award": award.award_type.local_name,
            "kind": kind.label,
        }
    day, start, end = award.decision_date, award.period_from, award.period_to
    if day and day < LAW_FROM:
        found["decision_date"] = _(
            "The law on emulation and commendation is in force from %(date)s: no decision under it "
            "is older."
        ) % {"date": format_date(LAW_FROM)}
    if day and day > today:
        found["decision_date"] = _("The decision must not lie in the future.")
    if start and end and end < start:
        found["period_to"] = _("The achievement cannot end before it begins.")
    return found


@faults.register
def initiative_faults(initiative: Initiative, today: datetime.date) -> dict[str, str]:
    found = year_fault(initiative.year, today)
    if initiative.unit_id is None:
        found["unit"] = _("Its author works nowhere now: say in which unit it is applied.")
    if initiative.recognised and not initiative.recognised_by:
        found["recognised_by"] = _("Say which council or authority recognised it.")
    if initiative.recognised and initiative.recognised_on is None:
        found["recognised_on"] = _("Needed: criteria count recognised initiatives by their date.")
    papers = (initiative.recognition_number, initiative.recognised_on)
    if initiative.recognised is None and any(papers):
        found["recognised"] = _("A number or a date is given: say what was decided.")
    if initiative.recognised_on:
        if initiative.recognised_on > today:
            found["recognised_on"] = _("The recognition must not lie in the future.")
        elif initiative.recognised_on.year < initiative.year:
            found["recognised_on"] = _("It cannot be recognised before the year of the initiative.")
    return found


@faults.register
def discipline_faults(discipline: Discipline, today: datetime.date) -> dict[str, str]:
    found = {}
    if discipline.date > today:
        found["date"] = _("The decision must not lie in the future.")
    if discipline.ended and discipline.ended < discipline.date:
        found["ended"] = _("It cannot be served before its decision.")
    return found


@faults.register
def review_faults(review: OpenReview, today: datetime.date) -> dict[str, str]:
    found = {}
    if review.opened > today:
        found["opened"] = _("The day must not lie in the future.")
    if review.closed and review.closed < review.opened:
        found["closed"] = _("It cannot be closed before it was opened.")
    if review.closed and not review.outcome:
        found["outcome"] = _("Say how it ended.")
    if review.outcome and not review.closed:
        found["closed"] = _("An outcome is given: say when it was closed.")
    return found


@faults.register
def leave_faults(leave: Leave, today: datetime.date) -> dict[str, str]:
    if leave.end < leave.start:
        return {"end": _("The last day cannot lie before the first.")}
    return {}


@faults.register
def rank_faults(rank: ClusterRank, today: datetime.date) -> dict[str, str]:
    return year_fault(rank.year, today)
