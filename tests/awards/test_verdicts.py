"""Eligibility on a dossier's way: what stops it, what is frozen, statements, overrides, the unread
law, history across succession, and how many statements it takes."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from awards import actions, verdicts
from awards.eligibility import facts, vocabulary
from awards.eligibility.dossiers import judge_dossier, judge_dossiers, received_on
from awards.eligibility.judging import Overall
from awards.models import (
    Discipline,
    DisciplineLevel,
    EarlierAward,
    Initiative,
    InitiativeKind,
    MemberCount,
    OpenReview,
    Override,
    RatingValue,
    Reason,
    Scope,
    YearRating,
)
from tests.awards.factories import (
    DECISION,
    TODAY,
    make_award_type,
    make_nomination,
    make_person,
    make_unit,
    make_user,
    right_person,
    walk,
)
from tests.units.factories import make_succession
from units.models import Person, Post

FIGHTER = "provincial_emulation_fighter"
COMPLETE = {"complete:awards": True, "complete:initiatives": True}


@pytest.fixture
def fighter():
    return make_award_type(FIGHTER, kind="emulation_title", for_collective=False)


@pytest.fixture
def person(world):
    return make_person("Ngô Thị Lan", unit=world.hospital)


def make_titles(person, *years):
    title = make_award_type("grassroots_emulation_fighter")
    for year in years:
        EarlierAward.objects.create(person=person, award_type=title, year=year, reason="cong_trang")


def make_initiative(person, unit, year=2024):
    return Initiative.objects.create(
        person=person, unit=unit, title="Quy trình trực", year=year, scope="bo_tinh",
        recognised=True,
    )  # fmt: skip


def make_dossier(world, fighter, person):
    return make_nomination(world.hospital, world.province, award_type=fighter, nominees=[person])


def state(nomination, said, **stated):
    officer = make_user("officer", nomination.unit)
    verdicts.state(
        nomination,
        list(nomination.nominees.all()),
        verdicts.Statements(said, **stated),
        version=nomination.version,
        by=officer,
    )


def overall(nomination):
    return [line.report.overall for line in judge_dossier(nomination, TODAY)]


def submit(nomination):
    by = right_person(nomination, "submit")
    return actions.move(nomination, "submit", version=nomination.version, by=by)


def test_what_is_not_recorded_is_unknown_and_does_not_stop(world, fighter, person):
    nomination = make_dossier(world, fighter, person)
    assert overall(nomination) == [Overall.UNKNOWN]
    submit(nomination)


def test_too_few_titles_are_unknown_until_the_unit_says_that_all_are_recorded(
    world, fighter, person
):
    make_titles(person, 2025)
    nomination = make_dossier(world, fighter, person)
    assert overall(nomination) == [Overall.UNKNOWN]
    state(nomination, COMPLETE)
    assert overall(nomination) == [Overall.NOT_ELIGIBLE]


def test_a_failed_criterion_stops_the_dossier_with_its_article(world, fighter, person):
    make_titles(person, 2025)
    make_initiative(person, world.hospital)
    nomination = make_dossier(world, fighter, person)
    state(nomination, COMPLETE)
    with pytest.raises(ValidationError) as refusal:
        submit(nomination)
    [reason] = refusal.value.messages
    assert "Ngô Thị Lan" in reason
    assert "Luật 06/2022/QH15 Điều 22" in reason
    nomination.refresh_from_db()
    assert nomination.state == "draft"


def test_curing_it_lets_the_dossier_go_and_the_event_keeps_what_was_judged(world, fighter, person):
    make_titles(person, 2023, 2024, 2025)
    make_initiative(person, world.hospital)
    nomination = make_dossier(world, fighter, person)
    state(nomination, COMPLETE)
    submit(nomination)
    [frozen] = Event.objects.of(nomination).get(verb="submit").facts["eligibility"]
    assert frozen["overall"] == "eligible"
    assert [row["verdict"] for row in frozen["criteria"]] == ["passed", "passed", "unknown"]
    EarlierAward.objects.all().delete()  # later changes leave it as it was
    [frozen_later] = Event.objects.of(nomination).get(verb="submit").facts["eligibility"]
    assert frozen_later == frozen


def test_a_revoked_award_does_not_count(world, fighter, person):
    make_titles(person, 2023, 2024, 2025)
    EarlierAward.objects.filter(year=2024).update(revoked=True)
    make_initiative(person, world.hospital)
    nomination = make_dossier(world, fighter, person)
    state(nomination, COMPLETE)
    assert overall(nomination) == [Overall.NOT_ELIGIBLE]


def test_an_award_granted_here_counts_for_the_next_one(world, fighter, person):
    title = make_award_type("grassroots_emulation_fighter", granted_by="department_head")
    for year in (2023, 2024, 2025):
        nomination = make_nomination(
            world.hospital,
            world.department,
            award_type=title,
            nominees=[person],
            period_from=datetime.date(year, 1, 1),
            period_to=datetime.date(year, 12, 31),
        )
        walk(nomination, "submit", "receive", "grant")
    make_initiative(person, world.hospital)
    nomination = make_dossier(world, fighter, person)
    assert overall(nomination) == [Overall.ELIGIBLE]


def test_an_open_review_defers_and_a_closed_one_does_not(world, fighter, person):
    make_titles(person, 2023, 2024, 2025)
    make_initiative(person, world.hospital)
    review = OpenReview.objects.create(
        person=person, kind="investigation", opened=datetime.date(2026, 3, 1)
    )
    nomination = make_dossier(world, fighter, person)
    assert overall(nomination) == [Overall.DEFERRED]
    with pytest.raises(ValidationError):
        submit(nomination)
    review.closed = datetime.date(2026, 4, 1)
    review.save()
    assert overall(nomination) == [Overall.ELIGIBLE]


def test_an_override_needs_a_right_and_a_reason_and_is_kept(world, fighter, person):
    make_titles(person, 2025)
    make_initiative(person, world.hospital)
    nomination = make_dossier(world, fighter, person)
    state(nomination, COMPLETE)
    line = nomination.nominees.get()
    head, officer = make_user("head", world.hospital), make_user("officer", world.hospital)
    code = f"{FIGHTER}.1"
    with pytest.raises(PermissionDenied):
        verdicts.override(line, code, reason="Vì", version=nomination.version, by=officer)
    with pytest.raises(ValidationError):
        verdicts.override(line, code, reason=" ", version=nomination.version, by=head)
    with pytest.raises(ValidationError):  # it did not fail
        verdicts.override(line, f"{FIGHTER}.2", reason="Vì", version=nomination.version, by=head)
    nomination.refresh_from_db()
    verdicts.override(
        nomination.nominees.get(), code, reason="Có xác nhận", version=nomination.version, by=head
    )
    nomination.refresh_from_db()
    submit(nomination)
    [frozen] = Event.objects.of(nomination).get(verb="submit").facts["eligibility"]
    assert frozen["criteria"][0]["override"] == "Có xác nhận"
    assert Override.objects.get().by == head


def test_two_people_state_facts_of_one_draft(world, fighter, person):
    nomination = make_dossier(world, fighter, person)
    seen = nomination.version
    state(nomination, COMPLETE)
    nomination.version = seen
    with pytest.raises(ValidationError) as refusal:
        state(nomination, {"complete:awards": None})
    assert refusal.value.code == "overtaken"


def test_only_what_the_award_asks_for_is_stated(world, fighter, person):
    nomination = make_dossier(world, fighter, person)
    with pytest.raises(ValidationError):
        state(nomination, {"healthy_culture": True})


def test_the_law_that_was_not_read_needs_a_reason_to_grant(world, monkeypatch):
    certificate = make_award_type("provincial_certificate_of_merit")
    nomination = make_nomination(world.commune, world.province, award_type=certificate)
    late = datetime.date(2026, 11, 25)
    monkeypatch.setattr(timezone, "localdate", lambda *args: late)
    now = timezone.make_aware(datetime.datetime.combine(late, datetime.time(9)))
    monkeypatch.setattr(timezone, "now", lambda: now)
    walk(nomination, "submit", "receive")
    by = right_person(nomination, "grant")
    with pytest.raises(ValidationError) as refusal:
        actions.move(nomination, "grant", version=nomination.version, by=by, **DECISION)
    assert list(refusal.value.error_dict) == ["gap_reason"]
    actions.move(
        nomination, "grant", version=nomination.version, by=by, gap_reason="Đã đối chiếu",
        **DECISION,
    )  # fmt: skip
    event = Event.objects.of(nomination).get(verb="grant")
    assert (event.facts["law_gap"], event.facts["gap_reason"]) == (
        "Luật 06/2026/QH16",
        "Đã đối chiếu",
    )
    assert nomination.gap_confirmation.law == "Luật 06/2026/QH16"


def test_a_dossier_received_before_the_unread_law_needs_none(world):
    certificate = make_award_type("provincial_certificate_of_merit")
    nomination = make_nomination(world.commune, world.province, award_type=certificate)
    walk(nomination, "submit", "receive", "grant")
    assert nomination.state == "granted"
    assert verdicts.law_gap(nomination, datetime.date(2026, 12, 1)) == ""


# --- facts


def test_ratings_follow_a_person_across_units(world, person):
    YearRating.objects.create(person=person, year=2024, rating="hoan_thanh_tot")
    found = facts.gather([("person", person.pk)])
    assert found["person", person.pk].ratings == {2024: "hoan_thanh_tot"}


def test_history_follows_a_unit_across_succession(world):
    old, older, new = (make_unit(name, parent=world.province) for name in ("Cũ", "Cũ hơn", "Mới"))
    make_succession(old, new)
    make_succession(older, new)
    YearRating.objects.create(unit=old, year=2024, rating="hoan_thanh_xuat_sac")
    YearRating.objects.create(unit=older, year=2024, rating="hoan_thanh_tot")
    YearRating.objects.create(unit=old, year=2025, rating="hoan_thanh_tot")
    YearRating.objects.create(unit=new, year=2025, rating="hoan_thanh_xuat_sac")
    flag = make_award_type("provincial_emulation_flag")
    EarlierAward.objects.create(unit=older, award_type=flag, year=2023, reason="cong_trang")
    history = facts.gather([("unit", new.pk)])["unit", new.pk]
    assert history.ratings == {2024: "hoan_thanh_tot", 2025: "hoan_thanh_xuat_sac"}
    assert [(award.award, award.year) for award in history.awards] == [
        ("provincial_emulation_flag", 2023)
    ]


def test_struck_records_do_not_count(world, person):
    YearRating.objects.create(person=person, year=2024, rating="hoan_thanh", struck=True)
    Discipline.objects.create(
        person=person, level="canh_cao", date=datetime.date(2024, 1, 1), struck=True
    )
    history = facts.gather([("person", person.pk)])["person", person.pk]
    assert (history.ratings, history.discipline) == ({}, None)


def test_members_of_a_collective_are_judged(world):
    award = make_award_type("excellent_labour_collective", for_individual=False)
    MemberCount.objects.create(
        unit=world.ward, year=2025, total=12, completed_tasks=12, advanced_worker=8,
        grassroots_emulation_fighter=1,
    )  # fmt: skip
    YearRating.objects.create(unit=world.ward, year=2025, rating="hoan_thanh_xuat_sac")
    nomination = make_nomination(
        world.hospital, world.province, award_type=award, nominees=[world.ward]
    )
    state(
        nomination,
        {"regular_effective_movement": True, "internal_unity_and_compliance": True},
    )
    [line] = judge_dossier(nomination, TODAY)
    assert [one.criterion.code for one in line.blocking] == ["excellent_labour_collective.4"]
    MemberCount.objects.update(advanced_worker=9)
    assert overall(nomination) == [Overall.ELIGIBLE]


@pytest.mark.slow
def test_a_list_of_500_is_judged_in_25_statements(world, fighter):
    people = Person.objects.bulk_create([Person(full_name=f"Nguyễn Văn {n}") for n in range(500)])
    Post.objects.bulk_create(
        [Post(person=one, unit=world.hospital, valid_from=datetime.date(2020, 1, 1))
         for one in people]
    )  # fmt: skip
    YearRating.objects.bulk_create(
        [YearRating(person=one, year=year, rating="hoan_thanh_tot")
         for one in people for year in (2023, 2024, 2025)]
    )  # fmt: skip
    small = make_nomination(world.hospital, world.province, award_type=fighter, nominees=people[:1])
    large = make_nomination(world.hospital, world.province, award_type=fighter, nominees=people)
    counts = []
    for nomination in (small, large):
        nomination = type(nomination).objects.get(pk=nomination.pk)
        with CaptureQueriesContext(connection) as seen:
            lines = judge_dossier(nomination, TODAY)
        counts.append(len(seen))
    assert len(lines) == 500
    assert counts[0] == counts[1] <= 25


def test_several_dossiers_are_judged_in_as_many_statements_as_one(world, fighter):
    dossiers = [
        make_dossier(world, fighter, make_person(f"Người {n}", unit=world.hospital))
        for n in range(3)
    ]
    counts = []
    for few in (dossiers[:1], dossiers):
        with CaptureQueriesContext(connection) as seen:
            judge_dossiers(few, TODAY)
        counts.append(len(seen) - len(few))  # the recipients of each are read with the dossier
    assert counts[0] == counts[1]


# --- the day whose rules apply


def test_a_dossier_is_received_on_the_day_of_vietnam(world):
    """18:00 UTC on 30 September is 1 October here: from that day on the law was not read."""
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive")
    evening = datetime.datetime(2026, 9, 30, 18, tzinfo=datetime.UTC)
    nomination.route.update(received_at=evening)
    nomination = type(nomination).objects.get(pk=nomination.pk)
    assert received_on(nomination, TODAY) == datetime.date(2026, 10, 1)
    assert verdicts.law_gap(nomination, TODAY) == "Luật 06/2026/QH16"


def test_until_it_is_received_the_rules_are_those_of_today(world):
    nomination = walk(make_nomination(world.commune, world.province), "submit")
    assert received_on(nomination, datetime.date(2026, 10, 1)) == datetime.date(2026, 10, 1)


def test_records_and_rules_speak_the_same_codes():
    assert tuple(RatingValue.values) == vocabulary.RATINGS
    assert tuple(Scope.values) == vocabulary.SCOPES
    assert set(Reason.values) == set(vocabulary.REASONS)
    assert set(InitiativeKind.values) == {vocabulary.INITIATIVE, *vocabulary.SUBSTITUTES}
    assert tuple(DisciplineLevel.values) == vocabulary.DISCIPLINES
