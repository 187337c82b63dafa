"""The board of targets as pages and workbooks show it: rows by group, filtered, with their
charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import charts
from spreadsheets.write import Sheet, write_workbook
from targets.states import SHAPES, Progress
from targets.summary import TargetSummary, UnitRow
from targets.wording import percent_words
from vietnamese.periods import Period


@dataclass(frozen=True)
class Row:
    """One line: the whole target, or a unit's share of it (`own`)."""

    target: TargetSummary
    own: UnitRow | None = None

    @property
    def shown(self):
        return self.own or self.target

    @property
    def state(self):
        return self.shown.state

    @property
    def label(self):
        return Progress(self.shown.state).label

    @property
    def shape(self):
        return SHAPES[self.shown.state]

    @property
    def through(self):
        return title_of(self.shown.through) if self.shown.through else ""

    @property
    def has_value(self):
        return self.shown.value is not None or self.shown.fulfilled is not None

    @property
    def percent(self):
        return percent_words(self.shown.percent)

    @property
    def chart(self):
        return chart_of(self.target, self.shown)

    @property
    def chart_words(self):
        """For those who do not see the chart."""
        return f"{self.shown.value_words}; {self.plan}"

    @property
    def plan(self):
        return (self.own.given if self.own else "") or self.target.plan


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[Row, ...]


def title_of(code: str) -> str:
    """The title of a period, which many rows have in common."""
    return title_in(get_language(), code)


@lru_cache(maxsize=1000)
def title_in(_language: str, code: str) -> str:
    return Period(code).title


def chart_of(target, shown):
    """The bullet of a value against the plan, None where there is no figure to draw."""
    low, high = shown.low, shown.high
    if target.comparator == "none_left":
        low = 0
    if low is None and high is None:
        return None
    between = low is not None and high is not None
    return charts.bullet(
        shown.value,
        plan=low if low is not None else high,
        high=high if between else None,
        at_most=target.at_most,
    )


def grouped(rows: Sequence[Row]) -> tuple[Group, ...]:
    """In the order of the plan; targets without a group come under their own empty heading."""
    names = list(dict.fromkeys(row.target.group for row in rows))
    return tuple(
        Group(name, tuple(row for row in rows if row.target.group == name)) for name in names
    )


def workbook(rows: Sequence[Row], *, title: str) -> bytes:
    """Exactly the rows that the page shows."""
    headers = [
        _("Group"),
        _("Target"),
        _("Responsible unit"),
        _("Plan"),
        _("Unit of measure"),
        _("Result"),
        _("Figures until"),
        _("Of the plan, %"),
        _("Judgement"),
        _("Reason"),
    ]
    lines = [
        [
            row.target.group,
            row.target.indicator,
            row.target.responsible,
            row.plan,
            row.target.measure,
            shown_number(row),
            row.through,
            None if row.shown.percent is None else round(row.shown.percent, 1),
            str(row.label),
            row.shown.reason,
        ]
        for row in rows
    ]
    widths = [24, 48, 26, 26, 16, 14, 18, 12, 16, 60]
    return write_workbook([Sheet(title, headers, lines, widths)])


def shown_number(row):
    if row.shown.value is None:
        return row.shown.value_words if row.has_value else None
    return round(row.shown.value, 2)
