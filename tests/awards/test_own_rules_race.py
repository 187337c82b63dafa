"""Eight secretaries add the same rule at once: one stands, the others see it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from awards.models import LocalRule
from awards.own_rules import actions
from tests.awards.factories import Province, make_award_type, make_user
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long
RULE = {
    "recipient": "",
    "type": "annual_rating",
    "params": {"min_rating": "hoan_thanh_tot"},
    "decision": "QĐ 1",
    "article": "Điều 1",
    "valid_from": datetime.date(2026, 1, 1),
    "valid_to": None,
    "note": "",
}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_eight_stands_on_postgresql(db):
    world, award_type = Province(), make_award_type()
    by = make_user("secretariat", world.province)

    def work(number):
        actions.add(authority=world.province, award_type=award_type, by=by, **RULE)

    problems = in_threads(work)
    assert [type(problem) for problem in problems] == [ValidationError] * (RACERS - 1)
    assert LocalRule.objects.count() == 1


SET_UP = """
from tests.awards.factories import *
world = Province()
make_award_type("title")
make_user("secretariat", world.province, username="nguoi.dua")
"""
RACER = f"""
import datetime
from django.core.exceptions import ValidationError
from accounts.models import User
from awards.models import AwardType
from awards.own_rules import actions
by, award_type = User.objects.get(username="nguoi.dua"), AwardType.objects.get()
authority = by.acting.unit
ready()
try:
    actions.add(authority=authority, award_type=award_type, by=by, **{RULE!r})
    print("added")
except ValidationError:
    print("refused")
"""


@pytest.mark.sqlite
@pytest.mark.worker
def test_one_of_eight_processes_adds_it_on_sqlite(tmp_path):
    with System(tmp_path) as system:
        system.python(SET_UP)
        answers = sorted(text.strip() for text in in_processes(system, RACER))
    assert answers == ["added"] + ["refused"] * (RACERS - 1)
