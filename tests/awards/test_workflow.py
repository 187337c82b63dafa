"""The table itself, and every state against every role of every place on the route."""

import itertools
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.models import Event
from awards import actions, permissions, route, tracks, workflow
from awards.models import Nomination
from awards.states import FINAL, State
from tests.awards.factories import (
    DECISION,
    TODAY,
    make_nomination,
    make_user,
    right_person,
    walk,
)

PLACES = [
    SimpleNamespace(
        state=state,
        steps=steps,
        unit="home",
        holder="holder",
        award_type=SimpleNamespace(granted_by_state=by_state),
    )
    for state in State
    for by_state in (True, False)
    for length in (1, 2, 3)
    for at in range(-1, length)
    for got in (True, False)
    for steps in [
        [
            SimpleNamespace(
                unit=n,
                reached_at=1 if n <= at else None,
                left_at=1 if n < at else None,
                received_at=1 if n < at or (n == at and got) else None,
            )
            for n in range(length)
        ]
    ]
]


def test_rows_of_one_name_and_source_exclude_each_other():
    for nomination in PLACES:
        names = [step.name for step in workflow.open_moves(nomination)]
        assert len(names) == len(set(names)), nomination


def test_every_row_of_the_table_can_open():
    opened = set(itertools.chain.from_iterable(map(workflow.open_moves, PLACES)))
    assert opened == set(workflow.TRANSITIONS)


def test_final_states_have_no_way_out():
    assert [step for step in workflow.TRANSITIONS if step.source in FINAL] == []


def test_every_name_has_its_words():
    assert set(workflow.LABELS) == set(workflow.TOLD) == set(workflow.NAMES) == set(tracks.TRACKS)


SITUATIONS = {
    "draft": (),
    "sent to the first unit": ("submit",),
    "received by the first unit": ("submit", "receive"),
    "sent to the second unit": ("submit", "receive", "recommend"),
    "received by the authority": ("submit", "receive", "recommend", "receive"),
    "granted": ("submit", "receive", "recommend", "receive", "grant"),
    "refused": ("submit", "receive", "refuse"),
}


@pytest.mark.slow
@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_role_at_each_unit_has_the_moves_of_the_table_and_no_other(world, situation):
    nomination = walk(make_nomination(world.hospital, world.province), *SITUATIONS[situation])
    route.prepare(nomination, TODAY)
    for unit in (world.hospital, world.department, world.province, world.commune):
        for role in Role:
            user = make_user(role, unit)
            expected = {
                step.name
                for step in workflow.TRANSITIONS
                if step.is_open(nomination)
                and role in step.roles
                and step.unit_of(nomination) == unit
            }
            open_to = {step.name for step in permissions.moves_open_to(user, nomination)}
            assert open_to == expected, (unit.name, role)


@pytest.mark.slow
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_move_that_is_not_open_is_refused_and_changes_nothing(world, situation):
    nomination = walk(make_nomination(world.hospital, world.province), *SITUATIONS[situation])
    route.prepare(nomination, TODAY)
    open_names = {step.name for step in workflow.open_moves(nomination)}
    before = Nomination.objects.values().get(pk=nomination.pk)
    for name in set(workflow.NAMES) - open_names:
        for unit in (world.hospital, world.department, world.province):
            with pytest.raises(ValidationError):
                actions.move(
                    nomination,
                    name,
                    version=nomination.version,
                    by=make_user("head", unit),
                    note="x",
                )
    for name in open_names:
        with pytest.raises(PermissionDenied):
            actions.move(
                nomination,
                name,
                version=nomination.version,
                by=make_user("secretariat", world.commune),
                note="x",
            )
    assert Nomination.objects.values().get(pk=nomination.pk) == before


def test_the_whole_way(world):
    nomination = make_nomination(world.hospital, world.province)
    states = [(nomination.state, nomination.holder.name)]
    for name in ("submit", "receive", "recommend", "receive", "grant"):
        walk(nomination, name)
        states.append((nomination.state, nomination.holder.name))
    assert states == [
        ("draft", "Bệnh viện"),
        ("under_review", "Sở Y tế"),
        ("under_review", "Sở Y tế"),
        ("appraisal", "UBND tỉnh"),
        ("appraisal", "UBND tỉnh"),
        ("granted", "UBND tỉnh"),
    ]
    assert nomination.decision_number == DECISION["decision_number"]
    assert [(s.unit_name, bool(s.left_at)) for s in nomination.steps] == [
        ("Sở Y tế", True),
        ("UBND tỉnh", True),
    ]


def test_from_the_small_collective_two_units_review(world):
    nomination = make_nomination(world.ward, world.province)
    walk(nomination, "submit", "receive", "recommend", "receive", "recommend")
    assert [step.unit_name for step in nomination.steps] == ["Bệnh viện", "Sở Y tế", "UBND tỉnh"]
    assert (nomination.state, nomination.holder) == ("appraisal", world.province)


def test_the_authority_nominates_to_itself(world):
    nomination = make_nomination(world.province, world.province)
    walk(nomination, "submit")
    assert (nomination.state, nomination.holder) == ("appraisal", world.province)


@pytest.mark.parametrize(
    "before", [("submit", "receive"), ("submit", "receive", "recommend", "receive")]
)
def test_returned_to_be_mended_and_sent_again(world, before):
    nomination = walk(make_nomination(world.hospital, world.province), *before)
    by = right_person(nomination, "return")
    actions.move(
        nomination,
        "return",
        version=nomination.version,
        by=by,
        note="Thiếu biên bản",
        mend_by=TODAY,
    )
    assert (nomination.state, nomination.holder) == ("draft", world.hospital)
    assert (nomination.return_reason, nomination.mend_by) == ("Thiếu biên bản", TODAY)
    walk(nomination, "submit")
    assert (nomination.state, nomination.return_reason, nomination.mend_by) == (
        "under_review",
        "",
        None,
    )
    assert [bool(step.received_at) for step in nomination.steps] == [False, False]


