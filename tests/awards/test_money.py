"""Every row of the table of bonuses (Nghị định 152/2025/NĐ-CP, Điều 50 - 55) at both base
salaries."""

from decimal import Decimal

import pytest

from awards import catalogue
from awards.money import bonus

ROWS = [
    ("CSTDTQ", ["national_emulation_fighter"], "individual", "4.5", 10_530_000, 11_390_000),
    ("CSTDT", ["provincial_emulation_fighter"], "individual", "3.0", 7_020_000, 7_590_000),
    ("CSTDCS", ["grassroots_emulation_fighter"], "individual", "1.0", 2_340_000, 2_530_000),
    ("LDTT", ["advanced_worker", "advanced_soldier"], "individual", "0.3", 710_000, 760_000),
    (
        "TTLDXS",
        ["excellent_labour_collective", "determined_to_win_unit"],
        "collective",
        "1.5",
        3_510_000,
        3_800_000,
    ),
    (
        "TTLDTT",
        ["advanced_labour_collective", "advanced_unit"],
        "collective",
        "0.8",
        1_880_000,
        2_030_000,
    ),
    ("XATB", ["exemplary_commune"], "collective", "2.0", 4_680_000, 5_060_000),
    ("THONVH", ["cultural_village"], "collective", "1.5", 3_510_000, 3_800_000),
    ("COCP", ["government_emulation_flag"], "collective", "12.0", 28_080_000, 30_360_000),
    ("COTINH", ["provincial_emulation_flag"], "collective", "8.0", 18_720_000, 20_240_000),
    ("COQK", [], "collective", "6.0", 14_040_000, 15_180_000),
    ("HCSV", ["gold_star_order"], "individual", "46.0", 107_640_000, 116_380_000),
    ("HCHCM", ["ho_chi_minh_order"], "individual", "30.5", 71_370_000, 77_170_000),
    (
        "HCDL1",
        ["independence_order_1", "military_exploit_order_1"],
        "individual",
        "15.0",
        35_100_000,
        37_950_000,
    ),
    (
        "HCDL2",
        ["independence_order_2", "military_exploit_order_2"],
        "individual",
        "12.5",
        29_250_000,
        31_630_000,
    ),
    (
        "HCDL3",
        ["independence_order_3", "military_exploit_order_3"],
        "individual",
        "10.5",
        24_570_000,
        26_570_000,
    ),
    (
        "HCLD1",
        ["labour_order_1", "feat_of_arms_order_1", "fatherland_defence_order_1"],
        "individual",
        "9.0",
        21_060_000,
        22_770_000,
    ),
    (
        "HCLD2",
        [
            "labour_order_2",
            "feat_of_arms_order_2",
            "fatherland_defence_order_2",
            "national_great_unity_order",
        ],
        "individual",
        "7.5",
        17_550_000,
        18_980_000,
    ),
    (
        "HCLD3",
        ["labour_order_3", "feat_of_arms_order_3", "fatherland_defence_order_3", "bravery_order"],
        "individual",
        "4.5",
        10_530_000,
        11_390_000,
    ),
    ("BMVNAH", ["heroic_vietnamese_mother"], "individual", "15.5", 36_270_000, 39_220_000),
    (
        "AH",
        ["hero_of_armed_forces", "hero_of_labour"],
        "individual",
        "15.5",
        36_270_000,
        39_220_000,
    ),
    (
        "ND",
        ["peoples_teacher", "peoples_physician", "peoples_artist", "peoples_artisan"],
        "individual",
        "12.5",
        29_250_000,
        31_630_000,
    ),
    (
        "UT",
        [
            "meritorious_teacher",
            "meritorious_physician",
            "meritorious_artist",
            "meritorious_artisan",
        ],
        "individual",
        "9.0",
        21_060_000,
        22_770_000,
    ),
    ("GTHCM", ["ho_chi_minh_prize"], "individual", "270.0", 631_800_000, 683_100_000),
    ("GTNN", ["state_prize"], "individual", "170.0", 397_800_000, 430_100_000),
    ("BKTTG", ["prime_minister_certificate_of_merit"], "individual", "3.5", 8_190_000, 8_860_000),
    (
        "BKTTG_TT",
        ["prime_minister_certificate_of_merit"],
        "collective",
        "7.0",
        16_380_000,
        17_710_000,
    ),
    ("BKT", ["provincial_certificate_of_merit"], "individual", "1.5", 3_510_000, 3_800_000),
    ("BKT_TT", ["provincial_certificate_of_merit"], "collective", "3.0", 7_020_000, 7_590_000),
    ("BKT_HGD", ["provincial_certificate_of_merit"], "household", "2.25", 5_270_000, 5_700_000),
    ("KNC_QH", [], "individual", "0.8", 1_880_000, 2_030_000),
    ("KNC", ["commemorative_medal"], "individual", "0.6", 1_410_000, 1_520_000),
    ("BKQK", [], "individual", "1.0", 2_340_000, 2_530_000),
    ("GK", ["commendation_paper"], "individual", "0.3", 710_000, 760_000),
    ("GK_TT", ["commendation_paper"], "collective", "0.6", 1_410_000, 1_520_000),
    ("GK_HGD", ["commendation_paper"], "household", "0.45", 1_060_000, 1_140_000),
    (
        "HUYC",
        [
            "determined_to_win_flag_medal",
            "for_national_security_medal",
            "glorious_soldier_medal_1",
            "glorious_soldier_medal_2",
            "glorious_soldier_medal_3",
            "friendship_medal",
            "young_volunteers_medal",
        ],
        "individual",
        "1.5",
        3_510_000,
        3_800_000,
    ),
]
CATALOGUE = catalogue.load()


def test_the_table_is_whole():
    assert len(ROWS) == 37


@pytest.mark.parametrize(("code", "awards", "recipient", "multiple", "older", "newer"), ROWS)
def test_bonus(code, awards, recipient, multiple, older, newer):
    assert bonus(Decimal(multiple), 2_340_000) == older
    assert bonus(Decimal(multiple), 2_530_000) == newer


@pytest.mark.parametrize(("code", "awards", "recipient", "multiple", "older", "newer"), ROWS)
def test_the_catalogue_holds_the_row(code, awards, recipient, multiple, older, newer):
    found = {
        row.award: row.multiple
        for row in CATALOGUE.multiples
        if row.recipient == recipient and row.valid_from.year == 2025 and row.award in awards
    }
    assert found == dict.fromkeys(awards, Decimal(multiple))


@pytest.mark.parametrize(
    ("award", "recipient", "multiple"),
    [
        ("labour_order_1", "collective", "18"),
        ("hero_of_labour", "collective", "31"),
        ("prime_minister_certificate_of_merit", "household", "5.25"),
        ("bravery_order", "collective", None),  # the award is given to individuals only
        ("hero_of_labour", "household", None),
    ],
)
def test_collectives_and_households_are_paid_by_their_factor(award, recipient, multiple):
    found = [
        row.multiple
        for row in CATALOGUE.multiples
        if (row.award, row.recipient) == (award, recipient)
    ]
    assert found == ([Decimal(multiple)] if multiple else [])


def test_multiplied_first_and_rounded_up_once():
    """Twice the rounded single bonus would be 7.600.000: the law leaves the order open, this is
    ours."""
    assert bonus(Decimal("1.5") * 2, 2_530_000) == 7_590_000
    assert bonus(Decimal("0.3"), 2_340_000) == 710_000  # 702.000 goes up
    assert bonus(Decimal("1"), 2_340_000) == 2_340_000  # what is round stays
