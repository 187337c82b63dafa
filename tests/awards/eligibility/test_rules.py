"""What the loader refuses in criteria and principles, and what a null makes of a criterion."""

import datetime

import pytest
import yaml

from awards import catalogue
from awards.eligibility.rules import every

CRITERION = {
    "type": "annual_rating",
    "params": {"min_rating": "hoan_thanh_tot"},
    "citation": "Luật Điều 1",
    "valid_from": datetime.date(2024, 1, 1),
    "verified": True,
    "evaluation": "auto",
}
AWARD = {
    "code": "medal_one",
    "name": "Huy chương",
    "name_en": "Medal",
    "kind": "medal",
    "recipients": ["individual"],
    "rank": 1,
    "basis": "annual",
    "article": {"document": "Luật", "article": "Điều 1", "verified": True},
    "granted_by": [
        {
            "levels": ["state_president"],
            "citation": "Luật Điều 2",
            "valid_from": datetime.date(2024, 1, 1),
            "verified": True,
        }
    ],
}
PRINCIPLE = {
    "id": "no_review",
    "name": "Tạm dừng",
    "name_en": "Deferred",
    "check": "no_open_review",
    "on_failure": "defer",
    "citation": "Luật Điều 3",
    "valid_from": datetime.date(2024, 1, 1),
    "verified": True,
}


def load(folder, *criteria, principle=None):
    award = AWARD | {"criteria": [dict(fields) for fields in criteria]}
    (folder / "awards.yaml").write_text(yaml.safe_dump({"awards": [award]}), encoding="utf-8")
    general = {"principles": [principle or PRINCIPLE]}
    (folder / "principles.yaml").write_text(yaml.safe_dump(general), encoding="utf-8")
    return catalogue.load(folder).rulebook


def refusal_of(folder, *criteria, principle=None):
    with pytest.raises(catalogue.CatalogueError) as refusal:
        load(folder, *criteria, principle=principle)
    return str(refusal.value)


def changed(**fields):
    return CRITERION | fields


def without(name):
    return {key: value for key, value in CRITERION.items() if key != name}


BRANCH = {
    "id": "one",
    "name": "Một",
    "name_en": "One",
    "citation": "Luật Điều 4",
    "verified": True,
    "criteria": [CRITERION],
}


def any_of(**fields):
    kept = {key: value for key, value in CRITERION.items() if key not in ("params", "evaluation")}
    return kept | {"type": "any_of", "branches": [BRANCH | fields]}


def test_the_code_is_the_place_in_the_list(tmp_path):
    rules = load(tmp_path, CRITERION, any_of()).awards["medal_one"]
    assert [one.code for one in every(rules.criteria)] == [
        "medal_one.1",
        "medal_one.2",
        "medal_one.2.one.1",
    ]


OLD = changed(valid_to=datetime.date(2024, 12, 31))


@pytest.mark.parametrize(
    ("criteria", "reason"),
    [
        ([changed(type="good_looks")], "medal_one.1: unknown type 'good_looks'"),
        ([without("citation")], "medal_one.1: citation is missing"),
        ([changed(citation=" ")], "medal_one.1: citation is missing"),
        ([without("verified")], "medal_one.1: verified must be true or false"),
        ([without("evaluation")], "medal_one.1: evaluation is missing"),
        ([changed(evaluation="guess")], "medal_one.1: unknown evaluation 'guess'"),
        ([without("params")], "medal_one.1: params is missing"),
        ([changed(params={})], "medal_one.1: parameter min_rating is missing"),
        (
            [changed(params={"min_rating": "hoan_thanh_tot", "colour": "red"})],
            "medal_one.1: annual_rating knows no parameter 'colour'",
        ),
        ([changed(params={"min_rating": "tot"})], "medal_one.1: unknown min_rating 'tot'"),
        ([changed(colour="red")], "medal_one.1: unknown field 'colour'"),
        ([changed(applies_to=["animal"])], "medal_one.1: unknown applies_to 'animal'"),
        (
            [changed(valid_from="soon")],
            "medal_one.1: valid_from must be a date, such as 2024-01-01",
        ),
        ([any_of(citation="")], "medal_one.1: branch: citation is missing"),
        ([any_of(criteria=[])], "medal_one.1: branch: criteria is missing"),
        ([any_of(criteria=[without("citation")])], "medal_one.1.one.1: citation is missing"),
    ],
)
def test_a_criterion_that_cannot_be_law_is_refused(tmp_path, criteria, reason):
    assert refusal_of(tmp_path, *criteria) == f"awards.yaml: {reason}"


