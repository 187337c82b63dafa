"""What is known of one nominee. None stands for "not stated": unknown, never false.

`awards`, `initiatives`, `discipline` and every other list are complete when they are present.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from awards.eligibility import vocabulary as words


def first_full_year(day: datetime.date) -> int:
    """The first whole calendar year that begins on the day or later."""
    return day.year if (day.month, day.day) == (1, 1) else day.year + 1


@dataclass(frozen=True)
class Award:
    """An award received earlier. `year` is the year (or the last one) that it rewards."""

    award: str
    year: int
    reason: str | None = None
    decision_date: datetime.date | None = None
    period_from: datetime.date | None = None
    period_to: datetime.date | None = None
    revoked: bool = False
    achievement_id: str | None = None

    @property
    def last_year(self) -> int:
        """Last year that it rewards; the achievement period of the decision says it best."""
        return min(self.year, self.period_to.year) if self.period_to else self.year

    @property
    def waiting_from(self) -> int:
        """First year of the time to the next award: after the achievement period written in the
        decision, only without one from its date (Nghị định 152/2025 Điều 33 khoản 7)."""
        if self.period_to:
            return first_full_year(self.period_to + datetime.timedelta(days=1))
        if self.decision_date:
            return first_full_year(self.decision_date)
        return self.year + 1


@dataclass(frozen=True)
class Initiative:
    year: int
    scope: str | None = None
    recognised: bool | None = None
    kind: str = words.INITIATIVE


@dataclass(frozen=True)
class Discipline:
    level: str | None = None
    date: datetime.date | None = None
    ended: datetime.date | None = None
    lasting: bool = False  # stated as not served yet; False with ended=None: not known

    def served_by(self, day: datetime.date) -> bool | None:
        """Whether something of the time up to the day lies after it; None when not known."""
        if self.ended:
            return self.ended <= day
        return False if self.lasting or (self.date and self.date > day) else None


@dataclass(frozen=True)
class Review:
    kind: str | None = None
    opened: datetime.date | None = None
    closed: datetime.date | None = None

    def is_open_on(self, day: datetime.date) -> bool:
        return self.closed is None or self.closed > day


@dataclass(frozen=True)
class Achievement:
    category: str
    influence: str | None = None
    confirmed_by: str | None = None


@dataclass(frozen=True)
class CampaignChoice:
    """Chosen at the review of a campaign."""

    launched_by: str | None = None
    years: int | None = None
    at: str | None = None


@dataclass(frozen=True)
class Rank:
    year: int
    position: str | None = None
    organiser: str | None = None


@dataclass(frozen=True)
class Post:
    post: str
    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True)
class Step:
    step: str
    date: datetime.date | None = None


@dataclass(frozen=True)
class Leave:
    kind: str
    start: datetime.date
    end: datetime.date | None = None

    def touches(self, year: int) -> bool:
        return self.start.year <= year and (self.end is None or year <= self.end.year)


@dataclass(frozen=True)
class Members:
    """Of a collective in the rewarded year; `counts` by measure: completed_tasks, an award code."""

    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    disciplined: tuple[tuple[str, int], ...] | None = None  # (level, how many)


@dataclass(frozen=True)
class Quota:
    numerator: int
    denominator: int


@dataclass(frozen=True)
class History:
    ratings: Mapping[int, str] = field(default_factory=dict)
    statements: Mapping[str, bool] = field(default_factory=dict)
    awards: tuple[Award, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    discipline: tuple[Discipline, ...] | None = None
    open_reviews: tuple[Review, ...] | None = None
    achievements: tuple[Achievement, ...] | None = None
    campaigns: tuple[CampaignChoice, ...] | None = None
    emulation_ranks: tuple[Rank, ...] | None = None
    posts: tuple[Post, ...] | None = None
    process_steps: tuple[Step, ...] | None = None
    leave: tuple[Leave, ...] | None = None
    members: Members | None = None
    quota: Quota | None = None
    founded: datetime.date | None = None
    # lists that hold what is known so far: too little in them is unknown, not failed
    partial: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """One nominee for one award, with everything stated of it."""

    id: str
    award: str
    recipient: str
    nomination_date: datetime.date
    reason: str | None = None
    stated_year: int | None = None
    received_date: datetime.date | None = None
    direct_worker: bool | None = None
    occupation: str | None = None
    achievement_id: str | None = None
    history: History = field(default_factory=History)

    @property
    def received(self) -> datetime.date:
        return self.received_date or self.nomination_date

    @property
    def year(self) -> int:
        """The year, or last year, rewarded: from October on the nomination's own."""
        if self.stated_year:
            return self.stated_year
        return self.nomination_date.year - (self.nomination_date.month < 10)

    @property
    def year_runs(self) -> bool:
        """The rewarded year was assumed and is not over yet: it may have no record so far."""
        return self.stated_year is None and self.year == self.nomination_date.year

    @property
    def works_by_hand(self) -> bool:
        """A worker or a farmer, for whom some awards have standards of their own."""
        if self.occupation is not None:
            return self.occupation in words.WORKER_OCCUPATIONS
        return bool(self.direct_worker)
