from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from django.template import Context, Template
from django.utils import timezone, translation


def render(source, value):
    return Template("{% load vietnamese %}" + source).render(Context({"x": value}))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ x|number }}", 6872, "6.872"),
        ("{{ x|number }}", 0, "0"),
        ("{{ x|number }}", D("99.60"), "99,60"),
        ("{{ x|number:1 }}", D("86.149"), "86,1"),
        ("{{ x|number }}", None, "not yet available"),
        ("{{ x|count }}", 5, "05"),
        ("{{ x|count }}", None, "not yet available"),
        ("{{ x|date_vn }}", date(2024, 1, 5), "05/01/2024"),
        ("{{ x|date_vn }}", datetime(2024, 1, 4, 18, tzinfo=UTC), "05/01/2024"),
        ("{{ x|date_vn }}", None, "not yet available"),
        ("{{ x|official_date }}", date(2024, 9, 2), "ngày 02 tháng 9 năm 2024"),
        ("{{ x|official_date }}", None, "not yet available"),
        ("{{ x|days_left }}", date(2024, 7, 15), "5 days left"),
        ("{{ x|days_left }}", date(2024, 7, 11), "1 day left"),
        ("{{ x|days_left }}", date(2024, 7, 10), "today"),
        ("{{ x|days_left }}", date(2024, 7, 9), "1 day late"),
        ("{{ x|days_left }}", date(2024, 7, 7), "3 days late"),
        ("{{ x|days_left }}", None, "not yet available"),
    ],
)
def test_filters(monkeypatch, source, value, text):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2024, 7, 10))
    with translation.override("en"):
        assert render(source, value) == text
