"""Everybody of a unit judged for one award, as if nominated by merit today: who meets it, and what
the others lack.

In batches, each of a constant number of statements: memory does not grow with the unit. Sentences
are in the language that is active.
"""

import datetime
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from awards import catalogue, local_rules, route
from awards.eligibility import facts, rules
from awards.eligibility import history as past
from awards.eligibility import vocabulary as words
from awards.eligibility.dossiers import MEMBER_TYPES, meant
from awards.eligibility.judging import Judged, Overall, Report, judge
from awards.eligibility.scene import Verdict
from awards.eligibility.wording.telling import Teller, principle_message, recipient_refused
from awards.models import AwardType, MemberCount
from units import tree
from units.models import Placement, Post, Unit, valid_on

BATCH = 500
READ_AT_ONCE = 2000
# What no record says and a dossier states: a criterion of these types waits for one.
STATED = {"conduct", "process_step", "achievement", "campaign_selection", "ratio_cap"}


class Standing(StrEnum):
    """The outcome of a screening: that of the law, and apart those who lack nothing but what is
    stated in the dossier itself."""

    ELIGIBLE = "eligible"
    RECORDED = "recorded"
    UNKNOWN = "unknown"
    DEFERRED = "deferred"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True)
class Asked:
    """Which subjects (`recipient`: individual or collective) of which unit, for which award."""

    unit: Unit
    award_type: AwardType
    recipient: str
    year: int
    on: datetime.date  # the day of the screening, as the day of nomination

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.year, 12, 31)


@dataclass(frozen=True)
class Line:
    subject: int
    name: str
    unit: str
    report: Report

    @property
    def overall(self) -> Overall:
        return self.report.overall

    @property
    def failed(self) -> tuple[Judged, ...]:
        return self.deciding(Verdict.FAILED)

    @property
    def unknown(self) -> tuple[Judged, ...]:
        return self.deciding(Verdict.UNKNOWN)

    def deciding(self, verdict: Verdict) -> tuple[Judged, ...]:
        return tuple(one for one in self.report.top if one.decides and one.verdict == verdict)

    @property
    def standing(self) -> Standing:
        stated = all(one.criterion.type in STATED for one in self.unknown)
        if self.overall == Overall.UNKNOWN and stated:
            return Standing.RECORDED
        return Standing(str(self.overall))


# --- who ----------------------------------------------------------------------------------------


def listed(asked: Asked) -> array:
    """Ids of one post a person (or one placement a collective), in the order of the list."""
    rows = people(asked) if asked.recipient == "individual" else collectives(asked)
    return array("q", first_of_each(rows.iterator(READ_AT_ONCE)))


def first_of_each(rows: Iterable[tuple[int, int]]) -> Iterator[int]:
    """A person with several posts is listed once."""
    seen: set[int] = set()
    for subject, pk in rows:
        if subject not in seen:
            seen.add(subject)
            yield pk


def people(asked: Asked) -> Any:
    """Who held a post on the last day of the year in the unit, below it, or in what these
    succeeded."""
    held = Post.objects.filter(
        valid_on(asked.last_day), unit__in=tree.line([asked.unit.pk], asked.on)
    )
    return held.order_by(
        "unit__sort_key", "unit_id", "person__sort_key", "person_id", "-valid_from"
    ).values_list("person_id", "pk")


def collectives(asked: Asked) -> Any:
    """The unit and those below it today; what they succeeded is their history."""
    placed = Placement.objects.on(asked.on).filter(unit__in=tree.subtree([asked.unit.pk], asked.on))
    return placed.order_by("unit__sort_key", "unit_id").values_list("unit_id", "pk")


def named(asked: Asked, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """(subject, name, unit or unit above) of these posts or placements, in their order."""
    rows: Any
    if asked.recipient == "individual":
        rows = Post.objects.values_list("pk", "person_id", "person__full_name", "unit__name")
    else:
        rows = Placement.objects.values_list("pk", "unit_id", "name", "parent__name")
    found = {pk: (subject, name, unit or "") for pk, subject, name, unit in rows.filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


# --- judging ------------------------------------------------------------------------------------


class Screen:
    """Judges batches; what is the same for all of them is read once."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.rulebook = asked, catalogue.rulebook()
        self.tell = Teller(self.rulebook)
        self.authority = nearest_authority(asked)
        self.local = own_criteria(self.authority, asked.award_type.code)
        award = self.rulebook.awards[asked.award_type.code]
        criteria = [*award.criteria, *self.local]
        self.types = {one.type for one in rules.every(criteria)} | meant(self.rulebook, criteria)

    def batches(self, ids: array) -> Iterator[list[Line]]:
        for start in range(0, len(ids), BATCH):
            yield self.judge(ids[start : start + BATCH])

    def judge(self, ids: array) -> list[Line]:
        subjects = named(self.asked, ids)
        kind = facts.KEY_OF[self.asked.recipient]
        keys = {pk: (kind, pk) for pk, _name, _unit in subjects}
        histories = facts.gather(keys.values(), wanted=facts.needs(self.types))
        members = self.members(keys) if self.types & MEMBER_TYPES else {}
        return [
            Line(pk, name, unit, self.report(pk, histories[keys[pk]], members.get(pk)))
            for pk, name, unit in subjects
        ]

    def report(self, pk: int, history: past.History, members: past.Members | None) -> Report:
        case = past.Case(
            id=str(pk),
            award=self.asked.award_type.code,
            recipient=self.asked.recipient,
            nomination_date=self.asked.on,
            reason=words.MERIT,
            stated_year=self.asked.year,
            occupation="",
            history=replace(history, members=members) if members else history,
        )
        return judge(case, self.rulebook, local=self.local)

    def members(self, units: Iterable[int]) -> dict[int, past.Members]:
        if self.asked.recipient != "collective":
            return {}
        rows = MemberCount.objects.filter(unit__in=units, year=self.asked.year, struck=False)
        return {row.unit_id: facts.members_of(row) for row in rows}

    def sentence(self, line: Line) -> str:
        """What stands against the subject, or what is missing: the first, and how many more."""
        return sentence(line, self.tell)


def nearest_authority(asked: Asked) -> Unit | None:
    found = route.authorities(asked.unit, asked.on, asked.award_type)
    return found[0] if found else None


def own_criteria(authority: Unit | None, award: str) -> tuple[rules.Criterion, ...]:
    if authority is None:
        return ()
    return tuple(local_rules.criteria_of([authority.pk]).get(authority.pk, {}).get(award, ()))


# --- words --------------------------------------------------------------------------------------


def sentence(line: Line, tell: Teller) -> str:
    report = line.report
    if report.wrong_recipient:
        return recipient_refused(report.rules.name, report.case.recipient)
    told = [
        *(principle_message(tell, one.principle.id, one.finding) for one in stopping(report)),
        *(tell.message(one.criterion, one.finding) for one in line.failed or line.unknown),
    ]
    if not told:
        return ""
    return f"{told[0]} (+{len(told) - 1})" if len(told) > 1 else told[0]


def stopping(report: Report) -> list[Any]:
    """Principles that stop or defer."""
    return [
        one
        for one in report.principles
        if one.verdict == Verdict.FAILED
        and one.principle.verified
        and one.principle.on_failure in ("block", "defer")
    ]
