"""Faults of a file of cases: each with its path, all of them at once."""

import copy

import pytest
import yaml

from awards import catalogue
from awards.eligibility.reading import CaseError, read_cases

CASE = {
    "id": "A",
    "nomination": {
        "award": "advanced_worker",
        "recipient": "individual",
        "nomination_date": "2026-02-01",
        "reason": "cong_trang",
    },
    "history": {},
}


def case_with(path, value):
    case = copy.deepcopy(CASE)
    *parents, last = path.split(".")
    place = case
    for name in parents:
        place = place[name]
    place[last] = value
    return case


def faults_of(*cases):
    with pytest.raises(CaseError) as refusal:
        read_cases(yaml.safe_dump({"cases": list(cases)}), catalogue.rulebook())
    return str(refusal.value).splitlines()


def read_one(path, value):
    [case] = read_cases(yaml.safe_dump({"cases": [case_with(path, value)]}), catalogue.rulebook())
    return case


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("colour", "red", "cases[0].colour: unknown key"),
        ("nomination.awrd", "x", "cases[0].nomination.awrd: unknown key"),
        ("history.rating", {}, "cases[0].history.rating: unknown key"),
        (
            "history.statements",
            {"solidarity": True, "solidarty": True},
            "cases[0].history.statements.solidarty: unknown key",
        ),
        (
            "history.awards",
            [{"award": "advanced_worker", "year": 2025, "level": 1}],
            "cases[0].history.awards[0].level: unknown key",
        ),
        (
            "history.members",
            {"total": 3, "advanced_workers": 1},
            "cases[0].history.members.advanced_workers: unknown key",
        ),
        (
            "history.members",
            {"disciplined": [{"level": "canh_cao", "count": 0, "x": 1}]},
            "cases[0].history.members.disciplined[0].x: unknown key",
        ),
        (
            "history.quota",
            {"numerator": 1, "denominator": 2, "unit": "x"},
            "cases[0].history.quota.unit: unknown key",
        ),
        (
            "history.leave",
            [{"kind": "x", "from": 2025, "till": 1}],
            "cases[0].history.leave[0].till: unknown key",
        ),
        (
            "history.posts",
            [{"post": "x", "since": 1}],
            "cases[0].history.posts[0].since: unknown key",
        ),
        ("history.campaigns", [{"year": 1}], "cases[0].history.campaigns[0].year: unknown key"),
        ("history.discipline", [{"end": 1}], "cases[0].history.discipline[0].end: unknown key"),
        (
            "history.open_reviews",
            [{"type": 1}],
            "cases[0].history.open_reviews[0].type: unknown key",
        ),
        (
            "history.initiatives",
            [{"year": 2025, "level": 1}],
            "cases[0].history.initiatives[0].level: unknown key",
        ),
        (
            "history.achievements",
            [{"category": "x", "scope": 1}],
            "cases[0].history.achievements[0].scope: unknown key",
        ),
        (
            "history.emulation_ranks",
            [{"year": 2025, "rank": 1}],
            "cases[0].history.emulation_ranks[0].rank: unknown key",
        ),
        (
            "history.process_steps",
            [{"step": "x", "days": 1}],
            "cases[0].history.process_steps[0].days: unknown key",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_its_path(path, value, fault):
    assert faults_of(case_with(path, value)) == [fault]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("nomination.award", "no_award", "award: unknown value 'no_award'"),
        ("nomination.award", ["advanced_worker"], "award: unknown value ['advanced_worker']"),
        ("nomination.award", None, "award: is missing"),
        ("nomination.recipient", "unit", "recipient: unknown value 'unit'"),
        ("nomination.reason", "merit", "reason: unknown value 'merit'"),
        (
            "nomination.nomination_date",
            "1.2.2026",
            "nomination_date: '1.2.2026' is not a date such as '2026-02-01'",
        ),
        (
            "nomination.nomination_date",
            "2004-06-30",
            "nomination_date: lies before the law in the catalogue (2004-07-01)",
        ),
        ("nomination.year", 2027, "year: lies after the nomination"),
        ("nomination.year", True, "year: True is not a year"),
        ("nomination.direct_worker", "yes", "direct_worker: 'yes' is not true or false"),
    ],
)
def test_a_wrong_value_of_the_nomination_is_refused(path, value, fault):
    assert faults_of(case_with(path, value)) == [f"cases[0].nomination.{fault}"]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("ratings", {2025: "tot"}, "ratings.2025: unknown value 'tot'"),
        ("ratings", {"last": "hoan_thanh"}, "ratings.last: 'last' is not a year"),
        ("ratings", ["hoan_thanh"], "ratings: a mapping of fields is expected"),
        ("awards", {}, "awards: a list is expected"),
        ("awards", [{"award": "x", "year": 2025}], "awards[0].award: unknown value 'x'"),
        ("awards", [{"award": "advanced_worker"}], "awards[0].year: is missing"),
        (
            "awards",
            [{"award": "advanced_worker", "year": 2025, "period_from": 2025, "period_to": 2024}],
            "awards[0].period_to: lies before period_from",
        ),
        (
            "initiatives",
            [{"year": 2025, "scope": "xa"}],
            "initiatives[0].scope: unknown value 'xa'",
        ),
        ("initiatives", [{"year": 2025, "kind": "x"}], "initiatives[0].kind: unknown value 'x'"),
        ("campaigns", [{"at": "start"}], "campaigns[0].at: unknown value 'start'"),
        ("quota", {"numerator": 1}, "quota.denominator: is missing"),
        (
            "quota",
            {"numerator": -1, "denominator": 2},
            "quota.numerator: -1 is not a number from 0",
        ),
        (
            "leave",
            [{"kind": "thai_san", "from": 2025, "to": 2024}],
            "leave[0].to: lies before from",
        ),
        (
            "members",
            {"total": 3, "advanced_worker": 4},
            "members.advanced_worker: 4 of 3 members: the part exceeds the whole",
        ),
        (
            "members",
            {"total": 3, "completed_tasks": 4},
            "members.completed_tasks: 4 of 3 members: the part exceeds the whole",
        ),
        (
            "members",
            {"total": 1, "disciplined": [{"level": "canh_cao", "count": 2}]},
            "members.disciplined: the part exceeds the whole of 1 members",
        ),
    ],
)
def test_a_wrong_value_of_the_history_is_refused(path, value, fault):
    assert faults_of(case_with(f"history.{path}", value)) == [f"cases[0].history.{fault}"]


