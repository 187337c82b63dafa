"""How a target stands: the one function that judges, used by pages, documents and exports.

Values in, a judgement with its reason out; no clock, no database. What is compared with what:

- A level or share is due at the end of the plan's period: until then it can be met but not be late.
- A total (over periods: sum) is held against the part of the period that has gone by.
- "Kept at" is behind as soon as the value lies below.
- A fall is reported as its size: 0,7 for a rate that fell by 0,7 points; below zero it rose.
- Missed is said only when the period has ended and its last figures are there.
"""

import calendar
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from targets import rollup
from targets.rollup import Point
from targets.states import Progress
from targets.wording import value_words
from vietnamese.dates import format_date
from vietnamese.numbers import format_number
from vietnamese.periods import Period

HUNDRED = Decimal(100)
ON_TRACK_FROM = 95  # per cent of what is due by now; settings.TARGETS_ON_TRACK_FROM
ABOUT_FROM = 95  # per cent of the plan that still count as "about"

LOWER_BOUND = ("at_least", "more_than", "approximately", "maintain_at_least")
UPPER_BOUND = ("at_most", "less_than")
Why = Callable[[], str]  # writes the reason when somebody reads it


@dataclass(frozen=True)
class Spec:
    """What the plan asks; of a target, or of a target as given to one unit."""

    comparator: str
    basis: str = "level"
    low: Decimal | None = None
    high: Decimal | None = None
    measure: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    over_periods: str = rollup.LAST
    decimals: int = 0

    @classmethod
    def of(cls, target, **changes):
        """Of anything with the fields of a target."""
        fields = {name: getattr(target, name) for name in cls.__dataclass_fields__}
        return cls(**fields | changes)


@dataclass(frozen=True)
class Judgement:
    """`value` is the value judged, `through` the last day its figures cover. `why` is a sentence,
    or what writes it: many judgements are only counted."""

    state: Progress
    why: str | Why
    value: Decimal | None = None
    percent_of_plan: Decimal | None = None
    through: datetime.date | None = None

    @property
    def reason(self) -> str:
        return self.why if isinstance(self.why, str) else self.why()


def judge(
    spec: Spec,
    values: Sequence[Point],
    *,
    on: datetime.date,
    period: Period,
    on_track_from: int = ON_TRACK_FROM,
) -> Judgement:
    """Judge the values known on a day against a plan for a period.

    `values` hold one point a reporting period, of one unit or of the whole (`rollup.over_units`).
    """
    known = sorted(
        (point for point in values if point.period.start <= on), key=lambda point: point.period
    )
    if spec.comparator == "qualitative":
        return judge_words(known, on=on, period=period)
    known = [point for point in known if point.value is not None]
    if not known:
        return Judgement(Progress.NOT_JUDGED, _("No figures yet."))
    through = min(on, known[-1].period.end)
    if spec.basis == "every_year" and period.kind == "term":
        return judge_every_year(spec, known, on=on, period=period, on_track_from=on_track_from)
    value = reduced(spec, known, period)
    if value is None:
        return Judgement(Progress.NOT_JUDGED, why_no_value(spec, known), through=through)
    if not has_bounds(spec):
        reason = _("No figure was given; only reported.")
        return Judgement(Progress.NOT_JUDGED, reason, value, through=through)
    case = Case(spec, value, period, through, on, on_track_from)
    state, why = case.judged()
    return Judgement(state, why, value, percent_of_plan(spec, value), through)


def judge_words(points: Sequence[Point], *, on: datetime.date, period: Period) -> Judgement:
    said = [point for point in points if point.fulfilled is not None]
    if not said:
        return Judgement(
            Progress.NOT_JUDGED, _("The unit has not yet said whether it is fulfilled.")
        )
    last = said[-1]
    through = min(on, last.period.end)
    over = is_over(period, on, through)
    if last.fulfilled:
        state = Progress.MET if over else Progress.ON_TRACK
        reason = _("Said to be fulfilled (%(period)s).")
    else:
        state = Progress.MISSED if over else Progress.BEHIND
        reason = _("Said not to be fulfilled (%(period)s).")
    return Judgement(state, reason % {"period": last.period.title}, through=through)


def judge_every_year(spec, points, *, on, period, on_track_from) -> Judgement:
    """Each year of the term is judged by itself; a year that was missed stays missed."""
    yearly = replace(spec, basis=spec.direction or "level", direction="")
    judged = []
    for year, of_year in groupby(points, key=lambda point: point.period.year):
        judgement = judge(
            yearly,
            list(of_year),
            on=on,
            period=Period(str(year)),
            on_track_from=on_track_from,
        )
        judged.append((year, judgement))
    _year, latest = judged[-1]
    over = is_over(period, on, latest.through)
    failed = [str(year) for year, judgement in judged if judgement.state == Progress.MISSED]
    if failed:
        reason = _("Not reached in %(years)s.") % {"years": ", ".join(failed)}
        return replace(latest, state=Progress.MISSED if over else Progress.BEHIND, why=reason)
    if latest.state == Progress.NOT_JUDGED or latest.state == Progress.BEHIND:
        return latest
    if over:
        return replace(latest, state=Progress.MET, why=_("Reached in every year reported."))
    return replace(latest, state=Progress.ON_TRACK)


