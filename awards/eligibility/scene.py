"""One case under the rules of one day: what counts, and the years that a streak covers."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Any

from awards.eligibility import vocabulary as words
from awards.eligibility.history import Award, Case, History, first_full_year
from awards.eligibility.rules import Criterion, Rulebook

MERIT_RULE = "exclude_prior_award_by_reason"
DISCIPLINE_RULE = "achievement_window_starts_after"


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """A verdict with the facts it used (plain values, for the reader and for YAML)."""

    verdict: Verdict
    facts: Mapping[str, Any] = field(default_factory=dict)


def passed(**facts: Any) -> Finding:
    return Finding(Verdict.PASSED, words.plain(facts))


def failed(**facts: Any) -> Finding:
    return Finding(Verdict.FAILED, words.plain(facts))


def unknown(**facts: Any) -> Finding:
    return Finding(Verdict.UNKNOWN, words.plain(facts))


def by_count(least: int, sure: int, possible: int, **facts: Any) -> Finding:
    """Enough for certain, enough if what is not known helps, or not enough."""
    if sure >= least:
        return passed(count=sure, needed=least, **facts)
    if possible >= least:
        return unknown(count=sure, needed=least, **facts)
    return failed(count=sure, needed=least, **facts)


@dataclass(frozen=True)
class Streak:
    """Years in a row that end with `last`: those known to be good, and how far it may reach."""

    last: int
    first_sure: int  # last + 1 when no year is sure
    first_possible: int
    missing: tuple[int, ...] = ()  # years without a rating that would decide
    broken: int | None = None  # the year that ended it, with its rating in the facts
    bad_since: tuple[int, ...] = ()  # years since the earlier award that are below "good"
    starts_after: int | None = None  # first year that the earlier award lets count
    restarted: int | None = None  # first year after a discipline was served
    restart_matters: bool = False
    award_missing: bool = False
    award_unknown: bool = False

    @property
    def sure(self) -> int:
        return max(0, self.last - self.first_sure + 1)

    @property
    def possible(self) -> int:
        return max(0, self.last - self.first_possible + 1)

    def holds(self, year: int) -> bool | None:
        """Whether the year lies inside; None when that is not known."""
        if self.first_sure <= year <= self.last:
            return True
        return None if self.first_possible <= year <= self.last else False


@dataclass(frozen=True)
class Scene:
    case: Case
    rulebook: Rulebook
    on: datetime.date  # the day whose rules are applied
    streak: Streak | None = None  # of the list of criteria that is being judged
    meets: Callable[[str], Verdict | None] | None = None  # does the case meet another award?

    @property
    def history(self) -> History:
        return self.case.history

    def counts(self, rule: str) -> bool:
        return self.rulebook.counts(rule, self.on)

    def principle(self, check: str) -> Any:
        """The principle with this check that is in force, or None."""
        return next(
            (
                one
                for one in self.rulebook.principles
                if one.check == check and one.in_force_on(self.on)
            ),
            None,
        )

    # --- the last year that counts

    def last_year(self, has_record: Callable[[int], bool]) -> int:
        """The rewarded year; while it still runs and nothing is recorded, the year before."""
        year = self.case.year
        return year - 1 if self.case.year_runs and not has_record(year) else year

    # --- earlier awards

    @cached_property
    def excluded_reasons(self) -> frozenset[str]:
        """Reasons whose awards do not count towards this case (proc P2)."""
        rule = self.principle(MERIT_RULE)
        if rule is None or self.case.reason != rule.params["applies_when_reason"]:
            return frozenset()
        return frozenset(rule.params["exclude_reasons"])

    def held(
        self, codes: Iterable[str], reasons: tuple[str, ...] = ()
    ) -> list[tuple[Award, bool | None]]:
        """Earlier awards of these codes, each with whether it counts: True, None (its reason is
        not recorded). Revoked ones and those decided after the nomination do not count."""
        wanted = set(codes)
        return [
            (award, allowed)
            for award in self.history.awards or ()
            if award.award in wanted
            and not award.revoked
            and not (award.decision_date and award.decision_date > self.case.nomination_date)
            and (allowed := self.allowed(award, reasons)) is not False
        ]

    def allowed(self, award: Award, reasons: tuple[str, ...] = ()) -> bool | None:
        if award.reason is None:
            asked = reasons or self.excluded_reasons
            is_title = self.rulebook.awards[award.award].kind == "emulation_title"
            return None if asked and not is_title else True
        if reasons and award.reason not in reasons:
            return False
        return award.reason not in self.excluded_reasons

    def left_out(self, codes: Iterable[str], reasons: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """Awards that would have counted but for the reason they were given."""
        wanted = set(codes)
        return [
            {"award": award.award, "year": award.year, "reason": award.reason}
            for award in self.history.awards or ()
            if award.award in wanted and not award.revoked and self.allowed(award, reasons) is False
        ]

    # --- discipline (proc P3)

    @cached_property
    def restart(self) -> tuple[int, int] | None:
        """(first year that counts for certain, first that may count) after the last discipline;
        None without one."""
        if self.principle(DISCIPLINE_RULE) is None or not self.history.discipline:
            return None
        never = self.case.year + 1
        sure = possible = 0
        for one in self.history.discipline:
            if one.ended:
                sure = max(sure, first_full_year(one.ended))
                possible = max(possible, first_full_year(one.ended))
            else:
                sure = max(sure, never)
                least = first_full_year(one.date) if one.date else 0
                possible = max(possible, never if one.lasting else least)
        return sure, possible

    # --- streaks of ratings

    def streak_of(self, criterion: Criterion) -> Streak:
        """The years in a row that `rating_streak` counts (its parameters in vocabulary.PARAMS)."""
        rating, after = criterion.params["min_rating"], criterion.params.get("starts_after_award")
        titles = criterion.params.get("alternative_award") or ()
        state = self.year_states(rating, titles)
        last = self.last_year(lambda year: state(year) is not None)
        start, award_missing, award_unknown = self.start_after(after)
        floor_sure = floor_possible = start or 0
        without_restart = walk(state, last, floor_sure)
        if self.restart:
            floor_sure = max(floor_sure, self.restart[0])
            floor_possible = max(floor_possible, self.restart[1])
        first_sure = walk(state, last, floor_sure)
        first_possible = self.after_bad_years(state, last, floor_possible)
        broken = first_possible - 1 if state(first_possible - 1) is False else None
        return Streak(
            last=last,
            first_sure=first_sure,
            first_possible=first_possible,
            missing=last_missing(state, range(max(first_possible, last - 40), first_sure)),
            broken=broken if broken and broken >= floor_possible else None,
            bad_since=self.bad_since(start, last),
            starts_after=start,
            restarted=self.restart[0] if self.restart else None,
            restart_matters=first_sure > without_restart,
            award_missing=award_missing,
            award_unknown=award_unknown,
        )

    def after_bad_years(self, state: Callable[[int], bool | None], last: int, floor: int) -> int:
        """First year of the run if all years without a rating are good: only a rating is bad."""
        bad = (year for year in self.history.ratings if year <= last and state(year) is False)
        return min(last + 1, max(floor, EARLIEST, *(year + 1 for year in bad)))

    def year_states(self, rating: str, titles: Iterable[str]) -> Callable[[int], bool | None]:
        """Whether a year is good enough: True, False, None (no rating)."""
        titled = {award.year for award, allowed in self.held(titles) if allowed}
        leave = self.history.leave if self.counts("maternity_leave_counts") else None

        def state(year: int) -> bool | None:
            if year in titled:
                return True
            known = self.history.ratings.get(year)
            if known is not None:
                return words.at_least(known, rating, words.RATINGS)
            on_leave = any(one.kind == words.MATERNITY and one.touches(year) for one in leave or ())
            # the time counts, but nobody rated it excellent
            return True if on_leave and words.at_least(words.GOOD, rating, words.RATINGS) else None

        return state

    def start_after(self, code: str | None) -> tuple[int | None, bool, bool]:
        """(first year that counts, no such award, awards not known) of "since that award"."""
        if code is None:
            return None, False, False
        if self.history.awards is None:
            return None, False, True
        starts = [award.waiting_from for award, _allowed in self.held([code])]
        if starts:
            return max(starts), False, False
        partial = "awards" in self.history.partial
        return None, not partial, partial

    def bad_since(self, start: int | None, last: int) -> tuple[int, ...]:
        """Years since the earlier award that are known to be below "good" (proc P8)."""
        if start is None or not self.counts("years_since_award_good"):
            return ()
        return tuple(
            year
            for year in range(start, last + 1)
            if (known := self.history.ratings.get(year)) is not None
            and not words.at_least(known, words.GOOD, words.RATINGS)
        )


EARLIEST = 1900


def walk(state: Callable[[int], bool | None], last: int, floor: int) -> int:
    """First year of the run of good years that ends with `last`; `last` + 1 when it is empty."""
    year = last
    while year >= max(floor, EARLIEST) and state(year):
        year -= 1
    return year + 1


def last_missing(state: Callable[[int], bool | None], years: range) -> tuple[int, ...]:
    """The last years without a rating, in their order; more would not help the reader."""
    missing = islice((year for year in reversed(years) if state(year) is None), 5)
    return tuple(missing)[::-1]
