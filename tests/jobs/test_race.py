"""Eight at once: one job a key, one worker a job, one sender a message."""

from collections import Counter

import pytest
from django.db import transaction

from jobs import actions, lease, outbox, registry
from jobs.models import Job
from tests.jobs.factories import make_job, make_outgoing
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long
ROUNDS = 20


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_start_one_job_a_key(monkeypatch):
    # Rung eagerly the jobs would end at once and be started anew.
    monkeypatch.setattr(actions, "ring", lambda *ids: None)
    started = []

    def start(number):
        for key in range(ROUNDS):
            with transaction.atomic():
                started.append(actions.start("test", key=str(key), payload={}).pk)

    assert in_threads(start) == []
    assert (len(started), len(set(started)), Job.objects.count()) == (
        RACERS * ROUNDS,
        ROUNDS,
        ROUNDS,
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_claim_each_job_once():
    jobs = [make_job().pk for _number in range(ROUNDS)]
    claimed = []

    def claim(number):
        claimed.extend(pk for pk in jobs if lease.claim(pk, registry.HANDLERS))

    assert in_threads(claim) == []
    assert sorted(claimed) == jobs


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_naive_claim_gives_a_job_to_several():
    jobs = [make_job().pk for _number in range(ROUNDS)]
    claimed = []

    def claim(number):
        for pk in jobs:
            job = Job.objects.get(pk=pk)
            if job.state == Job.State.QUEUED:
                job.state, job.token, job.lease_until = (
                    Job.State.RUNNING,
                    str(number),
                    job.created_at,
                )
                job.save()
                claimed.append(pk)

    assert in_threads(claim) == []
    assert max(Counter(claimed).values()) > 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_deliver_each_message_once():
    got = []
    outbox.delivers("test")(lambda payload: got.append(payload["n"]))
    for number in range(ROUNDS):
        make_outgoing(payload={"n": number})
    assert in_threads(lambda number: outbox.deliver_due()) == []
    assert sorted(got) == list(range(ROUNDS))


@pytest.mark.sqlite
def test_processes_start_and_claim_once(tmp_path):
    with System(tmp_path) as system:
        outputs = in_processes(
            system,
            f"""
from django.db import transaction
from jobs import actions, lease, registry
registry.handles("test")(lambda run: None)
actions.ring = lambda *args: None
ready()
for key in range({ROUNDS}):
    with transaction.atomic():
        job = actions.start("test", key=str(key), payload={{}})
    if lease.claim(job.pk, registry.HANDLERS):
        print(job.pk)
""",
        )
        claimed = [int(pk) for output in outputs for pk in output.split()]
        assert sorted(claimed) == list(range(1, ROUNDS + 1))
        assert system.query("SELECT count(*) FROM jobs_job") == [(ROUNDS,)]
