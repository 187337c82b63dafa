from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

import audit
from audit import canonical, deeds
from audit.models import Event
from jobs.models import Job
from tests.audit.factories import make_events, make_subject

pytestmark = pytest.mark.django_db


def test_deed_chains_its_events():
    subject = make_subject()
    with audit.deed(by=None) as event:
        event(subject, "issue", note="first", price=Decimal("7.50"))
        event(subject, "number")
    one, two = Event.objects.order_by("seq")
    assert (one.seq, two.seq) == (1, 2)
    assert (one.previous, two.previous) == (canonical.BEGINNING, one.hash)
    assert (one.subject_type, one.subject_id, one.verb) == ("jobs.job", subject.pk, "issue")
    assert (one.note, one.facts) == ("first", {"price": "7.50"})


def test_deed_remembers_the_actor_with_role_and_unit():
    by = SimpleNamespace(pk=7, acting=SimpleNamespace(role="head", unit_id=3))
    subject = make_subject()
    with audit.deed(by=by) as event:
        event(subject, "issue")
    event = Event.objects.get()
    assert (event.actor_id, event.role, event.unit_id) == (7, "head", 3)


@pytest.mark.parametrize(
    "by", [None, SimpleNamespace(pk=None, acting=None), SimpleNamespace(pk=None)]
)
def test_deed_of_the_system_names_nobody(by):
    subject = make_subject()
    with audit.deed(by=by) as event:
        event(subject, "issue")
    event = Event.objects.get()
    assert (event.actor_id, event.role, event.unit_id) == (None, "", None)


def test_a_deed_that_fails_leaves_nothing():
    subject = make_subject()
    with pytest.raises(ZeroDivisionError), audit.deed(by=None) as event:
        Job.objects.filter(pk=subject.pk).update(phase="changed")
        event(subject, "issue")
        raise ZeroDivisionError
    subject.refresh_from_db()
    assert (subject.phase, Event.objects.count()) == ("", 0)


def test_a_deed_without_events_writes_none():
    with audit.deed(by=None):
        make_subject()
    assert Event.objects.count() == 0


def test_an_event_needs_a_saved_subject():
    with pytest.raises(ValueError), audit.deed(by=None) as event:
        event(Job(kind="x", key="y"), "issue")


def test_a_deed_inside_a_deed_is_refused():
    with pytest.raises(RuntimeError), audit.deed(by=None):
        with audit.deed(by=None):
            pass


def test_events_are_the_last_statements():
    subject = make_subject()
    with CaptureQueriesContext(connection) as queries, audit.deed(by=None) as event:
        event(subject, "issue")
        Job.objects.filter(pk=subject.pk).update(phase="later")
    verbs = [query["sql"].split()[0] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert verbs[0] == "UPDATE"
    assert verbs[-1] == "INSERT"


def test_of_gives_the_events_of_one_object_newest_first():
    subject, other = make_subject(), make_subject()
    for verb, thing in (("a", subject), ("b", other), ("c", subject)):
        with audit.deed(by=None) as event:
            event(thing, verb)
    assert [event.verb for event in Event.objects.of(subject)] == ["c", "a"]


def test_a_fork_breaks_the_primary_key():
    make_events(1)
    first = Event.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.bulk_create([Event(**first.spelled(), hash=first.hash)])


def test_what_is_stored_gives_the_same_hash_again():
    make_events(
        1, name="Đặng\u0301", n=10**30, at=datetime(2024, 1, 5, tzinfo=UTC), deep={"b": [1, None]}
    )
    event = Event.objects.get()
    assert canonical.digest(event.spelled()) == event.hash


def test_number_of_statements():
    subject = make_subject()
    with CaptureQueriesContext(connection) as queries, audit.deed(by=None) as event:
        for _number in range(3):
            event(subject, "touch")
    sql = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    extra = 3 if connection.vendor == "postgresql" else 0  # two of check_constraints, one lock
    assert len(sql) == 2 + extra


def test_chain_lock_is_taken_once_a_deed(monkeypatch):
    taken = []
    monkeypatch.setattr(deeds, "lock_chain", lambda: taken.append(1))
    make_events(2)
    assert taken == [1, 1]
