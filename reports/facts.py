"""What a report says, as frozen dataclasses: given by `gather`, frozen by `actions.freeze`."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

import audit.canonical
from campaigns.states import TaskState
from targets.summary import TargetSummary

SCHEMA = 1


@dataclass(frozen=True)
class Head:
    """What the report is about, and what its head and foot say."""

    kind: str
    title: str
    campaign: str
    campaign_code: str
    campaign_title: str
    plan_number: str
    plan_date: datetime.date | None
    launched_by: str
    period: str
    period_words: str
    start: datetime.date
    end: datetime.date
    ended: bool  # whether the period had ended at the cut-off
    whole: bool  # whether the period covers the whole campaign
    drive: str
    unit_id: int
    unit: str
    parent: str
    above: str  # the higher body it goes to
    units_in_tree: int
    tree_on: datetime.date
    cut_off: datetime.datetime
    judged_on: datetime.date
    symbol: str
    place: str
    authority: tuple[str, ...]
    position: str
    signer: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class DriveFact:
    name: str
    inside: str
    dates: str
    start: datetime.date | None
    end: datetime.date | None
    stage: str  # before, running, over
    days_left: int | None
    occasions: tuple[str, ...]
    reviews: tuple[str, ...]
    reviewed: bool


@dataclass(frozen=True)
class ReviewFact:
    kind: str
    words: str
    due: datetime.date | None
    held_on: datetime.date | None


@dataclass(frozen=True)
class GroupCount:
    group: str
    all: int
    by_state: dict[str, int]


@dataclass(frozen=True)
class AwardFact:
    """Recipient lines of one award and kind of recipient; cases, not persons."""

    code: str
    award: str
    granted_by_state: bool
    recipient: str
    sent: int
    under_way: int
    granted: int
    refused: int


@dataclass(frozen=True)
class MethodFact:
    method: str
    sent: int
    granted: int


@dataclass(frozen=True)
class ShareFact:
    name: str
    sent: int
    sent_base: int
    granted: int
    granted_base: int


@dataclass(frozen=True)
class QuotaFact:
    label: str
    recipients: str
    grantor: str
    low: int
    high: int
    proposed: int
    granted: int


@dataclass(frozen=True)
class AnswerFact:
    """How the addressed units and bodies took the campaign up."""

    addressed: int
    outside: int
    received: int
    asked: int
    answered: int
    plans_asked: int
    plans_sent: int
    pacts_asked: int
    pacts_signed: int
    not_answered: tuple[str, ...]
    plans_missing: tuple[str, ...]


@dataclass(frozen=True)
class MissingFact:
    """What a unit has not reported: (indicator, codes of the periods)."""

    unit_id: int
    unit: str
    asked: int
    missing: int
    what: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Reporting:
    """Results asked of units until the end of the period (a unit, a target and a period each)."""

    units: int
    units_complete: int
    asked: int
    accepted: int
    waiting: int
    returned: int
    missing: tuple[MissingFact, ...]


@dataclass(frozen=True)
class DifficultyFact:
    unit: str
    on: datetime.date
    text: str
    reply: str
    replied_on: datetime.date | None


@dataclass(frozen=True)
class TaskFact:
    body: str
    text: str
    requested: bool
    due: datetime.date | None
    asked: int  # units of which it can be followed; 0: a body outside the system
    done: int
    doing: int
    late: bool

    @property
    def state(self) -> str:
        if not self.asked:
            return ""
        if self.done == self.asked:
            return TaskState.DONE.value
        return (TaskState.DOING if self.done or self.doing else TaskState.TODO).value


@dataclass(frozen=True)
class Summary:
    head: Head
    drives: tuple[DriveFact, ...]
    reviews: tuple[ReviewFact, ...]
    targets: tuple[TargetSummary, ...]
    states: dict[str, int]
    groups: tuple[GroupCount, ...]
    awards: tuple[AwardFact, ...]
    methods: tuple[MethodFact, ...]
    shares: tuple[ShareFact, ...]
    quotas: tuple[QuotaFact, ...]
    answers: AnswerFact
    reporting: Reporting
    difficulties: tuple[DifficultyFact, ...]
    tasks: tuple[TaskFact, ...]

    def data(self) -> dict[str, Any]:
        """Plain data (JSON): decimals as text, dates in ISO form."""
        plain = audit.canonical.plain(dataclasses.asdict(self))
        for task, fact in zip(plain["tasks"], self.tasks, strict=True):
            task["state"] = fact.state
        return {"schema": SCHEMA, **plain}
