"""Chromium as people have it: Vietnamese, without animation. Without it these tests are skipped."""

import os
import shutil

import pytest

from tests.e2e.browsing import Visitor
from tests.e2e.scenario import Province
from tests.e2e.worker import Worker

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """Everything here is slow, in the browser, on rows that are really committed."""
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(autouse=True)
def needs_chromium():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium, or set CHROMIUM).")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args():
    return {
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
        "accept_downloads": True,
    }


@pytest.fixture(autouse=True)
def no_work_in_requests(monkeypatch):
    """Jobs and messages wait for the worker, as they do outside of tests."""
    monkeypatch.setattr("jobs.actions.ring", lambda job_id, kind: None)
    monkeypatch.setattr("jobs.bell.ring", lambda task, *args, **options: False)


@pytest.fixture
def province(db):
    return Province()


@pytest.fixture
def visit(browser, browser_context_args, live_server):
    """visit(user, javascript=True): a signed-in person in a browser of its own."""
    visitors = []

    def begin(user=None, **options):
        context = browser.new_context(**browser_context_args | options)
        context.set_default_timeout(10_000)
        visitor = Visitor(context.new_page(), live_server.url)
        visitors.append(visitor)
        if user is not None:
            visitor.sign_in(user)
        return visitor

    yield begin
    for visitor in visitors:
        visitor.page.context.close()


@pytest.fixture
def worker(tmp_path, live_server):
    """A worker process on the database and the files of this test; started by the test."""
    worker = Worker(tmp_path)
    yield worker
    worker.stop()
