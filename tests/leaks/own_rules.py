"""Addresses of the catalogue's pages and of the authorities' own rules. The world's `own_rule` is
one of the authority that its nomination goes to."""

from tests.leaks import Case


def award(world):
    return {"code": world.own_rule.award_type.code}


def unit(world):
    return {"unit": world.own_rule.authority.pk}


def new_rule(world):
    return unit(world) | {"award": world.own_rule.award_type.code, "type": "conduct"}


def rule(world):
    return {"pk": world.own_rule.pk}


URLS = {
    "awards:award_detail": Case(award, everybody=True),
    "awards:principles": Case(),
    "awards:own_rules": Case(),
    "awards:own_rules_unit": Case(unit),
    "awards:own_rule_choose": Case(unit),
    "awards:own_rule_new": Case(new_rule),
    "awards:own_rule": Case(rule),
    "awards:own_rule_correct": Case(rule),
    "awards:own_rule_end": Case(rule),
    "awards:own_rule_strike": Case(rule),
}
