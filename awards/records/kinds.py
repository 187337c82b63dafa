"""The kinds of record that have pages of their own here."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import EarlierAward, MemberCount, YearRating
from awards.records import forms
from awards.records.pages import Pages
from awards.records.rules import PARTS
from vietnamese.dates import format_date
from vietnamese.numbers import format_number


def year(record):
    return str(record.year)


def note(record):
    return record.note


def day(name):
    def get(record):
        date = getattr(record, name)
        return format_date(date) if date else ""

    return get


def part(name):
    def get(count):
        number = getattr(count, name)
        return "" if number is None else format_number(number)

    return get


def decision(award):
    date = format_date(award.decision_date) if award.decision_date else ""
    return ", ".join(text for text in (award.decision_number, date) if text)


def period(award):
    start, end = award.period_from, award.period_to
    if start and end:
        return f"{format_date(start)} - {format_date(end)}"
    if start:
        return gettext("from %(date)s") % {"date": format_date(start)}
    return gettext("to %(date)s") % {"date": format_date(end)} if end else ""


RATINGS = Pages(
    name="rating",
    tab="ratings",
    path="ratings",
    model=YearRating,
    form=forms.RatingForm,
    filter=forms.RatingFilter,
    title=_("Ratings"),
    listed=_("ratings"),
    enter_words=_("Enter a rating"),
    correct_words=_("Correct the rating"),
    strike_words=_("Strike the rating out"),
    columns=(
        (_("Year"), year),
        (_("Rating"), lambda rating: rating.get_rating_display()),
        (_("Decision"), lambda rating: rating.decision),
    ),
    facts=((_("Note"), note),),
    links=(
        (_("Rate a whole unit"), "awards:rating_sheet"),
        (_("Load from Excel"), "awards:rating_import"),
    ),
)

COUNTS = Pages(
    name="count",
    tab="members",
    path="members",
    model=MemberCount,
    form=forms.CountForm,
    filter=forms.RecordFilter,
    title=_("Members of collectives"),
    listed=_("counts"),
    enter_words=_("Enter the members of a collective"),
    correct_words=_("Correct the members"),
    strike_words=_("Strike the count out"),
    columns=(
        (_("Year"), year),
        (_("Members"), part("total")),
        (_("Completed their tasks"), part("completed_tasks")),
        (_("Advanced workers"), part("advanced_worker")),
    ),
    facts=(
        *(
            (words, part(name))
            for name, words in PARTS.items()
            if name not in ("completed_tasks", "advanced_worker")
        ),
        (_("Note"), note),
    ),
)


def award_sign(award):
    return ("fail", _("Revoked")) if award.revoked else ("met", _("Stands"))


AWARDS = Pages(
    name="earlier",
    tab="earlier",
    path="earlier",
    model=EarlierAward,
    form=forms.AwardForm,
    filter=forms.AwardFilter,
    title=_("Awards received"),
    listed=_("awards received"),
    enter_words=_("Enter an award received"),
    correct_words=_("Correct the award"),
    strike_words=_("Strike the award out"),
    columns=(
        (_("Award"), lambda award: award.award_type.local_name),
        (_("Year"), year),
        (_("Kind of commendation"), lambda award: award.get_reason_display()),
        (_("Decision"), decision),
    ),
    facts=(
        (_("Achievement"), period),
        (_("Decision that revoked it"), lambda award: award.revoked_by),
        (_("Note"), note),
    ),
    joins=("award_type",),
    links=((_("Load from Excel"), "awards:earlier_import"),),
    sign=award_sign,
)
