"""Entering, correcting and striking out: who may, what is kept, what is refused."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from audit.models import Event
from awards.models import EarlierAward, MemberCount, RatingValue, YearRating
from awards.permissions import RECORDS, RECORDS_GRAVE, can_record
from awards.records import actions
from tests.awards.factories import make_award_type, make_household, make_person, make_user
from tests.awards.records.factories import make_count, make_earlier, make_rating
from tests.units.factories import make_post, make_succession, make_unit

DAY = datetime.date


def rating_of(person, year=2025, rating=RatingValue.WELL):
    return YearRating(person=person, year=year, rating=rating)


# --- who may
@pytest.mark.parametrize("role", Role)
def test_roles_that_keep_the_records_of_their_unit(world, role):
    user = make_user(role, world.hospital)
    assert can_record(user, world.hospital.pk) is (role in RECORDS)
    assert can_record(user, world.hospital.pk, RECORDS_GRAVE) is (role in RECORDS_GRAVE)
    assert can_record(user, world.department.pk) is False
    assert can_record(user, world.commune.pk) is False


@pytest.mark.parametrize("role", Role)
def test_only_the_secretariat_keeps_those_of_units_below(world, role):
    user = make_user(role, world.province)
    assert can_record(user, world.hospital.pk) is (role == Role.SECRETARIAT)


def test_a_unit_keeps_the_records_of_its_small_collectives_and_of_what_it_succeeded(world):
    old = make_unit("Trạm Y tế cũ", until=DAY(2025, 6, 30))
    make_succession(old, world.hospital)
    user = make_user("officer", world.hospital)
    assert can_record(user, world.ward.pk) and can_record(user, old.pk)


def test_a_person_is_recorded_by_the_unit_of_now_and_of_the_year(world, nurse):
    nurse.posts.update(valid_to=DAY(2025, 3, 31))
    make_post(nurse, unit=world.commune, since=DAY(2025, 4, 1))
    before, now = make_user("officer", world.hospital), make_user("officer", world.commune)
    actions.enter(rating_of(nurse, 2024), by=before)
    actions.enter(rating_of(nurse, 2023), by=now)
    with pytest.raises(PermissionDenied):
        actions.enter(rating_of(nurse, 2026), by=before)


# --- the deeds
def test_entering_keeps_who_and_when_and_an_event(world, nurse):
    by = make_user("officer", world.hospital)
    record = actions.enter(rating_of(nurse), by=by)
    event = Event.objects.of(record).get()
    assert (record.entered_by, record.version, event.verb) == (by, 1, "enter")
    assert event.facts["rating"] == "hoan_thanh_tot"


def test_the_same_twice_is_refused_and_one_struck_out_is_taken_up_again(world, nurse):
    by = make_user("officer", world.hospital)
    record = actions.enter(rating_of(nurse), by=by)
    with pytest.raises(ValidationError) as refusal:
        actions.enter(rating_of(nurse), by=by)
    assert refusal.value.code == "recorded"
    actions.strike(record, version=1, by=by, note="Nhầm người")
    again = actions.enter(rating_of(nurse, rating=RatingValue.EXCELLENT), by=by)
    found = YearRating.objects.get()
    assert (found.pk, found.version, found.struck) == (record.pk, 3, False)
    assert (again.pk, found.rating) == (record.pk, "hoan_thanh_xuat_sac")


def test_a_correction_says_what_changed(world, nurse):
    by = make_user("officer", world.hospital)
    record = make_rating(nurse)
    record.year, record.note = 2024, "Theo quyết định đính chính"
    actions.correct(record, version=1, by=by)
    event = Event.objects.of(record).get()
    assert event.facts["changed"] == {"year": [2025, 2024], "note": []}
    assert YearRating.objects.get().version == 2


def test_a_correction_that_changes_nothing_leaves_no_trace(world, nurse):
    record = make_rating(nurse)
    actions.correct(record, version=1, by=make_user("officer", world.hospital))
    assert (YearRating.objects.get().version, Event.objects.of(record).count()) == (1, 0)


def test_what_was_saved_or_struck_meanwhile_is_not_overwritten(world, nurse):
    by = make_user("officer", world.hospital)
    record = make_rating(nurse)
    record.rating = RatingValue.DONE
    actions.correct(record, version=1, by=by)
    for deed in (
        lambda: actions.correct(record, version=1, by=by),
        lambda: actions.strike(record, version=1, by=by, note="x"),
    ):
        with pytest.raises(ValidationError) as refusal:
            deed()
        assert refusal.value.code == "conflict"


def test_a_correction_to_a_year_that_is_taken_is_refused(world, nurse):
    make_rating(nurse, 2024)
    record = make_rating(nurse, 2025)
    record.year = 2024
    with pytest.raises(ValidationError) as refusal:
        actions.correct(record, version=1, by=make_user("officer", world.hospital))
    assert refusal.value.code == "recorded"


def test_striking_needs_a_reason_and_keeps_the_row(world, nurse):
    by, record = make_user("officer", world.hospital), make_rating(nurse)
    with pytest.raises(ValidationError):
        actions.strike(record, version=1, by=by, note="  ")
    actions.strike(record, version=1, by=by, note="Nhập nhầm")
    assert list(YearRating.objects.standing()) == []
    assert Event.objects.of(record).get().note == "Nhập nhầm"


# --- what cannot be so
def test_parts_of_the_members_above_the_whole_are_named(world):
    count = MemberCount(unit=world.hospital, year=2025, total=40, advanced_worker=41)
    with pytest.raises(ValidationError) as refusal:
        actions.enter(count, by=make_user("officer", world.hospital))
    assert "41" in refusal.value.message_dict["advanced_worker"][0]
    count.advanced_worker = 40
    assert actions.enter(count, by=make_user("officer", world.hospital)).pk


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"year": 2027}, "year"),
        ({"year": 1944}, "year"),
        ({"decision_date": DAY(2004, 6, 30)}, "decision_date"),
        ({"decision_date": DAY(2026, 5, 21)}, "decision_date"),
        ({"period_from": DAY(2024, 2, 1), "period_to": DAY(2024, 1, 31)}, "period_to"),
    ],
)
def test_awards_that_cannot_be_are_refused_at_their_field(world, nurse, fields, wrong):
    award = EarlierAward(
        **{"person": nurse, "award_type": make_award_type(), "year": 2024} | fields
    )
    with pytest.raises(ValidationError) as refusal:
        actions.enter(award, by=make_user("officer", world.hospital))
    assert list(refusal.value.message_dict) == [wrong]


def test_an_award_that_the_recipient_cannot_get_is_refused(world):
    household = make_household(unit=world.commune)
    award_type = make_award_type(for_household=False)
    award = EarlierAward(household=household, award_type=award_type, year=2024)
    with pytest.raises(ValidationError) as refusal:
        actions.enter(award, by=make_user("officer", world.commune))
    assert list(refusal.value.message_dict) == ["award_type"]


def test_the_first_day_of_the_law_and_today_are_allowed(world, nurse):
    by = make_user("officer", world.hospital)
    for day, year in ((DAY(2004, 7, 1), 2004), (DAY(2026, 5, 20), 2026)):
        award = EarlierAward(
            person=nurse, award_type=make_award_type(), year=year, decision_date=day
        )
        assert actions.enter(award, by=by).pk


def test_years_of_ratings_and_counts_end_with_this_one(world, nurse):
    by = make_user("officer", world.hospital)
    for record in (rating_of(nurse, 2027), MemberCount(unit=world.hospital, year=2027, total=1)):
        with pytest.raises(ValidationError):
            actions.enter(record, by=by)


def test_records_are_visible_in_their_units(world, nurse):
    stranger = make_person("Người khác", unit=world.commune)
    mine = make_rating(nurse), make_rating(world.hospital)
    make_rating(stranger), make_rating(world.commune), make_earlier(world.commune)
    make_count(world.commune)
    user = make_user("officer", world.hospital)
    assert set(YearRating.objects.visible_to(user)) == set(mine)
    assert not MemberCount.objects.visible_to(user) and not EarlierAward.objects.visible_to(user)
