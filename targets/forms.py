"""Cleaning what was typed about targets, shares and results."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.forms import AttachmentsField
from targets import actions, result_actions
from targets.models import Adding, Target, TargetGroup
from targets.states import Progress
from targets.wording import trimmed
from units.forms import UnitField
from vietnamese import forms as fields
from vietnamese.periods import Period

LIMIT = Decimal(10) ** 13


class FigureField(fields.NumberField):
    """A figure of a target; shown without the zeros that the database adds."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "min_value": -LIMIT, "max_value": LIMIT} | kwargs)

    def write(self, value):
        return super().write(trimmed(Decimal(str(value))))


def side_by_side(*names):
    """Short fields in one line where there is room for them."""
    fields = [Field(name, wrapper_class="flex-fill") for name in names]
    return Div(*fields, css_class="d-flex flex-wrap column-gap-3 align-items-end")


def version_field():
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class TargetForm(forms.ModelForm):
    period = fields.PeriodField(
        kinds=["year", "term"],
        label=gettext_lazy("For the year or term"),
        help_text=gettext_lazy("2024, or 2020 - 2025"),
    )
    low = FigureField(
        label=gettext_lazy("Lower bound, or the figure"),
        help_text=gettext_lazy("For example 7,5 or 6.872. Empty for “not more than” and “below”."),
    )
    high = FigureField(label=gettext_lazy("Upper bound"))
    baseline = FigureField(label=gettext_lazy("Baseline"))
    responsible = UnitField(required=False, label=gettext_lazy("Responsible unit"))
    version = version_field()

    class Meta:
        model = Target
        fields = [
            "group",
            "indicator",
            "comparator",
            "low",
            "high",
            "measure",
            "basis",
            "direction",
            "period",
            "qualifier",
            "places",
            "strength",
            "wording",
            "baseline",
            "baseline_text",
            "part_of",
            "companion_of",
            "responsible",
            "frequency",
            "over_periods",
            "over_units",
            "weight_label",
        ]
        help_texts = {
            "over_units": gettext_lazy("How the values of several units make that of the whole."),
            "over_periods": gettext_lazy("Sum: each report holds its own period alone."),
            "measure": gettext_lazy("As in the plan: %, tỷ đồng, nghìn tỷ đồng, USD/người, xã"),
        }
        widgets = {"wording": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, campaign, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        others = Target.objects.filter(campaign=campaign).exclude(pk=self.instance.pk)
        self.fields["group"].queryset = TargetGroup.objects.filter(campaign=campaign)
        for name in ("part_of", "companion_of"):
            self.fields[name].queryset = others.filter(part_of=None, companion_of=None)
            self.fields[name].empty_label = _("none")
        self.fields["group"].empty_label = _("none")
        self.fields["responsible"].queryset = units
        self.fields["over_units"].choices = [
            choice for choice in Adding.choices if choice[0] != Adding.LAST
        ]
        if self.instance.pk:
            self.initial |= {"period": self.instance.period, "version": self.instance.version}
        else:
            self.initial.setdefault("period", campaign.period)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(
            "version",
            Fieldset(_("What is to be reached"), "group", "indicator"),
            side_by_side("comparator", "measure"),
            side_by_side("low", "high"),
            side_by_side("basis", "direction", "period"),
            Fieldset(
                _("As the plan words it"),
                side_by_side("strength", "qualifier", "places"),
                "wording",
                side_by_side("baseline", "baseline_text"),
                "part_of",
                "companion_of",
            ),
            Fieldset(
                _("Who reports, and how the values add up"),
                "responsible",
                side_by_side("frequency", "over_periods"),
                side_by_side("over_units", "weight_label"),
            ),
        )
        return helper

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("part_of") and cleaned.get("companion_of"):
            self.add_error(
                "companion_of", _("A target is a part or a second measure of another, not both.")
            )
        period = cleaned.get("period")
        if period:
            self.instance.period_code = period.code
            if not self.instance.campaign.period.contains(period):
                self.add_error(
                    "period",
                    _("The campaign is for %(span)s; the target has to lie within it.")
                    % {"span": self.instance.campaign.period.title},
                )
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        bounds = {"low", "high", "comparator"}
        if bounds & set(self.errors):
            return
        try:
            actions.check_bounds(self.instance)
        except ValidationError as error:
            self.add_error(None, error)


class GroupForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = fields.LineField(max_length=200, required=False, label=gettext_lazy("Name of the group"))


class GroupRows(BaseFormSet):
    def names(self):
        return [
            (form.cleaned_data.get("pk"), form.cleaned_data["name"])
            for form in self.forms
            if form.cleaned_data.get("name")
        ]


GroupFormSet = formset_factory(GroupForm, formset=GroupRows, extra=3, max_num=40)


class ShareForm(forms.Form):
    """What one unit is given of a target."""

    given = forms.BooleanField(required=False, label=gettext_lazy("given"))
    low = FigureField(label=gettext_lazy("lower bound"))
    high = FigureField(label=gettext_lazy("upper bound"))
    version = version_field()

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, prefix=f"u{unit.pk}", **kwargs)
        self.unit = unit
        for name in ("given", "low", "high"):
            self.fields[name].widget.attrs["aria-label"] = f"{unit}: {self.fields[name].label}"

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The upper bound must not be below the lower one."))
        return cleaned

    def share(self):
        """None for a unit that is given nothing; a figure alone gives the target too."""
        cleaned = self.cleaned_data
        if not cleaned["given"] and cleaned["low"] is None and cleaned["high"] is None:
            return None
        return actions.Share(self.unit.pk, cleaned["low"], cleaned["high"], cleaned["version"] or 0)


