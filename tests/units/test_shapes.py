"""Rows that are written by filling names in braces."""

from django.template import engines
from django.utils.html import escape


def drawn(text, **context):
    return engines["django"].from_string("{% load shapes %}" + text).render(context)


def test_a_row_for_each_line_with_its_texts_escaped():
    lines = [{"name": "<b>{title}</b>", "title": "one & two"}, {"name": "", "title": "three"}]
    html = drawn("{% rows lines %}<i title='{title}'>{name}</i>{% endrows %}", lines=lines)
    assert html == ("<i title='one &amp; two'>&lt;b&gt;{title}&lt;/b&gt;</i><i title='three'></i>")


def test_what_the_engine_drew_is_not_escaped_again():
    assert drawn("{% rows lines %}{a}{% endrows %}", lines=[{"a": escape("<")}]) == "&lt;"


def test_part_of_a_row_comes_as_often_as_the_line_has_it():
    lines = [
        {"name": "A", "files": [{"url": "/1/", "name": '"x"'}, {"url": "/2/", "name": "y"}]},
        {"name": "B", "files": []},
    ]
    part = '{% each files %}<a href="{url}">{name}</a>{% endeach %}'
    html = drawn("{% rows lines %}<p>{name}: " + part + "</p>{% endrows %}", lines=lines)
    assert html == ('<p>A: <a href="/1/">&quot;x&quot;</a><a href="/2/">y</a></p><p>B: </p>')


def test_part_of_a_part():
    lines = [{"rows": [{"cells": [{"text": "1"}, {"text": "2"}]}, {"cells": []}]}]
    cells = "{% each cells %}<td>{text}</td>{% endeach %}"
    html = drawn(
        "{% rows lines %}{% each rows %}<tr>" + cells + "</tr>{% endeach %}{% endrows %}",
        lines=lines,
    )
    assert html == "<tr><td>1</td><td>2</td></tr><tr></tr>"
