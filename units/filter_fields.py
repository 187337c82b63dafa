"""Selects above a list: drawn on every list, so what does not change is written once."""

from functools import lru_cache

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext_lazy


class Offered:
    """Choices that stay as they are: their texts are put together once a language."""

    def __init__(self, choices=()):
        self.choices = tuple(choices)
        self._texts = {}

    def texts(self):
        language = get_language()
        if language not in self._texts:
            self._texts[language] = plain(self.choices)
        return self._texts[language]


def plain(choices):
    """Choices as texts: (head, its options) ..., the head "" for those that stand alone."""
    return tuple(
        (str(value), tuple((str(one), str(words)) for one, words in label))
        if isinstance(label, list | tuple)
        else ("", ((str(value), str(label)),))
        for value, label in choices
    )


@lru_cache(maxsize=200)
def drawn_options(groups, chosen):
    return render_to_string("units/filter_options.html", {"groups": groups, "chosen": chosen})


class FilterSelect(forms.Select):
    """A select above a list: its options are the same on every page, and drawn once."""

    template_name = "units/filter_select.html"
    choices = ()  # those of the field are in `offered`; Django would walk through them here again
    offered = Offered()

    def optgroups(self, name, value, attrs=None):
        return []

    def options(self, value):
        chosen = self.format_value(value)
        return drawn_options(self.offered.texts(), chosen[0] if chosen else "")

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"options": self.options(value)}


class FilterChoice(forms.ChoiceField):
    """One of the choices, or all."""

    widget = FilterSelect

    def __init__(self, *, choices=(), **kwargs):
        super().__init__(choices=[("", gettext_lazy("all")), *choices], required=False, **kwargs)

    def __deepcopy__(self, memo):
        """Choices are never changed, only replaced: all forms share those of the class."""
        return forms.Field.__deepcopy__(self, memo)

    @property
    def choices(self):
        return list(self.widget.offered.choices)

    @choices.setter
    def choices(self, choices):
        self.widget.offered = Offered(choices)
