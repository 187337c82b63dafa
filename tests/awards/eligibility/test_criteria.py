"""Each criterion type by itself: facts in, verdict out. No database."""

from decimal import Decimal
from pathlib import Path

import pytest

from awards.eligibility import history as past
from awards.eligibility.criteria import table
from awards.eligibility.vocabulary import PARAMS
from tests.awards.eligibility.scenes import (
    EXCELLENT,
    GOOD,
    LOW,
    day,
    make_case,
    make_scene,
    rated,
    streak_rule,
    verdict,
)


def test_every_type_of_the_vocabulary_has_its_function():
    assert set(table.CHECKS) == set(PARAMS) - {"local_rule"}


def test_the_documents_tell_where_the_facts_of_every_type_come_from():
    docs = Path(__file__).resolve().parents[3] / "docs"
    for name in ("eligibility.md", "catalogue.md"):
        rows = [line for line in (docs / name).read_text("utf-8").splitlines() if line[:2] == "| "]
        told = {word for row in rows for word in row.split("|")[1].replace(",", " ").split()}
        assert {f"`{type_}`" for type_ in (*PARAMS, "any_of")} <= told


@pytest.mark.parametrize(
    ("partial", "expected"), [(frozenset(), "failed"), (frozenset({"process_steps"}), "unknown")]
)
def test_a_step_that_may_still_come_is_unknown(partial, expected):
    step = {"step": "commune_decision_after_complete_dossier", "max_days": 10}
    scene = make_scene(process_steps=(past.Step("another"),), partial=partial)
    assert verdict("process_step", scene, **step) == expected


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({2025: EXCELLENT}, "passed"),
        ({2025: GOOD}, "passed"),
        ({2025: LOW}, "failed"),
        ({2024: GOOD}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_annual_rating(ratings, expected):
    assert verdict("annual_rating", make_scene(ratings=ratings), min_rating=GOOD) == expected


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (rated(2021, 2025), "passed"),
        (rated(2022, 2025) | {2021: LOW}, "failed"),
        (rated(2022, 2025), "unknown"),
        ({}, "unknown"),
        ({2025: LOW}, "failed"),
    ],
)
def test_rating_streak(ratings, expected):
    scene = make_scene(ratings=ratings, streak=streak_rule())
    assert verdict("rating_streak", scene, min_rating=GOOD, min_years=5) == expected


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (rated(2021, 2025) | {2022: EXCELLENT}, "passed"),
        (rated(2021, 2025) | {2020: LOW, 2019: EXCELLENT}, "failed"),
        ({2020: LOW, 2021: GOOD, 2023: GOOD, 2024: GOOD, 2025: GOOD}, "unknown"),
    ],
)
def test_rating_count_in_the_streak(ratings, expected):
    scene = make_scene(ratings=ratings, streak=streak_rule())
    asked = {"min_rating": EXCELLENT, "min_years": 1, "window": "streak_window"}
    assert verdict("rating_count", scene, **asked) == expected


TITLE = "grassroots_emulation_fighter"
PAPER = "provincial_certificate_of_merit"


def titles(*years, award=TITLE, **fields):
    return tuple(past.Award(award, year, reason="cong_trang", **fields) for year in years)


@pytest.mark.parametrize(
    ("awards", "expected"),
    [
        (titles(2023, 2024, 2025), "passed"),
        (titles(2022, 2023, 2024, 2025), "passed"),
        (titles(2025, 2025, 2024), "failed"),  # one year counts once
        (titles(2022, 2024, 2025), "failed"),
        (titles(2022, 2023, 2024), "failed"),
        ((), "failed"),
        (None, "unknown"),
    ],
)
def test_titles_in_a_row(awards, expected):
    asked = {"award_any_of": (TITLE,), "min_times": 3, "consecutive": True}
    window = "consecutive_block_ending_at_nomination"
    assert verdict("prior_award", make_scene(awards=awards), window=window, **asked) == expected


@pytest.mark.parametrize(
    ("window", "awards", "expected"),
    [
        ("any_before", titles(1998), "passed"),
        ("any_before", titles(1998, revoked=True), "failed"),
        ("any_before", titles(2025, decision_date=day("2026-03-01")), "failed"),
        ("rewarded_year", titles(2025), "passed"),
        ("rewarded_year", titles(2024), "failed"),
        ("streak_window", titles(2021), "passed"),
        ("streak_window", titles(2020), "failed"),
        ("before_streak", titles(2020), "passed"),
        ("before_streak", titles(2021), "failed"),
        ("before_streak", titles(2021, period_to=day("2020-12-31")), "passed"),
    ],
)
def test_windows_of_earlier_awards(window, awards, expected):
    scene = make_scene(ratings=rated(2021, 2025) | {2020: LOW}, awards=awards, streak=streak_rule())
    asked = {"award_any_of": (TITLE,), "min_times": 1, "consecutive": False}
    assert verdict("prior_award", scene, window=window, **asked) == expected


