"""Parts that stand in every row of a list, where an include or a search of addresses was slow."""

from functools import lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import get_urlconf, reverse

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


@register.tag
def rows(parser, token):
    """{% rows lines %}<tr><td>{name}</td></tr>{% endrows %}: what stands between, for each line.

    It is drawn once; then names in braces are filled in from the line, a dictionary of texts, and
    escaped as {{ name }} would be. So nothing that a person typed may stand between: its braces
    would be taken for names.
    """
    _tag, lines = token.split_contents()
    return Rows(parser.compile_filter(lines), content_until("endrows", parser))


@register.tag
def each(parser, token):
    """{% each files %}<a href="{url}">{name}</a>{% endeach %} in such rows: what is there not at
    all or several times. `files` of the line is a list of dictionaries."""
    _tag, name = token.split_contents()
    return Each(name, content_until("endeach", parser))


def content_until(end, parser):
    content = parser.parse((end,))
    parser.delete_first_token()
    return content


class Rows(template.Node):
    child_nodelists = ("content",)

    def __init__(self, lines, content):
        self.lines, self.content = lines, content
        self.parts = content.get_nodes_by_type(Each)

    def render(self, context):
        pattern = self.content.render(context)
        parts = {part.name: part.content.render(context) for part in self.parts}
        return "".join(
            pattern.format_map(Line(line, parts)) for line in self.lines.resolve(context)
        )


class Each(template.Node):
    child_nodelists = ("content",)

    def __init__(self, name, content):
        self.name, self.content = name, content

    def render(self, _context):
        return f"{{{self.name}}}"


class Line(dict):
    """Escapes like the template engine, without its care for lazy text: that took most of the time
    of a row. Only what the engine itself drew (`__html__`) goes through as it is."""

    def __init__(self, line, parts):
        super().__init__(line)
        self.parts = parts

    def __getitem__(self, name):
        value = super().__getitem__(name)
        if isinstance(value, list):
            return "".join(self.parts[name].format_map(Line(part, self.parts)) for part in value)
        return value.__html__() if hasattr(value, "__html__") else escape(str(value))
