"""A window of the province for the department and the commune, and titles registered in it."""

import datetime

from django.utils import timezone

from awards.models import AwardType, Registration, RegistrationWindow
from awards.registration import actions
from tests.awards.factories import make_award_type, make_person, make_user

OPENS, CLOSES = datetime.date(2026, 5, 1), datetime.date(2026, 5, 31)


def make_title(**fields):
    values = {"name": "Chiến sĩ thi đua cơ sở", "kind": AwardType.Kind.TITLE}
    return make_award_type(**values | fields)


def make_window(authority, *units, year=2026, opens=OPENS, closes=CLOSES):
    window = RegistrationWindow.objects.create(
        authority=authority, year=year, opens=opens, closes=closes
    )
    window.units.set(units)
    return window


def this_year():
    """Open all year round, whatever day it is."""
    year = timezone.localdate().year
    return {
        "year": year, "opens": datetime.date(year, 1, 1), "closes": datetime.date(year, 12, 31)
    }  # fmt: skip


def open_window(world, **fields):
    """By the action, with its notices and events."""
    values = {
        "authority": world.province,
        "year": 2026,
        "opens": OPENS,
        "closes": CLOSES,
        "units": [world.department, world.commune],
    }
    by = fields.pop("by", None) or make_user("secretariat", world.province)
    return actions.open_window(by=by, **values | fields)


def make_registration(window, unit, *, person=None, collective=None, award_type=None, **fields):
    if person is None and collective is None:
        person = make_person(unit=unit)
    return Registration.objects.create(
        window=window, unit=unit, person=person, collective=collective,
        award_type=award_type or make_title(), **fields,
    )  # fmt: skip
