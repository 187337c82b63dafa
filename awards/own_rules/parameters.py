"""Kinds of parameters: how one is typed into a form, stored, and checked in a file.

Stored values are those of the vocabulary as YAML and JSON write them: whole numbers, shares as text
("0.7"), codes, lists of codes.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese import forms as fields


@dataclass(frozen=True)
class Parameter:
    label: Any  # a text, translated when it is shown
    required: bool = True
    empty: Any = None  # what is stored when nothing was typed and the vocabulary wants the name

    def field(self) -> forms.Field:
        raise NotImplementedError

    def stored(self, typed: Any) -> Any:
        """What the form cleaned, as it is stored."""
        return self.empty if typed in (None, "", []) else typed

    def shown(self, stored: Any) -> Any:
        """What is stored, as the field shows it."""
        return stored

    def fits(self, stored: Any) -> bool:
        """Whether a value of a file can be stored."""
        raise NotImplementedError


@dataclass(frozen=True)
class Whole(Parameter):
    least: int = 1
    most: int = 1000

    def field(self) -> forms.Field:
        return fields.NumberField(
            places=0,
            min_value=self.least,
            max_value=self.most,
            label=self.label,
            required=self.required,
        )

    def stored(self, typed: Any) -> Any:
        return self.empty if typed is None else int(typed)

    def fits(self, stored: Any) -> bool:
        whole = isinstance(stored, int) and not isinstance(stored, bool)
        return whole and self.least <= stored <= self.most


@dataclass(frozen=True)
class Share(Parameter):
    """Typed in percent, stored as a share: 70 is "0.7"."""

    def field(self) -> forms.Field:
        return fields.NumberField(
            places=2,
            min_value=Decimal("0.01"),
            max_value=100,
            label=self.label,
            help_text=gettext_lazy("In percent, for example 70 or 33,5."),
        )

    def stored(self, typed: Any) -> Any:
        share = (typed / 100).normalize()
        return format(share, "f")

    def shown(self, stored: Any) -> Any:
        return Decimal(stored) * 100

    def fits(self, stored: Any) -> bool:
        try:
            return isinstance(stored, str) and 0 < Decimal(stored) <= 1
        except InvalidOperation:
            return False


@dataclass(frozen=True)
class Truth(Parameter):
    required: bool = False

    def field(self) -> forms.Field:
        return forms.BooleanField(label=self.label, required=False)

    def stored(self, typed: Any) -> Any:
        return bool(typed)

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, bool)


@dataclass(frozen=True)
class Choice(Parameter):
    options: Callable[[], Mapping[str, Any]] = dict  # code: words, asked when needed

    def field(self) -> forms.Field:
        options = list(self.options().items())
        blank = [("", _("not required"))] if not self.required else []
        return forms.ChoiceField(label=self.label, choices=blank + options, required=self.required)

    def fits(self, stored: Any) -> bool:
        return stored in self.options()


@dataclass(frozen=True)
class Choices(Parameter):
    options: Callable[[], Mapping[str, Any]] = dict
    empty: Any = ()

    def field(self) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.label,
            choices=list(self.options().items()),
            required=self.required,
            widget=forms.CheckboxSelectMultiple,
        )

    def stored(self, typed: Any) -> Any:
        return list(typed or ())

    def fits(self, stored: Any) -> bool:
        known = isinstance(stored, list) and all(value in self.options() for value in stored)
        return known and (bool(stored) or not self.required)


@dataclass(frozen=True)
class TextLines(Parameter):
    """A list of texts, one a line."""

    def field(self) -> forms.Field:
        return fields.ProseField(
            label=self.label,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext_lazy("One a line."),
        )

    def stored(self, typed: Any) -> Any:
        return [line.strip() for line in typed.splitlines() if line.strip()]

    def shown(self, stored: Any) -> Any:
        return "\n".join(stored)

    def fits(self, stored: Any) -> bool:
        texts = isinstance(stored, list) and all(isinstance(line, str) for line in stored)
        return texts and bool(stored)


@dataclass(frozen=True)
class Text(Parameter):
    def field(self) -> forms.Field:
        return fields.LineField(label=self.label, max_length=200, required=self.required)

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, str) and 0 < len(stored.strip()) <= 200


@dataclass(frozen=True)
class MonthDay(Parameter):
    """A day of each year, typed 10/12, stored "12-10"."""

    def field(self) -> forms.Field:
        return MonthDayField(label=self.label)

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, str) and day_of_year(stored) is not None


class MonthDayField(fields.ParsedField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=gettext_lazy("Day/month, for example 10/12."), **kwargs)

    def parse(self, text: str) -> str:
        day, slash, month = text.partition("/")
        stored = f"{month.strip():0>2}-{day.strip():0>2}"
        if not slash or day_of_year(stored) is None:
            raise ValueError(_("Enter a day and a month, for example 10/12."))
        return stored

    def prepare_value(self, value: Any) -> Any:
        known = day_of_year(value) if isinstance(value, str) else None
        return f"{known:%d/%m}" if known else value

    def write(self, value: Any) -> str:
        return str(value)


def day_of_year(stored: str) -> datetime.date | None:
    """The day in a leap year; None for a text that is none."""
    try:
        return datetime.date.fromisoformat(f"2024-{stored}")
    except ValueError:
        return None
