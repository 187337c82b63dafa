"""`manage.py check_eligibility`, with the examples of the contract."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = """
cases:
- id: E1
  nomination: {award: provincial_emulation_fighter, recipient: individual,
               nomination_date: '2026-02-01', reason: cong_trang}
  history:
    ratings: {2023: hoan_thanh_tot, 2024: hoan_thanh_xuat_sac, 2025: hoan_thanh_tot}
    statements: {solidarity_and_participation: true}
    awards:
    - {award: grassroots_emulation_fighter, year: 2023, reason: cong_trang}
    - {award: grassroots_emulation_fighter, year: 2024, reason: cong_trang}
    - {award: grassroots_emulation_fighter, year: 2025, reason: cong_trang}
    initiatives:
    - {year: 2024, scope: bo_tinh, recognised: true}
    discipline: []
    open_reviews: []
- id: E2
  nomination: {award: excellent_labour_collective, recipient: collective,
               nomination_date: '2026-01-15', reason: cong_trang}
  history:
    ratings: {2025: hoan_thanh_xuat_sac}
    statements: {regular_effective_movement: true, internal_unity_and_compliance: true}
    members: {total: 12, completed_tasks: 12, advanced_worker: 8, grassroots_emulation_fighter: 1,
              disciplined: [{level: canh_cao, count: 0}]}
    open_reviews: []
- id: later
  nomination: {award: bravery_order, recipient: individual, nomination_date: '2026-10-01',
               reason: dot_xuat}
"""


@pytest.fixture
def answered(tmp_path):
    (tmp_path / "in.yaml").write_text(EXAMPLES, encoding="utf-8")
    call_command("check_eligibility", tmp_path / "in.yaml", "--output", tmp_path / "out.yaml")
    return yaml.safe_load((tmp_path / "out.yaml").read_text(encoding="utf-8"))["results"]


def test_the_first_example_is_eligible(answered):
    first = answered[0]
    assert (first["id"], first["overall"]) == ("E1", "eligible")
    assert [(row["code"], row["verdict"]) for row in first["criteria"]] == [
        ("provincial_emulation_fighter.1", "passed"),
        ("provincial_emulation_fighter.2", "passed"),
        ("provincial_emulation_fighter.3", "unknown"),
    ]
    assert {row["verdict"] for row in first["principles"]} == {"passed", "unknown"}


def test_in_the_second_example_8_of_12_are_less_than_70_per_cent(answered):
    second = answered[1]
    assert (second["id"], second["overall"]) == ("E2", "not_eligible")
    failed = [row["code"] for row in second["criteria"] if row["verdict"] == "failed"]
    assert failed == ["excellent_labour_collective.4"]


def test_the_keys_are_those_of_the_contract(answered):
    assert [set(row) for row in answered] == [
        {"id", "overall", "criteria", "principles"},
        {"id", "overall", "criteria", "principles"},
        {"id", "overall", "law_gap", "criteria", "principles"},
    ]
    criterion = {"code", "type", "verdict", "verified", "citation", "facts", "message"}
    assert all(set(row) == criterion for one in answered for row in one["criteria"])
    principle = {"code", "verdict", "verified", "citation", "message"}
    assert all(set(row) == principle for one in answered for row in one["principles"])
    assert all(row["message"] for one in answered for row in one["criteria"] + one["principles"])


def test_a_case_after_the_gap_names_the_law(answered):
    assert answered[2]["law_gap"] == "Luật 06/2026/QH16"


def test_an_unknown_key_is_refused_with_its_path_and_nothing_is_written(tmp_path):
    wrong = EXAMPLES.replace("scope: bo_tinh", "level: bo_tinh")
    (tmp_path / "in.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("check_eligibility", tmp_path / "in.yaml", "--output", tmp_path / "out.yaml")
    assert "cases[0].history.initiatives[0].level: unknown key" in str(refusal.value)
    assert not (tmp_path / "out.yaml").exists()


@pytest.mark.slow
def test_a_refusal_ends_with_a_non_zero_exit(tmp_path):
    (tmp_path / "in.yaml").write_text("cases: []\ncolour: red\n", encoding="utf-8")
    arguments = ["check_eligibility", tmp_path / "in.yaml", "--output", tmp_path / "out.yaml"]
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode != 0
    assert "colour: unknown key" in done.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError):
        call_command("check_eligibility", tmp_path / "no.yaml", "--output", tmp_path / "out.yaml")


def test_an_output_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "in.yaml").write_text(EXAMPLES, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("check_eligibility", tmp_path / "in.yaml", "--output", tmp_path / "no" / "out")
