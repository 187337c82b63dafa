"""Initiatives and the works that the law takes in their place."""

from typing import Any

from awards.eligibility import vocabulary as words
from awards.eligibility.criteria.shared import ORDER, window_of
from awards.eligibility.history import Initiative
from awards.eligibility.scene import (
    Finding,
    Scene,
    by_count,
    unknown,
)


def initiative(
    scene: Scene,
    *,
    min_count: int,
    min_scope: str,
    window: str,
    substitutes: tuple[str, ...],
    substitute_only: bool = False,
    substitutes_min_count: int | None = None,
) -> Finding:
    """Recognised initiatives or the works that the law takes in their place."""
    rows = scene.history.initiatives
    if rows is None:
        return unknown(needed=min_count, scope=min_scope)
    inside = window_of(scene, window)
    found = [
        (row, certain) for row in rows
        if (certain := initiative_counts(row, min_scope, inside(row.year))) is not False
    ]  # fmt: skip
    own = [] if substitute_only else [pair for pair in found if pair[0].kind == words.INITIATIVE]
    other = [pair for pair in found if pair[0].kind in substitutes]
    facts = {"scope": min_scope, "years": sorted(row.year for row, _sure in own + other)}
    if substitutes_min_count is None:
        return enough(own + other, min_count, facts)
    ways = [enough(own, min_count, facts), enough(other, substitutes_min_count, facts)]
    return max(ways, key=lambda way: ORDER.index(way.verdict))


def enough(rows: list[Any], least: int, facts: dict[str, Any]) -> Finding:
    return by_count(least, sum(1 for _row, sure in rows if sure), len(rows), **facts)


def initiative_counts(row: Initiative, min_scope: str, inside: bool | None) -> bool | None:
    if row.recognised is False or inside is False:
        return False
    if row.scope is not None and not words.at_least(row.scope, min_scope, words.SCOPES):
        return False
    return True if row.recognised and row.scope and inside else None
