"""Initiatives with their recognition, and places in a cluster with their minutes: forms and
pages."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.models import ClusterRank, Initiative, InitiativeKind, Organiser, Scope
from awards.records import kinds
from awards.records.forms import RecordFilter, RecordForm, WholeField, note_field, year_field
from awards.records.pages import Pages
from documents.forms import AttachmentsField
from units.forms import FilterChoice, Form, UnitField, version_field
from units.models import Unit, words_match
from vietnamese import forms as fields
from vietnamese.dates import format_date

RECOGNISED = [("yes", _("recognised")), ("no", _("not recognised")), ("open", _("not decided yet"))]
VALUES = {"yes": True, "no": False, "open": None}


# --- initiatives
class RecognisedField(forms.TypedChoiceField):
    """Recognised, not recognised, not decided yet: True, False, None."""

    def __init__(self, *, required=False, **kwargs):
        super().__init__(
            choices=[("", _("not decided yet")), *RECOGNISED[:2]],
            coerce=VALUES.get,
            empty_value=None,
            required=required,
            label=pgettext_lazy("initiative", "Recognition"),
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class RecognitionForm(Form):
    """What the council decided."""

    verb = _("Record the recognition")
    recognised = RecognisedField(required=True)
    scope = forms.ChoiceField(choices=Scope, label=_("Scope of influence"))
    recognised_by = fields.LineField(max_length=200, required=False, label=_("Recognised by"))
    recognition_number = fields.LineField(
        max_length=60, required=False, label=_("Number of the recognition")
    )
    recognised_on = fields.DateField(
        required=False, label=_("Date of the recognition"), max_value=timezone.localdate
    )
    version = version_field()


class InitiativeForm(RecordForm):
    title = fields.LineField(max_length=500, label=_("Name of the initiative"))
    kind = forms.ChoiceField(choices=InitiativeKind, label=_("Kind"))
    unit = UnitField(
        required=False,
        label=_("Unit where it is applied"),
        help_text=_("Empty: where its author works now."),
    )
    year = year_field()
    scope = forms.ChoiceField(choices=Scope, label=_("Scope of influence"))
    recognised = RecognisedField()
    recognised_by = RecognitionForm.base_fields["recognised_by"]
    recognition_number = RecognitionForm.base_fields["recognition_number"]
    recognised_on = RecognitionForm.base_fields["recognised_on"]
    note = note_field()

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        recorded = self.initial.get("unit")
        own = Q(pk=recorded.pk) if recorded else Q()
        if user is not None:
            own |= Q(pk__in=user.units_on(timezone.localdate()))
        self.fields["unit"].queryset = Unit.objects.filter(own)


class InitiativeFilter(RecordFilter):
    title = fields.LineField(max_length=200, required=False, label=_("Words of the initiative"))
    scope = FilterChoice(choices=Scope.choices, label=_("Scope of influence"))
    recognised = FilterChoice(choices=RECOGNISED, label=pgettext_lazy("initiative", "Recognition"))

    def apply(self, rows):
        rows = super().apply(rows)
        text = self.wanted.get("title")
        return rows.filter(words_match(text, "title_key")) if text else rows

    def columns(self, wanted):
        wanted.pop("title", "")
        if recognised := wanted.pop("recognised", ""):
            value = VALUES[recognised]
            wanted |= {"recognised__isnull": True} if value is None else {"recognised": value}
        return wanted


def recognition(initiative):
    day = initiative.recognised_on
    parts = (initiative.recognition_number, format_date(day) if day else "",
             initiative.recognised_by)  # fmt: skip
    return ", ".join(part for part in parts if part)


def initiative_sign(initiative):
    if initiative.recognised is None:
        return "wait", _("Not decided yet")
    return ("met", _("Recognised")) if initiative.recognised else ("fail", _("Not recognised"))


INITIATIVES = Pages(
    name="initiative",
    tab="initiatives",
    path="initiatives",
    model=Initiative,
    form=InitiativeForm,
    filter=InitiativeFilter,
    title=_("Initiatives"),
    listed=_("initiatives"),
    enter_words=_("Enter an initiative"),
    correct_words=_("Correct the initiative"),
    strike_words=_("Strike the initiative out"),
    columns=(
        (_("Initiative"), lambda initiative: initiative.title),
        (_("Year"), kinds.year),
        (_("Scope of influence"), lambda initiative: initiative.get_scope_display()),
        (pgettext_lazy("initiative", "Recognition"), recognition),
    ),
    facts=(
        (_("Kind"), lambda initiative: initiative.get_kind_display()),
        (_("Unit where it is applied"), lambda initiative: initiative.unit.name),
        (_("Note"), kinds.note),
    ),
    sign=initiative_sign,
    deeds=(
        (
            _("Record the recognition"),
            "recognise",
            lambda initiative: initiative.recognised is None,
        ),
    ),
)


# --- places in a cluster
def minutes_field(**kwargs):
    return AttachmentsField(max_files=1, label=_("Minutes"), **kwargs)


class RankForm(RecordForm):
    year = year_field()
    cluster = fields.LineField(
        max_length=200,
        label=_("Cluster or block"),
        help_text=_("As it is called in its minutes, for example Khối các sở tổng hợp."),
    )
    organiser = forms.ChoiceField(choices=Organiser, label=pgettext_lazy("cluster", "Organised by"))
    place = WholeField(min_value=1, max_value=500, label=pgettext_lazy("cluster", "Place"))
    note = note_field()


class NewRankForm(RankForm):
    field_order = ["year", "cluster", "organiser", "place", "files", "note"]
    files = minutes_field(required=False)
    uploads: tuple | list = ()

    def clean(self):
        """The checked upload is no value of the record: it becomes an attachment in the deed."""
        cleaned = super().clean()
        self.uploads = cleaned.pop("files", ())
        return cleaned


class MinutesForm(Form):
    verb = _("Attach the minutes")
    files = minutes_field()
    version = version_field()


class RankFilter(RecordFilter):
    organiser = FilterChoice(
        choices=Organiser.choices, label=pgettext_lazy("cluster", "Organised by")
    )


def minutes_of(rank):
    if rank.minutes is None:
        return [(_("Minutes"), _("not attached"))]
    return [(_("Minutes"), rank.minutes.name, rank.minutes.get_absolute_url())]


RANKS = Pages(
    name="rank",
    tab="ranks",
    path="ranks",
    model=ClusterRank,
    form=RankForm,
    filter=RankFilter,
    title=_("Places in clusters"),
    listed=_("places"),
    enter_words=_("Enter a place"),
    correct_words=_("Correct the place"),
    strike_words=_("Strike the place out"),
    columns=(
        (_("Year"), kinds.year),
        (_("Cluster or block"), lambda rank: rank.cluster),
        (pgettext_lazy("cluster", "Place"), lambda rank: str(rank.place)),
        (pgettext_lazy("cluster", "Organised by"), lambda rank: rank.get_organiser_display()),
    ),
    facts=((_("Note"), kinds.note),),
    joins=("minutes",),
    linked=minutes_of,
    deeds=((_("Attach the minutes"), "minutes", lambda rank: rank.minutes_id is None),),
)
