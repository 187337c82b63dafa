"""An uploaded workbook becomes lines: what each cell says, or what is wrong with it. Asks no
database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Record
from awards.records.importing import words
from awards.records.importing.words import Column
from spreadsheets.read import Cell, Limits, Problem, Row, read_rows
from vietnamese.dates import check_year
from vietnamese.folding import fold

ROWS_AT_MOST = 5_000
LIMITS = Limits(rows=ROWS_AT_MOST + Limits.header_rows, columns=60, cells=150_000, seconds=15)
LENGTHS = {
    "unit": 400, "name": 200, "award": 200, "decision": 200, "decision_number": 60,
    "revoked_by": 200, "note": 2000,
}  # fmt: skip
folded = lru_cache(maxsize=1000)(fold)  # the same few words stand in thousands of rows
DATES = ("decision_date", "period_from", "period_to")


@dataclass
class Line:
    """A row of the file: what it says (`values`, without empty cells), what is wrong with it, and
    what it would write: `verdict` new, changed or same."""

    number: int
    cells: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    subject: Any = None
    record: Record | None = None
    verdict: str = ""

    def fault(self, column: str, text: str) -> None:
        self.faults.append(f"{column}: {text}" if column else text)


@dataclass
class Reading:
    """`problems` concern the whole file; `notes` are said before it is confirmed."""

    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_lines(content: bytes, columns: Sequence[Column]) -> Reading:
    table = read_rows(
        content,
        columns={column.key: column.headings for column in columns},
        optional={column.key for column in columns if not column.required},
        limits=LIMITS,
    )
    reading = Reading(notes=[str(note) for note in table.notes])
    spellings = {key: table_of() for key, table_of in words.SPELLINGS.items()}
    reading.lines = [line_of(row, columns, spellings) for row in table.rows]
    place_problems(table.problems, reading)
    if not table.rows and not reading.problems:
        reading.problems.append(_("There is no row below the headings."))
    if len(table.rows) > ROWS_AT_MOST:
        reading.problems.append(
            _("The file has %(count)d rows: at most %(limit)d. Split it into several files.")
            % {"count": len(table.rows), "limit": ROWS_AT_MOST}
        )
    return reading


def place_problems(problems: Sequence[Problem], reading: Reading) -> None:
    """What the reader says of a cell stands with its line."""
    by_number = {line.number: line for line in reading.lines}
    for problem in problems:
        digits = re.search("[0-9]+$", problem.ref)
        line = by_number.get(int(digits[0])) if digits else None
        if line:
            line.fault(problem.ref, problem.text)
        else:
            reading.problems.append(str(problem))


def line_of(row: Row, columns: Sequence[Column], spellings: dict[str, dict[str, str]]) -> Line:
    line = Line(row.number, {column.key: row.cells[column.key].value for column in columns})
    for column in columns:
        cell = row.cells[column.key]
        place = f"{column.headings[0]} ({cell.ref})" if cell.ref else column.headings[0]
        try:
            value = parse(column.key, cell, spellings)
        except ValueError as error:
            line.fault(place, str(error))
            continue
        if value not in (None, ""):
            line.values[column.key] = value
        elif column.required and cell.value is None:
            line.fault(place, _("This is needed."))
    return line


def parse(key: str, cell: Cell, spellings: dict[str, dict[str, str]]) -> Any:
    if key == "year":
        return whole_year(cell)
    if key == "born":
        return birth(cell)
    if key in DATES:
        return cell.date()
    if key == "revoked":
        return yes_or_no(cell)
    text = cell.text()
    if key in spellings:
        return chosen(text, spellings[key]) if text else None
    if len(text) > LENGTHS[key]:
        raise ValueError(
            _("The text is too long: at most %(limit)d characters.") % {"limit": LENGTHS[key]}
        )
    return text


def whole_year(cell: Cell) -> int | None:
    number = cell.number()
    if number is None:
        return None
    if number != int(number):
        raise ValueError(_("Enter a year, for example 2024."))
    check_year(int(number))
    return int(number)


def birth(cell: Cell) -> Any:
    """A date, or a year alone."""
    if re.fullmatch("[0-9]{4}", cell.text(), re.ASCII):
        check_year(int(cell.text()))
        return int(cell.text())
    return cell.date()


def yes_or_no(cell: Cell) -> bool | None:
    if isinstance(cell.value, bool):
        return cell.value
    text = fold(cell.text())
    if not text:
        return None
    if text in words.YES or text in words.NO:
        return text in words.YES
    raise ValueError(_("Write x, or leave it empty."))


def chosen(text: str, table: dict[str, str]) -> str:
    value = table.get(folded(text)) or table.get(text.strip())
    if value is None:
        raise ValueError(
            _("“%(text)s” is none of: %(words)s.")
            % {"text": text[:60], "words": words.readable(table)}
        )
    return value
