from datetime import date, datetime
from decimal import Decimal as D

import pytest
from django import forms
from django.utils import translation

from vietnamese.forms import DateField, LineField, NumberField, PeriodField, ProseField
from vietnamese.periods import Period


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


class Sheet(forms.Form):
    share = NumberField(places=2, min_value=0, max_value=100)
    count = NumberField(places=0, required=False)
    day = DateField(required=False, max_value=lambda: date(2024, 10, 18))
    period = PeriodField(required=False, kinds=["year", "quarter"])
    name = LineField(max_length=10, required=False)
    text = ProseField(required=False)


TWO_WAYS = "“7,500” can be read in two ways: write 7,5000 or 7.500."
INVISIBLE = "This text has no visible characters. Enter letters or digits."


def errors(**typed):
    form = Sheet({"share": "7,5"} | typed)
    return {name: list(found) for name, found in form.errors.items()}


def test_what_was_typed_is_read():
    form = Sheet(
        {
            "share": " 86,1 ",
            "count": "5.918",
            "day": "5/1/2024",
            "period": "quý II năm 2024",
            "name": " Nguyễn \u200b A ",
            "text": "một \r\nhai",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "share": D("86.1"),
        "count": D(5918),
        "day": date(2024, 1, 5),
        "period": Period("2024Q2"),
        "name": "Nguyễn A",
        "text": "một\nhai",
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"share": ""}, {"share": ["This field is required."]}),
        ({"share": "x"}, {"share": ["Enter a number, for example 5.918 or 33,4."]}),
        ({"share": "7.5"}, {"share": ["“7.5” can be read in two ways: write 7,5 or 75."]}),
        ({"share": "-1"}, {"share": ["The number must be at least 0."]}),
        ({"share": "100,01"}, {"share": ["The number must be at most 100."]}),
        ({"share": "7,5551"}, {"share": ["At most 2 decimals are allowed here."]}),
        ({"share": "7,500"}, {"share": [TWO_WAYS]}),
        ({"share": "7,5000"}, {}),
        ({"count": "7,5"}, {"count": ["Enter a whole number, for example 12 or 5.918."]}),
        ({"count": "7,0"}, {}),
        ({"day": "2024-02-30"}, {"day": ["There is no day 30 in month 2 of 2024."]}),
        ({"day": "19/10/2024"}, {"day": ["The date must not be after 18/10/2024."]}),
        ({"period": "2024H1"}, {"period": ["Enter a period of this kind: a year, a quarter."]}),
        ({"name": "\u200b\u202e"}, {"name": [INVISIBLE]}),
        ({"text": "\u3164"}, {"text": [INVISIBLE]}),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(typed, expected):
    assert errors(**typed) == expected


def test_length_counts_what_remains_after_cleaning():
    assert errors(name="0123456789" + "\u200b" * 50) == {}
    assert list(errors(name="01234567890")) == ["name"]


@pytest.mark.parametrize("typed", ["7.5", "abc", "1,234.5", "  x"])
def test_what_was_typed_is_kept(typed):
    form = Sheet({"share": typed, "day": typed, "period": typed})
    assert not form.is_valid()
    assert [form[name].value() for name in ("share", "day", "period")] == [typed] * 3
    assert f'value="{typed}"' in str(form["share"])


def test_stored_values_are_shown_in_vietnamese_form():
    form = Sheet(
        initial={
            "share": D("7.500000"),
            "count": 5918,
            "day": date(2024, 1, 5),
            "period": Period("2024Q2"),
        }
    )
    values = [form[name].value() for name in ("share", "count", "day", "period")]
    assert values == ["7,5", "5.918", "05/01/2024", "quý II năm 2024"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NumberField(), D("1.234")),
        (NumberField(places=3), D("1.234")),
        (NumberField(places=6), D("-123.456")),
        (NumberField(), 6872),
        (DateField(), date(1999, 12, 31)),
        (PeriodField(), Period("2020-2025")),
    ],
)
def test_what_is_shown_is_read_back_and_has_not_changed(field, value):
    shown = field.prepare_value(value)
    assert field.clean(shown) == value
    assert not field.has_changed(value, shown)


@pytest.mark.parametrize(
    ("field", "initial", "typed", "changed"),
    [
        (NumberField(), D("7.50"), "7,5", False),
        (NumberField(), D("7.50"), "7,6", True),
        (NumberField(), D("7.50"), "7.5", True),
        (NumberField(), D("7.50"), "", True),
        (NumberField(), None, "", False),
        (NumberField(), None, "0", True),
        (NumberField(), 7, "7", False),
        (NumberField(disabled=True), 7, "8", False),
        (DateField(), date(2024, 1, 5), "5/1/2024", False),
        (DateField(), date(2024, 1, 5), "6/1/2024", True),
        (DateField(), datetime(2024, 1, 5, 8), "05/01/2024", False),
        (PeriodField(), "2024Q2", "quý II năm 2024", False),
        (PeriodField(), Period("2024Q2"), "2024Q3", True),
    ],
)
def test_has_changed(field, initial, typed, changed):
    assert field.has_changed(initial, typed) is changed


def test_number_inputs_are_text_with_a_decimal_keypad():
    html = str(Sheet()["share"])
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html
    assert 'type="text"' in str(Sheet()["day"])
