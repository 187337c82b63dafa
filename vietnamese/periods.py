"""Reporting periods: a year, half-year, quarter, month, or a term of several years."""

import calendar
import datetime
import functools
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .dates import check_year
from .folding import fold

YEAR, HALF, QUARTER, MONTH, TERM = "year", "half", "quarter", "month", "term"
MONTHS = {YEAR: 12, HALF: 6, QUARTER: 3, MONTH: 1}  # length of a period of the kind
ROMAN = ("I", "II", "III", "IV")
CODE = re.compile(
    r"(?P<year>[0-9]{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])|-(?P<last>[0-9]{4}))?",
    re.ASCII,
)
WORDS = (  # what people write, folded, and the code it stands for
    (re.compile(r"nam ([0-9]{4})", re.ASCII), "{0}"),
    (re.compile(r"(?:6|sau) thang dau nam ([0-9]{4})", re.ASCII), "{0}H1"),
    (re.compile(r"(?:6|sau) thang cuoi nam ([0-9]{4})", re.ASCII), "{0}H2"),
    (re.compile(r"quy (i|ii|iii|iv|[1-4])(?: nam |/)([0-9]{4})", re.ASCII), "{1}Q{0}"),
    (re.compile(r"(?:thang )?0?([1-9]|1[0-2])(?: nam |/)([0-9]{4})", re.ASCII), "{1}-{0:0>2}"),
    (re.compile(r"(?:giai doan |nhiem ky )?([0-9]{4}) ?- ?([0-9]{4})", re.ASCII), "{0}-{1}"),
)


@functools.total_ordering
@dataclass(frozen=True)
class Period:
    """A period by its code: "2024", "2024H1", "2024Q2", "2024-05", "2020-2025".

    Ordered by its end; of two that end on one day the shorter comes first. Raises ValueError, with
    a sentence for the user, for anything that is not a code or outside the years 1900 - 2100.
    """

    code: str

    def __post_init__(self):
        match = CODE.fullmatch(self.code)
        if not match:
            raise ValueError(
                _("Enter a period, for example 2024, quý II năm 2024, tháng 5/2024 or 2020 - 2025.")
            )
        first = int(match["year"])
        last = int(match["last"] or first)
        check_year(first)
        check_year(last)
        if match["last"] and last <= first:
            raise ValueError(_("The last year of a term must come after its first year."))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period of a code, or of the words that `label` writes ("quý II năm 2024", "5/2024").

        Raises ValueError with a sentence for the user.
        """
        code = text.strip().upper()
        if not CODE.fullmatch(code):
            words = fold(text).replace("\u2013", "-")
            for pattern, template in WORDS:
                if match := pattern.fullmatch(words):
                    code = template.format(*(_arabic(part) for part in match.groups()))
                    break
        return cls(code)

    @classmethod
    def containing(cls, date: datetime.date, kind: str) -> "Period":
        """The year, half-year, quarter or month in which a date lies."""
        number = (date.month - 1) // MONTHS[kind] + 1
        return cls(_code(kind, date.year, number))

    @property
    def kind(self) -> str:
        rest = self.code[4:]
        if not rest:
            return YEAR
        if rest.startswith("-"):
            return TERM if len(rest) == len("-2025") else MONTH
        return HALF if rest.startswith("H") else QUARTER

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return int(self.code[:4])

    @property
    def number(self) -> int:
        """Which half, quarter or month of the year; 1 for years and terms."""
        return 1 if self.kind in (YEAR, TERM) else int(self.code[4:].lstrip("HQ-"))

    @functools.cached_property
    def start(self) -> datetime.date:
        if self.kind == TERM:
            return datetime.date(self.year, 1, 1)
        return datetime.date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @functools.cached_property
    def end(self) -> datetime.date:
        """The last day, included."""
        if self.kind == TERM:
            return datetime.date(int(self.code[5:]), 12, 31)
        month = self.number * MONTHS[self.kind]
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """As official documents write it, always in Vietnamese."""
        year = self.year
        return {
            YEAR: f"năm {year}",
            HALF: f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {year}",
            QUARTER: f"quý {ROMAN[(self.number - 1) % 4]} năm {year}",
            MONTH: f"tháng {self.number} năm {year}",
            TERM: f"giai đoạn {year} - {self.end.year}",
        }[self.kind]

    @property
    def title(self) -> str:
        """As pages write it, in the language of the user."""
        values = {"year": self.year, "number": self.number, "last": self.end.year}
        if self.kind == HALF:
            first, second = _("first half of %(year)d"), _("second half of %(year)d")
            return (first if self.number == 1 else second) % values
        if self.kind == QUARTER:
            return _("quarter %(roman)s of %(year)d") % {**values, "roman": ROMAN[self.number - 1]}
        patterns = {
            YEAR: _("year %(year)d"),
            MONTH: _("month %(number)d of %(year)d"),
            TERM: _("term %(year)d - %(last)d"),
        }
        return patterns[self.kind] % values

    def contains(self, other: "Period | datetime.date") -> bool:
        """Whether a period or a day lies wholly inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def parts(self, kind: str) -> list["Period"]:
        """The periods of a kind inside, in order; itself for its own kind, [] for longer ones."""
        if kind == TERM:
            return [self] if self.kind == TERM else []
        found = [
            Period(_code(kind, year, number))
            for year in range(self.year, self.end.year + 1)
            for number in range(1, 12 // MONTHS[kind] + 1)
        ]
        return [part for part in found if self.contains(part)]

    @functools.cached_property
    def place(self) -> tuple[datetime.date, int]:
        """In the order of periods."""
        return self.end, -self.start.toordinal()

    def __lt__(self, other: "Period") -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self.place < other.place

    def __str__(self) -> str:
        return self.code


def _arabic(part: str) -> str:
    return str(ROMAN.index(part.upper()) + 1) if part.upper() in ROMAN else part


def _code(kind: str, year: int, number: int) -> str:
    suffix = {YEAR: "", HALF: f"H{number}", QUARTER: f"Q{number}", MONTH: f"-{number:02d}"}[kind]
    return f"{year}{suffix}"
