import socket
import time

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from jobs import actions, bell
from jobs.models import Job

RUN = "jobs.tasks.run"


@pytest.fixture
def broken(monkeypatch):
    """A broker that refuses; how often it was tried."""
    tries = []

    def refuse(**options):
        tries.append(options)
        raise OperationalError("Connection refused")

    monkeypatch.setattr(current_app.tasks[RUN], "apply_async", refuse)
    return tries


@pytest.fixture
def not_eager():
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True


@pytest.mark.django_db
def test_with_the_broker_gone_a_job_starts_all_the_same(
    broken, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.start("test", key="a", payload={})
    job.refresh_from_db()
    assert (job.state, len(broken)) == (Job.State.QUEUED, 1)
    assert "broker down" in caplog.text


@pytest.mark.django_db
def test_a_ring_that_breaks_does_not_break_the_page(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def broken(task, *ids, **limits):
        raise RuntimeError

    monkeypatch.setattr(bell, "ring", broken)
    with django_capture_on_commit_callbacks(execute=True):
        actions.start("test", key="a", payload={})
    assert Job.objects.open().count() == 1


def test_a_broker_found_down_is_not_asked_by_each_page(broken):
    assert [bell.ring(RUN, 1), bell.ring(RUN, 2)] == [False, False]
    assert len(broken) == 1


def test_after_the_pause_it_is_asked_again(broken, monkeypatch):
    bell.ring(RUN, 1)
    later = time.monotonic() + bell.PAUSE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    bell.ring(RUN, 1)
    assert len(broken) == 2


def test_messages_carry_ids_and_limits_only(monkeypatch):
    told = []
    monkeypatch.setattr(
        current_app.tasks[RUN], "apply_async", lambda **options: told.append(options)
    )
    assert bell.ring(RUN, 5, soft_time_limit=9)
    assert told == [{"args": (5,), "retry": False, "soft_time_limit": 9}]


@pytest.mark.slow
@pytest.mark.redis
@pytest.mark.parametrize("answer", ["refused", "silent"])
def test_a_page_waits_only_briefly_for_a_redis_that_is_gone(
    answer, settings, monkeypatch, not_eager
):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if answer == "silent":
            listener.listen(1)
        port = listener.getsockname()[1]
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        connection = current_app.connection_for_write(
            f"redis://127.0.0.1:{port}/0", transport_options=options
        )
        task = current_app.tasks[RUN]
        send = task.apply_async
        monkeypatch.setattr(task, "apply_async", lambda **o: send(connection=connection, **o))
        start = time.monotonic()
        assert bell.ring(RUN, 1) is False
        assert time.monotonic() - start < 8
