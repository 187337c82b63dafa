"""Cleaning what was typed about records."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.forms import AwardChoice
from awards.models import AwardType, RatingValue, Reason, RecipientKind
from awards.records import subjects
from awards.records.rules import FIRST_YEAR
from units import tree
from units.forms import FilterChoice, Form, ListFilter, UnitField, version_field
from units.models import Unit
from vietnamese import forms as fields


def year_field(**kwargs):
    return YearField(min_value=FIRST_YEAR, max_value=2100, **{"label": _("Year")} | kwargs)


class WholeField(fields.NumberField):
    def __init__(self, **kwargs):
        super().__init__(places=0, **kwargs)

    def clean(self, value):
        number = super().clean(value)
        return None if number is None else int(number)


class YearField(WholeField):
    """Years are written without a dot between the thousands."""

    def write(self, value):
        return f"{int(value)}"


def note_field():
    return fields.ProseField(
        max_length=2000,
        required=False,
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RecordForm(Form):
    """What is typed of one record; its fields bear the names of the model's. Whom it is about is
    chosen beside it. A form that asks for units takes those of the `user`."""

    verb = _("Save")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def quiet(self):
        """Shows what was typed without judging it yet."""
        self.full_clean()
        self.errors.clear()
        return self


class SubjectSearch(forms.Form):
    """The step that finds whom the record is about."""

    find_kind = forms.ChoiceField(label=_("Kind"), required=False)
    find = fields.LineField(
        max_length=200, required=False, label=_("Name, with or without diacritics")
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["find_kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.kinds = kinds

    @property
    def kind(self):
        wanted = self.is_valid() and self.cleaned_data["find_kind"]
        return RecipientKind(wanted) if wanted else self.kinds[0]

    @property
    def text(self):
        return self.cleaned_data["find"] if self.is_valid() else ""


class StrikeForm(Form):
    note = fields.ProseField(
        max_length=2000, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3})
    )
    version = version_field()


class RecordFilter(ListFilter):
    """Above a list of records. What a subclass adds filters the column of its name."""

    STRUCK = [("standing", _("that stand")), ("struck", _("struck out"))]
    q = fields.LineField(
        max_length=200, required=False, label=_("Name, with or without diacritics")
    )
    unit = UnitField(required=False, label=_("Unit, with those below it"), help_text="")
    year = YearField(
        required=False, min_value=FIRST_YEAR, max_value=2100, label=_("Year"),
        widget=forms.TextInput(attrs={"size": 6}),
    )  # fmt: skip
    struck = FilterChoice(choices=STRUCK, label=_("Records"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.below(user)
        self.order_fields([*(n for n in self.fields if n != "struck"), "struck"])

    def apply(self, rows):
        wanted = dict(self.wanted)
        if text := wanted.pop("q", ""):
            rows = subjects.named(rows, text)
        if unit := wanted.pop("unit", None):
            rows = subjects.of_units(rows, tree.line([unit.pk], timezone.localdate()))
        if struck := wanted.pop("struck", ""):
            rows = rows.filter(struck=struck == "struck")
        return rows.filter(**self.columns(wanted))

    def columns(self, wanted):
        """The rest, as conditions on columns."""
        return wanted


class RatingForm(RecordForm):
    year = year_field()
    rating = forms.ChoiceField(choices=RatingValue, label=_("Rating"))
    decision = fields.LineField(
        max_length=200,
        required=False,
        label=_("Decision"),
        help_text=_("Number, date and body, for example 35/QĐ-SYT, 20/12/2024, Sở Y tế."),
    )
    note = note_field()


class RatingFilter(RecordFilter):
    rating = FilterChoice(choices=RatingValue.choices, label=_("Rating"))


def members_field(label, *, required=False):
    return WholeField(min_value=0, max_value=1_000_000, required=required, label=label)


class CountForm(RecordForm):
    year = year_field()
    total = members_field(_("Members"), required=True)
    completed_tasks = members_field(_("Of them: completed their tasks"))
    advanced_worker = members_field(_("Of them: advanced workers"))
    advanced_soldier = members_field(_("Of them: advanced soldiers"))
    grassroots_emulation_fighter = members_field(_("Of them: grassroots emulation fighters"))
    disciplined_reprimand = members_field(_("Of them disciplined: reprimand"))
    disciplined_warning = members_field(_("Of them disciplined: warning or more"))
    note = note_field()


class AwardForm(RecordForm):
    award_type = AwardChoice(
        AwardType.objects.all(), label=_("Award"), empty_label=_("choose an award")
    )
    year = year_field(
        label=_("Year rewarded"),
        help_text=_("The last year of the achievement, not the year of the decision."),
    )
    reason = forms.ChoiceField(
        choices=[("", _("not known")), *Reason.choices],
        required=False,
        label=_("Kind of commendation"),
    )
    decision_number = fields.LineField(
        max_length=60,
        required=False,
        label=_("Number of the decision"),
        help_text=_("As on the signed document, for example 1874/QĐ-UBND."),
    )
    decision_date = fields.DateField(required=False, label=_("Date of the decision"))
    period_from = fields.DateField(required=False, label=_("Achievement from"))
    period_to = fields.DateField(
        required=False,
        label=_("Achievement to"),
        help_text=_("As the decision says: waiting times run from the achievement."),
    )
    revoked = forms.BooleanField(required=False, label=_("Revoked"))
    revoked_by = fields.LineField(
        max_length=200, required=False, label=_("Decision that revoked it")
    )
    note = note_field()


class AwardFilter(RecordFilter):
    REVOKED = [("no", _("not revoked")), ("yes", _("revoked"))]
    award_type = FilterChoice(label=_("Award"))
    reason = FilterChoice(choices=Reason.choices, label=_("Kind of commendation"))
    revoked = FilterChoice(choices=REVOKED, label=_("Revoked"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award_type"].choices += AwardType.objects.choices()

    def columns(self, wanted):
        if code := wanted.pop("award_type", ""):
            wanted["award_type__code"] = code
        if revoked := wanted.pop("revoked", ""):
            wanted["revoked"] = revoked == "yes"
        return wanted


def this_year():
    return timezone.localdate().year


class SheetChoice(ListFilter):
    """Which unit and year a sheet of ratings is for."""

    q = None
    unit = UnitField(label=_("Unit"), help_text="")
    year = YearField(
        min_value=FIRST_YEAR, max_value=this_year, label=_("Year"),
        widget=forms.TextInput(attrs={"size": 6}),
    )  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class SheetForm(forms.Form):
    """What holds for all ratings of a sheet."""

    decision = fields.LineField(
        max_length=200, required=False, label=_("Decision, for all that are changed")
    )
