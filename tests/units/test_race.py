"""Two at once: no circle in the tree, no second write of one version, no appointment twice."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts import actions as account_actions
from accounts.models import Appointment
from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.racing import RACERS, in_threads
from tests.units.factories import make_unit
from units import actions, tree
from units.models import Placement, Unit

pytestmark = [pytest.mark.long, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = datetime.date(2024, 3, 1)


def refusals(deed):
    """Runs the deed in all racers at once; how many were refused in words."""
    refused = []

    def run(number):
        try:
            deed(number)
        except ValidationError as refusal:
            refused.append(refusal)

    assert in_threads(run) == []
    return len(refused)


def test_moves_in_a_ring_leave_a_tree():
    """Each unit wants to stand below the next one: all of them together would be a circle."""
    root = make_unit()
    by = make_user(Role.ADMINISTRATOR, root)
    ring = [make_unit(parent=root) for _ in range(RACERS)]

    def move(number):
        unit, parent = ring[number], ring[(number + 1) % RACERS]
        actions.move(unit, parent=parent, on=DAY, version=1, by=by)

    assert refusals(move) == 1
    below = Unit.objects.filter(id__in=tree.subtree([root.pk], DAY)).count()
    assert below == RACERS + 1


def test_one_of_several_who_saw_the_same_version_renames():
    root = make_unit()
    by = make_user(Role.ADMINISTRATOR, root)

    def rename(number):
        mine = Unit.objects.get(pk=root.pk)
        actions.rename(mine, name=f"Tên {number}", on=DAY, version=1, by=by)

    assert refusals(rename) == RACERS - 1
    assert Placement.objects.filter(unit=root).count() == 2


def test_one_code_founds_one_unit():
    root = make_unit()
    by = make_user(Role.ADMINISTRATOR, root)

    def found(number):
        fields = {"kind": "department", "level": "department", "parent": root}
        actions.found_unit(code="SYT", name=f"Sở {number}", on=DAY, by=by, **fields)

    assert refusals(found) == RACERS - 1
    assert Unit.objects.filter(code="SYT").count() == 1


@pytest.mark.parametrize("until", [None, datetime.date(2024, 12, 31)])
def test_one_appointment_of_several_alike(until):
    root = make_unit()
    by, user = make_user(Role.ADMINISTRATOR, root), make_user(role=None)

    def appoint(number):
        account_actions.appoint(
            user=user, role=Role.HEAD, unit=root, valid_from=DAY, valid_to=until, by=by
        )

    assert refusals(appoint) == RACERS - 1
    assert Appointment.objects.filter(user=user).count() == 1
