"""Earlier awards, and the criteria of other awards."""

from typing import Any

from awards.eligibility.criteria.shared import window_of
from awards.eligibility.scene import (
    Finding,
    Scene,
    Verdict,
    by_count,
    failed,
    passed,
    unknown,
)


def prior_award(
    scene: Scene,
    *,
    award_any_of: tuple[str, ...],
    min_times: int,
    consecutive: bool,
    window: str,
    reason_allowed: tuple[str, ...] = (),
    open_interval: int | None = None,
) -> Finding:
    """Earlier awards, in the window or in years in a row that end with the rewarded one.

    `open_interval`: titles this many years apart were read as consecutive by former guidance and
    the reading now in force is not known, so they neither pass nor fail.
    """
    facts: dict[str, Any] = {"awards": award_any_of}
    if scene.history.awards is None:
        return unknown(needed=min_times, **facts)
    if out := scene.left_out(award_any_of, reason_allowed):
        facts["left_out"] = out
    held = scene.held(award_any_of, reason_allowed)
    if consecutive:
        return consecutive_titles(scene, held, min_times, open_interval, facts)
    inside = window_of(scene, window)
    counted = [
        (award, allowed, place) for award, allowed in held
        if (place := inside(award.last_year if window == "before_streak" else award.year))
        is not False
    ]  # fmt: skip
    if unclear := sorted(award.year for award, allowed, _place in counted if allowed is None):
        facts["without_reason"] = unclear
    years = sorted(award.year for award, _allowed, _place in counted)
    sure = sum(1 for _award, allowed, place in counted if allowed and place)
    return by_count(min_times, sure, len(counted), years=years, **facts)


def consecutive_titles(
    scene: Scene, held: list[Any], least: int, open_interval: int | None, facts: dict[str, Any]
) -> Finding:
    states: dict[int, bool | None] = {}
    for award, allowed in held:
        states[award.year] = states.get(award.year) or allowed
    last = scene.last_year(lambda year: year in states)
    sure_from, possible_from = scene.restart or (0, 0)
    sure, possible = run(states, last, sure_from, 1), run(states, last, possible_from, 0)
    if len(run(states, last, 0, 1)) > len(sure):
        facts["restarted"] = sure_from
    facts |= {"last_year": last, "years": sorted(states)}
    found = by_count(least, len(sure), len(possible), **facts)
    spaced = {last - open_interval * place for place in range(least)} if open_interval else set()
    if found.verdict == Verdict.FAILED and spaced and spaced <= set(states):
        return Finding(Verdict.UNKNOWN, {**found.facts, "open_reading": open_interval})
    return found


def run(states: dict[int, bool | None], last: int, floor: int, sure: int) -> list[int]:
    """Years in a row down from `last`; with `sure`, only those that count for certain."""
    years: list[int] = []
    year = last
    while year >= floor and year in states and (states[year] or not sure):
        years.append(year)
        year -= 1
    return years


def meets_award_criteria(scene: Scene, *, award_any_of: tuple[str, ...]) -> Finding:
    """Meets the criteria of another award in the same year, or already holds it for that year."""
    year = scene.case.year
    holds = [award.award for award, _allowed in scene.held(award_any_of) if award.year == year]
    facts = {"awards": award_any_of, "year": year}
    if holds:
        return passed(**facts, holds=holds)
    assert scene.meets is not None
    verdicts = {code: verdict for code in award_any_of if (verdict := scene.meets(code))}
    facts["verdicts"] = {code: str(verdict) for code, verdict in verdicts.items()}
    if Verdict.PASSED in verdicts.values():
        return passed(**facts)
    if not verdicts or Verdict.UNKNOWN in verdicts.values():
        return unknown(**facts)
    return failed(**facts)


def min_years_between(scene: Scene, *, award: str, years: int) -> Finding:
    """Whole years since the earlier award, counted as proc P7 says."""
    if scene.history.awards is None:
        return unknown(award=award, needed=years)
    starts = [held.waiting_from for held, _allowed in scene.held([award])]
    if not starts:
        return passed(award=award, needed=years)
    gone = scene.case.year - max(starts) + 1
    facts = {"award": award, "needed": years, "count": max(gone, 0), "starts_after": max(starts)}
    return passed(**facts) if gone >= years else failed(**facts)
