"""The day of the demonstration, where it is not the day of the machine.

`TODAY=2024-07-10` fixes the day for every process of a demonstration; the loader steps through the years in which its
data comes to be, so that every deed, deadline and permission is of its own day. Only with DEMO=1.
"""

import datetime
from contextlib import contextmanager

from django.utils import timezone

machine_now = timezone.now
fixed_day: datetime.date | None = None


def now():
    """The time of day of the machine, on the fixed day where there is one."""
    if fixed_day is None:
        return machine_now()
    local = timezone.localtime(machine_now())
    return local.replace(year=fixed_day.year, month=fixed_day.month, day=fixed_day.day).astimezone(
        datetime.UTC
    )


def install(day: datetime.date | None) -> None:
    """Take the place of Django's clock. Called by the settings: models take hold of `timezone.now` later."""
    global fixed_day
    fixed_day = day
    timezone.now = now


@contextmanager
def on(day: datetime.date):
    """Run a block on a day of its own."""
    global fixed_day
    before, fixed_day = fixed_day, day
    try:
        yield
    finally:
        fixed_day = before
