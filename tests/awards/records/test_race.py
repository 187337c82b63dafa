"""Eight at once correct one record, or enter the same: one wins, the others are told; and what
naive code does."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from awards.models import RatingValue, YearRating
from awards.records import actions
from tests.awards.factories import Province, make_person, make_user
from tests.awards.records.factories import make_rating
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long
VALUES = (RatingValue.DONE, RatingValue.EXCELLENT)


@pytest.fixture
def scene(db):
    world = Province()
    person = make_person(unit=world.hospital)
    return person, make_user("officer", world.hospital)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_eight_corrects_the_record_on_postgresql(scene):
    person, by = scene
    make_rating(person)
    seen = [YearRating.objects.get() for _number in range(RACERS)]

    def work(number):
        seen[number].rating = VALUES[number % 2]
        actions.correct(seen[number], version=1, by=by)

    problems = in_threads(work)
    assert {(type(problem), problem.code) for problem in problems} == {
        (ValidationError, "conflict")
    }
    assert YearRating.objects.get().version == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_naive_corrections_all_succeed_on_postgresql(scene):
    """Without the condition on the version everybody believes to have corrected it."""
    person, _by = scene
    make_rating(person)

    def work(number):
        YearRating.objects.update(rating=VALUES[number % 2], version=F("version") + 1)

    assert in_threads(work) == []
    assert YearRating.objects.get().version == 1 + RACERS


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_eight_saves_the_sheet_on_postgresql(scene):
    """The rating is new for all of them, or was seen by all at the same version."""
    person, by = scene
    for version in (0, 1):
        value = VALUES[version]

        def work(_number, value=value, version=version):
            entries = [(person, value, version)]
            actions.rate(person.posts.get().unit, year=2025, entries=entries, by=by)

        problems = in_threads(work)
        assert {problem.code for problem in problems} == {"conflict"}
        assert len(problems) == RACERS - 1
        assert (YearRating.objects.get().rating, YearRating.objects.get().version) == (
            value, version + 1,
        )  # fmt: skip


SET_UP = """
from tests.awards.factories import *
from tests.awards.records.factories import make_rating
world = Province()
make_rating(make_person(unit=world.hospital))
make_user("officer", world.hospital, username="nguoi.dua")
"""
RACER = """
from django.core.exceptions import ValidationError
from accounts.models import User
from awards.models import YearRating
from awards.records import actions
record, by = YearRating.objects.get(), User.objects.get(username="nguoi.dua")
acting, record.rating = by.acting, "hoan_thanh"
ready()
"""
CORRECT = """
try:
    actions.correct(record, version=1, by=by)
    print("saved")
except ValidationError as refusal:
    print(refusal.code)
"""
NAIVE = """
record.version += 1
record.save()
print("saved")
"""


@pytest.mark.sqlite
@pytest.mark.worker
@pytest.mark.parametrize(
    ("code", "answers"),
    [
        (CORRECT, ["conflict"] * (RACERS - 1) + ["saved"]),
        (NAIVE, ["saved"] * RACERS),
    ],
)
def test_one_of_eight_processes_corrects_the_record_on_sqlite(tmp_path, code, answers):
    with System(tmp_path) as system:
        system.python(SET_UP)
        assert sorted(text.strip() for text in in_processes(system, RACER + code)) == answers
