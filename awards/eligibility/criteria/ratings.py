"""Yearly ratings: of the rewarded year, in a row, counted in a window."""

from collections.abc import Mapping
from typing import Any

from awards.eligibility import vocabulary as words
from awards.eligibility.criteria.shared import window_of
from awards.eligibility.history import first_full_year
from awards.eligibility.scene import (
    Finding,
    Scene,
    Streak,
    Verdict,
    by_count,
    failed,
    passed,
    unknown,
)


def annual_rating(scene: Scene, *, min_rating: str, scope: str | None = None) -> Finding:
    """Rating of the rewarded year; `scope: whole_service`: of every year served."""
    if scope == "whole_service":
        return whole_service_rating(scene, min_rating)
    year = scene.case.year
    rating = scene.history.ratings.get(year)
    facts = {"year": year, "rating": rating, "needed": min_rating}
    if rating is None:
        return unknown(**facts)
    good = words.at_least(rating, min_rating, words.RATINGS)
    return passed(**facts) if good else failed(**facts)


def whole_service_rating(scene: Scene, min_rating: str) -> Finding:
    starts = [post.start for post in scene.history.posts or () if post.start]
    if not starts:
        return unknown(needed=min_rating)
    years = range(first_full_year(min(starts)), scene.case.year + 1)
    ratings = scene.history.ratings
    low = [
        year for year in years
        if year in ratings and not words.at_least(ratings[year], min_rating, words.RATINGS)
    ]  # fmt: skip
    missing = [year for year in years if year not in ratings]
    facts = {"years": [years.start, scene.case.year], "needed": min_rating}
    if low:
        return failed(**facts, low=low)
    return unknown(**facts, missing=missing) if missing else passed(**facts)


def rating_streak(
    scene: Scene,
    *,
    min_rating: str,
    min_years: int,
    starts_after_award: str | None = None,
    alternative_award: tuple[str, ...] = (),
) -> Finding:
    """Years in a row ending with the rewarded year, after an earlier award where one is named."""
    streak = scene.streak
    assert streak is not None  # judging.py gives it to every list that holds this criterion
    facts = streak_facts(streak) | {"rating": min_rating}
    if starts_after_award:
        facts |= {"after": starts_after_award}
    if streak.award_missing:
        return failed(count=0, needed=min_years, **without_years(facts))
    if streak.bad_since:
        return failed(count=streak.sure, needed=min_years, **facts)
    found = by_count(min_years, streak.sure, streak.possible, **facts)
    if streak.award_unknown and found.verdict == Verdict.PASSED:
        return Finding(Verdict.UNKNOWN, without_years(found.facts))
    return found


def without_years(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Years that no earlier award lets count are not told."""
    return {name: value for name, value in facts.items() if name not in ("years", "missing")}


def streak_facts(streak: Streak) -> dict[str, Any]:
    facts: dict[str, Any] = {"last_year": streak.last}
    if streak.sure:
        facts["years"] = [streak.first_sure, streak.last]
    for name in ("missing", "bad_since"):
        if getattr(streak, name):
            facts[name] = list(getattr(streak, name))
    for name in ("broken", "starts_after"):
        if getattr(streak, name) is not None:
            facts[name] = getattr(streak, name)
    if streak.restart_matters:
        facts["restarted"] = streak.restarted
    return facts


def rating_count(scene: Scene, *, min_rating: str, min_years: int, window: str) -> Finding:
    """How many years of the window have at least the rating."""
    inside = window_of(scene, window)
    ratings = scene.history.ratings
    good = {
        year for year, rating in ratings.items()
        if words.at_least(rating, min_rating, words.RATINGS) and inside(year) is not False
    }  # fmt: skip
    sure = sum(1 for year in good if inside(year))
    streak = scene.streak
    # `missing` holds only the latest of an open run: a longer gap could hide any number
    gaps = len(streak.missing) if streak and window == "streak_window" else 0
    return by_count(min_years, sure, len(good) + gaps, years=sorted(good), rating=min_rating)
