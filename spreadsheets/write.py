"""Writing XLSX files. Text stays text, whatever it looks like: no formula, no link."""

import datetime
import io
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook

MAX_TEXT = 32_767  # characters in a cell, counted as Excel counts them (UTF-16)
MAX_ROWS = 1_048_576
MAX_TITLE = 31
EXACT_DIGITS = 15
MADE_AT = datetime.datetime(2000, 1, 1)  # so that the same content gives the same bytes
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PAPER_A4 = 9


@dataclass(frozen=True)
class Sheet:
    """`rows` may be a generator. `widths` in characters, by column; by default as the heading."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence]
    widths: Sequence[float] = ()


def write_workbook(sheets: Iterable[Sheet], *, made_at: datetime.datetime = MADE_AT) -> bytes:
    """The bytes of an XLSX file.

    Text is written as text (illegal characters become U+FFFD, text too long ends in "…"), numbers
    as numbers with their stated decimals (as text where a spreadsheet would round them), dates as
    dates, None as an empty cell, anything else by `str`. Rows beyond what a sheet holds go on in a
    next one.
    """
    output = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with Workbook(output, options) as workbook:
        workbook.set_properties({"created": made_at})
        formats = _Formats(workbook)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(workbook, sheet, formats, taken)
        if not workbook.worksheets():
            workbook.add_worksheet()
    return output.getvalue()


def _write_sheet(workbook, sheet, formats, taken):
    rows = iter(sheet.rows)
    page = _add_page(workbook, sheet, formats, taken)
    while True:
        for number, row in enumerate(itertools.islice(rows, MAX_ROWS - 1), 1):
            for column, value in enumerate(row):
                _write_cell(page, number, column, value, formats)
        following = next(rows, None)
        if following is None:
            return
        rows = itertools.chain([following], rows)
        page = _add_page(workbook, sheet, formats, taken)


def _add_page(workbook, sheet, formats, taken):
    page = workbook.add_worksheet(_title(sheet.title, taken))
    for column, header in enumerate(sheet.headers):
        width = sheet.widths[column] if column < len(sheet.widths) else max(10, len(header) + 2)
        page.set_column(column, column, min(width, 255))
    page.set_paper(PAPER_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    for column, header in enumerate(sheet.headers):
        page.write_string(0, column, _text(header), formats.header)
    return page


def _write_cell(page, row, column, value, formats):
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)) and _exact(value):
        page.write_number(row, column, value, formats.number(_places(value)))
    elif isinstance(value, datetime.datetime):
        local = value.replace(tzinfo=None)
        _write_date(page, row, column, local, formats.moment)
    elif isinstance(value, datetime.date):
        _write_date(page, row, column, value, formats.date)
    else:
        text = _text(value)
        form = formats.quoted if text.startswith(("=", "+", "-", "@", "\t")) else formats.text
        if text:
            page.write_string(row, column, text, form)


def _write_date(page, row, column, value, form):
    if value.year < 1901:  # the calendar of spreadsheets begins in 1900, with an error in that year
        page.write_string(row, column, f"{value:%d/%m/}{value.year}")
    else:
        page.write_datetime(row, column, value, form)


def _exact(value):
    """Whether a spreadsheet, which keeps 15 digits, keeps all of them."""
    number = Decimal(str(value))
    if not number.is_finite():
        return False
    return (
        number.normalize().adjusted() < EXACT_DIGITS
        and len(number.as_tuple().digits) <= EXACT_DIGITS
    )


def _places(value):
    return max(0, -Decimal(str(value)).as_tuple().exponent)


def _text(value):
    text = ILLEGAL.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    while len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        text = text.encode("utf-16-le")[: 2 * MAX_TEXT - 4].decode("utf-16-le", "ignore") + "…"
    return text


def _title(wanted, taken):
    """A sheet name that the format allows and that no other sheet bears."""
    base = (
        re.sub(r"[\[\]:*?/\\]", " ", ILLEGAL.sub(" ", wanted)).strip(" '")[:MAX_TITLE].strip(" '")
    )
    base = base or "Sheet"
    title, number = base, 1
    while title.casefold() in taken or title.casefold() == "history":
        number += 1
        suffix = f" ({number})"
        title = base[: MAX_TITLE - len(suffix)].strip(" '") + suffix
    taken.add(title.casefold())
    return title


class _Formats:
    def __init__(self, workbook):
        self.workbook, self.numbers = workbook, {}
        top = {"valign": "top"}
        wrapped = top | {"text_wrap": True}
        self.header = workbook.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "border": 1,
                "bg_color": "#ECE8E0",
            }
        )
        self.text = workbook.add_format(wrapped)
        self.quoted = workbook.add_format(wrapped | {"quote_prefix": True})
        self.date = workbook.add_format(top | {"num_format": "dd/mm/yyyy"})
        self.moment = workbook.add_format(top | {"num_format": "dd/mm/yyyy hh:mm"})

    def number(self, places):
        if places not in self.numbers:
            pattern = "#,##0" + ("." + "0" * places if places else "")
            form = self.workbook.add_format({"num_format": pattern, "valign": "top"})
            self.numbers[places] = form
        return self.numbers[places]
