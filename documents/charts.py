"""Geometry of charts: values in, attributes of SVG out. The same for the page and for paper.

Everything is a string with a point ("12.5"), because a template in Vietnamese would write "12,5".
Fills are explicit: on paper `currentColor` comes out black and `<use>` draws nothing. Differences
are in shape, not only in colour: solid is the result, hollow the forecast or the next step, the
ground is the rest.
"""

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from vietnamese.numbers import format_number

Value = Decimal | int | float  # also for isinstance

SOLID, HOLLOW, GROUND, INK, MUTED, OVER = (
    "#4b5a66",
    "#ffffff",
    "#e4dfd6",
    "#211e1a",
    "#5b544b",
    "#a02315",
)


def point(number: float) -> str:
    """A coordinate: at most one decimal, always with a point."""
    return f"{number:.1f}".removesuffix(".0")


# --- bullet: one result against its plan --------------------------------

BULLET_WIDTH = 150
BULLET_ROOM = (
    1.2  # the scale ends at 120 % of the plan, so the mark stands at one place in every row
)
RANGE_ROOM = 1.1  # of the upper mark


@dataclass(frozen=True)
class Bullet:
    """`result` and `forecast` are widths ("" draws nothing), `over` what passes an at-most plan."""

    width: str = str(BULLET_WIDTH)
    marks: tuple[str, ...] = ()
    result: str = ""
    forecast: str = ""
    over_x: str = ""
    over: str = ""


def bullet(
    result: Value | None,
    *,
    plan: Value | None = None,
    high: Value | None = None,
    forecast: Value | None = None,
    at_most: bool = False,
) -> Bullet:
    """A bar of the result over the plan; `high` makes the plan a range (two marks).

    For an at-most plan what lies beyond the mark is drawn apart and never as good.
    """
    top = scale_top(plan, high)
    if top is None:
        return Bullet()
    if top == 0:  # "nothing left": the mark stands at zero and anything above it is over
        return Bullet(marks=("0",), over_x="0", over=str(BULLET_WIDTH) if result else "")

    def place(value: Value) -> float:
        return min(max(float(value) / top, 0), 1) * BULLET_WIDTH

    marks = [value for value in (plan, high) if value is not None]
    limit = place(marks[-1])
    reached = None if result is None else place(result)
    over = max(reached - limit, 0) if at_most and reached is not None else 0
    return Bullet(
        marks=tuple(point(place(value) - 1) for value in marks),
        result=width_of(limit if over else reached),
        forecast=width_of(None if forecast is None else place(forecast)),
        over_x=point(limit) if over else "",
        over=width_of(over),
    )


def scale_top(plan, high):
    """Value at the right edge; None without a plan, 0 when the plan is zero or less."""
    if high is not None:
        return max(float(high) * RANGE_ROOM, 0)
    if plan is not None:
        return max(float(plan) * BULLET_ROOM, 0)
    return None


def width_of(number: float | None) -> str:
    return point(number) if number else ""


def share(part: Value, whole: Value) -> Bullet:
    """A plain bar: part of a whole, without marks."""
    return Bullet(
        result=width_of(BULLET_WIDTH * min(float(part) / float(whole), 1)) if whole else ""
    )


# --- bars: several values a row, for reports ---------------------------

TEXT = 13  # font size of labels; a character is about half of it wide
CHARACTER = 6.4
BAR = 12
SERIES = ((SOLID, SOLID), (HOLLOW, SOLID), (GROUND, MUTED))  # fill, stroke


@dataclass(frozen=True)
class Bar:
    y: str
    width: str
    fill: str
    stroke: str
    text: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class BarRow:
    label_lines: tuple[tuple[str, str], ...]  # (y, text)
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class LegendEntry:
    x: str
    text_x: str
    label: str
    fill: str
    stroke: str


@dataclass(frozen=True)
class Bars:
    width: str
    height: str
    rows: tuple[BarRow, ...]
    legend: tuple[LegendEntry, ...]
    baseline: tuple[str, str] = ("0", "0")


