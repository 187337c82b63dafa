"""Which results are asked of which unit, and which are there."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from targets.models import Allocation, Result, Target
from targets.rollup import NONE
from targets.states import ResultState
from units.models import Unit
from vietnamese.periods import Period


@dataclass(frozen=True)
class UnitStanding:
    """How far a unit is with its reports for a period."""

    unit_id: int
    name: str
    asked: int
    waiting: int
    accepted: int
    returned: int

    @property
    def missing(self):
        """Not reported, or returned and not sent again."""
        return self.asked - self.waiting - self.accepted


def campaign_periods(targets: Iterable[Target], today: datetime.date) -> list[Period]:
    """The reporting periods of all targets that have begun, in order."""
    found = {period for target in targets for period in target.report_periods()}
    return sorted(period for period in found if period.start <= today)


def default_period(periods: Sequence[Period], today: datetime.date) -> Period | None:
    """The last one that has ended, of the shortest kind; the first one while none has."""
    ended = [period for period in periods if period.end < today]
    if not ended:
        return periods[0] if periods else None
    latest = max(period.end for period in ended)
    return min((p for p in ended if p.end == latest), key=lambda p: (p.end - p.start).days)


def asked_of(targets: Sequence[Target], period: Period) -> dict[int, set[int]]:
    """unit -> targets that it reports in the period. One statement.

    The responsible unit reports what is not added up from the shares of others.
    """
    due = {target.pk: target for target in targets if period in target.report_periods()}
    asked = defaultdict(set)
    given = Allocation.objects.filter(target__in=due).values_list("unit_id", "target_id")
    for unit_id, target_id in given:
        asked[unit_id].add(target_id)
    shared = {target_id for _unit_id, target_id in given}
    for target in due.values():
        adds_up = target.over_units != NONE and target.pk in shared
        if target.responsible_id and not adds_up:
            asked[target.responsible_id].add(target.pk)
    return asked


def standing(targets: Sequence[Target], period: Period) -> list[UnitStanding]:
    """Every unit of which results are asked, those with the most missing first."""
    asked = asked_of(targets, period)
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    found = Result.objects.filter(target__in=[t.pk for t in targets], period_code=period.code)
    for unit_id, target_id, state in found.values_list("unit_id", "target_id", "state"):
        if target_id in asked.get(unit_id, ()):
            states[unit_id][state] += 1
    units = Unit.objects.filter(pk__in=asked).order_by("sort_key", "pk")
    rows = [
        UnitStanding(
            unit_id=pk,
            name=name,
            asked=len(asked[pk]),
            waiting=states[pk][ResultState.REPORTED],
            accepted=states[pk][ResultState.ACCEPTED],
            returned=states[pk][ResultState.RETURNED],
        )
        for pk, name in units.values_list("pk", "name")
    ]
    return sorted(rows, key=lambda row: -row.missing)
