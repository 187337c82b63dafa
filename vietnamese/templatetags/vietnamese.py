"""{% load vietnamese %}: numbers and dates on pages and in documents. None is said in words."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates import days_words, format_date, format_official
from ..numbers import format_count, format_number

register = template.Library()


def missing():
    return _("not yet available")


@register.filter
def number(value, places=None):
    """{{ 6872|number }} "6.872"; {{ share|number:1 }} "86,1"."""
    return missing() if value in (None, "") else format_number(value, places)


@register.filter
def count(value):
    """{{ 5|count }} "05", for documents."""
    return missing() if value in (None, "") else format_count(value)


@register.filter
def date_vn(value):
    """{{ day|date_vn }} "05/01/2024"; the local day of a point in time."""
    return missing() if value in (None, "") else format_date(_day(value))


@register.filter
def official_date(value):
    """{{ day|official_date }} "ngày 05 tháng 01 năm 2024"."""
    return missing() if value in (None, "") else format_official(_day(value))


@register.filter
def days_left(value):
    """Calendar days until a date, in words: "còn 5 ngày", "hôm nay", "quá 3 ngày"."""
    if value in (None, ""):
        return missing()
    return days_words((_day(value) - timezone.localdate()).days)


def _day(value):
    if not hasattr(value, "hour"):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
