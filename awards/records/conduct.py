"""Leave, disciplines, and matters under consideration that defer an award: forms and pages."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.models import (
    Discipline,
    DisciplineLevel,
    Leave,
    LeaveKind,
    OpenReview,
    ReviewKind,
)
from awards.records import kinds
from awards.records.forms import RecordFilter, RecordForm, note_field
from awards.records.pages import Pages
from units.forms import FilterChoice, Form, version_field
from vietnamese import forms as fields


class DatedFilter(RecordFilter):
    """The year is that of a date."""

    date = ""

    def columns(self, wanted):
        if year := wanted.pop("year", None):
            wanted[f"{self.date}__year"] = year
        return wanted


# --- leave
class LeaveForm(RecordForm):
    kind = forms.ChoiceField(choices=LeaveKind, label=_("Kind"))
    start = fields.DateField(label=_("First day"))
    end = fields.DateField(label=pgettext_lazy("leave", "Last day"))
    note = note_field()


class LeaveFilter(DatedFilter):
    date = "start"
    kind = FilterChoice(choices=LeaveKind.choices, label=_("Kind"))


LEAVES = Pages(
    name="leave",
    tab="conduct",
    path="leave",
    model=Leave,
    form=LeaveForm,
    filter=LeaveFilter,
    title=pgettext_lazy("records", "Leave"),
    listed=_("leaves"),
    enter_words=_("Enter a leave"),
    correct_words=_("Correct the leave"),
    strike_words=_("Strike the leave out"),
    columns=(
        (_("Kind"), lambda leave: leave.get_kind_display()),
        (_("First day"), kinds.day("start")),
        (pgettext_lazy("leave", "Last day"), kinds.day("end")),
    ),
    facts=((_("Note"), kinds.note),),
)


# --- disciplines
class DisciplineForm(RecordForm):
    level = forms.ChoiceField(choices=DisciplineLevel, label=pgettext_lazy("discipline", "Form"))
    date = fields.DateField(label=_("Date of the decision"), max_value=timezone.localdate)
    ended = fields.DateField(
        required=False,
        label=_("Served on"),
        help_text=_("The day on which the discipline ended; empty while it is in force."),
        max_value=timezone.localdate,
    )
    decision = fields.LineField(max_length=200, required=False, label=_("Decision"))
    note = note_field()


class DisciplineFilter(DatedFilter):
    date = "date"
    level = FilterChoice(choices=DisciplineLevel.choices, label=pgettext_lazy("discipline", "Form"))


def discipline_sign(discipline):
    return (
        ("met", _("Served"))
        if discipline.ended
        else ("fail", pgettext_lazy("discipline", "In force"))
    )


DISCIPLINES = Pages(
    name="discipline",
    tab="conduct",
    path="disciplines",
    model=Discipline,
    form=DisciplineForm,
    filter=DisciplineFilter,
    title=_("Disciplines"),
    listed=_("disciplines"),
    enter_words=_("Enter a discipline"),
    correct_words=_("Correct the discipline"),
    strike_words=_("Strike the discipline out"),
    columns=(
        (pgettext_lazy("discipline", "Form"), lambda discipline: discipline.get_level_display()),
        (_("Date of the decision"), kinds.day("date")),
        (_("Decision"), lambda discipline: discipline.decision),
        (_("Served on"), kinds.day("ended")),
    ),
    facts=((_("Note"), kinds.note),),
    sign=discipline_sign,
)


# --- open reviews
class CloseForm(Form):
    verb = _("Close the matter")
    closed = fields.DateField(
        label=pgettext_lazy("review", "Closed on"), max_value=timezone.localdate
    )
    outcome = fields.LineField(
        max_length=300,
        label=_("Outcome"),
        help_text=_("For example: no violation found; or the decision that followed."),
    )
    version = version_field()


class ReviewForm(RecordForm):
    kind = forms.ChoiceField(choices=ReviewKind, label=_("Matter"))
    opened = fields.DateField(label=_("Opened on"), max_value=timezone.localdate)
    closed = fields.DateField(
        required=False, label=pgettext_lazy("review", "Closed on"), max_value=timezone.localdate
    )
    outcome = fields.LineField(max_length=300, required=False, label=_("Outcome"))
    note = note_field()


class ReviewFilter(DatedFilter):
    date = "opened"
    STATES = [
        ("open", pgettext_lazy("review", "open")),
        ("closed", pgettext_lazy("review", "closed")),
    ]
    kind = FilterChoice(choices=ReviewKind.choices, label=_("Matter"))
    state = FilterChoice(choices=STATES, label=_("State"))

    def columns(self, wanted):
        if state := wanted.pop("state", ""):
            wanted["closed__isnull"] = state == "open"
        return super().columns(wanted)


def review_sign(review):
    return (
        ("met", pgettext_lazy("review", "Closed"))
        if review.closed
        else ("risk", pgettext_lazy("review", "Open"))
    )


REVIEWS = Pages(
    name="review",
    tab="conduct",
    path="reviews",
    model=OpenReview,
    form=ReviewForm,
    filter=ReviewFilter,
    title=_("Matters under consideration"),
    listed=_("matters"),
    enter_words=_("Enter a matter"),
    correct_words=_("Correct the matter"),
    strike_words=_("Strike the matter out"),
    columns=(
        (_("Matter"), lambda review: review.get_kind_display()),
        (_("Opened on"), kinds.day("opened")),
        (pgettext_lazy("review", "Closed on"), kinds.day("closed")),
        (_("Outcome"), lambda review: review.outcome),
    ),
    facts=((_("Note"), kinds.note),),
    joins=("household__unit",),
    sign=review_sign,
    deeds=((_("Close the matter"), "close", lambda review: review.closed is None),),
)
