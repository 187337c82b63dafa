from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from jobs.models import Job
from tests.jobs.factories import make_job

State = Job.State


@pytest.mark.parametrize(
    ("state", "is_open", "can_retry"),
    [
        (State.QUEUED, True, False),
        (State.RUNNING, True, False),
        (State.DONE, False, False),
        (State.FAILED, False, True),
        (State.CANCELLED, False, True),
    ],
)
def test_states(state, is_open, can_retry):
    job = Job(state=state)
    assert (job.is_open, job.can_retry) == (is_open, can_retry)


@pytest.mark.parametrize(
    ("fields", "label", "words"),
    [
        ({}, "waiting", "Waiting for its turn"),
        ({"state": State.RUNNING}, "running", "running"),
        ({"state": State.RUNNING, "said": "Gathering"}, "running", "Gathering"),
        ({"state": State.RUNNING, "cancel_asked": True}, "being cancelled", "being cancelled"),
        ({"state": State.FAILED, "refusal": "Too long."}, "failed", "Too long."),
        (
            {"state": State.FAILED, "refusal": "Fault.", "reference": "AB12"},
            "failed",
            "Fault. Reference: AB12.",
        ),
    ],
)
def test_words(fields, label, words):
    with translation.override("en"):
        job = Job(**fields)
        assert (job.label, job.words) == (label, words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.RUNNING, "lease_until": None},
        {"state": State.RUNNING, "token": ""},
        {"state": State.QUEUED, "token": "x"},
        {"state": State.DONE, "finished_at": None},
        {"state": State.QUEUED, "finished_at": timezone.now()},
    ],
)
def test_the_database_refuses_states_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_job(**fields)


@pytest.mark.django_db
def test_visible_to_shows_ones_own():
    mine = make_job(requester_id=7)
    make_job(requester_id=8)
    make_job()
    assert list(Job.objects.visible_to(SimpleNamespace(pk=7))) == [mine]
    assert list(Job.objects.visible_to(SimpleNamespace(pk=None))) == []
