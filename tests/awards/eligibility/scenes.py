"""Scenes and criteria for tests of pure functions."""

import datetime

from awards import catalogue
from awards.eligibility import history as past
from awards.eligibility.criteria.table import CHECKS
from awards.eligibility.rules import Criterion
from awards.eligibility.scene import Scene

GOOD, EXCELLENT, LOW = "hoan_thanh_tot", "hoan_thanh_xuat_sac", "hoan_thanh"


def day(text):
    return datetime.date.fromisoformat(text)


def make_case(award="prime_minister_certificate_of_merit", nominated="2026-02-01", **fields):
    known = {"recipient": "individual", "reason": "cong_trang"} | fields
    return past.Case(id="x", award=award, nomination_date=day(nominated), **known)


def make_scene(case=None, *, on="2025-12-31", streak=None, **known):
    case = case or make_case(history=past.History(**known))
    scene = Scene(case, catalogue.rulebook(), day(on))
    if streak is None:
        return scene
    return Scene(case, scene.rulebook, scene.on, streak=scene.streak_of(streak))


def streak_rule(rating=GOOD, years=5, **params):
    return Criterion(
        code="x.1",
        type="rating_streak",
        params={"min_rating": rating, "min_years": years, **params},
        citation="x",
        verified=True,
        valid_from=None,
        valid_to=None,
        evaluation="auto",
    )


def verdict(type_, scene, **params):
    return str(CHECKS[type_](scene, **params).verdict)


def rated(first, last, rating=GOOD):
    return {year: rating for year in range(first, last + 1)}
