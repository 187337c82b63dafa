"""Eight writers at once: one chain, no deadlock; and what becomes of a chain written naively."""

import itertools
import threading
import time

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.models import Count
from django.utils import timezone

import audit
from audit import canonical, deeds
from audit.models import Event
from jobs.models import Job
from tests.audit.factories import make_subject
from tests.racing import RACERS, in_processes, in_threads
from tests.workers import System

pytestmark = pytest.mark.long
DEEDS = 25

WRITER = f"""
import time
import audit
from jobs.models import Job
job = Job.objects.get()
ready()
for number in range({DEEDS}):
    with audit.deed(by=None) as event:
        Job.objects.filter(pk=job.pk).update(percent=number)
        event(job, "touch", number=number)
"""
NAIVE = f"""
import time
from audit import canonical
from audit.models import Event
from django.utils import timezone
ready()
for number in range({DEEDS}):
    last = Event.objects.order_by("-seq").first()
    time.sleep(0.005)
    previous = last.hash if last else canonical.BEGINNING
    event = Event(seq=time.time_ns(), previous=previous, at=timezone.now(), verb="touch")
    event.subject_type, event.subject_id = "jobs.job", 1
    event.hash = canonical.digest(event.spelled())
    event.save(force_insert=True)
"""


def forks():
    return Event.objects.values("previous").annotate(n=Count("seq")).filter(n__gt=1).count()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_write_one_chain_on_postgresql():
    # Every writer holds a row that it alone changes and then asks for one that all change.
    subjects, common = [make_subject() for _number in range(RACERS)], make_subject()

    def write(number):
        for _deed in range(DEEDS):
            with audit.deed(by=None) as event:
                Job.objects.filter(pk=subjects[number].pk).update(percent=1)
                Job.objects.filter(pk=common.pk).update(percent=number)
                event(subjects[number], "touch")
                event(common, "touch")

    assert in_threads(write) == []
    assert Event.objects.count() == RACERS * DEEDS * 2
    assert forks() == 0
    call_command("verify_audit")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_deeds_collide_on_postgresql(monkeypatch):
    monkeypatch.setattr("audit.deeds.lock_chain", lambda: None)
    subject = make_subject()

    def write(number):
        for _deed in range(DEEDS):
            with audit.deed(by=None) as event:
                event(subject, "touch")

    problems = in_threads(write)
    assert {type(problem).__name__ for problem in problems} == {"IntegrityError"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_naive_chain_forks_on_postgresql():
    numbers = itertools.count(1)

    def write(number):
        for _deed in range(DEEDS):
            with transaction.atomic():
                last = Event.objects.order_by("-seq").first()
                time.sleep(0.002)
                event = Event(
                    seq=next(numbers), previous=last.hash if last else canonical.BEGINNING
                )
                event.at, event.verb, event.subject_id = timezone.now(), "touch", number
                event.hash = canonical.digest(event.spelled())
                event.save(force_insert=True)

    assert in_threads(write) == []
    assert forks() > 0


@pytest.mark.sqlite
def test_processes_write_one_chain_on_sqlite(tmp_path):
    with System(tmp_path) as system:
        system.python("from jobs.models import Job; Job.objects.create(kind='test', key='x')")
        in_processes(system, WRITER)
        assert system.query("SELECT count(*), max(seq) FROM audit_event") == [
            (RACERS * DEEDS, RACERS * DEEDS)
        ]
        assert "The chain is whole: 200 events" in system.manage("verify_audit")


@pytest.mark.sqlite
def test_a_naive_chain_forks_on_sqlite(tmp_path):
    with System(tmp_path) as system:
        in_processes(system, NAIVE)
        forked = (
            "SELECT count(*) FROM (SELECT 1 FROM audit_event GROUP BY previous HAVING count(*) > 1)"
        )
        assert system.query(forked)[0][0] > 0


def lock_only():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [deeds.CHAIN_LOCK])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("lock", "ends"), [(deeds.lock_chain, []), (lock_only, [OperationalError])]
)
def test_a_foreign_key_is_not_checked_while_the_chain_is_held(lock, ends, monkeypatch):
    """One adds a row that points to what another holds: checked at the commit, both would wait."""
    monkeypatch.setattr(deeds, "lock_chain", lock)
    kind, subject = ContentType.objects.create(app_label="x", model="x"), make_subject()
    both = threading.Barrier(2)

    def write(number):
        if number == 0:
            with audit.deed(by=None) as event:
                Permission.objects.create(content_type=kind, codename="x", name="x")
                both.wait()
                time.sleep(0.1)
                event(subject, "point")
        if number == 1:
            with audit.deed(by=None) as event:
                ContentType.objects.select_for_update().get(pk=kind.pk)
                both.wait()
                time.sleep(0.5)
                event(subject, "hold")

    assert [type(problem) for problem in in_threads(write)] == ends
