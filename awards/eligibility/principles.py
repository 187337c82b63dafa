"""General principles that bear on a case. Each takes the scene, the principle's parameters and what
the criteria found; None means that it does not bear on this case."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from awards.eligibility.rules import Criterion
from awards.eligibility.scene import Finding, Scene, Verdict, failed, passed, unknown

Found = list[tuple[Criterion, Finding]]


def no_duplicate_award(scene: Scene, params: Mapping[str, Any], found: Found) -> Finding:
    """One achievement, one award (Luật 06/2022/QH15 Điều 5 khoản 2). Needs achievement ids."""
    mine = scene.case.achievement_id
    if mine is None or scene.history.awards is None:
        return unknown()
    used = [
        {"award": award.award, "year": award.year}
        for award in scene.history.awards
        if award.achievement_id == mine and not award.revoked
    ]
    return failed(achievement_id=mine, used=used) if used else passed(achievement_id=mine)


def exclude_by_reason(scene: Scene, params: Mapping[str, Any], found: Found) -> Finding | None:
    """Awards for sudden deeds and themes do not count towards merit (proc P2): it stops the case
    when a criterion failed for want of what was left out."""
    if scene.case.reason != params["applies_when_reason"]:
        return None
    if scene.history.awards is None:
        return unknown()
    missed = [
        row
        for _criterion, finding in found
        if finding.verdict == Verdict.FAILED
        for row in finding.facts.get("left_out", ())
    ]
    if missed:
        return failed(left_out=missed)
    open_ = [
        year
        for _criterion, finding in found
        if finding.verdict == Verdict.UNKNOWN
        for year in finding.facts.get("without_reason", ())
    ]
    return unknown(without_reason=open_) if open_ else passed()


def no_open_review(scene: Scene, params: Mapping[str, Any], found: Found) -> Finding:
    """Nothing is proposed while a review, investigation or verification is open (proc P3)."""
    reviews = scene.history.open_reviews
    if reviews is None:
        return unknown()
    open_ = [one for one in reviews if one.is_open_on(scene.case.nomination_date)]
    facts = [
        {"kind": one.kind, "opened": one.opened.isoformat() if one.opened else None}
        for one in open_
    ]
    return failed(open=facts) if open_ else passed()


def counts_after_discipline(scene: Scene, params: Mapping[str, Any], found: Found) -> Finding:
    """After a discipline achievements count from the day it was served (proc P3): it stops the
    case when nothing is left to count, or when a streak became too short by it."""
    if scene.history.discipline is None:
        return unknown()
    if scene.restart is None:
        return passed()
    facts = {"counts_from": scene.restart[0]}
    last_day = min(datetime.date(scene.case.year, 12, 31), scene.case.nomination_date)
    served = [one.served_by(last_day) for one in scene.history.discipline]
    shortened = any(
        finding.verdict == Verdict.FAILED and "restarted" in finding.facts
        for _criterion, finding in found
    )
    if shortened or False in served:
        return failed(**facts)
    return unknown(**facts) if None in served else passed(**facts)


def max_awards_per_year(scene: Scene, params: Mapping[str, Any], found: Found) -> Finding | None:
    """At most so many State awards for one recipient in a year."""
    state = scene.rulebook.state_awards
    free = params.get("except_reasons") or ()
    if scene.case.award not in state or scene.case.reason in free:
        return None
    if scene.history.awards is None:
        return unknown()
    same_year = [
        award.award
        for award in scene.history.awards
        if award.award in state
        and not award.revoked
        and award.reason not in free
        and (award.decision_date.year if award.decision_date else award.year)
        == (scene.case.nomination_date.year if award.decision_date else scene.case.year)
    ]
    facts = {"awards": same_year, "allowed": params["max"]}
    return failed(**facts) if len(same_year) >= params["max"] else passed(**facts)


PRINCIPLES: dict[str, Callable[..., Finding | None]] = {
    "no_duplicate_award_for_achievement": no_duplicate_award,
    "exclude_prior_award_by_reason": exclude_by_reason,
    "no_open_review": no_open_review,
    "achievement_window_starts_after": counts_after_discipline,
    "max_awards_per_year": max_awards_per_year,
}
