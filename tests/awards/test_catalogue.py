"""The catalogue of the repository, and what the loader refuses."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from awards import catalogue
from awards.bonuses import bonuses_on
from awards.models import AwardType, BaseSalary, Bonus

CODES = """
advanced_worker advanced_soldier grassroots_emulation_fighter provincial_emulation_fighter
national_emulation_fighter advanced_labour_collective excellent_labour_collective advanced_unit
determined_to_win_unit provincial_emulation_flag government_emulation_flag exemplary_commune
cultural_village cultural_family commendation_paper provincial_certificate_of_merit
prime_minister_certificate_of_merit labour_order_3 labour_order_2 labour_order_1
independence_order_1 independence_order_2 independence_order_3 bravery_order
national_great_unity_order gold_star_order ho_chi_minh_order military_exploit_order_1
military_exploit_order_2 military_exploit_order_3 fatherland_defence_order_1
fatherland_defence_order_2 fatherland_defence_order_3 feat_of_arms_order_1 feat_of_arms_order_2
feat_of_arms_order_3 friendship_order determined_to_win_flag_medal for_national_security_medal
glorious_soldier_medal_1 glorious_soldier_medal_2 glorious_soldier_medal_3 friendship_medal
young_volunteers_medal hero_of_labour heroic_province heroic_city heroic_vietnamese_mother
hero_of_armed_forces peoples_teacher meritorious_teacher peoples_physician
meritorious_physician peoples_artist meritorious_artist peoples_artisan meritorious_artisan
ho_chi_minh_prize state_prize commemorative_medal
""".split()


def test_all_sixty_codes_are_there():
    found = [award.code for award in catalogue.load().awards]
    assert len(found) == 60
    assert sorted(found) == sorted(CODES)


def test_words_of_models_and_catalogue_agree():
    assert set(catalogue.KINDS) == set(AwardType.Kind.values)


@pytest.mark.django_db
@pytest.mark.slow
def test_loaded_twice_nothing_changes(capsys):
    call_command("load_catalogue")
    rows = [list(model.objects.values()) for model in (AwardType, Bonus, BaseSalary)]
    capsys.readouterr()
    call_command("load_catalogue")
    assert [list(model.objects.values()) for model in (AwardType, Bonus, BaseSalary)] == rows
    assert [len(part) for part in rows] == [60, 94, 5]
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.django_db
@pytest.mark.slow
def test_a_changed_row_is_changed_and_a_removed_one_goes():
    call_command("load_catalogue")
    AwardType.objects.filter(code="labour_order_1").update(name="Khác")
    Bonus.objects.filter(award_type__code="labour_order_1").delete()
    BaseSalary.objects.create(
        amount=1, citation="x", verified=False, valid_from=datetime.date(2001, 1, 1)
    )
    call_command("load_catalogue")
    assert AwardType.objects.get(code="labour_order_1").name == "Huân chương Lao động hạng Nhất"
    assert (Bonus.objects.count(), BaseSalary.objects.count()) == (94, 5)


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "on", "paid"),
    [
        ("labour_order_1", "2026-06-30", [("individual", 21_060_000), ("collective", 42_120_000)]),
        ("labour_order_1", "2026-07-01", [("individual", 22_770_000), ("collective", 45_540_000)]),
        ("provincial_emulation_flag", "2024-07-01", [("collective", 18_720_000)]),
        ("labour_order_1", "2024-07-01", []),  # not read in the former decree: missing, not zero
        ("labour_order_1", "2027-03-01", []),  # the decree has expired
    ],
)
def test_bonus_of_a_day(code, on, paid):
    call_command("load_catalogue")
    award = AwardType.objects.get(code=code)
    found = bonuses_on(datetime.date.fromisoformat(on), [award]).get(award.pk, [])
    assert [(line.recipient, line.amount) for line in found] == paid


AWARD = """
awards:
  - code: medal_one
    name: "Huy chương"
    name_en: "Medal"
    kind: medal
    recipients: [individual]
    rank: 1
    article: {document: "Luật", article: "Điều 1", verified: true}
    granted_by:
      - {levels: [state_president], citation: "Luật Điều 2", valid_from: 2024-01-01, verified: true}
    basis: by_merit
    criteria:
      - type: conduct
        params: {statement: compliance}
        citation: "Luật Điều 1"
        valid_from: 2024-01-01
        verified: true
        evaluation: assert
"""
MONEY = """
base_salaries:
  - {amount: 100, valid_from: 2024-01-01, valid_to: 2024-06-30, verified: true, citation: "NĐ 1"}
  - {amount: 200, valid_from: 2024-07-01, valid_to: null, verified: true, citation: "NĐ 2"}
factors:
  - {name: twice, recipient: collective, factor: "2", citation: "NĐ 3"}
multiples:
  - awards: [medal_one]
    recipient: individual
    multiple: "1.5"
    verified: true
    citation: "NĐ 3 Điều 55"
    valid_from: 2024-01-01
    valid_to: 2024-12-31
