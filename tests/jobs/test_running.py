import logging
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from jobs import actions, lease, registry, running, sweeping
from jobs.lease import LeaseLost
from jobs.models import Job
from tests.jobs.factories import make_job
from tests.jobs.running import run_jobs

pytestmark = pytest.mark.django_db
State = Job.State


def after(job):
    job.refresh_from_db()
    return job


def test_a_job_runs_to_its_end(handle):
    seen = []

    def work(run):
        run.phase("gather", percent=30, words="Gathering")
        job = Job.objects.get(pk=run.job_id)
        seen.append((run.payload, job.state, job.phase, job.percent, job.words, job.attempts))
        return {"report": 12}

    handle(work)
    job = make_job(payload={"a": 1})
    assert run_jobs() == 1
    assert seen == [({"a": 1}, State.RUNNING, "gather", 30, "Gathering", 1)]
    after(job)
    assert (job.state, job.percent, job.result, job.error) == (State.DONE, 100, {"report": 12}, "")
    assert (job.token, job.lease_until, len(job.result_hash)) == ("", None, 64)


def test_told_twice_the_work_is_done_once(handle):
    calls = []
    handle(lambda run: calls.append(run.job_id))
    job = make_job()
    running.run(job.pk)
    running.run(job.pk)
    assert calls == [job.pk]


@pytest.mark.parametrize("state", [State.RUNNING, State.DONE, State.FAILED, State.CANCELLED])
def test_only_queued_jobs_are_claimed(state, handle):
    handle(lambda run: None)
    assert lease.claim(make_job(state=state).pk, registry.HANDLERS) is None


def test_a_job_of_an_unknown_kind_is_left_for_a_worker_that_knows_it(caplog):
    job = make_job(kind="nobody.knows")
    running.run(job.pk)
    assert after(job).state == State.QUEUED
    assert "nobody.knows" in caplog.text


def test_a_fault_fails_the_job_in_plain_words_and_the_log_keeps_the_traceback(handle, caplog):
    def work(run):
        raise RuntimeError("secret detail")

    handle(work)
    job = make_job()
    with caplog.at_level(logging.ERROR):
        run_jobs()
    after(job)
    assert job.state == State.FAILED
    assert job.refusal == str(lease.msgid(running.FAULT))
    assert "secret" not in job.error
    assert job.reference in job.error
    assert job.reference in caplog.text
    assert "secret detail" in caplog.text


class Fatal(BaseException):
    """As WeasyPrint's refused picture: not an Exception."""


@pytest.mark.parametrize("poison", [Fatal, MemoryError, RecursionError, StopIteration])
def test_poison_does_not_leave_the_task(poison, handle):
    def work(run):
        raise poison

    handle(work)
    job = make_job()
    run_jobs()
    assert after(job).state == State.FAILED


def test_a_refusal_of_the_handler_is_shown_as_it_is(handle):
    def work(run):
        raise ValidationError(gettext_lazy("No"))

    handle(work)
    job = make_job()
    run_jobs()
    after(job)
    assert (job.state, job.refusal, job.reference) == (State.FAILED, "No", "")


def test_a_refusal_with_values_keeps_them(handle):
    def work(run):
        raise ValidationError("%(n)s rows are too many.", params={"n": 9})

    handle(work)
    job = make_job()
    run_jobs()
    assert after(job).error == "9 rows are too many."


def test_too_long_fails_with_a_reason(handle):
    def work(run):
        raise SoftTimeLimitExceeded

    handle(work)
    job = make_job()
    run_jobs()
    assert after(job).refusal == lease.msgid(running.TOO_LONG)


def test_the_database_away_leaves_the_lease_to_expire(handle):
    calls = []

    def work(run):
        calls.append(run.attempt)
        if len(calls) == 1:
            raise OperationalError("server closed the connection")

    handle(work)
    job = make_job()
    run_jobs()
    assert after(job).state == State.RUNNING
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweeping.recover_expired()
    run_jobs()
    assert (after(job).state, calls) == (State.DONE, [1, 2])


def test_a_phase_renews_the_lease(handle):
    kept = []

    def work(run):
        before = timezone.now() + timedelta(seconds=1)
        Job.objects.filter(pk=run.job_id).update(lease_until=before)
        run.phase("x", percent=1)
        kept.append(Job.objects.get(pk=run.job_id).lease_until > before)

    handle(work, lease=600)
    make_job()
    run_jobs()
    assert kept == [True]


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (250, 100)])
def test_percent_stays_in_its_bounds(given, kept, handle):
    seen = []

    def work(run):
        run.phase("x", percent=given)
        seen.append(Job.objects.get(pk=run.job_id).percent)

    handle(work)
    make_job()
    run_jobs()
    assert seen == [kept]


def test_cancelling_stops_at_the_next_phase(handle, person):
    reached = []

    def work(run):
        actions.stop(Job.objects.get(pk=run.job_id), by=person)
        reached.append("before")
        run.phase("next", percent=50)
        reached.append("after")

    handle(work)
    job = make_job()
    run_jobs()
    assert (after(job).state, reached) == (State.CANCELLED, ["before"])


def steal(job_id):
    """What the sweeper and another worker do after an expired lease."""
    Job.objects.filter(pk=job_id).update(token="other", attempts=2)


def test_a_lost_lease_stops_the_first_worker_at_its_next_phase(handle):
    reached = []

    def work(run):
        steal(run.job_id)
        run.phase("next", percent=50)
        reached.append("after")

    handle(work)
    job = make_job()
    run_jobs()
    assert (after(job).state, job.token, reached) == (State.RUNNING, "other", [])


def test_a_lost_lease_cannot_finish_the_job(handle):
    def work(run):
        steal(run.job_id)
        return {"mine": 1}

    handle(work)
    job = make_job()
    run_jobs()
    assert (after(job).state, job.result) == (State.RUNNING, None)


def test_a_lost_lease_rolls_back_what_was_written_with_it(handle):
    def work(run):
        steal(run.job_id)
        with transaction.atomic():
            make_job(key="written by the loser")
            run.phase("write", percent=90)

    handle(work)
    make_job()
    running.run(Job.objects.get().pk)
    assert not Job.objects.filter(key="written by the loser").exists()


def test_done_ends_the_job_in_the_transaction_of_its_outcome(handle):
    def work(run):
        with transaction.atomic():
            make_job(key="outcome", state=State.CANCELLED)
            run.done({"x": 1})

    handle(work)
    job = make_job()
    run_jobs()
    assert (after(job).state, job.result) == (State.DONE, {"x": 1})


def test_done_without_the_lease_raises(handle):
    problems = []

    def work(run):
        steal(run.job_id)
        try:
            run.done({})
        except LeaseLost as problem:
            problems.append(problem)
            raise

    handle(work)
    make_job()
    run_jobs()
    assert len(problems) == 1


def test_words_are_kept_as_msgid(handle):
    def work(run):
        with translation.override("vi"):
            run.phase("x", percent=1, words=gettext_lazy("Home"))
        raise LeaseLost

    handle(work)
    job = make_job()
    run_jobs()
    assert after(job).said == "Home"


def test_two_functions_for_a_kind_are_refused(handle):
    handle(lambda run: None)
    with pytest.raises(ValueError):
        registry.handles("test")(running.run)
