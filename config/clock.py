"""A fixed day for demonstrations and rehearsals (TODAY=2024-07-10): the day stands still, the time of day runs on."""

import datetime

from django.utils import timezone

real_now = timezone.now


def fix(day: datetime.date) -> None:
    """Make `timezone.now()` and so `timezone.localdate()` answer with the given day, in this process.

    Called from the settings, before any model takes hold of `timezone.now` as a default.
    """

    def now():
        local = timezone.localtime(real_now())
        return local.replace(year=day.year, month=day.month, day=day.day).astimezone(datetime.UTC)

    timezone.now = now
