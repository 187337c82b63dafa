"""Numbers of official documents: one series a body, kind and year, from 01, no gaps, no doubles.

A number is reserved inside the deed that issues the document. The update of the series row is the
lock, on both databases: it holds other writers of this series until the deed ends; a deed that
fails gives its number back.
"""

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from . import official
from .models import Number, Series

SYMBOL = re.compile(r"[A-ZĐ][A-Za-zĐ]{0,3}(-[A-ZÀ-ỸĐ0-9&.]{1,20}){1,3}")
HIGHEST = 99_999


def reserve(event, *, unit, kind, on, symbol, document, manual=None):
    """Give `document` (any saved row) the next number, or the one a person chose: "05/KH-UBND".

    `kind` names the series: "KH", or for a council with numbers of its own "HĐTĐKT:KH". `manual`
    takes a number that the clerk's office gave; it is refused when it is used, and later numbers
    pass over it.
    """
    if not SYMBOL.fullmatch(symbol):
        raise ValidationError(
            _("“%(symbol)s” is not a symbol of a document. Write it like KH-UBND."),
            code="symbol",
            params={"symbol": symbol},
        )
    series, _made = Series.objects.get_or_create(unit=unit, kind=kind, year=on.year)
    value = _take_next(series) if manual is None else _check_manual(series, manual)
    try:
        with transaction.atomic():
            number = Number.objects.create(
                series=series,
                value=value,
                symbol=symbol,
                on=on,
                manual=manual is not None,
                subject_type=document._meta.label_lower,
                subject_id=document.pk,
            )
    except IntegrityError as error:
        raise _used(series, value) from error
    given_to = f"{number.subject_type}:{number.subject_id}"
    event(number, "reserve", number=number.text, given_to=given_to)
    return number.text


def next_value(*, unit, kind, on):
    """The number that comes next, to be shown; only `reserve` gives it."""
    series = Series.objects.filter(unit=unit, kind=kind, year=on.year).first()
    if series is None:
        return 1
    return _first_free(series, series.last)


def start_after(event, *, unit, kind, year, last):
    """Let a series go on behind numbers that were given on paper before the system came."""
    series, _made = Series.objects.get_or_create(unit=unit, kind=kind, year=year)
    if not Series.objects.filter(pk=series.pk, last__lt=last).update(last=last):
        raise ValidationError(
            _("The series is already at %(last)d; it only goes up."),
            code="series",
            params={"last": series.last},
        )
    event(series, "start_after", last=last)
    return series


def _take_next(series):
    """The update comes first: from here on this series is ours until the transaction ends."""
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db(fields=["last"])
    value = _first_free(series, series.last - 1)
    if value > HIGHEST:
        raise ValidationError(_("The series of this year is full."), code="series")
    if value != series.last:
        Series.objects.filter(pk=series.pk).update(last=value)
    return value


def _first_free(series, last):
    taken = set(series.numbers.filter(value__gt=last).values_list("value", flat=True))
    value = last + 1
    while value in taken:
        value += 1
    return value


def _check_manual(series, manual):
    text = str(manual).strip()
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= HIGHEST:
        raise ValidationError(
            _("“%(number)s” is not a number of a document. Write digits only, without the symbol."),
            code="number",
            params={"number": text},
        )
    value = int(text)
    Series.objects.filter(pk=series.pk).update(last=F("last"))  # the lock
    if series.numbers.filter(value=value).exists():
        raise _used(series, value)
    return value


def _used(series, value):
    following = _first_free(series, Series.objects.get(pk=series.pk).last)
    return ValidationError(
        _("Number %(number)s of %(year)d is used already. The next free one is %(next)s."),
        code="used",
        params={
            "number": official.number_value(value),
            "year": series.year,
            "next": official.number_value(following),
        },
    )