@pytest.mark.parametrize(
    ("reason", "award", "on", "expected"),
    [
        ("cong_trang", PAPER, "2025-07-01", "passed"),
        ("dot_xuat", PAPER, "2025-07-01", "failed"),
        ("phong_trao_thi_dua", PAPER, "2025-07-01", "failed"),
        ("qua_trinh_cong_hien", PAPER, "2025-07-01", "passed"),
        ("dot_xuat", PAPER, "2025-06-30", "passed"),
        (None, PAPER, "2025-07-01", "unknown"),
        (None, PAPER, "2025-06-30", "passed"),
        (None, TITLE, "2025-07-01", "passed"),  # a title of emulation is never for a sudden deed
    ],
)
def test_reasons_of_earlier_awards(reason, award, on, expected):
    scene = make_scene(on=on, awards=(past.Award(award, 2024, reason=reason),))
    asked = {"award_any_of": (award,), "min_times": 1, "consecutive": False, "window": "any_before"}
    assert verdict("prior_award", scene, **asked) == expected


def test_a_criterion_may_name_the_reasons_itself():
    scene = make_scene(on="2025-06-30", awards=(past.Award(PAPER, 2024, reason="dot_xuat"),))
    asked = {"award_any_of": (PAPER,), "min_times": 1, "consecutive": False, "window": "any_before"}
    assert verdict("prior_award", scene, reason_allowed=("cong_trang",), **asked) == "failed"


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        (None, "unknown"),
        ([], "passed"),
        ([past.Award(PAPER, 2020)], "passed"),
        ([past.Award(PAPER, 2021)], "failed"),
        ([past.Award(PAPER, 2020, decision_date=day("2021-05-01"))], "failed"),
        (
            [past.Award(PAPER, 2020, decision_date=day("2021-05-01"), period_to=day("2020-12-31"))],
            "passed",
        ),
        ([past.Award(PAPER, 2021, revoked=True)], "passed"),
    ],
)
def test_min_years_between(award, expected):
    scene = make_scene(awards=award)
    assert verdict("min_years_between", scene, award=PAPER, years=5) == expected


def work(year=2025, scope="bo_tinh", recognised=True, kind="sang_kien"):
    return past.Initiative(year, scope, recognised, kind)


TOPIC = "de_tai_khoa_hoc"


@pytest.mark.parametrize(
    ("rows", "asked", "expected"),
    [
        (None, {}, "unknown"),
        ([], {}, "failed"),
        ([work()], {}, "passed"),
        ([work(scope="toan_quoc")], {}, "passed"),
        ([work(scope="co_so")], {}, "failed"),
        ([work(scope=None)], {}, "unknown"),
        ([work(recognised=False)], {}, "failed"),
        ([work(recognised=None)], {}, "unknown"),
        ([work(year=2024)], {}, "failed"),
        ([work(year=2024)], {"window": "unspecified"}, "passed"),
        ([work(kind=TOPIC)], {}, "failed"),
        ([work(kind=TOPIC)], {"substitutes": (TOPIC,)}, "passed"),
        ([work()], {"substitutes": (TOPIC,), "substitute_only": True}, "failed"),
        ([work(), work(kind=TOPIC)], {"substitutes": (TOPIC,), "min_count": 2}, "passed"),
        (
            [work(), work(kind=TOPIC)],
            {"substitutes": (TOPIC,), "min_count": 2, "substitutes_min_count": 2},
            "failed",
        ),
        (
            [work(kind=TOPIC), work(kind=TOPIC)],
            {"substitutes": (TOPIC,), "min_count": 2, "substitutes_min_count": 2},
            "passed",
        ),
    ],
)
def test_initiative(rows, asked, expected):
    scene = make_scene(initiatives=None if rows is None else tuple(rows))
    params = {"min_count": 1, "min_scope": "bo_tinh", "window": "rewarded_year", "substitutes": ()}
    assert verdict("initiative", scene, **(params | asked)) == expected


