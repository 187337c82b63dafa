"""Eight at once move one dossier, or make one each: one wins, codes have no gap; and what naive
code does."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from awards import actions
from awards.models import CodeYear, Nomination
from tests.awards.factories import Province, make_award_type, make_nomination, make_user, walk
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long
NAMES = ("recommend", "return")


@pytest.fixture
def received(db):
    world = Province()
    nomination = walk(make_nomination(world.hospital, world.province), "submit", "receive")
    return nomination, make_user("head", world.department)


def as_seen(number):
    """The dossier as each of them has it on the screen: read before anybody moves."""
    nomination = Nomination.objects.with_route().get()
    return nomination, nomination.version, NAMES[number % 2]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_eight_moves_the_dossier_on_postgresql(received):
    _nomination, by = received
    seen = [as_seen(number) for number in range(RACERS)]

    def work(number):
        nomination, version, name = seen[number]
        actions.move(nomination, name, version=version, by=by, note="x")

    problems = in_threads(work)
    assert [type(problem) for problem in problems] == [ValidationError] * (RACERS - 1)
    assert {problem.code for problem in problems} == {"overtaken"}
    assert Nomination.objects.get().version == seen[0][1] + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_naive_moves_all_succeed_on_postgresql(received, monkeypatch):
    """Without the condition on state and version everybody believes to have moved it."""
    _nomination, by = received
    seen = [as_seen(number) for number in range(RACERS)]
    moved = []

    def work(number):
        nomination, _version, name = seen[number]
        actions.get_ready(nomination, name, by=by, note="x", decision={})
        Nomination.objects.filter(pk=nomination.pk).update(version=F("version") + 1)
        moved.append(name)

    assert in_threads(work) == []
    assert (len(moved), Nomination.objects.get().version) == (RACERS, seen[0][1] + RACERS)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_codes_have_no_gap_on_postgresql(db):
    world, award_type = Province(), make_award_type()
    by = make_user("officer", world.commune)

    def work(number):
        make_nomination(world.commune, world.province, by=by, award_type=award_type)

    assert in_threads(work) == []
    assert sorted(Nomination.objects.values_list("code", flat=True)) == [
        f"KT-2026-{number:04d}" for number in range(1, RACERS + 1)
    ]
    assert CodeYear.objects.get().last == RACERS


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_a_double_click_on_postgresql(db):
    world, award_type = Province(), make_award_type()
    by = make_user("officer", world.commune)
    key = "6f8d7c52-7e6a-4f2c-9b7e-0a2f0f6b1c11"

    def work(number):
        make_nomination(world.commune, world.province, by=by, award_type=award_type, form_key=key)

    assert in_threads(work) == []
    assert Nomination.objects.count() == CodeYear.objects.get().last == 1


SET_UP = """
from tests.awards.factories import *
world = Province()
walk(make_nomination(world.hospital, world.province), "submit", "receive")
make_user("head", world.department, username="nguoi.dua")
"""
RACER = """
from django.core.exceptions import ValidationError
from accounts.models import User
from awards import actions
from awards.models import Nomination
nomination, by = Nomination.objects.with_route().get(), User.objects.get(username="nguoi.dua")
version, steps, acting = nomination.version, nomination.steps, by.acting
ready()
"""
MOVE = """
try:
    actions.move(nomination, "recommend", version=version, by=by)
    print("moved")
except ValidationError as refusal:
    print(refusal.code)
"""
NAIVE = """
import time
from django.db import transaction
with transaction.atomic():
    if nomination.state == "under_review":
        Nomination.objects.filter(pk=nomination.pk).update(state="appraisal")
        print("moved")
"""


@pytest.mark.sqlite
@pytest.mark.worker
@pytest.mark.parametrize(
    ("code", "answers"),
    [
        (MOVE, ["moved"] + ["overtaken"] * (RACERS - 1)),
        (NAIVE, ["moved"] * RACERS),
    ],
)
def test_one_of_eight_processes_moves_the_dossier_on_sqlite(tmp_path, code, answers):
    with System(tmp_path) as system:
        system.python(SET_UP)
        assert sorted(text.strip() for text in in_processes(system, RACER + code)) == answers
