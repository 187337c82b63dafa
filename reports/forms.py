"""Asking for a report, and the filter of the list."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import ReportKind
from reports.states import ReportState
from units import forms as unit_forms
from units.forms import FilterChoice
from units.models import Unit
from vietnamese.periods import TERM, YEAR, Period


def periods_of(campaign, today):
    """What can be reported on: the whole, its years, halves and quarters that have begun."""
    whole = campaign.period
    found = [whole]
    if whole.kind == TERM:
        found += whole.parts(YEAR)
    years = [period for period in found if period.kind == YEAR]
    for kind in ("half", "quarter"):
        found += [part for year in years for part in year.parts(kind)]
    return [period for period in dict.fromkeys(found) if period.start <= today]


class RequestForm(unit_forms.Form):
    verb = gettext_lazy("Build the report")

    kind = forms.ChoiceField(
        choices=ReportKind.choices, label=gettext_lazy("Kind"), widget=forms.RadioSelect
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    drive: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Only for a drive"),
        empty_label=gettext_lazy("the whole campaign"),
    )
    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Reporting unit"), empty_label=None
    )

    def __init__(self, *args, campaign, units, **kwargs):
        super().__init__(*args, **kwargs)
        periods = periods_of(campaign, timezone.localdate())
        self.fields["period"].choices = [(period.code, period.title) for period in periods]
        self.fields["drive"].queryset = campaign.drives.all()
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units).order_by("sort_key")
        if not periods:
            self.fields["period"].help_text = _("The campaign has not begun: nothing to report.")


class ReportFilter(unit_forms.ListFilter):
    q = None
    kind = FilterChoice(choices=ReportKind.choices, label=gettext_lazy("Kind"))
    state = FilterChoice(choices=ReportState.choices, label=gettext_lazy("State"))
    period = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("Period"),
        help_text=gettext_lazy("For example 2024 or quý II năm 2024"),
    )

    def clean_period(self):
        text = self.cleaned_data["period"]
        try:
            return Period.parse(text).code if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def apply(self, reports):
        wanted = self.wanted
        if code := wanted.pop("period", ""):
            reports = reports.filter(period_code=code)
        return reports.filter(**wanted)
