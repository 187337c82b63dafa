"""Members, quotas, ranks and age of a collective."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from awards.eligibility import vocabulary as words
from awards.eligibility.criteria.shared import same_body
from awards.eligibility.scene import (
    Finding,
    Scene,
    failed,
    passed,
    unknown,
)


def member_ratio_min(scene: Scene, *, measure: str, min_ratio: Decimal, inclusive: bool) -> Finding:
    """Share of the members that meet the measure, compared exactly."""
    members = scene.history.members
    names = measured(measure)
    counts = [members.counts.get(name) for name in names] if members else []
    facts: dict[str, Any] = {"measure": measure, "needed": str(min_ratio)}
    if members is None or not members.total or not any(one is not None for one in counts):
        return unknown(**facts)
    have, total = sum(one or 0 for one in counts), members.total
    facts |= {"count": have, "total": total}
    bound = min_ratio * total
    if have > bound or (inclusive and have == bound):
        return passed(**facts)
    return unknown(**facts) if None in counts else failed(**facts)


def measured(measure: str) -> list[str]:
    """The counts of a member list that a measure adds up."""
    if measure.startswith("holds:"):
        return measure.removeprefix("holds:").split("|")
    return ["completed_tasks"]  # rating>=hoan_thanh


def member_award_exists(scene: Scene, *, award: str, min_count: int) -> Finding:
    members = scene.history.members
    have = members.counts.get(award) if members else None
    facts = {"award": award, "needed": min_count, "count": have}
    if have is None:
        return unknown(**facts)
    return passed(**facts) if have >= min_count else failed(**facts)


def members_disciplined_max(scene: Scene, *, min_level: str, max_count: int) -> Finding:
    members = scene.history.members
    rows = members.disciplined if members else None
    facts: dict[str, Any] = {"level": min_level, "allowed": max_count}
    if rows is None:
        return unknown(**facts)
    scale = words.DISCIPLINES
    known = [(scale.index(level), many) for level, many in rows if level in scale]
    have = sum(many for place, many in known if place >= scale.index(min_level))
    facts["count"] = have
    if have > max_count:
        return failed(**facts)
    unclear = any(many for level, many in rows if level not in scale)
    return unknown(**facts) if unclear else passed(**facts)


def ratio_cap(
    scene: Scene, *, numerator: str, denominator: str, max_ratio: Decimal, rounding: Any = None
) -> Finding:
    """Quota over a nominating unit. How a part of a person is rounded is left to local rules, so
    between the two roundings the verdict is open."""
    quota = scene.history.quota
    facts: dict[str, Any] = {"numerator": numerator, "max_ratio": str(max_ratio)}
    if quota is None:
        return unknown(**facts)
    facts |= {"count": quota.numerator, "total": quota.denominator}
    bound = max_ratio * quota.denominator
    if quota.numerator <= bound.to_integral_value(ROUND_FLOOR):
        return passed(**facts)
    above = quota.numerator > bound.to_integral_value(ROUND_CEILING)
    return failed(**facts) if above else unknown(**facts)


def emulation_rank(scene: Scene, *, position: str, organiser: str) -> Finding:
    """Place in a cluster or block in the rewarded year."""
    ranks = scene.history.emulation_ranks
    year = scene.case.year
    facts: dict[str, Any] = {"year": year, "organiser": organiser}
    if ranks is None:
        return unknown(**facts)
    of_year = [rank for rank in ranks if rank.year == year]
    facts["positions"] = [rank.position for rank in of_year]
    matches = [rank_matches(rank, position, organiser) for rank in of_year]
    if True in matches:
        return passed(**facts)
    return unknown(**facts) if None in matches else failed(**facts)


LEADING = {"leading": ("leading", "1")}


def rank_matches(rank: Any, position: str, organiser: str) -> bool | None:
    if rank.position is not None and rank.position not in LEADING.get(position, (position,)):
        return False
    if rank.organiser is not None and not same_body(rank.organiser, organiser):
        return False
    return True if rank.position and rank.organiser else None


def unit_age_min(scene: Scene, *, years: int) -> Finding:
    founded = scene.history.founded
    if founded is None:
        return unknown(needed=years)
    day = scene.case.nomination_date
    age = day.year - founded.year - ((day.month, day.day) < (founded.month, founded.day))
    facts = {"founded": founded.isoformat(), "count": age, "needed": years}
    return passed(**facts) if age >= years else failed(**facts)
