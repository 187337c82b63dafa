"""The demonstration as a whole: the history played through the deeds of the apps, once."""

import datetime
import time

from django.utils import timezone

import audit
from accounts.models import User
from audit.models import Event
from awards import catalogue, loading
from demonstration import cast as casting
from demonstration import dossiers, drafting, this_year, work
from demonstration.diary import Diary

MARK = "load_demonstration"  # the event that says that it is all there
BEGINNING = datetime.date(2020, 12, 29)


class Refusal(Exception):
    """A plain sentence saying why nothing was loaded."""


def load():
    """Play it; gives one line of what was done. What is there already is left alone."""
    if Event.objects.filter(verb=MARK).exists():
        return "The demonstration is there already; nothing was changed."
    if User.objects.exists():
        raise Refusal(
            "This database has users and is not the finished demonstration. "
            "Choose an empty one: another DATA_DIR, or remove the old folder."
        )
    today, began = timezone.localdate(), time.monotonic()
    if today < BEGINNING:
        raise Refusal("The demonstration begins on 29/12/2020; choose a later day in TODAY.")
    diary, cast = Diary(today), casting.Cast()
    casting.describe(diary, cast)
    diary.at(casting.APPOINTED, load_awards)
    lives = {code: work.Life(diary, cast, spec) for code, spec in drafting.described().items()}
    dossiers.phu_tho_2024(diary, cast, lives["phu-tho-2024"])
    this_year.describe(diary, cast)
    diary.play()
    with audit.deed(by=None) as event:
        event(cast.units["ubnd-phu-tho"], MARK)
    return (
        f"Demonstration loaded: {len(cast.units)} units, {len(cast.users)} users, "
        f"{Event.objects.count()} events ({time.monotonic() - began:.0f} s)."
    )


def load_awards():
    loading.load(catalogue.load(), by=None)
