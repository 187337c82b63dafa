"""Cleaning what was typed about units, people and households."""

import re
from functools import lru_cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.filter_fields import FilterChoice, plain
from units.models import Gender, Level, PositionGroup, Unit, UnitKind
from vietnamese import forms as fields
from vietnamese.folding import fold

SUGGESTIONS = 150


class UnitInput(forms.TextInput):
    """A text input; a list of suggestions stands below it when there are not too many units."""

    queryset = None

    def render(self, name, value, attrs=None, renderer=None):
        html = super().render(name, value, {**(attrs or {}), "list": list_id(name)}, renderer)
        return html + self.suggestions(name)

    def suggestions(self, name):
        units = tuple(self.queryset.values_list("name", "code")[: SUGGESTIONS + 1])
        return drawn_suggestions(list_id(name), units if len(units) <= SUGGESTIONS else ())


def list_id(name):
    return f"units_{name}"


@lru_cache(maxsize=50)
def drawn_suggestions(id_of_list, units):
    return render_to_string("units/unit_suggestions.html", {"id": id_of_list, "units": units})


class UnitField(forms.CharField):
    """One unit of the queryset, typed as its name, its code, or "name (code)".

    A select of thousands of units would be slow for everybody; a name that fits several asks which.
    """

    widget: type[forms.TextInput] = UnitInput

    def __init__(self, *, queryset=None, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("Name or code, for example: Sở Y tế, or SYT."))
        super().__init__(max_length=400, **kwargs)
        self.queryset = Unit.objects.none() if queryset is None else queryset

    @property
    def queryset(self):
        return self._queryset

    @queryset.setter
    def queryset(self, queryset):
        self._queryset = self.widget.queryset = queryset

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.queryset = self._queryset
        return copied

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Unit.objects.filter(pk=value).first()
        return f"{value.name} ({value.code})" if isinstance(value, Unit) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        named = re.search(r"\(([^()]+)\)$", text)
        codes = [text, named.group(1)] if named else [text]
        found = list(self._queryset.filter(code__in=codes)[:2])
        found = found or list(self._queryset.filter(search_key=fold(text))[:6])
        found = found or list(self._queryset.search(text)[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("No unit of that name or code is within your reach: %(text)s.") % {"text": text},
                code="unknown",
            )
        names = "; ".join(f"{unit.name} ({unit.code})" for unit in found[:5])
        raise ValidationError(
            _("Several units fit, enter one of them with its code: %(names)s.") % {"names": names},
            code="several",
        )

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class Form(forms.Form):
    """A crispy form whose frame (tag, button, error summary) is components/form.html."""

    verb = gettext_lazy("Save")

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.fields)
        return helper


def version_field():
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PlacementForm(Form):
    name = fields.LineField(max_length=300, label=gettext_lazy("Name"))
    short_name = fields.LineField(max_length=100, required=False, label=gettext_lazy("Short name"))


class UnitForm(PlacementForm):
    """Founding a unit."""

    verb = gettext_lazy("Found the unit")
    field_order = ["name", "short_name", "code", "kind", "level", "parent", "on"]
    code = fields.LineField(
        max_length=60,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Short and for good: it stays when the unit is renamed."),
    )
    kind = forms.ChoiceField(choices=UnitKind, label=gettext_lazy("Kind"))
    level = forms.ChoiceField(choices=Level, label=gettext_lazy("Level"))
    parent = UnitField(label=gettext_lazy("Directly under"))
    on = fields.DateField(label=gettext_lazy("Founded on"))
    official_code = fields.LineField(
        max_length=20,
        required=False,
        label=gettext_lazy("Official code"),
        help_text=gettext_lazy("Of the national list of administrative units, when there is one."),
    )
    remote = forms.BooleanField(required=False, label=gettext_lazy("Area of special difficulty"))
    border = forms.BooleanField(required=False, label=gettext_lazy("Border area"))
    island = forms.BooleanField(required=False, label=gettext_lazy("Island area"))

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", code):
            raise ValidationError(_("Letters without diacritics, digits, and . _ - only."))
        return code


