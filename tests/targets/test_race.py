"""Two at once: the database decides who was first, nothing is written twice."""

import datetime
import threading
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.roles import Role
from audit.models import Event
from targets import result_actions
from targets.models import Result
from targets.result_actions import Entry
from targets.states import ResultState
from tests.accounts.factories import make_user
from tests.targets.factories import make_allocation, make_result
from vietnamese.periods import Period

pytestmark = [pytest.mark.long, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 6


@pytest.fixture(autouse=True)
def july(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2024, 7, 10))


def at_once(deed):
    """Run the deed in several threads that start together; what each came to."""
    barrier, outcomes = threading.Barrier(THREADS), []

    def run(number):
        barrier.wait()
        try:
            deed(number)
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


EXPECTED = ["done"] + ["refused"] * (THREADS - 1)


def test_one_of_many_first_reports_is_taken():
    allocation = make_allocation()
    users = [make_user(Role.OFFICER, allocation.unit) for _ in range(THREADS)]

    def report(number):
        entry = Entry(allocation.target, Period("2024Q1"), D(number + 1))
        result_actions.report_result(entry, unit=allocation.unit, by=users[number])

    assert at_once(report) == EXPECTED
    assert (Result.objects.count(), Event.objects.filter(verb="report").count()) == (1, 1)


def test_accepted_and_returned_at_once_is_one_of_both():
    result = make_result()
    users = [make_user(Role.SECRETARIAT, result.target.campaign.unit) for _ in range(THREADS)]

    def check(number):
        if number % 2:
            result_actions.accept_results({result.pk: 1}, by=users[number])
        else:
            result_actions.return_results({result.pk: 1}, reason="Sai số", by=users[number])

    assert at_once(check) == EXPECTED
    result.refresh_from_db()
    assert result.version == 2
    assert result.state in (ResultState.ACCEPTED, ResultState.RETURNED)
    assert Event.objects.filter(verb__in=["accept", "return"]).count() == 1


def test_correction_and_acceptance_at_once():
    result = make_result()
    officers = [make_user(Role.OFFICER, result.unit) for _ in range(THREADS)]
    unit = result.target.campaign.unit
    checkers = [make_user(Role.SECRETARIAT, unit) for _ in range(THREADS)]

    def run(number):
        if number % 2:
            result_actions.accept_results({result.pk: 1}, by=checkers[number])
        else:
            entry = Entry(result.target, Period("2024Q1"), D(99), version=1)
            result_actions.report_result(entry, unit=result.unit, by=officers[number])

    assert at_once(run) == EXPECTED
    result.refresh_from_db()
    accepted = result.state == ResultState.ACCEPTED
    assert (result.value == D(99), result.version) == (not accepted, 2)
