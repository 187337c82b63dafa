from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

import audit
from jobs import bell, outbox
from jobs.models import Outgoing
from tests.jobs.factories import make_job, make_outgoing
from tests.jobs.running import deliver_outbox

pytestmark = pytest.mark.django_db
State = Outgoing.State


@pytest.fixture
def got():
    """What the deliverer of the kind "test" was given."""
    received = []
    outbox.delivers("test")(received.append)
    return received


def test_a_row_is_delivered_once(got):
    row = outbox.put("test", n=1)
    assert deliver_outbox() == 1
    assert deliver_outbox() == 0
    row.refresh_from_db()
    assert (got, row.state, row.attempts) == ([{"n": 1}], State.SENT, 1)
    assert row.sent_at is not None


def test_put_many_writes_all_in_one_statement(got, django_assert_num_queries):
    with django_assert_num_queries(1):
        outbox.put_many("test", [{"n": 1}, {"n": 2}])
    assert (deliver_outbox(), got) == (2, [{"n": 1}, {"n": 2}])


def test_a_deed_that_fails_sends_nothing(got):
    with pytest.raises(ZeroDivisionError), audit.deed(by=None):
        outbox.put("test", n=1)
        raise ZeroDivisionError
    assert (deliver_outbox(), got) == (0, [])


def test_one_ring_a_transaction(monkeypatch, got, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(bell, "ring", lambda task, *ids: rung.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        outbox.put("test", n=1)
        outbox.put("test", n=2)
        assert rung == []
    assert rung == ["jobs.tasks.deliver"]


def test_taken_by_one_sender_only(got):
    row = make_outgoing()
    assert outbox.take(row.pk) is not None
    assert outbox.take(row.pk) is None


def test_a_sender_that_died_leaves_its_row_to_the_next(got):
    row = make_outgoing()
    outbox.take(row.pk)
    assert deliver_outbox() == 0
    Outgoing.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert (deliver_outbox(), len(got)) == (1, 1)


def fail(payload):
    raise RuntimeError("secret detail")


def test_a_failure_is_tried_again_later(caplog):
    outbox.delivers("test")(fail)
    row = make_outgoing()
    assert deliver_outbox() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts, row.token) == (State.WAITING, 1, "")
    assert row.not_before > timezone.now()
    assert row.reference in caplog.text


def test_after_the_last_wait_it_is_given_up(caplog):
    outbox.delivers("test")(fail)
    row = make_outgoing(attempts=len(outbox.WAITS))
    deliver_outbox()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.FAILED, len(outbox.WAITS) + 1)
    assert deliver_outbox() == 0


def test_one_bad_row_does_not_stop_the_others(caplog):
    got = []

    def pick(payload):
        if payload["n"] == 1:
            raise RuntimeError
        got.append(payload["n"])

    outbox.delivers("test")(pick)
    outbox.put_many("test", [{"n": 1}, {"n": 2}])
    assert (deliver_outbox(), got) == (1, [2])


def test_what_a_failed_delivery_wrote_is_rolled_back(caplog):
    def half(payload):
        make_job(key="half")
        raise RuntimeError

    outbox.delivers("test")(half)
    row = make_outgoing()
    deliver_outbox()
    row.refresh_from_db()
    assert row.state == State.WAITING
    assert not type(make_job()).objects.filter(key="half").exists()


def test_a_sender_whose_lease_was_lost_writes_nothing(caplog):
    def slow(payload):
        raise AssertionError("delivered by the loser")

    outbox.delivers("test")(slow)
    row = make_outgoing()
    taken = outbox.take(row.pk)
    Outgoing.objects.update(token="other")
    outbox.hand_over(taken)
    row.refresh_from_db()
    assert (row.state, row.token) == (State.TAKEN, "other")


def test_the_database_away_leaves_the_row_taken(caplog):
    def away(payload):
        raise OperationalError

    outbox.delivers("test")(away)
    row = make_outgoing()
    deliver_outbox()
    row.refresh_from_db()
    assert row.state == State.TAKEN


def test_a_kind_without_deliverer_waits_for_a_worker_that_has_one():
    row = make_outgoing(kind="unknown")
    assert deliver_outbox() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WAITING, 0)


def test_a_kind_that_nothing_delivers_is_a_mistake():
    with pytest.raises(LookupError):
        outbox.put("tset", x=1)
    with pytest.raises(LookupError):
        outbox.put_many("tset", [{"x": 1}])


def test_payload_must_be_plain(got):
    with pytest.raises(TypeError):
        outbox.put("test", x=object())


def test_mail(mailoutbox):
    outbox.put("mail", to=["a@example.vn"], subject="Giấy\r\nBcc: x@example.vn", body="Nội dung")
    assert deliver_outbox() == 1
    [mail] = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (
        ["a@example.vn"],
        "Giấy Bcc: x@example.vn",
        "Nội dung",
    )
