import datetime
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates import format_date, format_day_month, format_official, parse_date

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text", ["5/1/2024", "05/01/2024", "05-01-2024", "5-1-2024", " 05/01/2024 ", "2024-01-05"]
)
def test_parse_date(text):
    assert parse_date(text) == date(2024, 1, 5)


FORM = "Enter a date as day/month/year, for example 05/01/2024."
YEARS = "The year must lie between 1900 and 2100."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", FORM),
        ("hôm nay", FORM),
        ("05/01/24", FORM),
        ("5.1.2024", FORM),
        ("05/01-2024", FORM),
        ("2024/01/05", FORM),
        ("2024-1-5", FORM),
        ("20240105", FORM),
        ("٠٥/٠١/٢٠٢٤", FORM),
        ("05/13/2024", "There is no month 13. Write day/month/year, for example 05/01/2024."),
        ("2024-13-01", "There is no month 13. Write day/month/year, for example 05/01/2024."),
        ("05/00/2024", "There is no month 0. Write day/month/year, for example 05/01/2024."),
        ("30/02/2024", "There is no day 30 in month 2 of 2024."),
        ("29/02/2023", "There is no day 29 in month 2 of 2023."),
        ("2024-06-31", "There is no day 31 in month 6 of 2024."),
        ("00/01/2024", "There is no day 0 in month 1 of 2024."),
        ("31/12/1899", YEARS),
        ("01/01/2101", YEARS),
        ("01/01/0000", YEARS),
    ],
)
def test_what_is_not_a_date_is_refused_with_its_reason(text, reason):
    with translation.override("en"), pytest.raises(ValueError) as caught:
        parse_date(text)
    assert str(caught.value) == reason


@given(days)
def test_written_dates_are_read_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(st.text(max_size=20) | st.text(alphabet="0123456789/-", max_size=12))
def test_parse_date_gives_a_date_or_refuses(text):
    try:
        day = parse_date(text)
    except ValueError as error:
        assert str(error)
    else:
        assert type(day) is datetime.date


@pytest.mark.parametrize(
    ("day", "plain", "official", "anniversary"),
    [
        (date(2024, 1, 5), "05/01/2024", "ngày 05 tháng 01 năm 2024", "05/01"),
        (date(2024, 2, 3), "03/02/2024", "ngày 03 tháng 02 năm 2024", "03/02"),
        (date(2024, 4, 30), "30/04/2024", "ngày 30 tháng 4 năm 2024", "30/4"),
        (date(2024, 9, 2), "02/09/2024", "ngày 02 tháng 9 năm 2024", "02/9"),
        (date(2024, 12, 10), "10/12/2024", "ngày 10 tháng 12 năm 2024", "10/12"),
    ],
)
def test_format(day, plain, official, anniversary):
    assert format_date(day) == plain
    assert format_official(day) == official
    assert format_day_month(day) == anniversary
