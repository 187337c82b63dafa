"""Real workers, killed at any moment: the job is finished once, on both brokers."""

import sqlite3

import psycopg2
import pytest

from tests.jobs.slow import PHASES
from tests.workers import System

pytestmark = [pytest.mark.long, pytest.mark.worker]

START = """
import tests.jobs.slow
from jobs import actions
print(actions.start({kind!r}, key={key!r}, payload={payload!r}).pk)
"""
BROKERS = [
    pytest.param(False, id="files"),
    pytest.param(True, id="redis", marks=pytest.mark.redis),
]


@pytest.fixture(params=BROKERS)
def system(request, tmp_path):
    with System(tmp_path, redis=request.param) as system:
        yield system


def start(system, kind, key="a", **payload):
    return int(system.python(START.format(kind=kind, key=key, payload=payload)))


def state_of(pk):
    return f"SELECT state FROM jobs_job WHERE id = {pk}"


def let_go(system, *phases):
    for phase in phases:
        (system.folder / f"go_{phase}").touch()


@pytest.mark.parametrize("phase", PHASES)
def test_killed_in_a_phase_another_worker_finishes_the_job_once(system, phase):
    let_go(system, *PHASES[: PHASES.index(phase)])
    pk = start(system, "tests.slow")
    worker = system.start_worker("tests.jobs.slow")
    system.wait_for(f"SELECT state, phase FROM jobs_job WHERE id = {pk}", [("running", phase)])
    worker.kill()
    let_go(system, *PHASES)
    system.expire_leases()
    system.start_worker("tests.jobs.slow")
    system.wait_for(
        f"SELECT state, attempts, percent FROM jobs_job WHERE id = {pk}", [("done", 2, 100)]
    )
    assert sorted(path.name for path in system.folder.glob("result*")) == ["result"]
    trace = (system.folder / "trace").read_text().splitlines()
    assert trace[-3:] == [f"2 {name}" for name in PHASES]


def test_killed_before_it_took_the_job(system):
    """The message is gone with the worker, or comes late: the sweeper rings again."""
    blocker, pk = start(system, "tests.slow"), start(system, "tests.quick", key="b", n=1)
    worker = system.start_worker("tests.jobs.slow")
    system.wait_for(
        f"SELECT state, phase FROM jobs_job WHERE id = {blocker}", [("running", "gather")]
    )
    worker.kill()
    let_go(system, *PHASES)
    system.expire_leases()
    system.query("UPDATE jobs_job SET rung_at = NULL WHERE state = 'queued'", change=True)
    system.start_worker("tests.jobs.slow")
    system.wait_for(state_of(pk), [("done",)])
    system.wait_for(state_of(blocker), [("done",)])


def test_a_lease_that_expired_under_a_living_worker_gives_one_result(system):
    """The first worker is only slow: it loses the job and must not write after the second."""
    pk = start(system, "tests.slow")
    system.start_worker("tests.jobs.slow")
    system.wait_for(f"SELECT phase FROM jobs_job WHERE id = {pk}", [("gather",)])
    system.expire_leases()
    system.start_worker("tests.jobs.slow")
    system.wait_for(f"SELECT state, attempts FROM jobs_job WHERE id = {pk}", [("running", 2)])
    let_go(system, *PHASES)
    system.wait_for(state_of(pk), [("done",)])
    trace = (system.folder / "trace").read_text().splitlines()
    assert sorted(trace) == ["1 gather", "2 gather", "2 render", "2 write"]


def test_poison_leaves_the_worker_alive(system):
    poison = start(system, "tests.poison")
    system.start_worker("tests.jobs.slow")
    system.wait_for(state_of(poison), [("failed",)])
    after = start(system, "tests.quick", key="b", n=1)
    system.wait_for(state_of(after), [("done",)])


def test_what_kills_its_process_ends_as_failed_and_others_go_on(system):
    pk = start(system, "tests.deadly")
    system.start_worker("tests.jobs.slow")
    for attempt in (1, 2):
        system.wait_for(
            f"SELECT state, attempts FROM jobs_job WHERE id = {pk}", [("running", attempt)]
        )
        system.expire_leases()
    system.wait_for(state_of(pk), [("failed",)])
    after = start(system, "tests.quick", key="b", n=1)
    system.wait_for(state_of(after), [("done",)])


@pytest.mark.parametrize("kind", ["tests.endless", "tests.deaf"])
def test_work_without_end_is_stopped(system, kind):
    pk = start(system, kind)
    system.start_worker("tests.jobs.slow")
    if kind == "tests.deaf":  # the process is ended, its lease runs out
        system.processes[-1].wait_for_line("Hard time limit")
        system.expire_leases()
    system.wait_for(state_of(pk), [("failed",)])
    after = start(system, "tests.quick", key="b", n=1)
    system.wait_for(state_of(after), [("done",)])


@pytest.mark.postgres
def test_when_the_database_goes_away_the_job_is_taken_up_again(system):
    pk = start(system, "tests.slow")
    system.start_worker("tests.jobs.slow")
    system.wait_for(f"SELECT phase FROM jobs_job WHERE id = {pk}", [("gather",)])
    system.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    let_go(system, *PHASES)
    system.processes[-1].wait_for_line("the lease is left to expire")
    system.expire_leases()
    system.wait_for(f"SELECT state, attempts FROM jobs_job WHERE id = {pk}", [("done", 2)])


@pytest.mark.redis
def test_started_while_the_broker_is_gone_it_runs_when_the_broker_is_back(tmp_path):
    with System(tmp_path, redis=True) as system:
        there, system.env["REDIS_URL"] = system.env["REDIS_URL"], "redis://127.0.0.1:1/0"
        pk = start(system, "tests.quick", n=1)
        assert system.query(state_of(pk)) == [("queued",)]
        system.env["REDIS_URL"] = there
        system.query("UPDATE jobs_job SET rung_at = NULL", change=True)  # instead of two minutes
        system.start_worker("tests.jobs.slow")
        system.wait_for(state_of(pk), [("done",)])


def test_the_guard_of_the_event_chain_stands_after_migrating(tmp_path):
    with System(tmp_path) as system:
        system.python(
            "import audit\nfrom jobs.models import Job\nwith audit.deed(by=None) as event:"
            "\n    event(Job.objects.create(kind='x', key='x'), 'touch')"
        )
        with pytest.raises((sqlite3.IntegrityError, psycopg2.IntegrityError), match="append-only"):
            system.query("UPDATE audit_event SET note = 'x'", change=True)
        assert system.manage("verify_audit").startswith("The chain is whole: 1 events")