def reduced(spec: Spec, points: Sequence[Point], period: Period) -> Decimal | None:
    """One value of all periods; of a yearly average, the average of the years."""
    if spec.basis != "annual_average" or period.kind != "term":
        return rollup.over_periods(points, spec.over_periods, period)
    years = []
    for year, of_year in groupby(points, key=lambda point: point.period.year):
        whole = Period(str(year))
        years.append(Point(whole, rollup.over_periods(list(of_year), spec.over_periods, whole)))
    return rollup.total(years, rollup.AVERAGE)


def why_no_value(spec: Spec, points: Sequence[Point]) -> str:
    if spec.over_periods == rollup.WEIGHTED:
        return _("The base of a value is missing, so the average cannot be weighted.")
    return _(
        "Values of parts of the period do not add up; the figure of the whole period is awaited."
    )


def has_bounds(spec: Spec) -> bool:
    if spec.comparator == "none_left":
        return True
    if spec.comparator == "between":
        return spec.low is not None and spec.high is not None
    return (spec.high if spec.comparator in UPPER_BOUND else spec.low) is not None


def is_over(period: Period, on: datetime.date, through: datetime.date | None) -> bool:
    """Whether the plan's period has ended and the figures reach its end."""
    return on >= period.end and through is not None and through >= period.end


def falls(spec: Spec) -> bool:
    """Whether "reaches" means falling to the figure: the plan says so, or the baseline lies
    above it."""
    if spec.basis in ("increase", "decrease", "annual_average", "every_year", "cumulative"):
        return False
    if spec.direction:
        return spec.direction == "decrease"
    return spec.baseline is not None and spec.low is not None and spec.baseline > spec.low


def percent_of_plan(spec: Spec, value: Decimal) -> Decimal | None:
    """Of the bound that has to be reached or kept; None where there is none to divide by."""
    plan = spec.high if spec.comparator in UPPER_BOUND else spec.low
    return value / plan * HUNDRED if plan and plan > 0 else None


def per_cent_of(bound: Decimal | None, percent: int) -> Decimal | None:
    return None if bound is None else bound * percent / HUNDRED


def share_gone(period: Period, through: datetime.date) -> Decimal:
    """The part of the period that has gone by, in months, a running month by its days: 0.25
    after quarter I."""
    if through >= period.end:
        return Decimal(1)

    def months(day):
        return (
            day.year * 12
            + day.month
            - 1
            + Decimal(day.day) / calendar.monthrange(day.year, day.month)[1]
        )

    before = period.start - datetime.timedelta(days=1)
    return (months(through) - months(before)) / (months(period.end) - months(before))


