"""Who grants what on which day: the catalogue of the repository at the boundaries of the law."""

import datetime

import pytest

from awards import catalogue, route
from tests.awards.factories import Province, make_award_type

LAST_OF_THE_OLD, FIRST_OF_THE_NEW = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("award", "level", "before", "after"),
    [
        ("advanced_worker", "district_chair", True, False),
        ("advanced_worker", "commune_chair", True, True),
        ("commendation_paper", "commune_chair", True, True),
        ("cultural_family", "commune_chair", True, True),
        ("cultural_village", "district_chair", True, False),
        ("cultural_village", "commune_chair", False, True),
        ("grassroots_emulation_fighter", "commune_chair", False, True),
        ("advanced_labour_collective", "commune_chair", False, True),
        ("grassroots_emulation_fighter", "district_chair", True, False),
        ("grassroots_emulation_fighter", "department_head", True, True),
        ("grassroots_emulation_fighter", "enterprise_head", True, True),
        ("grassroots_emulation_fighter", "province_chair", False, False),
        ("provincial_emulation_fighter", "province_chair", True, True),
        ("labour_order_3", "state_president", True, True),
    ],
)
def test_what_changed_with_two_levels_of_government(award, level, before, after):
    assert catalogue.grants(award, level, LAST_OF_THE_OLD) is before
    assert catalogue.grants(award, level, FIRST_OF_THE_NEW) is after


@pytest.mark.parametrize(
    ("day", "verified"),
    [
        ("2024-01-01", False),
        ("2025-06-30", False),
        ("2025-07-01", True),
        ("2027-02-28", True),
        ("2027-03-01", False),
    ],
)
def test_a_text_that_was_not_read_or_has_ended_is_marked(day, verified):
    found = catalogue.award("provincial_emulation_flag")
    on = [grant for grant in found.grants if grant.in_force_on(datetime.date.fromisoformat(day))]
    assert {grant.level: grant.verified for grant in on} == dict.fromkeys(
        ("province_chair", "minister"), verified
    )


def test_nobody_grants_before_the_law():
    assert not catalogue.grants("advanced_worker", "commune_chair", datetime.date(2023, 12, 31))


def test_a_commune_is_offered_as_authority_from_the_day_it_grants(db):
    world = Province()
    levels = "department_head|district_chair|commune_chair|enterprise_head"
    title = make_award_type("grassroots_emulation_fighter", granted_by=levels)
    assert route.authorities(world.commune, LAST_OF_THE_OLD, title) == []
    assert route.authorities(world.commune, FIRST_OF_THE_NEW, title) == [world.commune]


def test_an_award_that_left_the_files_is_granted_as_its_row_says(db):
    world = Province()
    old = make_award_type("abolished-medal", granted_by="province_chair")
    assert route.authorities(world.commune, LAST_OF_THE_OLD, old) == [world.province]
