from decimal import Decimal as D

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import (
    AmbiguousNumber,
    format_count,
    format_input,
    format_number,
    format_range,
    parse_number,
)

exact = st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, places=6) | st.decimals(
    min_value=-(10**15), max_value=10**15, places=2
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("7", "7"),
        ("05", "5"),
        ("6872", "6872"),
        ("6.872", "6872"),
        ("1.234.567", "1234567"),
        ("7,5", "7.5"),
        ("99,60", "99.60"),
        ("0,123", "0.123"),
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234,567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("12,3456", "12.3456"),
        ("6 872", "6872"),
        ("1 234 567,5", "1234567.5"),
        ("6\u00a0872", "6872"),
        ("6\u202f872", "6872"),
        ("-7,5", "-7.5"),
        ("\u22127,5", "-7.5"),
        ("+7,5", "7.5"),
        ("  7,5\n", "7.5"),
        ("999.999.999.999.999.999", "999999999999999999"),
        ("123.456.789.012,123456", "123456789012.123456"),
    ],
)
def test_parse_number(text, number):
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("7.5", ("7.5", "75")),
        ("1.5", ("1.5", "15")),
        ("1234.5", ("1234.5", "12345")),
        ("12.3456", ("12.3456", "123456")),
        ("1234.567", ("1234.567", "1234567")),
        ("0.123", ("0.123", "123")),
        ("-7.5", ("-7.5", "-75")),
        ("1,234", ("1.234", "1234")),
        ("123,456", ("123.456", "123456")),
    ],
)
def test_ambiguous_numbers_name_both_readings(text, readings):
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number(text)
    assert caught.value.readings == tuple(D(reading) for reading in readings)


def test_the_question_can_be_answered_by_copying_from_it():
    for text in ("7.5", "1,234", "1234.567", "0.123", "12.3456"):
        with pytest.raises(AmbiguousNumber) as caught:
            parse_number(text)
        answers = [parse_number(format_input(reading)) for reading in caught.value.readings]
        assert answers == list(caught.value.readings)
        for reading in caught.value.readings:
            assert format_input(reading) in str(caught.value)


def test_the_question_in_words():
    with translation.override("en"), pytest.raises(AmbiguousNumber) as caught:
        parse_number("7.5")
    assert str(caught.value) == "“7.5” can be read in two ways: write 7,5 or 75."


NOT_A_NUMBER = "Enter a number, for example 5.918 or 33,4."
ENGLISH = "is written the English way"
TOO_LONG = "The number is too long: at most 18 digits."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NOT_A_NUMBER),
        ("-", NOT_A_NUMBER),
        ("abc", NOT_A_NUMBER),
        ("1e5", NOT_A_NUMBER),
        ("1_000", NOT_A_NUMBER),
        ("٣", NOT_A_NUMBER),
        ("１２", NOT_A_NUMBER),
        ("7,", NOT_A_NUMBER),
        (",5", NOT_A_NUMBER),
        ("7.", NOT_A_NUMBER),
        (".5", NOT_A_NUMBER),
        ("--5", NOT_A_NUMBER),
        ("1.2.3", NOT_A_NUMBER),
        ("1.23.456", NOT_A_NUMBER),
        ("1234.567.890", NOT_A_NUMBER),
        ("1.234 567", NOT_A_NUMBER),
        ("1  234", NOT_A_NUMBER),
        ("12 34", NOT_A_NUMBER),
        ("1 2345", NOT_A_NUMBER),
        ("7,5,5", NOT_A_NUMBER),
        ("NaN", NOT_A_NUMBER),
        ("Infinity", NOT_A_NUMBER),
        ("5 xã", NOT_A_NUMBER),
        ("7,5%", "Write the number without the sign %."),
        ("3‰", "Write the number without the sign ‰."),
        ("1,234.5", ENGLISH),
        ("1,234,567", ENGLISH),
        ("1,234,567.89", ENGLISH),
        ("1234567890123456789", TOO_LONG),
        ("9" * 10_000, TOO_LONG),
        ("1234567890123,123456", TOO_LONG),
        ("0,1234567", "At most 6 decimals are allowed."),
        ("1.1234567", "At most 6 decimals are allowed."),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(text, reason):
    with translation.override("en"), pytest.raises(ValueError) as caught:
        parse_number(text)
    assert reason in str(caught.value)
    assert not isinstance(caught.value, AmbiguousNumber)


@given(st.text(alphabet="0123456789.,-+ %\u00a0x", max_size=30) | st.text(max_size=30))
def test_parse_number_gives_a_bounded_number_or_refuses(text):
    try:
        number = parse_number(text)
    except ValueError as error:
        assert str(error)
    else:
        assert abs(number) < 10**18
        assert number.as_tuple().exponent >= -6


@given(exact)
def test_format_input_is_read_back(number):
    assert parse_number(format_input(number)) == number


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers_are_read_back(number):
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (6872, None, "6.872"),
        (1234567, None, "1.234.567"),
        (-6872, None, "-6.872"),
        (D("7.5"), None, "7,5"),
        (D("99.60"), None, "99,60"),
        (D("1E+3"), None, "1.000"),
        (D("-0.0"), None, "0,0"),
        (7.5, None, "7,5"),
        (6872, 1, "6.872,0"),
        (D("86.149"), 1, "86,1"),
        (D("2.345"), 2, "2,35"),
        (D("2.5"), 0, "3"),
        (D("-0.4"), 0, "0"),
        (D("999999999999999999.999999"), 6, "999.999.999.999.999.999,999999"),
        (D("1e40"), 2, "1" + "0" + ".000" * 13 + ",00"),
    ],
)
def test_format_number(value, places, text):
    assert format_number(value, places) == text


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), float("nan")])
def test_format_number_refuses_what_is_not_finite(value):
    with pytest.raises(ValueError):
        format_number(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "01"),
        (9, "09"),
        (10, "10"),
        (1500, "1.500"),
        (-5, "-5"),
        (D(5), "05"),
        (D("5.5"), "5,5"),
    ],
)
def test_format_count(value, text):
    assert format_count(value) == text


def test_format_range():
    assert format_range(15, 35) == "15 - 35"
    assert format_range(1500, 2000) == "1.500 - 2.000"
    assert format_range(D("87"), D("88.5")) == "87 - 88,5"
    assert format_range(15, 15) == "15"
    assert format_range(5, 10, count=True) == "05 - 10"
