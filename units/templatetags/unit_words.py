"""The words of a unit's kind and level, where a list has only their codes."""

from django import template

from units.models import Level, UnitKind

register = template.Library()


@register.filter
def kind_label(code):
    return UnitKind(code).label


@register.filter
def level_label(code):
    return Level(code).label