class RenameForm(PlacementForm):
    verb = gettext_lazy("Rename the unit")
    on = fields.DateField(label=gettext_lazy("Bears the new name from"))
    version = version_field()


class MoveForm(Form):
    verb = gettext_lazy("Move the unit")
    parent = UnitField(label=gettext_lazy("Directly under"))
    on = fields.DateField(label=gettext_lazy("Stands there from"))
    version = version_field()

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents


class PersonForm(Form):
    full_name = fields.LineField(max_length=200, label=gettext_lazy("Full name"))
    birth_date = fields.DateField(
        required=False, max_value=timezone.localdate, label=gettext_lazy("Date of birth")
    )
    gender = forms.ChoiceField(
        choices=[("", gettext_lazy("not stated")), *Gender.choices],
        required=False,
        label=gettext_lazy("Gender"),
    )
    ethnic_minority = forms.BooleanField(required=False, label=gettext_lazy("Ethnic minority"))


class PersonEditForm(PersonForm):
    verb = gettext_lazy("Save the person")
    version = version_field()


class PostForm(Form):
    verb = gettext_lazy("Save the post")
    unit = UnitField(label=gettext_lazy("Unit"))
    position = fields.LineField(max_length=200, required=False, label=gettext_lazy("Position"))
    position_group = forms.ChoiceField(
        choices=PositionGroup,
        label=gettext_lazy("Position group"),
        help_text=gettext_lazy("The groups of the yearly statistics of awards."),
    )
    direct_worker = forms.BooleanField(
        required=False,
        label=gettext_lazy("Direct worker"),
        help_text=gettext_lazy(
            "Works with their own hands or directly with people, without leading."
        ),
    )
    valid_from = fields.DateField(label=gettext_lazy("Holds the post from"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class NewPersonForm(PersonForm, PostForm):
    verb = gettext_lazy("Add the person")


class EndPostForm(Form):
    verb = gettext_lazy("End the post")
    on = fields.DateField(label=gettext_lazy("Last day in the post"))


class HouseholdForm(Form):
    verb = gettext_lazy("Save the household")
    head_name = fields.LineField(max_length=200, label=gettext_lazy("Head of the household"))
    address = fields.LineField(max_length=300, required=False, label=gettext_lazy("Address"))


class NewHouseholdForm(HouseholdForm):
    verb = gettext_lazy("Add the household")
    unit = UnitField(label=gettext_lazy("Unit"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class HouseholdEditForm(HouseholdForm):
    version = version_field()


class ListFilter(forms.Form):
    """GET fields above a list; what cannot be understood filters nothing and says so."""

    q: forms.CharField | None = fields.LineField(
        max_length=200, required=False, label=gettext_lazy("Name or code")
    )

    @property
    def wanted(self):
        return (
            {name: value for name, value in self.cleaned_data.items() if value}
            if self.is_valid()
            else {}
        )

    @property
    def chosen(self):
        """The chosen values in words, for the folded filter of a phone."""
        words = []
        for name, value in self.wanted.items():
            groups = plain(getattr(self.fields[name], "choices", ()))
            labels = dict(option for _head, options in groups for option in options)
            words.append(labels.get(str(value), str(value)))
        return ", ".join(words)


class UnitFilter(ListFilter):
    level = FilterChoice(choices=Level.choices, label=gettext_lazy("Level"))
    kind = FilterChoice(choices=UnitKind.choices, label=gettext_lazy("Kind"))

    def apply(self, units):
        wanted = self.wanted
        if text := wanted.pop("q", ""):
            units = units.search(text)
        return units.filter(**wanted)


class PersonFilter(ListFilter):
    q = fields.LineField(
        max_length=200, required=False, label=gettext_lazy("Name, with or without diacritics")
    )
    unit = UnitField(required=False, label=gettext_lazy("Unit"), help_text="")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def apply(self, rows):
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = rows.search(text)
        if unit := wanted.get("unit"):
            rows = rows.at_unit(unit)
        return rows
