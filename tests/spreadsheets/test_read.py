import io
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal as D

import pytest
import xlsxwriter
from django.utils import translation

from spreadsheets.read import Cell, Limits, Problem, read_rows

pytestmark = pytest.mark.slow  # each read starts a process

COLUMNS = {"name": "Họ và tên", "born": ("Ngày sinh", "Sinh ngày"), "score": "Điểm"}
HEADINGS = ("Họ và tên", "Ngày sinh", "Điểm")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def book(*rows, at=(0, 0), sheets=("Sheet1",), fill=None):
    """A workbook with the rows on its first sheet; `fill` writes more on it."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        pages = [workbook.add_worksheet(name) for name in sheets]
        for number, row in enumerate(rows, at[0]):
            pages[0].write_row(number, at[1], row)
        if fill:
            fill(pages[0])
    return output.getvalue()


def rewritten(content, change):
    """The same archive, each part passed through change(name, text) -> text or None."""
    output = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = change(name, source.read(name))
            if text is not None:
                target.writestr(name, text)
    return output.getvalue()


def replaced(content, part, old, new):
    def change(name, text):
        return text.replace(old, new) if name.endswith(part) else text

    return rewritten(content, change)


def without(content, part):
    return rewritten(content, lambda name, text: None if name == part else text)


def with_sheet_xml(xml):
    part = "xl/worksheets/sheet1.xml"
    return rewritten(book(HEADINGS), lambda name, text: xml if name == part else text)


def sheet_xml(rows):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


def refusal(content, **limits):
    table = read_rows(content, columns=COLUMNS, limits=replace(Limits(), **limits))
    assert table.rows == []
    (problem,) = table.problems
    return problem.text


def test_cells_have_names_and_values():
    content = book(
        ("DANH SÁCH",),
        ("STT", "HO VA TEN *", "Điểm:", "Sinh  ngày"),
        (1, " Nguyễn\u200b Văn A", 99.6, date(1990, 1, 2)),
        (),
        (3, "Lê B", "7,5", "3/2/1991"),
        at=(2, 1),
    )
    table = read_rows(io.BytesIO(content), columns=COLUMNS)
    assert table.problems == []
    assert [row.number for row in table.rows] == [5, 7]
    assert table.rows[0].cells == {
        "name": Cell("C5", "Nguyễn Văn A"),
        "born": Cell("E5", date(1990, 1, 2)),
        "score": Cell("D5", D("99.6")),
    }
    assert table.rows[1].cells["score"].number() == D("7.5")
    assert table.rows[1].cells["born"].date() == date(1991, 2, 3)
    assert table.notes == [Problem("Sheet1", "B4", "The column “STT” is not read.")]


def test_missing_and_repeated_headings_are_named():
    table = read_rows(book(("Họ và tên", "Điểm", "họ và tên"), ("A", 1, "B")), columns=COLUMNS)
    assert table.rows == []
    assert table.problems == [
        Problem("Sheet1", "C1", "The heading “họ và tên” stands twice."),
        Problem("Sheet1", "1", "The column “Ngày sinh” is missing."),
    ]
    assert str(table.problems[0]) == "Sheet1, C1: The heading “họ và tên” stands twice."


def test_optional_columns_may_be_missing_but_not_all():
    content = book(("Họ và tên",), ("A",))
    table = read_rows(content, columns=COLUMNS, optional=("born", "score"))
    assert table.rows[0].cells == {
        "name": Cell("A2", "A"),
        "born": Cell("", None),
        "score": Cell("", None),
    }
    table = read_rows(book(("X",), ("A",)), columns=COLUMNS, optional=tuple(COLUMNS))
    assert len(table.problems) == 3


def test_formulas_are_flagged_and_errors_named():
    def fill(page):
        page.write_formula("A2", '="A"&"B"', None, "AB")
        page.write_formula("C2", "=1+1", None, 2)
        page.write_formula("C3", "=1/0", None, "#DIV/0!")
        page.write_formula("C5", "=1+2", None, 3)

    row = b'<row r="6"><c r="A6"><f>1+1</f><v></v></c></row></sheetData>'
    content = replaced(
        book(HEADINGS, (), ("C",), ("D",), fill=fill), "sheet1.xml", b"</sheetData>", row
    )
    table = read_rows(content, columns=COLUMNS)
    assert table.rows[0].cells["name"] == Cell("A2", "AB", formula=True)
    assert table.rows[0].cells["score"] == Cell("C2", D(2), formula=True)
    assert [(problem.ref, problem.text[:28]) for problem in table.problems] == [
        ("C3", "The cell holds an error. Men"),
        ("A6", "The formula has no computed "),
    ]
    assert [(note.ref, note.text) for note in table.notes] == [
        ("A2", "1 cell holds a formula: its last computed value is read."),
        ("C2", "2 cells hold formulas: their last computed values are read."),
    ]


def test_the_sheet_can_be_chosen():
    content = book(HEADINGS, ("A", None, 1), sheets=("Một", "Hai"))
    table = read_rows(content, columns=COLUMNS)
    assert (table.sheet, table.sheets, len(table.rows)) == ("Một", ("Một", "Hai"), 1)
    table = read_rows(content, columns=COLUMNS, sheet="Ba")
    assert table.problems[0].text == "There is no sheet “Ba”. The sheets are: Một, Hai."
    table = read_rows(content, columns=COLUMNS, sheet="Hai")
    assert table.problems == [Problem("Hai", "", "The file has no visible sheet with values.")]


def test_problems_are_listed_up_to_a_limit():
    content = book(HEADINGS, *[("\u200b",)] * 9)
    table = read_rows(content, columns=COLUMNS, limits=Limits(problems=3))
    assert [problem.ref for problem in table.problems] == ["A2", "A3", "A4", ""]


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "The file is empty."),
        (b"STT;Ho ten\n1;A\n", "This is not an Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 100, "The file is damaged."),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "This is an old Excel file"),
        (book(HEADINGS)[:-200], "The file is damaged."),
        (with_sheet_xml(b"<worksheet><sheetData>"), "The file is damaged."),
        (with_sheet_xml(sheet_xml(b'<row><c r="a1"><v>1</v></c></row>')), "The file is damaged."),
        (with_sheet_xml(sheet_xml(b'<row r="x"/>')), "The file is damaged."),
        (with_sheet_xml(sheet_xml(b"").decode().encode("utf-16")), "The file is damaged."),
        (with_sheet_xml(b"<chartsheet/>"), "The file is damaged."),
        (
            with_sheet_xml(b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + sheet_xml(b"")),
            "The file holds a document type declaration",
        ),
        (
            without(book(HEADINGS), "xl/workbook.xml"),
            "This is not an Excel workbook",
        ),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_the_reason(content, start):
    assert refusal(content)[: len(start)] == start


def test_a_doctype_is_refused_in_any_part():
    content = book(HEADINGS, ("A",))
    content = replaced(content, "sharedStrings.xml", b"<sst", b"<!DOCTYPE sst><sst")
    assert refusal(content).startswith("The file holds a document type declaration")


def test_macros_are_refused():
    output = io.BytesIO(book(HEADINGS))
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refusal(output.getvalue()).startswith("The file holds macros.")


def test_zip_bombs_are_refused_before_they_are_unpacked():
    output = io.BytesIO(book(HEADINGS))
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 90_000_000)
    began = time.process_time()
    assert refusal(output.getvalue()).startswith("The file is packed far more tightly")
    assert refusal(output.getvalue(), unpacked=1_000_000).startswith("The file is too large when")
    assert time.process_time() - began < 1
    assert refusal(output.getvalue(), entries=5) == "The file has too many parts: at most 5."
    assert refusal(output.getvalue(), file_size=99).startswith("The file is too large: at most 99")


def test_limits_count_the_cells_that_exist():
    content = book(HEADINGS, *[("A", None, 1)] * 20)
    assert refusal(content, rows=20) == "The sheet has too many rows: at most 20."
    assert refusal(content, cells=42) == "The sheet has too many cells: at most 42."
    assert refusal(content, columns=2) == "The sheet has too many columns: at most 2."
    table = read_rows(content, columns=COLUMNS, limits=Limits(rows=21, cells=43, columns=3))
    assert (len(table.rows), table.problems) == (20, [])


def test_a_cell_far_away_is_refused_with_its_name():
    content = book(HEADINGS, fill=lambda page: page.write("B1048576", 1))
    table = read_rows(content, columns=COLUMNS, limits=Limits(area=1_000_000))
    assert [(problem.ref, problem.text[:26]) for problem in table.problems] == [
        ("B1048576", "A cell stands far below th")
    ]
    content = book(HEADINGS, fill=lambda page: page.write("XFD1", 1))
    assert read_rows(content, columns=COLUMNS).problems[0].ref == "XFD1"


def test_a_million_empty_rows_do_no_harm():
    blanks = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_000_003))
    first = b"".join(
        b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % (column, heading.encode())
        for column, heading in zip((b"A", b"B", b"C"), HEADINGS, strict=True)
    )
    rows = b'<row r="1">' + first + b'</row><row r="2"><c r="C2"><v>5</v></c></row>' + blanks
    dimension = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    content = with_sheet_xml(sheet_xml(rows).replace(b"<sheetData>", dimension))
    table = read_rows(content, columns=COLUMNS)
    assert table.problems == []
    assert [(row.number, row.cells["score"].value) for row in table.rows] == [(2, D(5))]


def test_a_file_that_needs_too_much_memory_or_time_is_refused():
    content = book(HEADINGS, *[("x" * 30_000, None, n) for n in range(5_000)])  # one shared text
    assert refusal(content, ratio=10**6, memory=120_000_000).startswith(
        "Reading the file takes too much"
    )
    blanks = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1, 1_000_000))
    content = with_sheet_xml(sheet_xml(blanks))
    assert refusal(content, seconds=1, unpacked=10**9).startswith("Reading the file takes too much")


@pytest.mark.parametrize(
    ("value", "text", "number", "day"),
    [
        (None, "", None, None),
        ("a\nb", "a b", ValueError, ValueError),
        ("7.5", "7.5", ValueError, ValueError),
        ("7,5", "7,5", D("7.5"), ValueError),
        (D("1234"), "1234", D("1234"), ValueError),
        (True, "True", ValueError, ValueError),
        ("05/01/2024", "05/01/2024", ValueError, date(2024, 1, 5)),
        (date(2024, 1, 5), "2024-01-05", ValueError, date(2024, 1, 5)),
        (datetime(2024, 1, 5, 8), "2024-01-05 08:00:00", ValueError, date(2024, 1, 5)),
        (date(1899, 1, 5), "1899-01-05", ValueError, ValueError),
    ],
)
def test_cells_are_read_by_the_one_parser(value, text, number, day):
    cell = Cell("A1", value)
    assert cell.text() == text
    for read, expected in ((cell.number, number), (cell.date, day)):
        if expected is ValueError:
            with pytest.raises(ValueError, match="."):
                read()
        else:
            assert read() == expected
