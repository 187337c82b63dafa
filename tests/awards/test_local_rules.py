"""The second layer: rules of a granting authority's own decision."""

import datetime
from decimal import Decimal

import pytest

from awards import local_rules
from awards.models import LocalRule
from tests.awards.factories import Province, make_award_type

DAY = datetime.date(2026, 1, 12)


@pytest.fixture
def world(db):
    return Province()


def make_rule(authority, award_type, **fields):
    values = {
        "type": "rating_streak",
        "params": {"min_rating": "hoan_thanh_tot", "min_years": 2},
        "decision": "Quyết định 12/2026/QĐ-UBND",
        "article": "Điều 5",
        "valid_from": DAY,
    }
    return LocalRule.objects.create(authority=authority, award_type=award_type, **values | fields)


def test_criteria_of_several_authorities_in_one_statement(world, django_assert_num_queries):
    paper, flag = make_award_type("paper"), make_award_type("flag")
    make_rule(world.province, paper, recipient="individual")
    make_rule(world.province, paper, type="conduct", params={"statement": "compliance"})
    share = {"measure": "holds:advanced_worker", "min_ratio": "0.7", "inclusive": True}
    make_rule(world.province, flag, type="member_ratio_min", params=share)
    make_rule(world.commune, paper)
    make_rule(world.department, paper)
    with django_assert_num_queries(1):
        found = local_rules.criteria_of([world.province.pk, world.commune.pk])
    assert {unit: sorted(rules) for unit, rules in found.items()} == {
        world.province.pk: ["flag", "paper"],
        world.commune.pk: ["paper"],
    }
    streak, conduct = found[world.province.pk]["paper"]
    assert (streak.code, streak.applies_to, streak.evaluation) == (
        "paper.local.1",
        ("individual",),
        "auto",
    )
    assert (streak.citation, streak.valid_from) == ("Quyết định 12/2026/QĐ-UBND Điều 5", DAY)
    assert (conduct.code, conduct.applies_to, conduct.evaluation) == ("paper.local.2", (), "assert")
    assert found[world.province.pk]["flag"][0].params["min_ratio"] == Decimal("0.7")
    assert streak.decides


def test_a_struck_rule_judges_nothing_and_keeps_its_number(world):
    paper = make_award_type("paper")
    make_rule(world.province, paper, struck=True)
    make_rule(world.province, paper, recipient="collective")
    [rule] = local_rules.criteria_of([world.province.pk])[world.province.pk]["paper"]
    assert (rule.code, rule.applies_to) == ("paper.local.2", ("collective",))