def prior(*codes):
    params = {"award_any_of": list(codes), "min_times": 1, "consecutive": False}
    return changed(type="prior_award", params=params | {"window": "any_before"})


@pytest.mark.parametrize(
    ("criteria", "reason"),
    [
        (
            [CRITERION, CRITERION],
            "medal_one.2: its dates overlap those of medal_one.1, the same rule",
        ),
        (
            [OLD, changed(valid_from=datetime.date(2024, 12, 31))],
            "medal_one.2: its dates overlap those of medal_one.1, the same rule",
        ),
        ([prior("medal_two")], "medal_one.1: unknown award 'medal_two'"),
        ([any_of(criteria=[prior("medal_two")])], "medal_one.1.one.1: unknown award 'medal_two'"),
    ],
)
def test_dates_that_overlap_and_awards_that_do_not_exist_are_refused(tmp_path, criteria, reason):
    assert refusal_of(tmp_path, *criteria) == reason


def test_an_award_without_criteria_is_refused(tmp_path):
    assert refusal_of(tmp_path) == "awards.yaml: medal_one: criteria is missing"


def test_a_new_text_may_follow_the_old_one(tmp_path):
    later = changed(valid_from=datetime.date(2025, 1, 1), params={"min_rating": "hoan_thanh"})
    [old, new] = load(tmp_path, OLD, later).awards["medal_one"].criteria
    assert [one.in_force_on(datetime.date(2024, 12, 31)) for one in (old, new)] == [True, False]
    assert [one.in_force_on(datetime.date(2025, 1, 1)) for one in (old, new)] == [False, True]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"check": "be_nice"}, "no_review: unknown check 'be_nice'"),
        ({"on_failure": "shout"}, "no_review: unknown on_failure 'shout'"),
        ({"citation": None}, "no_review: citation is missing"),
        ({"valid_from": None}, "no_review: valid_from is missing"),
        ({"colour": "red"}, "no_review: unknown field 'colour'"),
    ],
)
def test_a_principle_that_cannot_be_law_is_refused(tmp_path, fields, reason):
    found = refusal_of(tmp_path, CRITERION, principle=PRINCIPLE | fields)
    assert found == f"principles.yaml: {reason}"


@pytest.mark.parametrize(
    ("fields", "decides"),
    [
        ({}, True),
        ({"verified": False}, False),
        ({"evaluation": "council"}, False),
        ({"evaluation": "local"}, False),
        ({"params": {"min_rating": None}}, False),
    ],
)
def test_what_never_decides(tmp_path, fields, decides):
    [criterion] = load(tmp_path, changed(**fields)).awards["medal_one"].criteria
    assert criterion.decides is decides


def test_null_is_a_value_only_where_no_earlier_award_is_named(tmp_path):
    streak = {"min_rating": "hoan_thanh_tot", "min_years": 5, "starts_after_award": None}
    cap = {"numerator": "medal_one", "denominator": "x", "max_ratio": "0.2", "rounding": None}
    [one, other] = (
        load(
            tmp_path,
            changed(type="rating_streak", params=streak),
            changed(type="ratio_cap", params=cap),
        )
        .awards["medal_one"]
        .criteria
    )
    assert (one.decides, other.decides) == (True, False)
