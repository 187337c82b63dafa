"""What is asked of a screening."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from awards import catalogue
from awards.eligibility.screening import Asked, Standing
from awards.models import AwardType
from awards.models.screening import KINDS
from awards.screening import permissions
from awards.screening.standings import WORDS
from units.filter_fields import FilterChoice
from units.forms import ListFilter, UnitField
from vietnamese import forms as fields

EARLIEST = 2000


class Chosen(FilterChoice):
    """One of the choices; none of them means all."""

    def __init__(self, *, choices=(), **kwargs):
        forms.ChoiceField.__init__(self, choices=choices, **kwargs)


class ScreeningForm(ListFilter):
    q = None
    unit = UnitField(label=gettext_lazy("Unit, with those below it"), help_text="")
    award = Chosen(label=gettext_lazy("Award"))
    kind = Chosen(
        choices=[(kind.value, kind.label) for kind in KINDS], label=gettext_lazy("For whom")
    )
    year = fields.NumberField(
        places=0, min_value=EARLIEST, max_value=2100, label=gettext_lazy("Year rewarded")
    )
    outcome = FilterChoice(
        choices=[(one.value, WORDS[one]) for one in Standing],
        label=pgettext_lazy("eligibility", "Outcome"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = permissions.screening_units(user)
        first = ("", gettext_lazy("choose an award"))
        self.fields["award"].choices = [first, *awards_by_kind()]

    def clean_year(self):
        year = int(self.cleaned_data["year"])
        if year > timezone.localdate().year:
            raise ValidationError(_("This year has not begun yet."))
        return year

    @property
    def asked(self):
        """What is to be judged; None while something is missing or wrong."""
        typed = self.wanted
        if not {"unit", "award", "kind", "year"} <= typed.keys():
            return None
        return Asked(
            unit=typed["unit"],
            award_type=AwardType.objects.get(code=typed["award"]),
            recipient=typed["kind"],
            year=typed["year"],
            on=timezone.localdate(),
        )

    @property
    def standing(self):
        return Standing(self.wanted["outcome"]) if self.wanted.get("outcome") else None


def awards_by_kind():
    """Those in force today whose criteria are in the catalogue."""
    known = catalogue.rulebook().awards
    return AwardType.objects.in_force_on(timezone.localdate()).filter(code__in=known).choices()


def initial(user):
    """The unit one acts for; from October on the year that is ending."""
    today = timezone.localdate()
    own = user.acting_unit_id if user.holds(permissions.SCREENS, user.acting_unit_id) else None
    unit = own or next(iter(user.units_holding(permissions.SCREENS)), None)
    return {"unit": unit, "year": (today - datetime.timedelta(days=273)).year, "kind": KINDS[0]}


def law_gap(asked):
    """The law in force today whose text was not read; "" without one."""
    gap = catalogue.rulebook().gap
    return gap.law if gap and asked.on >= gap.valid_from else ""
