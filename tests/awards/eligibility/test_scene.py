"""Years that a streak covers."""

import pytest

from awards.eligibility import history as past
from tests.awards.eligibility.scenes import (
    EXCELLENT,
    GOOD,
    LOW,
    day,
    make_case,
    make_scene,
    rated,
    streak_rule,
)

AWARD = "prime_minister_certificate_of_merit"


def streak(rule=None, *, on="2025-12-31", nominated="2026-02-01", year=None, **known):
    case = make_case(nominated=nominated, stated_year=year, history=past.History(**known))
    return make_scene(case, on=on).streak_of(rule or streak_rule())


@pytest.mark.parametrize(
    ("ratings", "sure", "possible"),
    [
        (rated(2021, 2025) | {2020: LOW}, 5, 5),
        (rated(2021, 2024) | {2020: LOW}, 0, 5),
        (rated(2021, 2022) | {2024: GOOD, 2025: GOOD, 2020: LOW}, 2, 5),
        (rated(2024, 2025) | {2023: LOW}, 2, 2),
        ({2025: LOW}, 0, 0),
    ],
)
def test_known_years_and_years_that_may_still_count(ratings, sure, possible):
    found = streak(ratings=ratings)
    assert (found.sure, found.possible) == (sure, possible)


def test_a_year_inside_outside_or_perhaps_inside():
    found = streak(ratings={2020: LOW, 2021: GOOD, 2023: GOOD, 2024: GOOD, 2025: GOOD})
    assert [found.holds(year) for year in (2020, 2021, 2022, 2023, 2025, 2026)] == [
        False,
        None,
        None,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("nominated", "year", "ratings", "last"),
    [
        ("2026-02-01", None, {}, 2025),
        ("2025-09-30", None, rated(2024, 2025), 2024),
        ("2025-10-01", None, rated(2024, 2025), 2025),
        ("2025-10-01", None, rated(2023, 2024), 2024),
        ("2025-10-01", 2025, rated(2023, 2024), 2025),
    ],
)
def test_the_year_a_streak_ends_with(nominated, year, ratings, last):
    assert streak(nominated=nominated, year=year, ratings=ratings).last == last


@pytest.mark.parametrize(
    ("award", "first"),
    [
        ({"year": 2020}, 2021),
        ({"year": 2020, "decision_date": day("2021-01-01")}, 2021),
        ({"year": 2020, "decision_date": day("2021-01-02")}, 2022),
        ({"year": 2020, "decision_date": day("2021-06-01"), "period_to": day("2020-12-31")}, 2021),
        ({"year": 2020, "period_to": day("2020-06-30")}, 2021),
    ],
)
def test_first_year_after_an_earlier_award(award, first):
    rule = streak_rule(starts_after_award=AWARD)
    found = streak(
        rule, ratings=rated(2015, 2025), awards=(past.Award(AWARD, reason="cong_trang", **award),)
    )
    assert (found.starts_after, found.first_sure) == (first, first)


def test_no_earlier_award_and_awards_not_known():
    rule = streak_rule(starts_after_award=AWARD)
    assert streak(rule, ratings=rated(2015, 2025), awards=()).award_missing
    assert streak(rule, ratings=rated(2015, 2025)).award_unknown


def test_the_latest_of_two_earlier_awards_starts_the_time():
    rule = streak_rule(starts_after_award=AWARD)
    awards = (past.Award(AWARD, 2012, "cong_trang"), past.Award(AWARD, 2020, "cong_trang"))
    assert streak(rule, ratings=rated(2010, 2025), awards=awards).sure == 5


@pytest.mark.parametrize(
    ("discipline", "on", "sure", "possible"),
    [
        ({"ended": day("2022-06-30")}, "2025-12-31", 3, 3),
        ({"ended": day("2022-12-31")}, "2025-12-31", 3, 3),
        ({"ended": day("2023-01-01")}, "2025-12-31", 3, 3),
        ({"ended": day("2022-06-30")}, "2025-06-30", 5, 5),
        ({"date": day("2022-06-30")}, "2025-12-31", 0, 3),
        ({"lasting": True}, "2025-12-31", 0, 0),
        ({}, "2025-12-31", 0, 5),
    ],
)
def test_a_discipline_starts_the_years_anew(discipline, on, sure, possible):
    ratings = rated(2021, 2025) | {2020: LOW}
    found = streak(ratings=ratings, discipline=(past.Discipline(**discipline),), on=on)
    assert (found.sure, found.possible) == (sure, possible)


def test_titles_stand_for_excellent_years():
    rule = streak_rule(EXCELLENT, 2, alternative_award=("excellent_labour_collective",))
    awards = (past.Award("excellent_labour_collective", 2024, "cong_trang"),)
    ratings = {2023: LOW, 2024: GOOD, 2025: EXCELLENT}
    assert streak(rule, ratings=ratings, awards=awards).sure == 2


def leave(kind="thai_san", end="2023-05-01"):
    return (past.Leave(kind, day("2022-11-01"), end and day(end)),)


@pytest.mark.parametrize(
    ("rating", "leave", "on", "sure"),
    [
        (GOOD, leave(), "2025-07-01", 5),
        (GOOD, leave(end=None), "2025-07-01", 5),
        (GOOD, leave("nghi_om"), "2025-07-01", 2),
        (GOOD, leave(), "2025-06-30", 2),
        (GOOD, leave(), "2027-03-01", 2),
        (EXCELLENT, leave(), "2025-07-01", 2),
    ],
)
def test_maternity_leave_counts_as_time(rating, leave, on, sure):
    ratings = rated(2021, 2025, rating) | {2020: LOW}
    del ratings[2023]
    assert streak(streak_rule(rating), ratings=ratings, leave=leave, on=on).sure == sure