@dataclass(frozen=True)
class Case:
    """One value against one plan on one day."""

    spec: Spec
    value: Decimal
    period: Period
    through: datetime.date
    on: datetime.date
    on_track_from: int

    @property
    def over(self) -> bool:
        return is_over(self.period, self.on, self.through)

    @property
    def adds_up(self) -> bool:
        return self.spec.over_periods == rollup.SUM

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None, bool, bool]:
        """The least and the most that fulfil the plan, and whether each counts itself."""
        low, high = self.spec.low, self.spec.high
        match self.spec.comparator:
            case "more_than":
                return low, None, False, True
            case "less_than":
                return None, high, True, False
            case "at_most":
                return None, high, True, True
            case "between":
                return low, high, True, True
            case "none_left":
                return None, Decimal(0), True, True
            case "approximately" if falls(self.spec):
                return None, per_cent_of(low, 200 - ABOUT_FROM), True, True
            case "approximately":
                return per_cent_of(low, ABOUT_FROM), None, True, True
            case "equal" if falls(self.spec):
                return None, low, True, True
            case _:
                return low, None, True, True

    def below(self) -> bool:
        low, _high, itself, _also = self.bounds
        return low is not None and (self.value < low if itself else self.value <= low)

    def above(self) -> bool:
        _low, high, _itself, itself = self.bounds
        return high is not None and (self.value > high if itself else self.value >= high)

    def judged(self) -> tuple[Progress, Why]:
        if self.below() or self.above():
            return self.not_reached()
        if self.over or self.for_good():
            return Progress.MET, self.why(_("%(value)s: the plan is reached."))
        high = self.bounds[1]
        if self.adds_up and high is not None:
            return self.used_up(high)
        return Progress.ON_TRACK, self.why(
            _("%(value)s: within the plan; it has to hold until %(end)s.")
        )

    def for_good(self) -> bool:
        """Whether what is reached now cannot be lost, or counts as reached on the day it is."""
        if self.spec.comparator == "none_left":
            return True
        if self.spec.comparator == "maintain_at_least" or self.bounds[1] is not None:
            return False
        if self.spec.basis in ("annual_average", "every_year"):
            return False
        rate = self.spec.measure.startswith(("%", "‰"))
        changing_rate = rate and self.spec.basis in ("increase", "decrease")
        return not changing_rate and self.spec.over_periods in (
            rollup.SUM,
            rollup.LAST,
            rollup.NONE,
        )

    def not_reached(self) -> tuple[Progress, Why]:
        if self.over:
            return Progress.MISSED, self.gap
        if self.spec.comparator == "maintain_at_least":
            return Progress.BEHIND, self.why(_("%(value)s: below what is to be kept."))
        if self.spec.basis in ("increase", "decrease") and self.value < 0:
            rising = self.spec.basis == "decrease"
            moved = _("rose instead of falling") if rising else _("fell instead of rising")
            return Progress.BEHIND, self.why(_("%(value)s: it %(moved)s."), moved=moved)
        low = self.bounds[0]
        if self.adds_up:
            if low is not None and self.below():
                return self.behind_time(low)
            return Progress.BEHIND, self.gap
        if self.spec.over_periods in (rollup.AVERAGE, rollup.WEIGHTED) or (
            self.spec.basis == "annual_average"
        ):
            return self.average_so_far()
        if self.on > self.period.end:
            return Progress.NOT_JUDGED, self.why(
                _("%(value)s on %(through)s; the figure of the end of the period is awaited.")
            )
        return Progress.ON_TRACK, self.why(_("%(value)s: due on %(end)s."))

    def behind_time(self, low: Decimal) -> tuple[Progress, Why]:
        """A total that has to grow: held against the part of the plan that is due by now."""
        due = low * share_gone(self.period, self.through)
        return self.compared(
            self.value, due, _("%(value)s: %(share)s%% of the %(due)s due by %(through)s.")
        )

    def used_up(self, high: Decimal) -> tuple[Progress, Why]:
        """A total that must stay below: held against what may be used up by now."""
        low = self.bounds[0]
        gone = share_gone(self.period, self.through)
        if low is not None and self.value < low * gone:
            return self.behind_time(low)
        allowed = high * gone
        if self.value <= 0 or allowed / self.value * HUNDRED >= self.on_track_from:
            reason = _("%(value)s: not more than the %(due)s allowed by %(through)s.")
            if self.value > allowed:
                reason = _("%(value)s: slightly more than the %(due)s allowed by %(through)s.")
            return Progress.ON_TRACK, self.why(reason, due=allowed)
        reason = _("%(value)s: more than the %(due)s allowed by %(through)s.")
        return Progress.BEHIND, self.why(reason, due=allowed)

    def average_so_far(self) -> tuple[Progress, Why]:
        low, high, _itself, _also = self.bounds
        if low is None or self.above():
            near = high and high / self.value * HUNDRED >= self.on_track_from
            return (Progress.ON_TRACK if near else Progress.BEHIND), self.gap
        return self.compared(
            self.value, low, _("%(value)s on average so far: %(share)s%% of the %(due)s planned.")
        )

    def compared(self, value: Decimal, due: Decimal, sentence: str) -> tuple[Progress, Why]:
        share = value / due * HUNDRED if due > 0 else HUNDRED
        state = Progress.ON_TRACK if share >= self.on_track_from else Progress.BEHIND
        return state, lambda: self.told(sentence, due=due, share=format_number(share, 1))

    def why(self, sentence: str, **figures) -> Why:
        return lambda: self.told(sentence, **figures)

    def told(self, sentence: str, **figures: Decimal | str) -> str:
        said = {
            name: figure if isinstance(figure, str) else self.say(figure)
            for name, figure in figures.items()
        }
        return sentence % (self.words | said)

    def gap(self) -> str:
        low, high, _itself, _also = self.bounds
        if low is not None and self.below():
            short = self.apart(low - self.value)
            return self.told(_("%(value)s: %(gap)s short of the plan."), gap=short)
        if high is None or self.spec.comparator == "none_left":
            return self.told(_("%(value)s are left."))
        above = self.apart(self.value - high)
        return self.told(_("%(value)s: %(gap)s above the plan."), gap=above)

    def apart(self, distance: Decimal) -> str:
        """Between two percentages lie percentage points, not per cent."""
        if self.spec.measure == "%":
            return _("%(number)s percentage points") % {"number": format_number(round(distance, 2))}
        return self.say(distance)

    @property
    def words(self) -> dict[str, str]:
        return {
            "value": self.say(self.value),
            "end": format_date(self.period.end),
            "through": format_date(self.through),
        }

    def say(self, value: Decimal) -> str:
        return value_words(value, self.spec.measure, decimals=self.spec.decimals, places=2)
