import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.urls import reverse

from jobs.tasks import WORKER_SEEN, sweep

pytestmark = pytest.mark.django_db


def test_a_visitor_learns_which_parts_answer_and_nothing_else(client):
    sweep()
    answer = client.get(reverse("health"))
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "broker": True, "worker": True}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("age", "answers"), [(100, True), (200, False), (None, False)])
def test_a_worker_that_was_not_seen_for_long_is_missed(client, age, answers):
    if age is not None:
        cache.set(WORKER_SEEN, time.time() - age)
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()["worker"]) == (200, answers)


def test_without_the_database_the_answer_is_503(client, monkeypatch):
    def absent():
        raise OperationalError("could not connect to the server at 10.0.0.5")

    monkeypatch.setattr(connection, "cursor", absent)
    answer = client.get(reverse("health"))
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "broker": True, "worker": False}


def test_a_broker_that_is_down_does_not_take_the_pages_away(client, monkeypatch):
    def refused(*given, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr("kombu.Connection.ensure_connection", refused)
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()["broker"]) == (200, False)
