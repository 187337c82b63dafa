"""Everybody of a unit judged at once: who is listed, what is said of them, how many statements."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.eligibility import screening
from awards.eligibility.screening import Screen, Standing, listed
from awards.models import Discipline, LocalRule, MemberCount, OpenReview, YearRating
from tests.awards.factories import TODAY, make_award_type, make_person, make_unit
from tests.awards.screening.factories import make_asked
from tests.units.factories import make_post, make_succession

ADVANCED = "advanced_worker"


@pytest.fixture
def advanced():
    return make_award_type(
        ADVANCED, kind="emulation_title", granted_by="department_head|province_chair"
    )


def rate(subject, rating="hoan_thanh_tot", year=2025):
    kind = "unit" if hasattr(subject, "code") else "person"
    return YearRating.objects.create(**{kind: subject}, year=year, rating=rating)


def lines(asked):
    screen = Screen(asked)
    return [line for batch in screen.batches(listed(asked)) for line in batch]


def told(asked):
    return {line.name: line.standing for line in lines(asked)}


def sentences(asked):
    screen = Screen(asked)
    return [screen.sentence(line) for batch in screen.batches(listed(asked)) for line in batch]


def test_people_of_the_unit_and_below_are_listed_by_unit_and_name(world, advanced):
    make_person("Vũ An", unit=world.hospital)
    make_person("Lê Bình", unit=world.ward)
    make_person("Trần An", unit=world.hospital)
    make_person("Ngoài Cuộc", unit=world.commune)
    asked = make_asked(world.department, advanced)
    assert [(line.name, line.unit) for line in lines(asked)] == [
        ("Trần An", "Bệnh viện"),
        ("Vũ An", "Bệnh viện"),
        ("Lê Bình", "Khoa Cấp cứu"),
    ]


def test_a_person_with_two_posts_is_listed_once(world, advanced):
    person = make_person("Lê Bình", unit=world.ward)
    make_post(person, unit=world.hospital, since=datetime.date(2024, 1, 1))
    assert [line.name for line in lines(make_asked(world.department, advanced))] == ["Lê Bình"]


def test_who_had_left_by_the_end_of_the_year_is_not_listed(world, advanced):
    left = make_person("Đã Đi", unit=world.ward)
    left.posts.update(valid_to=datetime.date(2025, 12, 30))
    stayed = make_person("Đi Sau", unit=world.ward)
    stayed.posts.update(valid_to=datetime.date(2025, 12, 31))
    assert list(told(make_asked(world.department, advanced))) == ["Đi Sau"]


def test_people_of_a_unit_that_was_merged_belong_to_its_successor(world, advanced):
    before = make_unit("UBND xã cũ", parent=world.province, until=datetime.date(2026, 3, 1))
    make_succession(before, world.commune, on=datetime.date(2026, 3, 1))
    make_person("Người Xã Cũ", unit=before)
    assert list(told(make_asked(world.commune, advanced))) == ["Người Xã Cũ"]


def test_each_standing(world, advanced):
    names = {
        "Chưa Rõ": None,
        "Không Đạt": "hoan_thanh",
        "Đang Xét": "hoan_thanh_tot",
        "Đủ": "hoan_thanh_tot",
    }
    people = {name: make_person(name, unit=world.ward) for name in names}
    for name, rating in names.items():
        if rating:
            rate(people[name], rating)
    OpenReview.objects.create(
        person=people["Đang Xét"], kind="disciplinary_review", opened=datetime.date(2026, 1, 5)
    )
    found = told(make_asked(world.department, advanced))
    assert found["Chưa Rõ"] == Standing.UNKNOWN
    assert found["Không Đạt"] == Standing.NOT_ELIGIBLE
    assert found["Đang Xét"] == Standing.DEFERRED
    assert found["Đủ"] in (Standing.ELIGIBLE, Standing.RECORDED)


def test_the_sentence_says_what_stands_against(world, advanced):
    rate(make_person("Không Đạt", unit=world.ward), "khong_hoan_thanh")
    [line] = lines(make_asked(world.department, advanced))
    assert [one.criterion.code.split(".")[0] for one in line.failed] == [ADVANCED]
    [sentence] = sentences(make_asked(world.department, advanced))
    assert "2025" in sentence


def test_a_sentence_names_no_criterion_when_nothing_is_missing(world, advanced):
    rate(make_person("Đủ", unit=world.ward))
    [line] = lines(make_asked(world.department, advanced))
    assert line.failed == ()


def test_collectives_are_the_unit_and_those_below(world, advanced):
    asked = make_asked(world.department, make_award_type("advanced_labour_collective"),
                       recipient="collective")  # fmt: skip
    assert [(line.name, line.unit) for line in lines(asked)] == [
        ("Bệnh viện", "Sở Y tế"),
        ("Khoa Cấp cứu", "Bệnh viện"),
        ("Sở Y tế", "UBND tỉnh"),
    ]


def test_members_of_a_collective_are_read_for_the_year(world):
    award = make_award_type("advanced_labour_collective")
    rate(world.hospital)
    MemberCount.objects.create(unit=world.hospital, year=2025, total=10, completed_tasks=10,
                               advanced_worker=2, disciplined_warning=0)  # fmt: skip
    found = {
        line.name: line.report.case.history.members
        for line in lines(make_asked(world.hospital, award, recipient="collective"))
    }
    assert found["Bệnh viện"].total == 10
    assert found["Khoa Cấp cứu"] is None


def test_the_wrong_kind_of_recipient_is_refused_in_words(world, advanced):
    asked = make_asked(world.hospital, advanced, recipient="collective")
    assert set(told(asked).values()) == {Standing.NOT_ELIGIBLE}
    assert all("Lao động tiên tiến" in sentence for sentence in sentences(asked))


def test_own_rules_of_the_nearest_authority_count(world, advanced):
    person = make_person("Đủ", unit=world.ward)
    rate(person, "hoan_thanh_tot")
    LocalRule.objects.create(
        authority=world.department, award_type=advanced, type="annual_rating",
        params={"min_rating": "hoan_thanh_xuat_sac"}, decision="12/QĐ-SYT", article="Điều 3",
        valid_from=datetime.date(2024, 1, 1),
    )  # fmt: skip
    [line] = lines(make_asked(world.hospital, advanced))
    assert [one.criterion.code for one in line.failed] == [f"{ADVANCED}.local.1"]


def test_statements_do_not_grow_with_the_people(world, advanced):
    counts = []
    for more in (1, 30):
        for number in range(more):
            person = make_person(f"Người {number}", unit=world.ward)
            rate(person)
            Discipline.objects.create(
                person=person, level="khien_trach", date=datetime.date(2020, 1, 1)
            )
        with CaptureQueriesContext(connection) as asked:
            lines(make_asked(world.province, advanced))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


def test_batches_are_as_one(world, advanced, monkeypatch):
    for number in range(7):
        person = make_person(f"Người {number}", unit=world.ward)
        if number % 2:
            rate(person)
    asked = make_asked(world.province, advanced)
    whole = told(asked)
    monkeypatch.setattr(screening, "BATCH", 2)
    assert (told(asked), len(whole)) == (whole, 7)


def test_judged_as_a_dossier_of_today(world, advanced):
    make_person("Ai Đó", unit=world.ward)
    [line] = lines(make_asked(world.province, advanced))
    assert (line.report.case.nomination_date, line.report.case.year) == (TODAY, 2025)
