"""The worker is killed in each phase of a report: one report, one snapshot, one file, one hash."""

import time

import pytest

from tests.workers import System

pytestmark = [pytest.mark.long, pytest.mark.worker]
PHASES = ("gather", "freeze", "render", "store")
BROKERS = [
    pytest.param(False, id="files"),
    pytest.param(True, id="redis", marks=pytest.mark.redis),
]
RENDERED = """
import hashlib
from django.utils import translation
from reports.models import Snapshot
from reports import render
translation.activate("vi")
print(hashlib.sha256(render.to_pdf(Snapshot.objects.get().data)).hexdigest())
"""


@pytest.fixture(params=BROKERS)
def system(request, tmp_path):
    with System(tmp_path, redis=request.param) as system:
        yield system


def ask(system):
    said = system.python("from tests.reports import story; story.tell()").split()
    return int(said[-2])


def let_go(system, *phases):
    for phase in phases:
        (system.folder / f"go_{phase}").touch()


def wait_for_trace(system, line):
    end = time.monotonic() + 60
    trace = system.folder / "trace"
    while not trace.exists() or line not in trace.read_text(encoding="ascii").splitlines():
        assert time.monotonic() < end, f"No {line!r} in the trace."
        time.sleep(0.05)


def finish(system, job):
    """Another worker takes the job up; what there is at its end."""
    for stop in system.folder.glob("stop_*"):
        stop.unlink()
    let_go(system, *PHASES)
    system.expire_leases()
    system.start_worker("tests.reports.slow")
    state = f"SELECT state, attempts FROM jobs_job WHERE id = {job}"
    system.wait_for(state, [("done", 2)])
    counts = [
        system.query(f"SELECT COUNT(*) FROM {table}")[0][0]
        for table in (
            "reports_report",
            "reports_snapshot",
            "reports_reportfile",
            "documents_document",
        )
    ]
    [[kept]] = system.query("SELECT sha256 FROM documents_document")
    return counts, kept


@pytest.mark.parametrize("phase", PHASES)
def test_killed_in_a_phase(system, phase):
    let_go(system, *PHASES[: PHASES.index(phase)])
    job = ask(system)
    worker = system.start_worker("tests.reports.slow")
    now = f"SELECT state, phase FROM jobs_job WHERE id = {job}"
    system.wait_for(now, [("running", phase)])
    worker.kill()
    frozen = system.query("SELECT sha256 FROM reports_snapshot")
    counts, kept = finish(system, job)
    assert counts == [1, 1, 1, 1]
    assert system.python(RENDERED).split() == [kept]
    if frozen:
        assert system.query("SELECT sha256 FROM reports_snapshot") == frozen


@pytest.mark.parametrize("percent", [40, 95], ids=["freezing", "storing"])
def test_killed_inside_a_transaction(system, percent):
    """Nothing of the deed stays: neither the snapshot nor the row of the file."""
    let_go(system, *PHASES)
    (system.folder / f"stop_{percent}").touch()
    job = ask(system)
    worker = system.start_worker("tests.reports.slow")
    wait_for_trace(system, f"1 {'freeze' if percent == 40 else 'store'} {percent}")
    worker.kill()
    counts, kept = finish(system, job)
    assert counts == [1, 1, 1, 1]
    assert system.python(RENDERED).split() == [kept]
