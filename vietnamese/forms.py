"""Form fields that read and show Vietnamese numbers, dates and periods, and cleaned text.

They are text inputs: the browser's own number and date inputs follow the browser's language. Input
that can be read in two ways is refused with both readings; what was typed stays in the field.
"""

import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .dates import format_date, parse_date
from .folding import clean_line, clean_prose
from .numbers import format_input, format_number, parse_number
from .periods import Period


class ParsedField(forms.Field):
    """A text input whose value is read by `parse` and written by `write`."""

    widget = forms.TextInput
    attrs: dict[str, str] = {"autocomplete": "off"}

    def parse(self, text):
        raise NotImplementedError

    def write(self, value):
        raise NotImplementedError

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | self.attrs

    def to_python(self, value):
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else self.write(value)

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class BoundedField(ParsedField):
    """Adds `min_value` and `max_value` (a callable is asked at each validation)."""

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        low, high = (v() if callable(v) else v for v in (self.min_value, self.max_value))
        if low is not None and value < low:
            raise ValidationError(self.too_low() % {"limit": self.write(low)}, code="min_value")
        if high is not None and value > high:
            raise ValidationError(self.too_high() % {"limit": self.write(high)}, code="max_value")


class NumberField(BoundedField):
    """A Decimal from "5.918" or "33,4"; `places` is the number of decimals allowed (0: whole)."""

    attrs = {"inputmode": "decimal", "autocomplete": "off"}

    def __init__(self, *, places=None, **kwargs):
        self.places = places
        super().__init__(**kwargs)

    def parse(self, text):
        return parse_number(text)

    def write(self, value):
        if self.places is None:
            return format_input(value)
        return format_input(_without_trailing_zeros(Decimal(str(value))))

    def too_low(self):
        return _("The number must be at least %(limit)s.")

    def too_high(self):
        return _("The number must be at most %(limit)s.")

    def to_python(self, value):
        number = super().to_python(value)
        if isinstance(number, (int, float)) and not isinstance(number, bool):
            number = Decimal(str(number))
        return number

    def validate(self, value):
        super().validate(value)
        if value is None or self.places is None:
            return
        if value != round(value, self.places):
            if self.places == 0:
                text = _("Enter a whole number, for example 12 or 5.918.")
            else:
                text = ngettext(
                    "At most %(count)d decimal is allowed here.",
                    "At most %(count)d decimals are allowed here.",
                    self.places,
                ) % {"count": self.places}
            raise ValidationError(text, code="places")


class DateField(BoundedField):
    """A date from "05/01/2024", "5/1/2024", "05-01-2024" or "2024-01-05"."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("Day/month/year, for example 05/01/2024."))
        super().__init__(**kwargs)

    def parse(self, text):
        return parse_date(text)

    def write(self, value):
        return format_date(value)

    def too_low(self):
        return _("The date must not be before %(limit)s.")

    def too_high(self):
        return _("The date must not be after %(limit)s.")

    def to_python(self, value):
        date = super().to_python(value)
        return date.date() if isinstance(date, datetime.datetime) else date


class PeriodField(ParsedField):
    """A Period from its code or its words; `kinds` limits which ("year", "quarter" ...)."""

    def __init__(self, *, kinds=None, **kwargs):
        self.kinds = kinds
        help_text = gettext_lazy("For example 2024, quý II năm 2024, tháng 5/2024 or 2020 - 2025.")
        kwargs.setdefault("help_text", help_text)
        super().__init__(**kwargs)

    def parse(self, text):
        return Period.parse(text)

    def write(self, value):
        return value.label

    def validate(self, value):
        super().validate(value)
        if value is not None and self.kinds is not None and value.kind not in self.kinds:
            names = ", ".join(str(KIND_NAMES[kind]) for kind in self.kinds)
            raise ValidationError(
                _("Enter a period of this kind: %(kinds)s.") % {"kinds": names}, code="kind"
            )


KIND_NAMES = {
    "year": gettext_lazy("a year"),
    "half": gettext_lazy("a half-year"),
    "quarter": gettext_lazy("a quarter"),
    "month": gettext_lazy("a month"),
    "term": gettext_lazy("a term of several years"),
}


class LineField(forms.CharField):
    """One line of cleaned text (`vietnamese.folding.clean_line`)."""

    clean_text = staticmethod(clean_line)

    def to_python(self, value):
        try:
            value = self.clean_text(str(value)) if value not in self.empty_values else value
        except ValueError as error:
            raise ValidationError(str(error), code="invisible") from error
        return super().to_python(value)


class ProseField(LineField):
    """Text of several lines (`vietnamese.folding.clean_prose`)."""

    widget = forms.Textarea
    clean_text = staticmethod(clean_prose)


def _without_trailing_zeros(number):
    text = format_number(number)
    digits = len(text.partition(",")[2].rstrip("0"))
    return round(number, digits)
