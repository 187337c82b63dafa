from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import audit
from audit.models import Event
from jobs import actions, bell
from jobs.models import Job
from tests.jobs.factories import make_job

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def rung(monkeypatch):
    calls = []
    monkeypatch.setattr(
        bell, "ring", lambda task, *ids, **limits: calls.append((task, ids, limits))
    )
    return calls


def test_start_queues_and_rings_after_the_commit(
    rung, handle, person, django_capture_on_commit_callbacks
):
    handle(lambda run: None, soft=5, hard=6)
    with django_capture_on_commit_callbacks(execute=True):
        with audit.deed(by=None):
            job = actions.start("test", key="a", payload={"report": 3}, requester=person)
            assert rung == []
    job.refresh_from_db()
    assert (job.state, job.payload, job.requester_id) == (State.QUEUED, {"report": 3}, 7)
    assert rung == [("jobs.tasks.run", (job.pk,), {"soft_time_limit": 5, "time_limit": 6})]
    assert job.rung_at is not None


def test_start_returns_the_open_job_of_the_key(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.start("test", key="a", payload={})
        second = actions.start("test", key="a", payload={})
    assert first == second
    assert len(rung) == 1


def test_start_again_after_the_end():
    ended = make_job(key="a", state=State.DONE)
    assert actions.start("test", key="a", payload={}) != ended


def test_one_open_job_a_key_is_a_constraint():
    make_job(key="a")
    make_job(key="a", state=State.FAILED)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_job(key="a", state=State.RUNNING)


def test_start_when_another_was_faster(monkeypatch):
    """Both looked and saw none; the constraint decides, the second gets the first one's job."""
    other = make_job(key="a")
    answers = iter([Job.objects.none(), Job.objects.filter(pk=other.pk)])
    monkeypatch.setattr(type(Job.objects), "open", lambda self: next(answers))
    assert actions.start("test", key="a", payload={}) == other


def test_a_kind_that_nothing_handles_is_a_mistake():
    with pytest.raises(LookupError):
        actions.start("tset", key="a", payload={})


def test_payload_must_be_plain():
    with pytest.raises(TypeError):
        actions.start("test", key="a", payload={"x": object()})


def test_cancel_a_queued_job(person):
    job = make_job(requester_id=7)
    actions.cancel(job, by=person)
    job.refresh_from_db()
    assert (job.state, job.finished_at is None) == (State.CANCELLED, False)
    assert [(e.verb, e.actor_id) for e in Event.objects.of(job)] == [("cancel", 7)]


def test_cancel_a_running_job_asks_it_to_stop(person):
    job = make_job(requester_id=7, state=State.RUNNING)
    actions.cancel(job, by=person)
    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == (State.RUNNING, True)


def test_cancel_an_ended_job_is_refused(person):
    job = make_job(requester_id=7)
    Job.objects.filter(pk=job.pk).update(state=State.DONE, finished_at=job.created_at)
    with pytest.raises(ValidationError, match="Việc này đã kết thúc|This work has already ended"):
        actions.cancel(job, by=person)
    assert Event.objects.count() == 0


@pytest.mark.parametrize("pk", [8, None])
def test_only_the_requester_cancels_and_retries(pk):
    other = SimpleNamespace(pk=pk, acting=None)
    with pytest.raises(PermissionDenied):
        actions.cancel(make_job(requester_id=7), by=other)
    with pytest.raises(PermissionDenied):
        actions.retry(make_job(requester_id=7, state=State.FAILED), by=other)


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_retry_queues_again_with_all_attempts(
    state, person, rung, django_capture_on_commit_callbacks
):
    job = make_job(requester_id=7, state=state, attempts=3, refusal="x", reference="R", percent=40)
    with django_capture_on_commit_callbacks(execute=True):
        actions.retry(job, by=person)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.percent) == (State.QUEUED, 0, "", 0)
    assert len(rung) == 1


def test_retry_beside_an_open_job_of_the_key_is_refused(person):
    job = make_job(key="a", requester_id=7, state=State.FAILED)
    make_job(key="a")
    with pytest.raises(ValidationError):
        actions.retry(job, by=person)
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_retry_of_a_done_job_is_refused(person):
    with pytest.raises(PermissionDenied):
        actions.retry(make_job(requester_id=7, state=State.DONE), by=person)
