"""Eight at once register one person for one title, or remind: it happens once; and what naive code
does."""

import pytest
from django.core.exceptions import ValidationError

from awards.models import Registration
from awards.registration import actions
from jobs.models import Outgoing
from tests.awards.factories import Province, make_person, make_user
from tests.awards.registration.factories import make_title, make_window, this_year
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long


@pytest.fixture
def scene(db):
    world = Province()
    window = make_window(world.province, world.department, **this_year())
    by = make_user("officer", world.department)
    return world, window, by, make_title(), make_person(unit=world.department)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_eight_registers_on_postgresql(scene):
    world, window, by, title, person = scene

    def work(number):
        actions.register(window, world.department, award_type=title, recipients=[person], by=by)

    problems = in_threads(work)
    assert [type(problem) for problem in problems] == [ValidationError] * (RACERS - 1)
    assert {problem.code for problem in problems} == {"registered"}
    assert Registration.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_each_unit_is_reminded_once_on_postgresql(scene):
    world, window, _by, _title, _person = scene
    secretary = make_user("secretariat", world.province)
    reminded = []

    def work(number):
        reminded.append(actions.remind(window, by=secretary))

    assert in_threads(work) == []
    assert sorted(reminded) == [0] * (RACERS - 1) + [1]
    assert Outgoing.objects.count() == 1


SET_UP = """
from tests.awards.factories import *
from tests.awards.registration.factories import *
world = Province()
make_window(world.province, world.department, **this_year())
make_user("officer", world.department, username="nguoi.dua")
make_title(), make_person(unit=world.department)
"""
RACER = """
from django.core.exceptions import ValidationError
from accounts.models import User
from awards.models import AwardType, Registration, RegistrationWindow
from awards.registration import actions
from units.models import Person
window, title, person = (m.objects.get() for m in (RegistrationWindow, AwardType, Person))
unit, by = window.units.get(), User.objects.get(username="nguoi.dua")
acting = by.acting
ready()
"""
REGISTER = """
try:
    actions.register(window, unit, award_type=title, recipients=[person], by=by)
    print("registered")
except ValidationError as refusal:
    print("refused", refusal.code)
"""
NAIVE = """
from django.db import IntegrityError
known = Registration.objects.filter(person=person).exists()
import time; time.sleep(0.3)
try:
    if not known:
        Registration.objects.create(window=window, unit=unit, award_type=title, person=person)
        print("registered")
except IntegrityError:
    print("error")
"""


@pytest.mark.sqlite
@pytest.mark.worker
@pytest.mark.parametrize(
    ("code", "answers"),
    [
        (REGISTER, ["refused registered"] * (RACERS - 1) + ["registered"]),
        (NAIVE, ["error"] * (RACERS - 1) + ["registered"]),  # looking first is not enough
    ],
)
def test_one_of_eight_processes_registers_on_sqlite(tmp_path, code, answers):
    with System(tmp_path) as system:
        system.python(SET_UP)
        assert sorted(text.strip() for text in in_processes(system, RACER + code)) == answers
