from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import bell, lease, running, sweeping, tasks
from jobs.models import Job, Outgoing
from tests.jobs.factories import make_job, make_outgoing

pytestmark = pytest.mark.django_db
State = Job.State
PAST, FUTURE = timedelta(minutes=-1), timedelta(minutes=1)


@pytest.fixture
def rung(monkeypatch):
    calls = []
    monkeypatch.setattr(bell, "ring", lambda task, *ids, **limits: calls.append((task, *ids)))
    return calls


def make_expired(**fields):
    return make_job(state=State.RUNNING, lease_until=timezone.now() + PAST, **fields)


def after(job):
    job.refresh_from_db()
    return job


def test_an_expired_lease_is_queued_again_and_rung(handle, rung):
    handle(lambda run: None, attempts=3)
    job = make_expired(attempts=2)
    tasks.sweep()
    assert (after(job).state, job.token, job.attempts) == (State.QUEUED, "", 2)
    assert rung == [("jobs.tasks.run", job.pk)]


def test_a_live_lease_is_left_alone(handle, rung):
    handle(lambda run: None)
    job = make_job(state=State.RUNNING)
    tasks.sweep()
    assert (after(job).state, rung) == (State.RUNNING, [])


def test_after_the_last_attempt_it_fails_with_a_reason(handle, rung):
    handle(lambda run: None, attempts=3)
    job = make_expired(attempts=3)
    tasks.sweep()
    assert (after(job).state, job.refusal) == (State.FAILED, lease.msgid(running.TOO_OFTEN))
    assert (job.finished_at is None, rung) == (False, [])


def test_a_worker_that_dies_each_time_ends_as_failed(handle, rung):
    """Poison that kills the process: nobody is left to write how it ended."""
    handle(lambda run: None, attempts=3)
    job = make_job()
    claims = 0
    while after(job).is_open:
        claims += lease.claim(job.pk, {"test": running.registry.HANDLERS["test"]}) is not None
        Job.objects.filter(state=State.RUNNING).update(lease_until=timezone.now() + PAST)
        sweeping.recover_expired()
    assert (claims, job.state) == (3, State.FAILED)


def test_an_expired_job_of_a_kind_that_is_gone_fails(rung):
    job = make_expired(kind="gone")
    tasks.sweep()
    assert after(job).state == State.FAILED


def test_an_expired_job_that_was_to_be_cancelled_is_cancelled(handle, rung):
    handle(lambda run: None)
    job = make_expired(cancel_asked=True)
    tasks.sweep()
    assert after(job).state == State.CANCELLED


def test_the_sweeper_does_not_undo_a_renewal(handle, monkeypatch):
    """The worker renews between the sweeper's reading and its writing."""
    handle(lambda run: None)
    job = make_expired()
    found = sweeping.Job.objects.expired

    class Late:
        """Gives what was expired, and lets the worker renew right after."""

        calls = 0

        def __call__(self):
            self.calls += 1
            if self.calls == 1:
                rows = list(found())
                Job.objects.update(lease_until=timezone.now() + FUTURE)
                return Job.objects.filter(pk__in=[row.pk for row in rows])
            return found()

    monkeypatch.setattr(sweeping.Job.objects, "expired", Late(), raising=False)
    sweeping.recover_expired()
    assert after(job).state == State.RUNNING


@pytest.mark.parametrize(
    ("rung_ago", "expected"), [(None, 1), (timedelta(minutes=3), 1), (timedelta(minutes=1), 0)]
)
def test_a_queued_job_that_nobody_heard_of_is_rung_again(rung_ago, expected, rung):
    make_job(rung_at=rung_ago and timezone.now() - rung_ago)
    tasks.sweep()
    tasks.sweep()
    assert len(rung) == expected


def test_waiting_outbox_rows_are_rung(rung):
    make_outgoing(not_before=timezone.now() + FUTURE)
    tasks.sweep()
    assert rung == []
    make_outgoing()
    tasks.sweep()
    assert rung == [("jobs.tasks.deliver",)]


def test_what_was_sent_long_ago_is_not_kept(rung):
    sent = {"state": Outgoing.State.SENT}
    make_outgoing(**sent, sent_at=timezone.now() - timedelta(days=31))
    kept = [
        make_outgoing(**sent, sent_at=timezone.now() - timedelta(days=29)),
        make_outgoing(state=Outgoing.State.FAILED, created_at=timezone.now() - timedelta(days=99)),
    ]
    tasks.sweep()
    assert list(Outgoing.objects.all()) == kept
