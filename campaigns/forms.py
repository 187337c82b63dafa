"""Cleaning what was typed about a campaign and the rows of its plan."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns import permissions, schedule
from campaigns.models import (
    Answer,
    Campaign,
    CampaignKind,
)
from campaigns.states import CampaignState, TaskState
from documents.forms import AttachmentsField
from units.forms import FilterChoice, ListFilter, UnitField, version_field
from units.models import Unit
from vietnamese import forms as vn
from vietnamese.folding import fold


class AnyUnitField(UnitField):
    """A unit of one's own line by any word; one outside it (Mặt trận, a board of the Party) only by
    its exact code or whole name, because a plan may address whom its author does not oversee."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as unknown:
            text = str(value).strip()
            code = text[:-1].rpartition("(")[2] if text.endswith(")") else text
            alive = Unit.objects.alive_on(timezone.localdate())
            found = list(alive.filter(code__iexact=code)[:2])
            found = found or list(alive.filter(search_key=fold(text))[:2])
            if unknown.code != "unknown" or len(found) != 1:
                raise
            return found[0]


class UnitsField(vn.ProseField):
    """Several units, a line each: its name, its code, or "name (code)"."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40_000, **kwargs)
        self.queryset = Unit.objects.none()

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{unit.name} ({unit.code})" for unit in value)

    def clean(self, value):
        one = AnyUnitField(queryset=self.queryset)
        units, errors = {}, []
        for number, line in enumerate(super().clean(value).splitlines(), start=1):
            try:
                unit = one.clean(line) if line.strip() else None
            except ValidationError as error:
                place = {"number": number, "error": " ".join(error.messages)}
                errors.append(gettext("Line %(number)d: %(error)s") % place)
                continue
            if unit:
                units[unit.pk] = unit
        if errors:
            raise ValidationError(errors)
        return list(units.values())


# --- the campaign itself --------------------------------------------------------------------------
class CampaignForm(forms.ModelForm):
    period = vn.PeriodField(
        kinds=["year", "term"],
        label=_("Year or term"),
        help_text=_("For example 2024 or 2020 - 2025."),
    )
    version = version_field()

    class Meta:
        model = Campaign
        widgets = dict.fromkeys(("title", "theme"), forms.Textarea)
        fields = (
            "title theme kind parent participants start end answer_due public preamble closing "
            "symbol place signer_authority signer_position signer_name"
        ).split()
        field_classes = dict.fromkeys(("start", "end", "answer_due"), vn.DateField)
        labels = {
            "title": _("Title of the campaign"),
            "theme": _("Theme"),
            "kind": _("How it is run"),
            "parent": _("Term campaign it belongs to"),
            "participants": _("Who takes part"),
            "start": _("Starts on"),
            "end": _("Ends on"),
            "answer_due": _("Answers due on"),
            "public": _("Shown to the public once it is issued"),
            "preamble": _("Opening paragraph"),
            "closing": _("Closing paragraph"),
            "symbol": _("Symbol of the document"),
            "place": _("Place of issue"),
            "signer_authority": _("Signs on behalf of"),
            "signer_position": _("Position of the signatory"),
            "signer_name": _("Name of the signatory"),
        }
        help_texts = {
            "signer_authority": _("As it stands above the position: TM. ỦY BAN NHÂN DÂN."),
            "signer_position": _("In capitals, as it is printed: CHỦ TỊCH, or PHÓ CHỦ TỊCH."),
        }

    sets = (
        (_("Campaign"), "title theme kind period start end parent participants answer_due public"),
        (_("Text of the plan"), "preamble closing"),
        (_("Document"), "symbol place signer_authority signer_position signer_name"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        terms = Campaign.objects.visible_to(user).exclude(pk=self.instance.pk).filter(parent=None)
        self.fields["parent"].queryset = terms.order_by("-start", "title")
        self.fields["parent"].empty_label = _("none")
        for name in ("start", "end"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Empty: the first or last day of the year or term.")
        if self.instance.period_code:
            self.initial["period"] = self.instance.period
        for name in ("participants", "preamble", "closing"):
            self.fields[name].widget.attrs["rows"] = 3
        for name in ("title", "theme"):
            self.fields[name].widget.attrs["rows"] = 2

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(
            *(Fieldset(legend, *self.named(names)) for legend, names in self.sets),
            *self.named("version"),
        )
        return helper

    def named(self, names):
        return [name for name in names.split() if name in self.fields]

    def clean(self):
        """Rules of the whole row are the action's; here only what the fields say to each other."""
        cleaned = self.cleaned_data
        if period := cleaned.pop("period", None):
            cleaned["period_code"] = period.code
            cleaned["start"] = cleaned.get("start") or period.start
            cleaned["end"] = cleaned.get("end") or period.end
        if problem := schedule.span_problem(cleaned.get("start"), cleaned.get("end")):
            self.add_error("end", problem)
        return cleaned


