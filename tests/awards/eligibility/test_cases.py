"""Our cases (cases/*.yaml): each says beside its facts what the law makes of them.

`expect` names the outcome and the verdicts of criteria by their code without the award; `absent`
are codes that must not be listed: their rule was not in force or is for somebody else.
"""

import re
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from awards import catalogue
from awards.eligibility import vocabulary
from awards.eligibility.fields import UniqueKeys
from awards.eligibility.judging import judge
from awards.eligibility.reading import read_cases
from awards.eligibility.results import all_data
from awards.eligibility.rules import CHECKS_OF_PRINCIPLES
from awards.eligibility.wording.telling import Teller

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), UniqueKeys)["cases"]
]


def judged(fields):
    rulebook = catalogue.rulebook()
    stated = {name: value for name, value in fields.items() if name != "expect"}
    [case] = read_cases(yaml.safe_dump({"cases": [stated]}), rulebook)
    return judge(case, rulebook)


@pytest.mark.parametrize("fields", CASES, ids=lambda fields: fields["id"])
def test_case(fields):
    report, expect = judged(fields), fields["expect"]
    prefix = f"{report.rules.code}."
    criteria = {
        one.criterion.code.removeprefix(prefix): str(one.verdict) for one in report.criteria
    }
    principles = {one.principle.id: str(one.verdict) for one in report.principles}
    wanted = {str(code): verdict for code, verdict in expect.get("criteria", {}).items()}
    of_principles = expect.get("principles", {})
    assert {
        "overall": str(report.overall),
        "law_gap": report.law_gap,
        "criteria": {code: criteria.get(code) for code in wanted},
        "principles": {code: principles.get(code) for code in of_principles},
        "absent": [code for code in map(str, expect.get("absent", [])) if code not in criteria],
    } == {
        "overall": expect["overall"],
        "law_gap": expect.get("law_gap"),
        "criteria": wanted,
        "principles": of_principles,
        "absent": [str(code) for code in expect.get("absent", [])],
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_is_told_and_written(language):
    with translation.override(language):
        data = all_data(map(judged, CASES), Teller(catalogue.rulebook()))
    assert yaml.safe_load(yaml.safe_dump(data, allow_unicode=True)) == data
    told = [
        row["message"] for one in data["results"] for row in one["criteria"] + one["principles"]
    ]
    assert [line for line in told if not line or re.search(r"None(?! of)|%\(", line)] == []


def test_names_are_unique_and_there_are_many():
    names = [fields["id"] for fields in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 80


# What no award of the catalogue asks with all its figures read; tested in test_criteria.py.
ONLY_UNIT_TESTS = {"min_years_between", "unit_age_min"}


@pytest.fixture(scope="module")
def verdicts_seen():
    seen = {}
    for fields in CASES:
        for one in judged(fields).criteria:
            seen.setdefault(one.criterion.type, set()).add(str(one.verdict))
    return seen


@pytest.mark.parametrize("type_", sorted({*vocabulary.PARAMS, "any_of"} - ONLY_UNIT_TESTS))
def test_every_type_passes_fails_and_stays_open_somewhere(type_, verdicts_seen):
    wanted = {"unknown"} if type_ == "local_rule" else {"passed", "failed", "unknown"}
    assert verdicts_seen[type_] == wanted


def test_every_check_of_principles_is_shown():
    asked = {name for fields in CASES for name in fields["expect"].get("principles", {})}
    checks = {one.check for one in catalogue.rulebook().principles if one.id in asked}
    assert checks == {*CHECKS_OF_PRINCIPLES} - {"counting"}
