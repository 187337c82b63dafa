"""Dossier parts, votes, deadlines, consultation and publication: the file, and what it refuses."""

import datetime
from decimal import Decimal

import pytest
import yaml

from awards import catalogue, procedure
from awards.entries import CatalogueError

OLD, NEW = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
YEAR_END, YEAR_START = datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)
EXPIRED = datetime.date(2027, 3, 1)


@pytest.fixture(scope="module")
def law():
    return catalogue.known().procedure


@pytest.mark.parametrize(
    ("award", "day", "threshold", "written"),
    [
        ("national_emulation_fighter", OLD, "0.9", True),
        ("national_emulation_fighter", NEW, "0.9", False),
        ("government_emulation_flag", NEW, "0.8", False),
        ("hero_of_labour", NEW, "0.9", False),
        ("provincial_emulation_fighter", YEAR_END, "0.9", True),
        ("provincial_emulation_fighter", YEAR_START, None, None),  # the province's own rule
        ("grassroots_emulation_fighter", YEAR_END, "0.8", True),
        ("provincial_emulation_flag", YEAR_END, "0.8", True),
        ("provincial_emulation_flag", YEAR_START, None, None),
        ("national_emulation_fighter", EXPIRED, None, None),
        ("labour_order_3", NEW, None, None),
    ],
)
def test_share_of_all_members_that_must_agree(law, award, day, threshold, written):
    vote = law.vote_of(award, day)
    found = (vote.threshold, vote.written_opinion) if vote else (None, None)
    assert found == (threshold and Decimal(threshold), written)


@pytest.mark.parametrize(
    ("award", "day", "documents"),
    [
        ("labour_order_3", OLD, ["submission", "report", "minutes"]),
        ("labour_order_3", NEW, ["submission_of_province", "certified_report", "minutes"]),
        ("friendship_order", NEW, ["submission", "report", "minutes"]),
        ("glorious_soldier_medal_1", NEW, ["submission_of_province", "list_of_nominees"]),
        ("grassroots_emulation_fighter", YEAR_START, ["submission", "report", "minutes"]),
        (
            "national_emulation_fighter",
            NEW,
            ["submission_of_province", "certified_report", "minutes_with_vote"]
            + ["scope_confirmation"],
        ),
    ],
)
def test_the_award_s_own_list_stands_before_the_general_one(law, award, day, documents):
    found = [row for row in law.dossiers_of(award, day) if row.case is None]
    assert [list(row.documents) for row in found] == [documents]


def test_special_cases_stand_beside_the_list(law):
    found = law.dossiers_of("labour_order_3", NEW)
    assert {row.case for row in found} == {None, "foreigner", "found_by_the_head"}


@pytest.mark.parametrize(
    ("award", "days"),
    [
        ("labour_order_1", 10),
        ("peoples_teacher", 10),
        ("national_emulation_fighter", 10),
        ("prime_minister_certificate_of_merit", None),
        ("provincial_certificate_of_merit", None),
    ],
)
def test_published_before_the_council(law, award, days):
    found = law.publication_of(award, NEW)
    assert (found and found.working_days) == days
    assert law.publication_of(award, OLD) is None


def test_silence_agrees_only_where_the_ministry_asked(law):
    answer = law.answer_on(NEW)
    assert (answer.working_days, answer.silence_agrees_for) == (10, ("ministry",))


@pytest.mark.parametrize(
    ("award", "days"),
    [("labour_order_1", 30), ("independence_order_3", 40), ("commendation_paper", None)],
)
def test_working_days_of_the_province(law, award, days):
    rows = [row for row in procedure.concerning(law.deadlines, award, NEW)]
    found = [row.working_days for row in rows if row.id == "province_submits"]
    assert found == ([days] if days else [])


def test_a_day_of_the_year(law):
    rows = procedure.concerning(law.deadlines, "government_emulation_flag", NEW)
    found = {row.case: row.month_day for row in rows if row.id == "government_flag_to_ministry"}
    assert found == {None: (6, 30), "education": (12, 31)}


# --- what is refused

VOTE = {
    "id": "flag",
    "awards": ["flag"],
    "threshold": "0.8",
    "base": "total_members",
    "citation": "NĐ 1 Điều 2",
    "valid_from": datetime.date(2025, 7, 1),
    "verified": True,
}
DEADLINE = VOTE | {"actor": "province", "name": "Trình", "name_en": "Submit", "working_days": 30}
DEADLINE = {name: DEADLINE[name] for name in DEADLINE if name not in ("threshold", "base")}
GROUPS = {"flag": frozenset(["flag"]), "order": frozenset(["order_1", "order_2"])}


def read(content):
    return procedure.read_files([("p.yaml", yaml.safe_load(yaml.safe_dump(content)))], GROUPS)


def without(row, name):
    return {key: value for key, value in row.items() if key != name}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"votes": [without(VOTE, "citation")]}, "votes: flag: citation is missing"),
        ({"votes": [without(VOTE, "valid_from")]}, "votes: flag: valid_from is missing"),
        ({"votes": [without(VOTE, "verified")]}, "votes: flag: verified must be true or false"),
        ({"votes": [VOTE | {"awards": ["medal"]}]}, "votes: flag: unknown awards 'medal'"),
        ({"votes": [VOTE | {"base": "present"}]}, "votes: flag: unknown base 'present'"),
        ({"votes": [VOTE | {"colour": "red"}]}, "votes: flag: unknown field 'colour'"),
        (
            {"votes": [VOTE | {"threshold": "80"}]},
            'votes: flag: threshold must be a share up to 1, such as "0.9"',
        ),
        (
            {"votes": [VOTE, VOTE | {"id": "again", "valid_from": datetime.date(2026, 1, 1)}]},
            "votes: again: its dates overlap those of flag for flag",
        ),
        ({"ballots": [VOTE]}, "unknown part 'ballots'"),
        ({"votes": VOTE}, "votes: is not a list"),
        ({"votes": ["flag"]}, "votes: row: is not a mapping of fields"),
        (
            {"deadlines": [without(DEADLINE, "working_days")]},
            "deadlines: flag: needs working_days or date, one of them",
        ),
        (
            {"deadlines": [without(DEADLINE, "working_days") | {"date": "31-12"}]},
            'deadlines: flag: date must be a month and a day in quotes, such as "12-31"',
        ),
        (
            {"dossiers": [without(VOTE, "threshold") | {"documents": ["photo"]}]},
            "dossiers: flag: unknown documents 'photo'",
        ),
    ],
)
def test_refused_with_file_part_row_and_reason(content, reason):
    with pytest.raises(CatalogueError) as refusal:
        read(content)
    assert str(refusal.value) == f"p.yaml: {reason}"


def test_a_newer_text_after_the_older_one_is_no_overlap():
    old = VOTE | {"valid_from": datetime.date(2024, 1, 1), "valid_to": datetime.date(2025, 6, 30)}
    assert [row.id for row in read({"votes": [old, VOTE]}).votes] == ["flag", "flag"]


def test_a_kind_without_some_of_its_awards():
    [row] = read({"votes": [VOTE | {"awards": ["order"], "except": ["order"]}]}).votes
    assert row.awards == frozenset()