def bars(
    rows: Sequence[tuple[str, Sequence[Value | None]]],
    series: Sequence[str],
    *,
    width: int = 640,
    wording: Callable[[Value], str] = format_number,
    nothing: str = "chưa có",
) -> Bars:
    """Horizontal bars: a row is (label, one value a series); at most three series."""
    if len(series) > len(SERIES):
        raise ValueError(f"At most {len(SERIES)} series, not {len(series)}.")
    room = width - 90  # for the figure behind the longest bar
    top = max((float(v) for _, values in rows for v in values if v is not None), default=0) or 1
    y = 26 if len(series) > 1 else 6
    start, drawn = y, []
    for label, values in rows:
        lines = []
        for text in textwrap.wrap(label, int(width / CHARACTER)) or [""]:
            y += 16
            lines.append((point(y - 3), text))
        row_bars = []
        for value, (fill, stroke) in zip(values, SERIES, strict=False):
            length = max(float(value or 0), 0) / top * room
            text = nothing if value is None else wording(value)
            row_bars.append(
                Bar(
                    point(y),
                    point(length),
                    fill,
                    stroke,
                    text,
                    point(length + 6),
                    point(y + BAR - 1.5),
                )
            )
            y += BAR + 3
        drawn.append(BarRow(tuple(lines), tuple(row_bars)))
        y += 8
    return Bars(str(width), point(y), tuple(drawn), legend(series), (point(start), point(y - 8)))


def legend(series: Sequence[str]) -> tuple[LegendEntry, ...]:
    """Names of the series in one line on top; none is needed for a single one."""
    entries, x = [], 0.5
    for label, (fill, stroke) in zip(series if len(series) > 1 else (), SERIES, strict=False):
        entries.append(LegendEntry(point(x), point(x + 32), label, fill, stroke))
        x += 32 + len(label) * CHARACTER + 24
    return tuple(entries)


# --- line: one value over periods, with its plan -------------------------


@dataclass(frozen=True)
class Tick:
    at: str
    text_at: str
    label: str


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    text: str
    text_y: str


@dataclass(frozen=True)
class Line:
    width: str
    height: str
    left: str
    right: str
    bottom: str
    label_y: str
    runs: tuple[str, ...] = ()  # points of polylines; a missing value breaks the line
    dots: tuple[Dot, ...] = ()
    plan_runs: tuple[str, ...] = ()
    y_ticks: tuple[Tick, ...] = field(default=())
    x_ticks: tuple[Tick, ...] = field(default=())


def line(
    points: Sequence[tuple[str, Value | None]],
    *,
    plan: Sequence[Value | None] | Value | None = None,
    width: int = 640,
    height: int = 220,
    wording: Callable[[Value], str] = format_number,
) -> Line:
    """The values over their periods, from zero (or from below it when one is); the plan dashed."""
    plans = [plan] * len(points) if plan is None or isinstance(plan, Value) else list(plan)
    known = [float(v) for v in [*(value for _, value in points), *plans] if v is not None]
    low, high, step = nice_scale(min([*known, 0]), max([*known, 0]))
    left, right, top, bottom = 64, width - 12, 18, height - 24
    gap = (right - left) / max(len(points), 1)

    def x(index):
        return left + gap * (index + 0.5)

    def y(value):
        return bottom - (float(value) - low) / (high - low) * (bottom - top)

    return Line(
        width=str(width),
        height=str(height),
        left=str(left),
        right=str(right),
        bottom=str(bottom),
        label_y=str(height - 6),
        runs=runs([(x(i), None if v is None else y(v)) for i, (_, v) in enumerate(points)]),
        dots=tuple(
            Dot(point(x(i)), point(y(v)), wording(v), point(y(v) - 8))
            for i, (_, v) in enumerate(points)
            if v is not None
        ),
        plan_runs=runs([(x(i), None if v is None else y(v)) for i, v in enumerate(plans)]),
        y_ticks=tuple(
            Tick(point(y(v)), point(y(v) + 4.5), wording(v)) for v in ticks(low, high, step)
        ),
        x_ticks=tuple(Tick(point(x(i)), point(x(i)), label) for i, (label, _) in enumerate(points)),
    )


def runs(places: Sequence[tuple[float, float | None]]) -> tuple[str, ...]:
    """Unbroken stretches as the `points` of polylines; a single point makes no line."""
    stretches: list[list[str]] = [[]]
    for x, y in places:
        if y is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{point(x)},{point(y)}")
    return tuple(" ".join(stretch) for stretch in stretches if len(stretch) > 1)


def nice_scale(low: float, high: float, wanted: int = 4) -> tuple[float, float, float]:
    """Round ends and step (1, 2 or 5 times a power of ten) around the values."""
    if low == high:
        high = low + 1
    rough = (high - low) / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def ticks(low: float, high: float, step: float) -> list[Decimal]:
    exact = Decimal(repr(round(step, 10)))
    first = round(low / step)
    return [((first + n) * exact).normalize() for n in range(round((high - low) / step) + 1)]
