"""Rows of a plan edited together, without script: one more by a button, order by number.

A row whose record somebody else removed meanwhile becomes a new row: nothing typed is lost.
"""

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from units.forms import UnitField

LAST = 10_000
MOST = 300  # rows of a kind


class RowForm(forms.ModelForm):
    """One row: the fields of its model, its number in the order, and a tick to take it away.

    `spans` gives the width of fields in twelfths, 12 when it says nothing.
    """

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position: forms.IntegerField | None = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=999,
        label=_("Order"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    spans: dict[str, int] = {}

    def __init__(self, *args, campaign, **kwargs):
        self.campaign = campaign
        super().__init__(*args, **kwargs)
        self.initial["pk"] = self.instance.pk
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
            if isinstance(field, UnitField):
                self.initial[name] = getattr(self.instance, name)

    def _get_validation_exclusions(self):
        """The action validates the rows; constraints of the database have plain sentences here."""
        return {field.name for field in self._meta.model._meta.fields}

    def say(self, problems):
        for field, text in problems.items():
            self.add_error(field, text)

    @property
    def cells(self):
        """(bound field, width) of what is shown, for the template."""
        return [
            (field, f"span-{self.spans.get(field.name, 12)}")
            for field in self.visible_fields()
            if field.name != "DELETE"
        ]


class Rows(forms.BaseFormSet):
    """`rows` are the recorded ones, `blank` gives a row to be."""

    def __init__(self, data=None, *, rows, blank, **kwargs):
        self.recorded, self.blank, self.used = list(rows), blank, set()
        self.by_pk = {row.pk: row for row in self.recorded}
        super().__init__(data, **kwargs)

    def initial_form_count(self):
        return super().initial_form_count() if self.is_bound else len(self.recorded)

    def get_form_kwargs(self, index):
        row = self.row(index)
        return super().get_form_kwargs(index) | {
            "instance": row or self.blank(),
            "empty_permitted": row is None,
        }

    def row(self, index):
        """The recorded row that the form at this place shows or names; each only once."""
        if index is None:
            return None
        if not self.is_bound:
            return self.recorded[index] if index < len(self.recorded) else None
        pk = self.data.get(f"{self.add_prefix(index)}-pk", "")
        row = self.by_pk.get(int(pk)) if pk.isascii() and pk.isdigit() else None
        if row is None or row.pk in self.used:
            return None
        self.used.add(row.pk)
        return row

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this row away")
        if index is not None and not self.is_bound and index < len(self.recorded):
            form.initial["position"] = index + 1

    @property
    def kept(self):
        """The forms of the rows that stay, in the order that the numbers give.

        A row moved up goes before the one that has its new number, a row moved down behind it; one
        without a number goes last.
        """
        stay = [
            (index, form)
            for index, form in enumerate(self.forms)
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed())
        ]

        def place(entry):
            index, form = entry
            wanted = form.cleaned_data.get("position") or LAST
            before = self.places.get(form.instance.pk, LAST)
            return wanted, (wanted > before) - (wanted < before), index

        return [form for _index, form in sorted(stay, key=place)]

    @property
    def places(self):
        return {row.pk: place for place, row in enumerate(self.recorded, start=1)}

    @property
    def removed(self):
        """Ids of recorded rows that are ticked away."""
        return [
            form.instance.pk
            for form in self.forms
            if form.instance.pk and self._should_delete_form(form)
        ]

    def quiet(self):
        """Shows what was typed without judging it yet."""
        for form in self.forms:
            form._errors, form.cleaned_data = ErrorDict(), {}
        self._errors, self._non_form_errors = [], ErrorList()
        return self

    @classmethod
    def with_one_more(cls, data, prefix, blank_form):
        """The typed data with an empty row behind it."""
        data = data.copy()
        told = data.get(f"{prefix}-TOTAL_FORMS", "")
        total = min(int(told), MOST) if told.isascii() and told.isdigit() else 0
        for name, value in blank_form.initial.items():
            if value not in (None, "", False):
                data[f"{prefix}-{total}-{name}"] = "on" if value is True else str(value)
        data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
        return data


def rows_of(form, *, extra=1, base=Rows):
    return forms.formset_factory(
        form, formset=base, extra=extra, can_delete=True, max_num=MOST, absolute_max=MOST + 100
    )
