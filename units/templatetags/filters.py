"""Fields of the filter above a list: Django's widget templates took a tenth of such a page."""

from functools import lru_cache

from django import forms, template
from django.template.loader import render_to_string

from units.filter_fields import FilterSelect
from units.forms import UnitInput, list_id

register = template.Library()


@register.simple_tag
def filter_field(field):
    """The input of a bound field, with its errors below."""
    widget = field.field.widget
    if type(widget) not in DRAWN or "class" in widget.attrs or field.errors:
        return render_to_string("components/filter_field.html", {"field": field})
    return DRAWN[type(widget)](field, widget)


def select(field, widget):
    return drawn_select(*attributes(field, widget), widget.options(field.value()))


def text_input(field, widget, **more):
    """Only an empty one is kept, not what somebody typed."""
    value = widget.format_value(field.value()) or ""
    draw = drawn_input.__wrapped__ if value else drawn_input
    return draw(*attributes(field, widget, **more), value)


def unit_input(field, widget):
    name = field.html_name
    return text_input(field, widget, list=list_id(name)) + widget.suggestions(name)


def attributes(field, widget, **more):
    """(name, its other attributes)"""
    given = widget.attrs | {"id": field.auto_id} | more
    attrs = field.build_widget_attrs(given, widget).items()
    return field.html_name, tuple((name, value) for name, value in attrs if value is not False)


@lru_cache(maxsize=500)
def drawn_select(name, attrs, options):
    context = {"name": name, "attrs": attrs, "options": options}
    return render_to_string("units/filter_drawn_select.html", context)


@lru_cache(maxsize=500)
def drawn_input(name, attrs, value):
    context = {"name": name, "attrs": attrs, "value": value}
    return render_to_string("units/filter_drawn_input.html", context)


DRAWN = {FilterSelect: select, forms.TextInput: text_input, UnitInput: unit_input}
