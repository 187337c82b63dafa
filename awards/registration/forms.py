"""Cleaning what was typed about the registration of titles."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.models import RecipientKind
from awards.records.forms import YearField
from awards.registration import candidates, permissions
from campaigns.forms import UnitsField
from units.forms import FilterChoice, Form, ListFilter, UnitField, version_field
from units.models import Level, Unit, UnitKind, words_match
from vietnamese import forms as fields

STATES = [("standing", _("registered")), ("struck", pgettext_lazy("registration", "struck out"))]


def year_field(**kwargs):
    return YearField(min_value=2000, max_value=2100, label=_("Year of the titles"), **kwargs)


def present(choices, values):
    """Those that a unit below the user has."""
    return [choice for choice in choices.choices if choice[0] in values]


class WindowForm(Form):
    verb = _("See which units are asked")
    authority = forms.ModelChoiceField(Unit.objects.none(), label=_("Asked by"), empty_label=None)
    year = year_field()
    opens = fields.DateField(label=_("Opens on"))
    closes = fields.DateField(label=_("Closes on"))
    levels = forms.MultipleChoiceField(
        choices=Level.choices,
        required=False,
        label=_("All units of these levels"),
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(
        choices=UnitKind.choices,
        required=False,
        label=_("All units of these kinds"),
        widget=forms.CheckboxSelectMultiple,
    )
    units = UnitsField(
        required=False,
        label=_("And these units"),
        help_text=_("A line each: name or code, for example Sở Y tế or SYT."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = permissions.asking_units(user)
        below = Unit.objects.below(user)
        self.fields["units"].queryset = below
        placed = below.placed_on(timezone.localdate()).order_by().values_list("level", "kind")
        found = list(placed.distinct())
        self.fields["levels"].choices = present(Level, {level for level, _kind in found})
        self.fields["kinds"].choices = present(UnitKind, {kind for _level, kind in found})


class ProlongForm(Form):
    verb = _("Prolong the registration")
    closes = fields.DateField(label=_("New closing day"))
    version = version_field()


class StrikeForm(Form):
    verb = _("Strike the registration")
    note = fields.ProseField(
        max_length=2000, required=False, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3})
    )
    version = version_field()

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_reason


class ReasonForm(Form):
    """Beside the ticked lines of a sheet; its frame is the form around them."""

    note = fields.ProseField(
        max_length=2000,
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class BoardFilter(ListFilter):
    q = fields.LineField(max_length=200, required=False, label=_("Name of the unit"))
    standing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class SheetFilter(ListFilter):
    """Which title, for people or collectives, and whose name."""

    award = FilterChoice(label=pgettext_lazy("award", "Title"))
    kind = FilterChoice(
        choices=[(kind.value, kind.label) for kind in candidates.OF_KIND], label=_("For whom")
    )
    q = fields.LineField(
        max_length=200, required=False, label=_("Name, with or without diacritics")
    )
    field_order = ["award", "kind", "q"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose = [("", _("choose a title"))]
        self.fields["award"].choices = choose + candidates.titles(timezone.localdate()).choices()


class RegistrationFilter(ListFilter):
    q = fields.LineField(
        max_length=200, required=False, label=_("Name, with or without diacritics")
    )
    year = year_field(required=False, widget=forms.TextInput(attrs={"size": 6}))
    award_type = FilterChoice(label=pgettext_lazy("award", "Title"))
    kind = FilterChoice(
        choices=[(kind.value, kind.label) for kind in candidates.OF_KIND], label=_("For whom")
    )
    state = FilterChoice(choices=STATES, label=_("State"))
    unit = UnitField(required=False, label=_("Registering unit"), help_text="")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        titles = candidates.titles(timezone.localdate())
        self.fields["award_type"].choices += titles.choices()
        self.fields["unit"].queryset = Unit.objects.below(user)

    def apply(self, rows):
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = rows.filter(
                words_match(text, "person__search_key")
                | words_match(text, "collective__search_key")
            )
        if kind := wanted.get("kind"):
            of_people = kind == RecipientKind.INDIVIDUAL
            rows = rows.filter(person__isnull=not of_people)
        if state := wanted.get("state"):
            rows = rows.filter(struck=state == "struck")
        if year := wanted.get("year"):
            rows = rows.filter(window__year=year)
        if code := wanted.get("award_type"):
            rows = rows.filter(award_type__code=code)
        if unit := wanted.get("unit"):
            rows = rows.filter(unit=unit)
        return rows
