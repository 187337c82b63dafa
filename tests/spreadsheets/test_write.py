import io
import zipfile
from datetime import date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from spreadsheets.read import read_rows
from spreadsheets.write import Sheet, write_workbook
from vietnamese.folding import clean_prose


def read_back(content):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


def sheet_xml(content, number=1):
    return zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml").decode()


def written(*values):
    sheet = Sheet("Bảng", ["A"], [[value] for value in values])
    return [row[0] for row in read_back(write_workbook([sheet]))["Bảng"][1:]]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("=1+1", "=1+1"),
        ("{=SUM(A1)}", "{=SUM(A1)}"),
        ("+84 912", "+84 912"),
        ("@import", "@import"),
        ("https://example.com/", "https://example.com/"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("00123", "00123"),
        ("a\x01b\x1fc\ud800\uffff", "a\ufffdb\ufffdc\ufffd\ufffd"),
        ("<b>&amp;", "<b>&amp;"),
        (5, 5.0),
        (D("99.60"), 99.6),
        (7.5, 7.5),
        (True, True),
        (D("12345678901234567890"), "12345678901234567890"),
        (D("NaN"), "NaN"),
        (float("inf"), "inf"),
        (date(2024, 1, 5), date(2024, 1, 5)),
        (datetime(2024, 1, 5, 9, 41), datetime(2024, 1, 5, 9, 41)),
        (date(1890, 1, 5), "05/01/1890"),
    ],
)
def test_values(value, found):
    assert written(value) == [found]


def test_text_is_never_a_formula_or_a_link():
    values = ["=1+1", '=HYPERLINK("http://x")', "{=1}", "-1", "http://x.vn", "internal:A1"]
    xml = sheet_xml(write_workbook([Sheet("A", values, [values])]))
    assert xml.count('t="inlineStr"') == 2 * len(values)
    assert "<f>" not in xml
    assert "hyperlink" not in xml.lower().replace("=hyperlink(", "")


def test_empty_values_are_empty_cells():
    assert '<c r="A2"' not in sheet_xml(write_workbook([Sheet("A", ["x"], [[None], [""]])]))


def test_text_too_long_is_cut_with_a_sign():
    (found,) = written("🏆" * 20_000)
    assert found.endswith("🏆…")
    assert len(found.encode("utf-16-le")) // 2 <= 32_767


def test_numbers_keep_their_stated_decimals_in_their_format():
    content = write_workbook([Sheet("A", ["x"], [[D("99.60")], [6872]])])
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    assert 'numFmtId="4"' in styles or "#,##0.00" in styles


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (["Đợt 1: [a/b]", "đợt 1  [a b]"], ["Đợt 1   a b", "đợt 1   a b (2)"]),
        (["", "'''"], ["Sheet", "Sheet (2)"]),
        (["x" * 40, "X" * 40], ["x" * 31, "X" * 27 + " (2)"]),
        (["History"], ["History (2)"]),
    ],
)
def test_titles_are_made_legal_and_unique(titles, found):
    content = write_workbook([Sheet(title, ["A"], []) for title in titles])
    names = list(read_back(content))
    assert [" ".join(name.split()) for name in names] == [" ".join(name.split()) for name in found]


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr("spreadsheets.write.MAX_ROWS", 3)
    content = write_workbook([Sheet("A", ["x"], ([number] for number in range(5)))])
    assert read_back(content) == {
        "A": [["x"], [0.0], [1.0]],
        "A (2)": [["x"], [2.0], [3.0]],
        "A (3)": [["x"], [4.0]],
    }


def test_a_workbook_without_sheets_opens():
    assert list(read_back(write_workbook([]))) == ["Sheet1"]


def test_the_same_content_gives_the_same_bytes():
    sheets = [Sheet("A", ["x"], [["a", 1, date(2024, 1, 5)]])]
    assert write_workbook(sheets) == write_workbook(sheets)


texts = st.text(max_size=30)
thousandths = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
numbers = thousandths | st.integers(-(10**15) + 1, 10**15 - 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, max_size=20))
@pytest.mark.slow
def test_an_export_never_fails_and_legal_text_comes_back(values):
    kept = [value for value in values if value and value.isprintable()]
    write_workbook([Sheet("A", values, [values])])
    assert written(*kept) == kept


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(texts, numbers), min_size=1, max_size=20))
@pytest.mark.slow
def test_what_was_written_is_read(values):
    rows = [(f"tên {text}", number) for text, number in values]
    content = write_workbook([Sheet("A", ["Tên", "Số"], rows)])
    table = read_rows(content, columns={"name": "Tên", "number": "Số"})
    assert table.problems == []
    found = [(row.cells["name"].value, row.cells["number"].value) for row in table.rows]
    assert [number for _name, number in found] == [number for _name, number in rows]
    for (name, _number), (text, _written) in zip(found, rows, strict=True):
        if text.isprintable():
            assert name == clean_prose(text)
