"""Parts that stand in every row of a list, where an include or a search of addresses was slow."""

from functools import lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import get_urlconf, reverse
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def state(shape, label):
    """{% state line.look line.words %}: components/state.html, drawn once for shape and word."""
    return drawn(str(shape), str(label))


@lru_cache(maxsize=1000)
def drawn(shape, label):
    return render_to_string("components/state.html", {"state": shape, "label": label})


@register.simple_tag
def row_url(name, key):
    """{% row_url 'units:unit_detail' unit.pk %}: as {% url %} with one number or code, but the
    address is searched once."""
    return str(key).join(around_key(name, get_urlconf()))


@lru_cache(maxsize=1000)
def around_key(name, urlconf):
    """What stands before and after the key in the addresses of that name."""
    before, after = reverse(name, urlconf, args=["987654321"]).split("987654321")
    return before, after


@register.simple_block_tag
def rows(content, lines):
    """{% rows lines %}<tr><td>{name}</td></tr>{% endrows %}: what stands between, for each line.

    It is drawn once; then names in braces are filled in from the line, a dictionary, and escaped.
    So nothing that a person typed may stand between: its braces would be taken for names.
    """
    return mark_safe("".join(content.format_map(Escaped(line)) for line in lines))


class Escaped(dict):
    """As format_html escapes, without its care for lazy text, which took most of a row's time."""

    def __getitem__(self, name):
        value = super().__getitem__(name)
        return value.__html__() if hasattr(value, "__html__") else escape(str(value))
