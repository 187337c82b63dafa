"""Asking other bodies, publishing, and sending to the State: what must be there before."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from awards import actions, appraisal, workflow
from awards.models import Consultation
from tests.awards.factories import (
    DECISION,
    SUBMISSION,
    TODAY,
    make_award_type,
    make_nomination,
    make_user,
    right_person,
    walk,
)

ASKED = {"body": "Công an tỉnh", "matter": "Chấp hành pháp luật", "by_ministry": False}
SAID = {"where": "Báo Phú Thọ", "brought": "", "complaints": 0, "handled": ""}


@pytest.fixture
def secretary(world):
    return make_user("secretariat", world.province)


def in_appraisal(world, **award):
    nomination = make_nomination(world.commune, world.province, award_type=make_award_type(**award))
    return walk(nomination, "submit", "receive")


def consult(nomination, by, asked_on=TODAY, **fields):
    return appraisal.consult(
        nomination, version=nomination.version, by=by, asked_on=asked_on, **ASKED | fields
    )


def publish(nomination, by, opened_on, closed_on, **fields):
    return appraisal.publish(
        nomination, version=nomination.version, by=by, opened_on=opened_on, closed_on=closed_on,
        **SAID | fields,
    )  # fmt: skip


def forward(nomination):
    by = right_person(nomination, "forward")
    return actions.move(nomination, "forward", version=nomination.version, by=by, **SUBMISSION)


def grant(nomination):
    by = right_person(nomination, "grant")
    return actions.move(nomination, "grant", version=nomination.version, by=by, **DECISION)


def test_the_answer_is_due_after_ten_working_days(world, secretary):
    asked = consult(in_appraisal(world), secretary, asked_on=datetime.date(2026, 5, 4))
    assert asked.due_on == datetime.date(2026, 5, 18)


def test_only_the_secretariat_asks_and_only_in_appraisal(world, secretary):
    with pytest.raises(PermissionDenied):
        consult(in_appraisal(world), make_user("officer", world.province))
    draft = make_nomination(world.commune, world.province)
    with pytest.raises(PermissionDenied):
        consult(draft, secretary)


def test_nothing_is_asked_before_the_dossier_is_received(world, secretary):
    nomination = walk(make_nomination(world.commune, world.province), "submit")
    with pytest.raises(PermissionDenied):
        consult(nomination, secretary)


def test_an_open_question_stops_the_award_until_it_is_answered(world, secretary):
    nomination = in_appraisal(world)
    asked = consult(nomination, secretary, asked_on=datetime.date(2026, 4, 1))  # long overdue
    with pytest.raises(ValidationError) as refusal:
        grant(nomination)
    assert "Công an tỉnh" in refusal.value.messages[0]
    asked.nomination = nomination
    appraisal.answer(
        asked, opinion="silent", answered_on=TODAY, answer="", version=nomination.version,
        by=secretary,
    )  # fmt: skip
    assert grant(nomination).state == "granted"


def test_silence_counts_as_agreement_only_where_the_ministry_asked(world, secretary):
    nomination = in_appraisal(world)
    consult(nomination, secretary, asked_on=datetime.date(2026, 4, 1), by_ministry=True)
    assert appraisal.open_papers(nomination, TODAY) == []
    assert grant(nomination).state == "granted"


def test_an_answer_is_recorded_once_and_not_before_the_question(world, secretary):
    nomination = in_appraisal(world)
    asked = consult(nomination, secretary)
    with pytest.raises(ValidationError):
        appraisal.answer(
            asked, opinion="agrees", answered_on=TODAY - datetime.timedelta(days=1), answer="",
            version=nomination.version, by=secretary,
        )  # fmt: skip
    for _time in range(2):
        try:
            appraisal.answer(
                asked, opinion="agrees", answered_on=TODAY, answer="", by=secretary,
                version=nomination.version,
            )  # fmt: skip
        except ValidationError as refusal:
            assert refusal.code == "overtaken"
    assert Consultation.objects.get().opinion == "agrees"


def test_an_award_of_the_state_is_sent_up_and_its_outcome_recorded(world):
    nomination = in_appraisal(world, granted_by="prime_minister", granted_by_state=True)
    names = {step.name for step in workflow.open_moves(nomination)}
    assert "grant" not in names
    with pytest.raises(ValidationError) as refusal:
        actions.move(
            nomination, "forward", version=nomination.version,
            by=right_person(nomination, "forward"),
        )  # fmt: skip
    assert set(refusal.value.error_dict) == {"forwarded_to", "forwarded_number", "forwarded_on"}
    assert forward(nomination).state == "forwarded"
    assert nomination.holder == world.province
    assert grant(nomination).state == "granted"


def test_what_comes_back_is_taken_up_with_the_reason(world):
    nomination = in_appraisal(world, granted_by="prime_minister", granted_by_state=True)
    forward(nomination)
    by = right_person(nomination, "take_up")
    actions.move(
        nomination, "take_up", version=nomination.version, by=by, note="Bộ trả lại để bổ sung"
    )
    assert nomination.state == "appraisal"


def test_orders_are_published_ten_working_days_before(world, secretary):
    nomination = in_appraisal(
        world,
        code="labour_order_3",
        kind="order",
        granted_by="state_president",
        granted_by_state=True,
    )
    with pytest.raises(ValidationError) as refusal:
        forward(nomination)
    assert "10" in refusal.value.messages[0]
    publish(nomination, secretary, datetime.date(2026, 5, 11), datetime.date(2026, 5, 19))
    nomination = type(nomination).objects.get(pk=nomination.pk)
    with pytest.raises(ValidationError):  # six working days
        forward(nomination)
    publish(nomination, secretary, datetime.date(2026, 5, 4), datetime.date(2026, 5, 18))
    nomination = type(nomination).objects.get(pk=nomination.pk)
    assert forward(nomination).state == "forwarded"


def test_complaints_need_how_they_were_handled(world, secretary):
    nomination = in_appraisal(world)
    with pytest.raises(ValidationError) as refusal:
        publish(nomination, secretary, TODAY, TODAY, complaints=1)
    assert list(refusal.value.error_dict) == ["handled"]


def test_pages_of_the_appraisal(world, secretary, client):
    nomination = in_appraisal(world)
    client.force_login(secretary)
    page = reverse("awards:consult", args=[nomination.pk])
    typed = {"body": "Thuế tỉnh", "matter": "Nghĩa vụ thuế", "asked_on": "20/5/2026"}
    answer = client.post(page, typed | {"version": nomination.version})
    assert answer.status_code == 302
    shown = client.get(reverse("awards:nomination_detail", args=[nomination.pk])).content.decode()
    assert "Thuế tỉnh" in shown
    late = client.post(page, typed | {"version": nomination.version})  # the page was open before
    assert late.status_code == 409
    assert "Nghĩa vụ thuế" in late.content.decode()