RECALLS = [
    ("hospital", ("submit",), "draft", "hospital"),
    ("commune", ("submit",), "draft", "commune"),
    ("hospital", ("submit", "receive", "recommend"), "under_review", "department"),
    ("ward", ("submit", "receive", "recommend"), "under_review", "hospital"),
]


@pytest.mark.parametrize(("unit", "before", "state", "holder"), RECALLS)
def test_the_sender_takes_it_back_until_it_is_received(world, unit, before, state, holder):
    nomination = walk(make_nomination(getattr(world, unit), world.province), *before)
    walk(nomination, "recall")
    assert (nomination.state, nomination.holder) == (state, getattr(world, holder))
    walk(nomination, "recommend" if state == "under_review" else "submit", "receive")
    with pytest.raises(ValidationError):
        walk(nomination, "recall")


def test_recalled_to_the_draft_it_was_never_sent(world):
    nomination = walk(make_nomination(world.hospital, world.province), "submit", "recall")
    assert (nomination.submitted_at, nomination.route.count()) == (None, 0)


def test_refusal_by_a_reviewing_unit_ends_the_way(world):
    nomination = walk(
        make_nomination(world.hospital, world.province), "submit", "receive", "refuse"
    )
    assert (nomination.state, nomination.decided_on) == ("refused", DECISION["decided_on"])


def test_the_route_is_frozen_when_it_is_submitted(world):
    walk(make_nomination(world.ward, world.province), "submit")
    placement = world.hospital.placements.get()
    placement.parent = world.commune
    placement.save()
    assert [s.unit_name for s in Nomination.objects.get().steps] == [
        "Bệnh viện",
        "Sở Y tế",
        "UBND tỉnh",
    ]


def test_who_made_it_does_not_grant_it(world):
    by = make_user("secretariat", world.province)
    nomination = make_nomination(world.province, world.province, by=by)
    walk(nomination, "submit", "receive")
    with pytest.raises(PermissionDenied):
        actions.move(nomination, "grant", version=nomination.version, by=by, **DECISION)
    other = make_user("secretariat", world.province)
    actions.move(nomination, "grant", version=nomination.version, by=other, **DECISION)
    assert nomination.state == "granted"


@pytest.mark.parametrize(
    ("name", "change", "field"),
    [
        ("grant", {"decision_number": ""}, "decision_number"),
        ("grant", {"decided_on": None}, "decided_on"),
        ("grant", {"decided_by": ""}, "decided_by"),
        ("grant", {"decided_on": TODAY.replace(year=2027)}, "decided_on"),
        ("grant", {"decided_on": TODAY.replace(year=2024)}, "decided_on"),
        ("refuse", {"note": "  "}, "note"),
        ("return", {"note": ""}, "note"),
        ("return", {"mend_by": TODAY.replace(year=2025)}, "mend_by"),
    ],
)
def test_an_outcome_without_its_decision_is_refused(world, name, change, field):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive")
    by = right_person(nomination, name)
    values = {"note": "Lý do"} | (DECISION if name != "return" else {}) | change
    with pytest.raises(ValidationError) as refusal:
        actions.move(nomination, name, version=nomination.version, by=by, **values)
    assert list(refusal.value.message_dict) == [field]
    assert Nomination.objects.get().state == "appraisal"


def test_the_second_of_two_is_refused(world):
    nomination = walk(make_nomination(world.hospital, world.province), "submit", "receive")
    first, second = Nomination.objects.get(), Nomination.objects.get()
    assert len(second.steps) == 2  # read before the other one moved it
    by = right_person(nomination, "recommend")
    actions.move(first, "recommend", version=first.version, by=by)
    with pytest.raises(ValidationError) as refusal:
        actions.move(second, "return", version=second.version, by=by, note="x")
    assert refusal.value.code == "overtaken"
    assert Nomination.objects.get().state == "appraisal"


def test_the_same_move_posted_twice_is_made_once(world):
    nomination = make_nomination(world.commune, world.province)
    by = right_person(nomination, "submit")
    version = nomination.version
    actions.move(nomination, "submit", version=version, by=by)
    with pytest.raises(ValidationError):
        actions.move(Nomination.objects.get(), "submit", version=version, by=by)
    assert Nomination.objects.get().version == version + 1


def test_several_at_once_all_or_none(world):
    first = walk(make_nomination(world.hospital, world.province), "submit", "receive")
    second = walk(make_nomination(world.hospital, world.province), "submit")
    by = right_person(first, "recommend")
    seen = [(n, n.version) for n in (first, second)]
    with pytest.raises(ValidationError) as refusal:
        actions.move_all(seen, "recommend", by=by)
    assert len(refusal.value.messages) == 1 and second.code in refusal.value.messages[0]
    assert Nomination.objects.filter(state="appraisal").count() == 0
    walk(second, "receive")
    assert actions.move_all([(n, n.version) for n in (second, first)], "recommend", by=by) == 2
    assert Nomination.objects.filter(state="appraisal").count() == 2


def test_events_tell_who_and_what(world):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive", "grant")
    event = Event.objects.of(nomination).first()
    person = nomination.nominees.get().person
    assert event.verb == "grant"
    assert event.facts["decision_number"] == DECISION["decision_number"]
    assert event.facts["recipients"] == [
        {"kind": "individual", "id": person.pk, "unit": world.commune.pk}
    ]
    assert timezone.localdate(event.at) == TODAY
