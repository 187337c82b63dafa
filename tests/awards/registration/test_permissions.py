"""Every role at every place: who opens, steers and registers, before, during and after."""

import datetime

import pytest

from accounts.roles import Role
from awards.registration import permissions
from tests.awards.factories import TODAY, make_user
from tests.awards.registration.factories import make_window

WRITERS = {Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER}
PLACES = ["province", "department", "hospital", "commune"]
DAY = datetime.timedelta(days=1)
SPANS = {
    "before": (TODAY + DAY, TODAY + 9 * DAY),
    "during": (TODAY, TODAY),
    "after": (TODAY - 9 * DAY, TODAY - DAY),
}


def steers(role, place):
    return place == "province" and role == Role.SECRETARIAT


def writes(role, place):
    return place == "department" and role in WRITERS


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", Role)
def test_who_may_what_with_the_sheet_of_the_department(world, role, place):
    user = make_user(role, getattr(world, place))
    for year, (when, (opens, closes)) in enumerate(SPANS.items(), start=2026):
        window = make_window(
            world.province, world.department, year=year, opens=opens, closes=closes
        )
        unit_id = world.department.pk
        assert permissions.can_steer(user, window) == steers(role, place)
        assert permissions.can_register(user, window, unit_id) == (
            steers(role, place) or writes(role, place)
        )
        now = (writes(role, place) and when == "during") or (
            steers(role, place) and when != "before"
        )
        assert permissions.can_change_today(user, window, unit_id, TODAY) == now
        assert permissions.needs_reason(user, window, unit_id, TODAY) == (
            not (writes(role, place) and when == "during")
        )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", Role)
def test_who_opens_one(world, role, place):
    """The secretariat of a unit that may grant: not of the hospital, a base unit."""
    unit = getattr(world, place)
    user = make_user(role, unit)
    assert permissions.can_open(user) == (role == Role.SECRETARIAT)
    assert permissions.can_open_for(user, unit) == (
        role == Role.SECRETARIAT and place != "hospital"
    )
    assert not permissions.can_open_for(user, world.ward)