def test_all_faults_are_told_at_once():
    first, second = case_with("nomination.reason", "x"), case_with("history.colour", 1)
    assert faults_of(first, second | {"id": "B"}) == [
        "cases[0].nomination.reason: unknown value 'x'",
        "cases[1].history.colour: unknown key",
    ]


def test_one_id_may_not_stand_twice():
    assert faults_of(CASE, CASE) == ["cases[1].id: 'A' stands twice"]


@pytest.mark.parametrize(
    ("content", "start"),
    [
        ("cases: [", "not readable as YAML:"),
        ("cases: {a: 1, a: 2}", "not readable as YAML:"),
        ("cases: []\nday: 2026-02-30", "not readable as YAML:"),
        ("- 1", "file: a mapping of fields is expected"),
        ("other: []", "other: unknown key"),
        ("cases: 3", "cases: a list is expected"),
        ("cases: [3]", "cases[0]: a mapping of fields is expected"),
    ],
)
def test_a_file_that_is_none(content, start):
    with pytest.raises(CaseError) as refusal:
        read_cases(content, catalogue.rulebook())
    assert str(refusal.value).startswith(start)


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(CaseError) as refusal:
        read_cases("cases:\n- id: A\n  id: B\n", catalogue.rulebook())
    assert "the key 'id' stands twice" in str(refusal.value)


def test_what_is_not_stated_is_none_and_an_empty_list_is_complete():
    assert read_one("history", {}).history.awards is None
    assert read_one("history.awards", []).history.awards == ()
    assert read_one("history", None).history.open_reviews is None


def test_dates_may_stand_with_and_without_quotes_and_periods_as_years():
    content = yaml.safe_dump({"cases": [CASE]}).replace("'2026-02-01'", "2026-02-01")
    [case] = read_cases(content, catalogue.rulebook())
    assert case.nomination_date.isoformat() == "2026-02-01"
    rows = [{"award": "advanced_worker", "year": 2025, "period_from": 2024, "period_to": 2025}]
    [award] = read_one("history.awards", rows).history.awards
    assert (award.period_from.isoformat(), award.period_to.isoformat()) == (
        "2024-01-01",
        "2025-12-31",
    )
