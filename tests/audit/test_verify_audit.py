import io
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

import audit
from audit import canonical
from audit.models import Event
from tests.audit.factories import make_events, make_subject
from tests.audit.guarding import guarded

pytestmark = pytest.mark.django_db


def verify(**options):
    out = io.StringIO()
    call_command("verify_audit", stdout=out, stderr=out, **options)
    return out.getvalue().strip()


def fault(**options):
    with pytest.raises(CommandError) as error:
        verify(**options)
    return str(error.value)


def forge(origin, **fields):
    """A row whose own hash is right, as somebody writes it who knows the rule."""
    event = Event(**({**Event.objects.get(seq=origin).spelled()} | fields))
    event.hash = canonical.digest(event.spelled())
    return event


def test_a_whole_chain():
    events = make_events(3)
    with guarded("audit_event", key="seq"):
        assert verify() == f"The chain is whole: 3 events, head 3:{events[-1].hash}"
        assert verify(export_head=True) == f"3:{events[-1].hash}"


def test_an_empty_chain():
    with guarded("audit_event", key="seq"):
        assert verify(export_head=True) == "0:" + canonical.BEGINNING


def test_a_missing_guard_is_said():
    assert verify().startswith("Warning: the guard of the table audit_event is missing.")


@pytest.mark.parametrize(
    "change",
    [
        {"note": "x"},
        {"actor_id": 1},
        {"role": "x"},
        {"unit_id": 1},
        {"verb": "x"},
        {"subject_type": "x"},
        {"subject_id": 0},
        {"facts": {"x": 1}},
        {"facts": {"x": 1.5}},
        {"hash": "x"},
    ],
)
def test_a_changed_event(change):
    make_events(3)
    Event.objects.filter(seq=2).update(**change)
    assert fault() == "Broken at event 2: its content was changed."


def test_a_changed_time():
    make_events(3)
    event = Event.objects.get(seq=2)
    Event.objects.filter(seq=2).update(at=event.at.replace(year=2001))
    assert fault() == "Broken at event 2: its content was changed."


def test_a_changed_event_with_a_new_hash():
    make_events(3)
    event = forge(2, note="x")
    Event.objects.filter(seq=2).update(note=event.note, hash=event.hash)
    assert fault() == (
        "Broken at event 3: it does not follow event 2 (swapped, inserted or changed afterwards)."
    )


def test_a_removed_event():
    make_events(3)
    Event.objects.filter(seq=2).delete()
    assert fault() == "Broken at event 2: it is missing, 3 is there."


def test_a_removed_beginning():
    make_events(3)
    Event.objects.filter(seq=1).delete()
    assert fault() == "Broken at event 1: it is missing, 2 is there."


def test_a_removed_event_with_the_rest_moved_up():
    make_events(3)
    Event.objects.filter(seq=2).delete()
    Event.objects.filter(seq=3).update(seq=2)
    assert fault().startswith("Broken at event 2: it does not follow event 1")


def test_an_inserted_event():
    make_events(3)
    Event.objects.filter(seq=3).update(seq=4)
    forge(2, seq=3, note="inserted").save(force_insert=True)
    assert fault().startswith("Broken at event 3: it does not follow event 2")


def test_an_event_inserted_before_the_beginning():
    make_events(1)
    forge(1, seq=0).save(force_insert=True)
    assert fault() == "Broken at event 1: it is missing, 0 is there."


def test_swapped_events():
    make_events(4)
    Event.objects.filter(seq=2).update(seq=99)
    Event.objects.filter(seq=3).update(seq=2)
    Event.objects.filter(seq=99).update(seq=3)
    assert fault().startswith("Broken at event 2: it does not follow event 1")


def test_a_cut_end_is_noticed_only_against_a_head():
    events = make_events(3)
    Event.objects.filter(seq__gt=1).delete()
    verify()
    assert fault(head=f"3:{events[-1].hash}") == "Broken at event 2: the end up to 3 is cut off."


def test_a_head_that_the_chain_has_grown_past():
    events = make_events(2)
    make_events(2)
    verify(head=f"2:{events[1].hash}")


def test_a_chain_written_anew_differs_from_the_head():
    events = make_events(2)
    Event.objects.all().delete()
    make_events(3)
    verify()
    assert (
        fault(head=f"2:{events[1].hash}") == "Broken at event 2: its hash is not the exported one."
    )


@pytest.mark.parametrize("head", ["x", "3", "3:abc", "-1:" + "0" * 64, "٣:" + "0" * 64])
def test_a_head_that_cannot_be_read(head):
    assert fault(head=head) == f"A head reads SEQ:HASH, as --export-head prints it: {head}"


@pytest.mark.slow
def test_memory_does_not_grow_with_the_chain():
    subject = make_subject()

    def peak():
        tracemalloc.start()
        verify()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    def add(count):
        with audit.deed(by=None) as event:
            for number in range(count):
                event(subject, "touch", note=f"{number} " * 20)

    add(4000)
    small = peak()
    add(12000)
    assert peak() < small * 1.5
    assert Event.objects.count() == 16000