class NewCampaignForm(CampaignForm):
    version = None
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Launching unit"))
    code = forms.SlugField(
        required=False,
        max_length=60,
        label=_("Short code"),
        help_text=_("Used in addresses, for example phu-tho-2024. Empty: made of the title."),
    )
    sets = (
        (_("Campaign"), f"unit code {CampaignForm.sets[0][1]}"),
        *CampaignForm.sets[1:],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        units = permissions.launching_units(user)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = user.acting_unit_id


# --- what units do --------------------------------------------------------------------------------
class PlainForm:
    """The frame of the form is components/form.html."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper


class AnswerForm(PlainForm, forms.ModelForm):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    files: Any = AttachmentsField(required=False, label=_("Files: the plan, the pact"))
    removed_files: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Files sent before: tick to remove"),
    )

    class Meta:
        model = Answer
        fields = ["text", "plan_number", "plan_date", "own_campaign", "pact_signed_on"]
        field_classes = dict.fromkeys(("plan_date", "pact_signed_on"), vn.DateField)
        labels = {
            "text": _("How the unit takes part"),
            "plan_number": _("Number of the unit's own plan"),
            "plan_date": _("Date of the plan"),
            "own_campaign": _("The unit's own campaign in this system"),
            "pact_signed_on": _("Pact signed on"),
        }

    def __init__(self, *args, unit, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan_date"].max_value = timezone.localdate
        self.fields["pact_signed_on"].max_value = timezone.localdate
        own = Campaign.objects.filter(unit=unit).exclude(state=CampaignState.DRAFT)
        self.fields["own_campaign"].queryset = own.exclude(pk=self.instance.campaign_id)
        self.fields["own_campaign"].empty_label = _("none")
        recorded = self.instance.files.all() if self.instance.pk else None
        if recorded:
            self.fields["removed_files"].queryset = recorded
        else:
            del self.fields["removed_files"]
        if not asked.asks_pact:
            del self.fields["pact_signed_on"]
        if not asked.asks_plan and not self.instance.has_plan:
            for name in ("plan_number", "plan_date", "own_campaign"):
                del self.fields[name]
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def clean(self):
        if self.cleaned_data.get("plan_date") and not self.cleaned_data.get("plan_number"):
            if "plan_number" in self.fields:
                self.add_error("plan_number", gettext("Enter the number of the plan, too."))
        return self.cleaned_data


class TaskReportForm(PlainForm, forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    state = forms.ChoiceField(choices=TaskState, label=_("State"))
    text = vn.ProseField(
        required=False,
        max_length=3000,
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = None


class FeedbackForm(PlainForm, forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    text = vn.ProseField(
        max_length=5000, label=_("Difficulty"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = None


class ReplyForm(PlainForm, forms.Form):
    text = vn.ProseField(
        max_length=5000, label=_("Answer"), widget=forms.Textarea(attrs={"rows": 4})
    )


class HeldForm(PlainForm, forms.Form):
    held_on = vn.DateField(label=_("Held on"))


class VersionForm(PlainForm, forms.Form):
    version = version_field()


class UnitListForm(PlainForm, forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Kept by"))
    name = vn.LineField(
        max_length=200, label=_("Name of the list"), help_text=_("For example: Khối các sở, ngành.")
    )
    units = UnitsField(
        label=_("Units of the list"),
        help_text=_("A line each: name or code, for example Sở Y tế or SYT."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = version_field()

    def __init__(self, *args, user, unit_list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.visible_to(user)
        if unit_list.pk:
            del self.fields["owner"]
        else:
            del self.fields["version"]
            self.fields["owner"].queryset = permissions.launching_units(user)
            self.fields["owner"].empty_label = None


# --- filters --------------------------------------------------------------------------------------
class CampaignFilter(ListFilter):
    MINE = [("launched", _("launched by my unit")), ("addressed", _("addressed to my unit"))]
    q = vn.LineField(max_length=200, required=False, label=_("Words of the title, number"))
    state = FilterChoice(choices=CampaignState.choices, label=_("State"))
    kind = FilterChoice(choices=CampaignKind.choices, label=_("Kind"))
    year = vn.NumberField(places=0, min_value=1900, max_value=2100, required=False, label=_("Year"))
    mine = FilterChoice(choices=MINE, label=_("For my unit"))

    def apply(self, campaigns, user):
        wanted = self.wanted
        own = user.own_units_on(timezone.localdate())
        if text := wanted.pop("q", ""):
            campaigns = campaigns.search(text)
        if year := wanted.pop("year", None):
            campaigns = campaigns.in_year(int(year))
        mine = wanted.pop("mine", "")
        if mine == "launched":
            campaigns = campaigns.filter(unit__in=own)
        if mine == "addressed":
            campaigns = campaigns.filter(addressees__unit__in=own).distinct()
        return campaigns.filter(**wanted)


class StandingFilter(ListFilter):
    q = vn.LineField(max_length=200, required=False, label=_("Name of the unit"))
    standing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