@pytest.mark.parametrize(
    ("counts", "total", "inclusive", "expected"),
    [
        ({"advanced_worker": 7}, 10, True, "passed"),
        ({"advanced_worker": 7}, 10, False, "failed"),
        ({"advanced_worker": 8}, 12, True, "failed"),
        ({"advanced_worker": 8}, None, True, "unknown"),
        ({"advanced_worker": 8}, 0, True, "unknown"),
        ({}, 10, True, "unknown"),
    ],
)
def test_member_ratio(counts, total, inclusive, expected):
    scene = make_scene(members=past.Members(total, counts))
    asked = {"measure": "holds:advanced_worker", "min_ratio": Decimal("0.7")}
    assert verdict("member_ratio_min", scene, inclusive=inclusive, **asked) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"advanced_worker": 4, "advanced_soldier": 3}, "passed"),
        ({"advanced_worker": 7}, "passed"),
        ({"advanced_worker": 6}, "unknown"),
        ({"advanced_worker": 6, "advanced_soldier": 0}, "failed"),
    ],
)
def test_a_measure_of_two_titles_adds_them(counts, expected):
    scene = make_scene(members=past.Members(10, counts))
    measure = "holds:advanced_soldier|advanced_worker"
    asked = {"measure": measure, "min_ratio": Decimal("0.7"), "inclusive": True}
    assert verdict("member_ratio_min", scene, **asked) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (None, "unknown"),
        ((), "passed"),
        ((("khien_trach", 3),), "passed"),
        ((("canh_cao", 1),), "failed"),
        ((("khai_tru", 1),), "failed"),
        ((("khac", 1),), "unknown"),
        ((("khac", 0),), "passed"),
    ],
)
def test_members_disciplined(rows, expected):
    scene = make_scene(members=past.Members(10, {}, rows))
    asked = {"min_level": "canh_cao", "max_count": 0}
    assert verdict("members_disciplined_max", scene, **asked) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (3, 20, "passed"),
        (4, 20, "failed"),
        (4, 30, "passed"),
        (5, 30, "unknown"),  # 4.5: up or down is left to local rules
        (6, 30, "failed"),
        (0, 0, "passed"),
        (1, 0, "failed"),
    ],
)
def test_ratio_cap(part, whole, expected):
    scene = make_scene(quota=past.Quota(part, whole))
    asked = {"numerator": TITLE, "denominator": "advanced_worker", "max_ratio": Decimal("0.15")}
    assert verdict("ratio_cap", scene, rounding="province_rule", **asked) == expected


@pytest.mark.parametrize(
    ("founded", "expected"),
    [
        (None, "unknown"),
        ("1996-02-01", "passed"),
        ("1996-02-02", "failed"),
    ],
)
def test_unit_age(founded, expected):
    scene = make_scene(founded=founded and day(founded))
    assert verdict("unit_age_min", scene, years=30) == expected


@pytest.mark.parametrize(
    ("spans", "continuous", "expected"),
    [
        ([("2001-02-02", None)], True, "passed"),
        ([("2001-02-03", None)], True, "failed"),
        ([("1990-01-01", "2000-12-31"), ("2002-01-01", None)], True, "failed"),
        ([("1990-01-01", "2000-12-31"), ("2002-01-01", None)], False, "passed"),
        ([("1999-01-01", "2010-12-31"), ("2005-01-01", None)], True, "passed"),  # overlap once
        ([(None, None)], True, "unknown"),
        ([], True, "failed"),
        (None, True, "unknown"),
    ],
)
def test_long_service(spans, continuous, expected):
    posts = spans and tuple(
        past.Post("quan_nhan", start and day(start), end and day(end)) for start, end in spans
    )
    scene = make_scene(posts=posts if spans is None else posts or ())
    asked = {"posts": ("quan_nhan",), "min_years": 25, "continuous": continuous}
    assert verdict("long_service", scene, **asked) == expected


def test_the_october_year_without_a_title_leaves_the_block_to_the_year_before():
    case = make_case(nominated="2025-12-01", history=past.History(awards=titles(2023, 2024)))
    asked = {"award_any_of": (TITLE,), "min_times": 2, "consecutive": True}
    window = "consecutive_block_ending_at_nomination"
    assert verdict("prior_award", make_scene(case), window=window, **asked) == "passed"


@pytest.mark.parametrize(("awards", "expected"), [((), "failed"), (None, "unknown")])
def test_years_are_not_told_without_the_award_that_they_follow(awards, expected):
    rule = streak_rule(starts_after_award=PAPER)
    scene = make_scene(ratings=rated(2021, 2025), awards=awards, streak=rule)
    finding = table.CHECKS["rating_streak"](scene, **rule.params)
    assert str(finding.verdict) == expected
    assert "years" not in finding.facts
