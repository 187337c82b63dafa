import pytest
from django.db import IntegrityError, connection, transaction

from audit import guard
from audit.models import Event
from tests.audit.factories import make_events
from tests.audit.guarding import guarded

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_guard_refuses_update_and_deletion():
    make_events(2)
    with guarded("audit_event", key="seq"):
        refused(lambda: Event.objects.filter(seq=1).update(note="x"))
        refused(lambda: Event.objects.filter(seq=2).delete())
        refused(lambda: run("DELETE FROM audit_event"))
        make_events(1)
    assert Event.objects.filter(note="note 0").count() == 2


@pytest.mark.postgres
def test_guard_refuses_truncate():
    make_events(1)
    with guarded("audit_event", key="seq"):
        refused(lambda: run("TRUNCATE audit_event"))


@pytest.mark.sqlite
def test_guard_refuses_replace():
    make_events(1)
    with guarded("audit_event", key="seq"):
        refused(lambda: run("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event"))


def test_without_the_guard_the_same_statements_pass():
    make_events(1)
    assert Event.objects.filter(seq=1).update(note="x") == 1


def test_lift_takes_down_what_install_put_up():
    before = guard.triggers(connection)
    with guarded("audit_event", key="seq"):
        tables = {table for _name, table in guard.triggers(connection)}
        assert tables == {"audit_event"}
    assert guard.triggers(connection) == before == []
