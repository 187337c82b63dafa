"""Reading XLSX files that somebody uploaded: with limits, by column headings, every cell by name.

    table = read_rows(upload, columns={"name": "Họ và tên", "born": ("Ngày sinh", "Sinh ngày")})
    for row in table.rows:
        row.cells["name"].text(), row.cells["born"].date()

Nothing is raised for a bad file: `table.problems` says what is wrong, with sheet, cell and reason.
"""

import contextlib
import datetime
import json
import re
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vietnamese.dates import check_year, parse_date
from vietnamese.folding import clean_line, clean_prose, fold
from vietnamese.numbers import format_number, parse_number

CHILD = Path(__file__).with_name("child.py")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old .xls files, and .xlsx protected by a password


@dataclass(frozen=True)
class Limits:
    """What a file may hold; sizes in bytes. Rows and cells are those that exist, not those stated;
    `area` is the rectangle from the first cell of the sheet to its outermost ones."""

    file_size: int = 10_000_000
    entries: int = 500
    unpacked: int = 100_000_000
    ratio: int = 200
    rows: int = 20_000
    columns: int = 200
    cells: int = 500_000
    area: int = 4_000_000
    header_rows: int = 30
    problems: int = 200
    memory: int = 1_000_000_000
    seconds: int = 20


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: `ref` is a cell ("B7"), a row ("7") or "" for the whole sheet."""

    sheet: str
    ref: str
    text: str

    def __str__(self):
        place = ", ".join(part for part in (self.sheet, self.ref) if part)
        return f"{place}: {self.text}" if place else self.text


@dataclass(frozen=True)
class Cell:
    """A cell by its name; `formula`: the value is what the spreadsheet program computed last."""

    ref: str
    value: str | Decimal | bool | datetime.date | datetime.datetime | None
    formula: bool = False

    def text(self) -> str:
        """One line of text; "" for an empty cell. Numbers without thousands marks, dates as ISO."""
        if self.value is None:
            return ""
        return clean_line(self.value) if isinstance(self.value, str) else str(self.value)

    def number(self) -> Decimal | None:
        """The number; text is read in Vietnamese form. ValueError with a sentence for the user."""
        if self.value is None or (isinstance(self.value, Decimal)):
            return self.value
        if isinstance(self.value, str):
            return parse_number(self.value)
        raise ValueError(_("Enter a number, for example 5.918 or 33,4."))

    def date(self) -> datetime.date | None:
        """The day; text is read as day/month/year. ValueError with a sentence for the user."""
        if isinstance(self.value, str):
            return parse_date(self.value)
        if isinstance(self.value, datetime.date):
            day = self.value.date() if isinstance(self.value, datetime.datetime) else self.value
            check_year(day.year)
            return day
        if self.value is None:
            return None
        raise ValueError(_("Enter a date as day/month/year, for example 05/01/2024."))


@dataclass(frozen=True)
class Row:
    """A row below the headings; `number` as the spreadsheet program shows it."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """`problems` forbid the import; `notes` are shown before it is confirmed (formulas, columns
    that were not read)."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def read_rows(
    file,
    *,
    columns: Mapping[str, str | Sequence[str]],
    optional: Collection[str] = (),
    sheet: str | None = None,
    limits: Limits = Limits(),
) -> Table:
    """The rows below the headings of one sheet of an XLSX file.

    `file`: bytes or a binary file. `columns`: name in code -> its heading, or several that mean the
    same; found in any order, without regard to case, diacritics and punctuation, in one of the
    first `limits.header_rows` rows. Columns not in `optional` must be there. `sheet`: by default
    the first visible one. Each row has a Cell for each column (value None where empty or the column
    is missing); rows without any of these values are left out.
    """
    content = file if isinstance(file, bytes) else _content(file, limits)
    refusal = _refuse_early(content, limits)
    if refusal:
        return Table(problems=[Problem("", "", refusal)])
    answer = _read_in_child(content, sheet, limits)
    if "refused" in answer:
        ref = _ref(answer["row"], answer["column"]) if "row" in answer else ""
        return Table(problems=[Problem("", ref, _words(answer))])
    return _table(answer, columns, optional, limits)


def _content(file, limits):
    with contextlib.suppress(AttributeError, OSError):
        file.seek(0)
    return file.read(limits.file_size + 1)


def _refuse_early(content, limits):
    if len(content) > limits.file_size:
        size = filesizeformat(limits.file_size)
        return _("The file is too large: at most %(size)s.") % {"size": size}
    if not content:
        return _("The file is empty.")
    if content.startswith(OLE):
        return _(
            "This is an old Excel file or one protected by a password. Remove the password, save "
            "it as “Excel workbook (.xlsx)” and upload it again."
        )
    if not content.startswith(b"PK\x03\x04"):
        return _words({"refused": "not_xlsx"})
    return None


def _read_in_child(content, sheet, limits):
    argument = json.dumps(asdict(limits) | {"sheet": sheet})
    command = [sys.executable, "-I", str(CHILD), argument]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=limits.seconds * 2,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_heavy"}
    if done.returncode < 0:  # killed by a limit of time or memory
        return {"refused": "too_heavy"}
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"refused": "broken"}