"""


def load(tmp_path, award=AWARD, money=MONEY):
    (tmp_path / "awards.yaml").write_text(award, encoding="utf-8")
    (tmp_path / "money.yaml").write_text(money, encoding="utf-8")
    return catalogue.load(tmp_path)


def test_the_smallest_catalogue(tmp_path):
    found = load(tmp_path)
    assert [award.code for award in found.awards] == ["medal_one"]
    assert [str(row.multiple) for row in found.multiples] == ["1.5"]


MONEY_AGAIN = MONEY.partition("multiples:\n")[2]
GRANT = AWARD.partition("granted_by:\n")[2].partition("    basis:")[0]
REFUSALS = [
    (AWARD.replace("kind: medal", "kind: badge"), MONEY, "AWARD: unknown kind 'badge'"),
    (
        AWARD.replace('citation: "Luật Điều 2"', 'citation: ""'),
        MONEY,
        "AWARD: granted_by: citation is missing",
    ),
    (
        AWARD.replace('"Luật Điều 2", valid_from: 2024-01-01', '"Luật Điều 2"'),
        MONEY,
        "AWARD: granted_by: valid_from is missing",
    ),
    (
        AWARD.replace(GRANT, GRANT + GRANT.replace("2024-01-01", "2025-07-01")),
        MONEY,
        "AWARD: granted_by: the dates of state_president from 2024-01-01 and from 2025-07-01 "
        "overlap",
    ),
    (AWARD.replace(GRANT, ""), MONEY, "AWARD: granted_by is not a list of periods"),
    (
        AWARD.replace('article: "Điều 1"', 'article: ""'),
        MONEY,
        "AWARD: article: article is missing",
    ),
    (AWARD.replace("[individual]", "[animal]"), MONEY, "AWARD: unknown recipients 'animal'"),
    (AWARD.replace("state_president", "mayor"), MONEY, "AWARD: granted_by: unknown levels 'mayor'"),
    (AWARD.replace("rank: 1", "rank: one"), MONEY, "AWARD: rank must be a whole number from 1"),
    (AWARD.replace("rank: 1", "rank: 1\n    colour: red"), MONEY, "AWARD: unknown field 'colour'"),
    (
        AWARD.replace("rank: 1", "rank: 1\n    rank: 2"),
        MONEY,
        "awards.yaml, line 9: not readable as YAML (the key 'rank' stands twice)",
    ),
    (
        AWARD + AWARD.partition("awards:\n")[2],
        MONEY,
        "medal_one: the code medal_one stands twice, see medal_one",
    ),
    (
        AWARD.replace("rank: 1", "rank: 1\n    valid_from: 2025-01-01\n    valid_to: 2024-01-01"),
        MONEY,
        "AWARD: valid_to is before valid_from",
    ),
    (
        AWARD,
        MONEY.replace("2024-06-30", "2024-07-01"),
        "base salary: the dates from 2024-01-01 and from 2024-07-01 overlap",
    ),
    (
        AWARD,
        MONEY
        + MONEY_AGAIN.replace("valid_from: 2024-01-01", "valid_from: 2024-12-31").replace(
            "valid_to: 2024-12-31", "valid_to: null"
        ),
        "multiple medal_one individual: the dates from 2024-01-01 and from 2024-12-31 overlap",
    ),
    (
        AWARD,
        MONEY.replace("[medal_one]", "[medal_two]"),
        "money.yaml: multiple of medal_two: unknown awards 'medal_two'",
    ),
    (
        AWARD,
        MONEY.replace("recipient: individual\n", "recipient: household\n"),
        "ROW: medal_one is not given to household",
    ),
    (
        AWARD,
        MONEY.replace('multiple: "1.5"', "multiple: 1.5"),
        'ROW: multiple must be a number in quotes above 0, such as "1.5"',
    ),
    (
        AWARD,
        MONEY.replace('citation: "NĐ 3 Điều 55"', "citation: null"),
        "ROW: citation is missing",
    ),
    (
        AWARD,
        MONEY.replace("verified: true\n", "verified: maybe\n"),
        "ROW: verified must be true or false",
    ),
    (AWARD, "prices: []", "money.yaml: unknown part 'prices'"),
    (AWARD, "- 1", "money.yaml: holds no mapping of awards or money"),
    ("awards: 3", MONEY, "awards.yaml: awards: is not a list"),
    ("other: 3", MONEY, "awards.yaml"),
]


@pytest.mark.parametrize(("award", "money", "reason"), REFUSALS)
def test_refused_with_file_code_and_reason(tmp_path, award, money, reason):
    with pytest.raises(catalogue.CatalogueError) as refusal:
        load(tmp_path, award, money)
    if reason != "awards.yaml":
        reason = reason.replace("AWARD:", "awards.yaml: medal_one:")
        assert str(refusal.value) == reason.replace("ROW:", "money.yaml: multiple of medal_one:")


def test_broken_yaml_names_its_line(tmp_path):
    with pytest.raises(catalogue.CatalogueError) as refusal:
        load(tmp_path, AWARD + "\n  x: [")
    assert str(refusal.value).startswith("awards.yaml, line 21: not readable as YAML")


@pytest.mark.django_db
def test_the_command_says_the_reason_and_fails(tmp_path, monkeypatch):
    (tmp_path / "awards.yaml").write_text(AWARD.replace("kind: medal", "kind: badge"), "utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue.load, "__defaults__", (tmp_path,))
    with pytest.raises(CommandError) as refusal:
        call_command("load_catalogue")
    assert str(refusal.value) == "awards.yaml: medal_one: unknown kind 'badge'"
    assert AwardType.objects.count() == 0
