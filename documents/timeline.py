"""Geometry of drives over a year or a term: bars in lanes, occasions as dots, reviews as diamonds.

Pure, as charts.py. The table beside it says the same; on a phone only the table is shown.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from documents.charts import CHARACTER, GROUND, HOLLOW, INK, SOLID, point
from vietnamese.dates import format_day_month

WIDTH, LEFT, RIGHT = 976, 130, 970
LANE = 34
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A drive; `state` is past, running or coming."""

    label: str
    start: datetime.date
    end: datetime.date
    state: str = "coming"


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    fill: str
    stroke: str
    done: str = ""  # width of the part of a running drive that lies behind
    text: str = ""
    text_x: str = ""
    text_y: str = ""
    text_fill: str = INK


@dataclass(frozen=True)
class Mark:
    x: str
    text: str
    text_x: str
    y: str = ""
    text_y: str = ""
    fill: str = HOLLOW
    path: str = ""


@dataclass(frozen=True)
class Timeline:
    width: str
    height: str
    left: str
    right: str
    ticks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str], ...]  # (y, name) of the lines on the left
    bars_bottom: str
    dots_y: str
    dots_text_y: str
    dots: tuple[Mark, ...]
    diamonds: tuple[Mark, ...]
    today_x: str = ""
    today_bottom: str = ""
    today_text: str = ""


def timeline(
    start: datetime.date,
    end: datetime.date,
    *,
    spans: Sequence[Span],
    occasions: Sequence[datetime.date] = (),
    reviews: Sequence[tuple[datetime.date, str, bool]] = (),
    today: datetime.date | None = None,
    names: tuple[str, str, str] = ("Đợt thi đua", "Dịp kỷ niệm", "Sơ kết, tổng kết"),
) -> Timeline:
    """`reviews` are (date, words, held); what lies outside the time shown stands at its edge."""
    days = max((end - start).days + 1, 1)

    def x(date):
        return LEFT + min(max((date - start).days, 0), days) / days * (RIGHT - LEFT)

    lanes = in_lanes([(span.start, span.end) for span in spans])
    bars_bottom = 40 + LANE * max([lane + 1 for lane in lanes], default=1)
    dots_y = bars_bottom + 28
    first_review = dots_y + (50 if occasions else 0)
    placed = place_reviews(reviews, x, first_review)
    rows = [(57, names[0])]
    if occasions:
        rows.append((dots_y + 5, names[1]))
    if reviews:
        rows.append((first_review + 5, names[2]))
    height = placed[1] if reviews else (dots_y + 34 if occasions else bars_bottom + 10)
    shown = today if today is not None and start <= today <= end else None
    return Timeline(
        width=str(WIDTH),
        height=point(height),
        left=str(LEFT),
        right=str(RIGHT),
        ticks=ticks(start, end, x),
        bars=tuple(
            bar(span, lane, x, today, free_from(span, lane, spans, lanes, x))
            for span, lane in zip(spans, lanes, strict=True)
        ),
        rows=tuple((point(y), name) for y, name in rows),
        bars_bottom=str(bars_bottom),
        dots_y=str(dots_y),
        dots_text_y=str(dots_y + 22),
        dots=tuple(dots(sorted(occasions), x)),
        diamonds=placed[0],
        today_x=point(x(shown)) if shown else "",
        today_bottom=str(dots_y + 12 if occasions else bars_bottom) if shown else "",
        today_text=f"Hôm nay {format_day_month(shown)}" if shown else "",
    )


def in_lanes(periods: Sequence[tuple[datetime.date, datetime.date]]) -> list[int]:
    """The highest free lane for each period, in the order given."""
    lanes: list[list[tuple[datetime.date, datetime.date]]] = []
    chosen = []
    for start, end in periods:
        free = (
            n for n, taken in enumerate(lanes) if not any(overlap(start, end, t) for t in taken)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((start, end))
        chosen.append(number)
    return chosen


def overlap(start, end, other):
    return start <= other[1] and end >= other[0]


def free_from(span, lane, spans, lanes, x):
    """Where the next bar of the lane begins, or the lane ends."""
    later = [
        x(other.start)
        for other, other_lane in zip(spans, lanes, strict=True)
        if other_lane == lane and other.start > span.start
    ]
    return min(later, default=RIGHT)


def bar(span, lane, x, today, limit):
    """Words stand in the bar, else behind it, else (no room) in the table only."""
    left, right, y = x(span.start), x(span.end + DAY), 40 + LANE * lane
    width = max(right - left, 2)
    length = len(span.label) * (CHARACTER + 1.2)
    running = span.state == "running" and today is not None
    done = min(max(x(today) - left, 0), width) if running else 0
    over_solid = done > length + 16
    inside = length + 16 <= width and (over_solid or done < 10)  # words stand on one ground only
    behind = not inside and right + length + 8 <= limit
    return Bar(
        point(left),
        str(y),
        point(width),
        fill=GROUND if span.state == "past" else HOLLOW,
        stroke="#857c70" if span.state == "past" else SOLID,
        done=point(done) if done else "",
        text=span.label if inside or behind else "",
        text_x=point(left + 10 if inside else right + 6),
        text_y=str(y + 18),
        text_fill=HOLLOW if inside and over_solid else INK,
    )


def ticks(start, end, x):
    """Months up to a year and a half, otherwise years."""
    by_month = (end - start).days <= 550
    date = start.replace(day=1) if by_month else start.replace(month=1, day=1)
    marks = []
    while date <= end:
        label = f"Th. {date.month}" if by_month else str(date.year)
        marks.append(Mark(point(x(date)), label, point(x(date) + 5)))
        next_month = (date.replace(day=28) + 4 * DAY).replace(day=1)
        date = next_month if by_month else date.replace(year=date.year + 1)
    return tuple(marks)


def dots(dates, x, gap=36):
    """Occasions with their day below; words that would touch are moved apart."""
    words_end = 0.0
    for date in dates:
        place = x(date)
        words = max(place, words_end + gap)
        words_end = words
        shown = words <= RIGHT and words - place < gap * 1.5
        yield Mark(point(place), format_day_month(date) if shown else "", point(words))


def place_reviews(reviews, x, top):
    """Diamonds with words to their left, each on the first line where the words fit."""
    line_ends: list[float] = []
    marks = []
    for date, words, held in sorted(reviews):
        place = min(x(date), RIGHT - 7)
        left = place - 14 - len(words) * (CHARACTER + 0.6)
        line = next((n for n, taken in enumerate(line_ends) if left > taken + 10), len(line_ends))
        line_ends[line : line + 1] = [place + 7]
        y = top + line * 26
        marks.append(
            Mark(
                point(place),
                words,
                point(place - 14),
                text_y=point(y + 5),
                fill=INK if held else HOLLOW,
                path=f"M{point(place)} {point(y - 7)}l7 7-7 7-7-7z",
            )
        )
    return tuple(marks), top + 26 * len(line_ends)