def _words(answer):
    limit = format_number(answer.get("limit", 0))
    texts = {
        "not_xlsx": _(
            "This is not an Excel workbook (.xlsx). Save it as .xlsx and upload it again."
        ),
        "macros": _("The file holds macros. Save it as .xlsx without macros and upload it again."),
        "locked": _("The file is protected by a password. Remove it and upload the file again."),
        "broken": _("The file is damaged. Open it in Excel, save it again and upload it again."),
        "doctype": _("The file holds a document type declaration, which Excel never writes."),
        "entries": _("The file has too many parts: at most %(limit)s.") % {"limit": limit},
        "unpacked": _("The file is too large when unpacked: at most %(size)s.")
        % {"size": filesizeformat(answer.get("limit", 0))},
        "ratio": _("The file is packed far more tightly than workbooks are, so it was not opened."),
        "rows": _("The sheet has too many rows: at most %(limit)s.") % {"limit": limit},
        "columns": _("The sheet has too many columns: at most %(limit)s.") % {"limit": limit},
        "cells": _("The sheet has too many cells: at most %(limit)s.") % {"limit": limit},
        "far": _("A cell stands far below the table. Delete it and upload the file again."),
        "no_sheet": _("There is no sheet “%(sheet)s”. The sheets are: %(sheets)s.")
        % {"sheet": answer.get("sheet"), "sheets": ", ".join(answer.get("sheets", ()))},
        "empty": _("The file has no visible sheet with values."),
        "too_heavy": _(
            "Reading the file takes too much time or memory. Split it into smaller files."
        ),
    }
    return texts[answer["refused"]]


def _table(answer, columns, optional, limits):
    name, sheets = answer["sheet"], tuple(answer["sheets"])
    raw = {number: {cell[0]: cell[1:] for cell in cells} for number, cells in answer["rows"]}
    for row, column in answer["errors"]:
        raw.setdefault(row, {})[column] = ["error", ""]
    formulas = {(row, column): valued for row, column, valued in answer["formulas"]}
    for row, column in formulas:
        raw.setdefault(row, {}).setdefault(column, ["uncomputed", ""])
    if not raw:
        return Table(problems=[Problem(name, "", _words({"refused": "empty"}))], sheets=sheets)
    top, places, doubles = _find_headings(raw, columns, limits)
    problems = _heading_problems(name, raw, (top, places, doubles), columns, optional)
    if problems:
        return Table([], problems, [], name, sheets)
    rows = []
    for number in sorted(row for row in raw if row > top):
        row = _row(number, raw[number], places, columns, formulas, name, problems)
        if row:
            rows.append(row)
        if len(problems) > limits.problems:
            more = _("There are more problems; only the first are listed.")
            problems[limits.problems :] = [Problem(name, "", more)]
            break
    notes = _unread(name, top, raw[top], places) + _formula_notes(name, rows, columns)
    return Table(rows, problems, notes, name, sheets)


def _heading_problems(name, raw, found, columns, optional):
    top, places, doubles = found
    twice, missing = (
        _("The heading “%(heading)s” stands twice."),
        _("The column “%(heading)s” is missing."),
    )
    return [
        Problem(name, _ref(top, column), twice % {"heading": _plain_text(raw[top][column])})
        for column in doubles
    ] + [
        Problem(name, str(top or ""), missing % {"heading": _names(columns[key])[0]})
        for key in columns
        if key not in places and (key not in optional or not places)
    ]


def _unread(name, top, headings, places):
    text = _("The column “%(heading)s” is not read.")
    return [
        Problem(name, _ref(top, column), text % {"heading": _plain_text(value)})
        for column, value in sorted(headings.items())
        if column not in places.values()
    ]


def _formula_notes(name, rows, columns):
    """One note a column, at its first formula."""
    notes = []
    for key in columns:
        refs = [
            row.cells[key].ref
            for row in rows
            if row.cells[key].formula and row.cells[key].value is not None
        ]
        if refs:
            text = ngettext(
                "%(count)d cell holds a formula: its last computed value is read.",
                "%(count)d cells hold formulas: their last computed values are read.",
                len(refs),
            )
            notes.append(Problem(name, refs[0], text % {"count": len(refs)}))
    return notes


def _find_headings(raw, columns, limits):
    """The row that holds most of the headings; its columns by key; columns of repeated headings."""
    wanted = {key: {_folded(name) for name in _names(given)} for key, given in columns.items()}
    best = (None, {}, [])
    for number in sorted(raw):
        if number > limits.header_rows:
            break
        places, doubles = {}, []
        for column, value in sorted(raw[number].items()):
            heading = _folded(_plain_text(value))
            key = next((key for key, names in wanted.items() if heading in names), None)
            if key in places:
                doubles.append(column)
            elif key is not None:
                places[key] = column
        if len(places) > len(best[1]):
            best = (number, places, doubles)
    return best


def _row(number, raw, places, columns, formulas, sheet, problems):
    """The row, or None when it is empty; what is wrong in it is added to `problems`."""
    cells, bad = {}, False
    for key in columns:
        column = places.get(key)
        ref = _ref(number, column) if column else ""
        value = None
        try:
            value = _value(*raw[column]) if column in raw else None
        except ValueError as error:
            problems.append(Problem(sheet, ref, str(error)))
            bad = True
        cells[key] = Cell(ref, value, (number, column) in formulas)
    return Row(number, cells) if bad or any(c.value is not None for c in cells.values()) else None


def _value(kind, value):
    if kind == "number":
        return Decimal(value)
    if kind == "datetime":
        moment = datetime.datetime.fromisoformat(value)
        return moment.date() if moment.time() == datetime.time() else moment
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "error":
        raise ValueError(_("The cell holds an error. Mend it in Excel and upload the file again."))
    if kind == "uncomputed":
        raise ValueError(
            _(
                "The formula has no computed value. Open the file in Excel, save it and upload it "
                "again."
            )
        )
    return value if kind == "bool" else clean_prose(value) or None


def _plain_text(value):
    kind, content = value
    return " ".join(content.split()) if kind == "text" else str(content)


def _names(given):
    return [given] if isinstance(given, str) else list(given)


def _folded(heading):
    return " ".join(re.findall(r"\w+", fold(heading)))


def _ref(row, column):
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
