"""Making and changing a draft: recipients as they are today, files, versions, codes, what is
missing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from awards import actions, checks, recipients, route
from awards.models import CodeYear, Nomination, Nominee, ReviewRoute
from tests.awards.factories import (
    TODAY,
    make_award_type,
    make_campaign,
    make_household,
    make_nomination,
    make_person,
    make_unit,
    make_user,
)


def line_of(nomination, **where):
    return nomination.nominees.get(**where)


def test_a_person_as_of_today(world):
    person = make_person(
        "Ngô Thị Lan",
        unit=world.hospital,
        position="Điều dưỡng trưởng",
        position_group="direct_worker",
        gender="female",
        ethnic_minority=True,
    )
    line = line_of(make_nomination(world.hospital, world.province, nominees=[person]))
    person.posts.update(position="Trưởng phòng", position_group="other")
    line.refresh_from_db()
    assert (line.kind, line.name, line.name_key) == ("individual", "Ngô Thị Lan", "ngo thi lan")
    assert (line.unit, line.unit_name) == (world.hospital, "Bệnh viện")
    assert (line.position_text, line.position_group) == ("Điều dưỡng trưởng", "direct_worker")
    assert (line.direct_worker, line.gender, line.ethnic_minority) == (True, "female", True)
    assert (line.enterprise, line.small_collective, line.place_kind) == (False, False, "ordinary")


def test_a_small_collective_and_a_household_in_a_remote_commune(world):
    nomination = make_nomination(world.hospital, world.province, nominees=[world.ward])
    line = line_of(nomination)
    assert (line.kind, line.collective, line.small_collective) == ("collective", world.ward, True)
    household = make_household(unit=world.commune)
    line = line_of(make_nomination(world.commune, world.province, nominees=[household]))
    assert (line.kind, line.household, line.place_kind) == ("household", household, "remote")


@pytest.mark.parametrize(
    ("flags", "kind"),
    [
        ({"island": True, "border": True}, "island"),
        ({"border": True, "remote": True}, "border"),
        ({}, "ordinary"),
    ],
)
def test_the_place_is_that_of_the_commune_around(world, flags, kind):
    commune = make_unit("Xã", level="commune", parent=world.province, **flags)
    school = make_unit("Trường", level="base", kind="enterprise", parent=commune)
    assert recipients.place_of(school, TODAY) == {
        "unit_name": "Trường",
        "enterprise": True,
        "place_kind": kind,
    }


def test_a_remote_province_makes_nobody_remote(world):
    world.province.placements.update(remote=True)
    assert recipients.place_of(world.hospital, TODAY)["place_kind"] == "ordinary"


def test_who_belongs_elsewhere_is_refused(world):
    for stranger in (
        make_person(unit=world.commune),
        world.commune,
        make_household(unit=world.commune),
    ):
        with pytest.raises(ValidationError) as refusal:
            make_nomination(world.hospital, world.province, nominees=[stranger])
        assert refusal.value.code == "recipient"
    assert (Nomination.objects.count(), Nominee.objects.count()) == (0, 0)


def test_codes_of_a_year_have_no_gap(world):
    first = make_nomination(world.commune, world.province)
    with pytest.raises(ValidationError):
        make_nomination(world.commune, world.province, nominees=[world.hospital])
    second = make_nomination(world.commune, world.province)
    assert [first.code, second.code] == ["KT-2026-0001", "KT-2026-0002"]
    assert list(CodeYear.objects.values_list("year", "last")) == [(2026, 2)]


def test_the_same_form_sent_twice_makes_one(world):
    by = make_user("officer", world.commune)
    key = "6f8d7c52-7e6a-4f2c-9b7e-0a2f0f6b1c11"
    twice = [make_nomination(world.commune, world.province, by=by, form_key=key) for _n in "ab"]
    assert twice[0] == twice[1]
    assert Nomination.objects.count() == 1


def test_without_an_authority_the_nearest_that_may_grant(world):
    paper = make_award_type(granted_by="department_head|commune_chair")
    nomination = make_nomination(world.hospital, None, award_type=paper)
    assert nomination.authority == world.department
    with pytest.raises(ValidationError) as refusal:
        make_nomination(
            world.hospital, None, award_type=make_award_type(granted_by="commune_chair")
        )
    assert list(refusal.value.message_dict) == ["award_type"]


def test_only_those_of_the_unit_write_its_drafts(world):
    nomination = make_nomination(world.hospital, world.province)
    for user in (make_user("head", world.department), make_user("council", world.hospital)):
        with pytest.raises(PermissionDenied):
            actions.save(nomination, version=1, by=user, title="x")
        with pytest.raises(PermissionDenied):
            make_nomination(world.hospital, world.province, by=user)


def test_the_second_to_save_is_refused(world):
    nomination = make_nomination(world.hospital, world.province)
    by = make_user("officer", world.hospital)
    actions.save(Nomination.objects.get(), version=1, by=by, title="Thành tích mới Đặc biệt")
    with pytest.raises(ValidationError) as refusal:
        actions.save(nomination, version=1, by=by, title="Thành tích khác")
    assert refusal.value.code == "overtaken"
    saved = Nomination.objects.get()
    assert (saved.title, saved.title_key, saved.version) == (
        "Thành tích mới Đặc biệt",
        "thanh tich moi dac biet",
        2,
    )


def test_lines_that_stay_keep_what_they_recorded(world):
    person, other = make_person(unit=world.hospital), make_person("Lê Mai", unit=world.hospital)
    nomination = make_nomination(world.hospital, world.province, nominees=[person])
    by = make_user("officer", world.hospital)
    person.posts.update(position="Chức vụ mới")
    actions.add_nominee(nomination, other, version=1, by=by)
    assert line_of(nomination, person=person).position_text == "Điều dưỡng"
    actions.remove_nominee(nomination, line_of(nomination, person=person), version=2, by=by)
    assert [line.name for line in nomination.nominees.all()] == ["Lê Mai"]


def missing_of(nomination):
    return [line.anchor for line in checks.missing(route.prepare(nomination, TODAY), TODAY)]


def test_a_complete_draft_lacks_nothing(world):
    assert missing_of(make_nomination(world.hospital, world.province)) == []


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"achievement": "  "}, "id_achievement"),
        ({"period_to": datetime.date(2026, 12, 31)}, "id_period_to"),
        ({"award": {"for_individual": False}}, "nominees"),
        ({"award": {"valid_to": datetime.date(2026, 1, 1)}}, "id_award_type"),
        ({"award": {"valid_from": datetime.date(2027, 1, 1)}}, "id_award_type"),
        ({"award": {"granted_by": "commune_chair"}}, "id_authority"),
    ],
)
def test_what_is_missing_names_its_place_and_stops_the_submission(world, fields, anchor):
    fields = dict(fields)
    award_type = make_award_type(**fields.pop("award", {}))
    nomination = make_nomination(world.hospital, world.province, award_type=award_type, **fields)
    assert missing_of(nomination) == [anchor]
    with pytest.raises(ValidationError) as refusal:
        actions.move(nomination, "submit", version=1, by=make_user("head", world.hospital))
    assert refusal.value.error_list[0].message == checks.missing(nomination, TODAY)[0].text


def test_nobody_nominated_and_a_campaign_not_issued(world):
    draft = make_campaign(world.province, state="draft", number="", issued_on=None)
    nomination = make_nomination(world.hospital, world.province, campaign=draft)
    nomination.nominees.all().delete()
    assert missing_of(nomination) == ["nominees", "id_campaign"]


def test_the_last_day_of_the_achievement_may_be_today(world):
    assert missing_of(make_nomination(world.hospital, world.province, period_to=TODAY)) == []


# --- the route


def planned(nomination):
    return [step.unit_name for step in route.plan(nomination, TODAY)]


def special_route(world, *units, **where):
    row = ReviewRoute.objects.create(
        authority=world.province, valid_from=datetime.date(2020, 1, 1), **where
    )
    for position, unit in enumerate(units, start=1):
        row.steps.create(position=position, unit=unit)
    return row


def test_the_closest_special_route_is_taken(world):
    nomination = make_nomination(world.hospital, world.province)
    assert planned(nomination) == ["Sở Y tế", "UBND tỉnh"]
    special_route(world, world.commune)
    assert planned(nomination) == ["UBND xã Tiên Lương", "UBND tỉnh"]
    special_route(world, award_type=nomination.award_type)
    assert planned(nomination) == ["UBND tỉnh"]
    row = special_route(world, world.commune, world.department, unit=world.hospital)
    assert planned(nomination) == ["UBND xã Tiên Lương", "Sở Y tế", "UBND tỉnh"]
    row.valid_to = datetime.date(2021, 1, 1)
    row.save()
    assert planned(nomination) == ["UBND tỉnh"]


def test_an_authority_that_is_not_above_is_refused(world):
    with pytest.raises(ValidationError) as refusal:
        make_nomination(world.hospital, world.commune)
    assert refusal.value.code == "route"


def test_names_on_the_route_are_those_of_the_day(world):
    world.department.placements.update(name="Sở Y tế cũ")
    nomination = make_nomination(world.hospital, world.province)
    assert planned(nomination) == ["Sở Y tế cũ", "UBND tỉnh"]


def test_waiting_for_roles_at_the_holder(world):
    nomination = make_nomination(world.hospital, world.province)
    waits = {
        role: Nomination.objects.awaiting(make_user(role, unit)).count()
        for role, unit in [
            ("officer", world.hospital),
            ("council", world.hospital),
            ("head", world.department),
        ]
    }
    assert waits == {"officer": 1, "council": 0, "head": 0}
    actions.move(nomination, "submit", version=1, by=make_user("head", world.hospital))
    assert Nomination.objects.awaiting(make_user("head", world.department)).count() == 1
    assert Nomination.objects.awaiting(make_user("officer", world.hospital)).count() == 0
    assert nomination.held_since == timezone.now()
