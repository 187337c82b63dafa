"""Statements of the nominating unit and steps before the decision."""

import datetime
from typing import Any

from awards.eligibility.scene import (
    Finding,
    Scene,
    failed,
    passed,
    unknown,
)


def conduct(scene: Scene, *, statement: str) -> Finding:
    """Confirmed by the nominating unit."""
    stated = scene.history.statements.get(statement)
    if stated is None:
        return unknown(statement=statement)
    return passed(statement=statement) if stated else failed(statement=statement)


def process_step(
    scene: Scene,
    *,
    step: str,
    min_days: int | None = None,
    max_days: int | None = None,
    decided_by: str | None = None,
    exception: str | None = None,
) -> Finding:
    """A step before the decision: done, long enough before it, or within its time.

    `min_days` runs to the nomination, `max_days` from the receipt of the dossier.
    """
    steps = scene.history.process_steps
    facts: dict[str, Any] = {"step": step}
    if min_days is not None:
        facts["min_days"] = min_days
    if max_days is not None:
        facts["max_days"] = max_days
    done = [one for one in steps or () if one.step == step]
    if not done:
        may_come = steps is None or "process_steps" in scene.history.partial
        return unknown(**facts) if may_come else failed(**facts)
    date = done[-1].date
    if date is None:
        return passed(**facts) if min_days is None and max_days is None else unknown(**facts)
    facts["date"] = date.isoformat()
    return timely(scene, facts, date, min_days, max_days)


def timely(
    scene: Scene,
    facts: dict[str, Any],
    date: datetime.date,
    min_days: int | None,
    max_days: int | None,
) -> Finding:
    if min_days is not None:
        facts["days"] = (scene.case.nomination_date - date).days
        return passed(**facts) if facts["days"] >= min_days else failed(**facts)
    if max_days is not None:
        facts["days"] = (date - scene.case.received).days
        return passed(**facts) if facts["days"] <= max_days else failed(**facts)
    return passed(**facts)