FULFILLED = [
    ("", gettext_lazy("not said")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
]


class EntryForm(forms.Form):
    """One row of the entry sheet: a target of a unit in a period."""

    value = FigureField(label=gettext_lazy("Value"))
    weight = FigureField(label=gettext_lazy("Base"))
    fulfilled = forms.ChoiceField(
        choices=FULFILLED, required=False, label=gettext_lazy("Fulfilled")
    )
    note = fields.ProseField(
        max_length=3000,
        required=False,
        label=gettext_lazy("Explanation"),
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    files: Any = AttachmentsField(required=False, label=gettext_lazy("Evidence"))
    confirmed = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = version_field()

    def __init__(self, *args, target, period, result=None, **kwargs):
        self.target, self.period, self.result = target, period, result
        super().__init__(*args, prefix=f"t{target.pk}", **kwargs)
        unwanted = ["value"] if target.in_words else ["fulfilled"]
        if Adding.WEIGHTED not in (target.over_units, target.over_periods):
            unwanted.append("weight")
        for name in unwanted:
            del self.fields[name]
        for name in ("value", "weight", "fulfilled", "note", "files"):
            if name in self.fields:
                label = f"{target.indicator}: {self.fields[name].label}"
                self.fields[name].widget.attrs["aria-label"] = label
        if result:
            word = {True: "yes", False: "no"}.get(result.fulfilled, "")
            self.initial |= {
                "value": result.value,
                "weight": result.weight,
                "fulfilled": word,
                "note": result.note,
                "version": result.version,
            }

    @property
    def main(self):
        return self["fulfilled"] if self.target.in_words else self["value"]

    @property
    def touched(self):
        return bool(set(self.changed_data) & {"value", "weight", "fulfilled", "note", "files"})

    @property
    def typed(self):
        """The value as it was typed: what a confirmation is a confirmation of."""
        return self.data.get(self.add_prefix("value"), "").strip()

    def entry(self):
        cleaned = self.cleaned_data
        return result_actions.Entry(
            target=self.target,
            period=self.period,
            value=cleaned.get("value"),
            weight=cleaned.get("weight"),
            fulfilled={"yes": True, "no": False}.get(cleaned.get("fulfilled")),
            note=cleaned["note"],
            version=cleaned["version"] or 0,
            confirmed=bool(cleaned["confirmed"]) and cleaned["confirmed"] == self.typed,
            files=tuple(cleaned["files"]),
        )

    def refuse(self, sentences):
        """Put the sentences of a refused entry at its cells."""
        for name, sentence in sentences.items():
            self.add_error(name if name in self.fields else None, sentence)

    @property
    def asks(self):
        return "confirmed" in self.errors


class ReasonForm(forms.Form):
    reason = fields.ProseField(
        max_length=2000,
        label=gettext_lazy("Reason of the return"),
        help_text=gettext_lazy("The unit reads it: say what has to be mended."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def choices(pairs, everything):
    return [("", everything), *pairs]


class BoardFilter(forms.Form):
    """GET fields of the board of a campaign."""

    until = forms.ChoiceField(required=False, label=gettext_lazy("Figures until"))
    group = forms.ChoiceField(required=False, label=gettext_lazy("Group"))
    state = forms.ChoiceField(required=False, label=gettext_lazy("Judgement"))
    responsible = forms.ChoiceField(required=False, label=gettext_lazy("Responsible unit"))
    scope = forms.ChoiceField(required=False, label=gettext_lazy("Added up over"))

    def __init__(self, data, *, periods, groups, responsible):
        super().__init__(data)
        self.fields["until"].choices = choices(
            [(period.code, period.title) for period in periods], _("the latest")
        )
        self.fields["group"].choices = choices([(name, name) for name in groups], _("all groups"))
        self.fields["state"].choices = choices(Progress.choices, _("all"))
        self.fields["responsible"].choices = choices(responsible, _("all units"))
        self.fields["scope"].choices = [("", _("all units")), ("own", _("my units and below"))]

    def wanted(self):
        return self.cleaned_data if self.is_valid() else {}

    @property
    def chosen(self):
        wanted = self.wanted()
        return ", ".join(
            str(dict(self.fields[name].choices)[value]) for name, value in wanted.items() if value
        )

    @property
    def until_date(self):
        code = self.wanted().get("until")
        return Period(code).end if code else None


class ListFilter(forms.Form):
    q = fields.LineField(max_length=200, required=False, label=gettext_lazy("Words of the target"))
    campaign = forms.ChoiceField(required=False, label=gettext_lazy("Campaign"))
    group = forms.ChoiceField(required=False, label=gettext_lazy("Group"))
    state = forms.ChoiceField(required=False, label=gettext_lazy("Judgement"))
    responsible = forms.ChoiceField(required=False, label=gettext_lazy("Responsible unit"))

    def __init__(self, data, *, campaigns, groups, responsible):
        super().__init__(data)
        self.fields["campaign"].choices = choices(campaigns, _("all campaigns"))
        self.fields["group"].choices = choices([(name, name) for name in groups], _("all groups"))
        self.fields["state"].choices = choices(Progress.choices, _("all"))
        self.fields["responsible"].choices = choices(responsible, _("all units"))

    wanted = BoardFilter.wanted
    chosen = property(
        lambda self: ", ".join(
            str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
            for name, value in self.wanted().items()
            if value
        )
    )
