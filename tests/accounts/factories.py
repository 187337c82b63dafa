"""Valid users, appointments and notices; nothing has to be given."""

import datetime
import itertools

from accounts.models import Appointment, Notice, User
from accounts.roles import Role
from tests.units.factories import make_unit

NUMBERS = itertools.count(1)
LONG_AGO = datetime.date(2010, 1, 1)
PASSWORD = "ba con gà và một con vịt"


def make_user(role=Role.OFFICER, unit=None, *, username="", password=PASSWORD, **fields):
    """A user with one appointment in force; role=None: without any."""
    number = next(NUMBERS)
    user = User.objects.create_user(
        username or f"nguoi.dung.{number}",
        fields.pop("full_name", f"Người Dùng {number}"),
        password,
        **fields,
    )
    if role is not None:
        make_appointment(user, role, unit)
    return user


def make_appointment(
    user=None, role=Role.OFFICER, unit=None, *, since=LONG_AGO, until=None, **fields
):
    return Appointment.objects.create(
        user=user or make_user(role=None),
        role=role,
        unit=unit or make_unit(),
        valid_from=since,
        valid_to=until,
        **fields,
    )


def make_notice(user=None, **fields):
    number = next(NUMBERS)
    return Notice.objects.create(
        user=user or make_user(),
        **{"key": f"k{number}", "verb": "appointed", "subject": f"Việc số {number}"} | fields,
    )
