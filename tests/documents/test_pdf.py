"""What a printed document must be: archival, tagged, in Vietnamese, the same each time, and in the
form of Decree 30/2020, measured on the page."""

import gc
import hashlib
import io
import os
import subprocess
import sys

import pdfplumber
import pikepdf
import pytest

from documents import pdf
from tests.documents import samples

MM = 72 / 25.4
TITLE = "Kế hoạch phát động phong trào thi đua năm 2024"


@pytest.fixture(scope="module")
def printed():
    return pdf.from_html(samples.html(), title=TITLE)


@pytest.fixture(scope="module")
def opened(printed):
    with pikepdf.open(io.BytesIO(printed)) as file:
        yield file


@pytest.fixture(scope="module")
def pages(printed):
    with pdfplumber.open(io.BytesIO(printed)) as file:
        yield file.pages


def page_lines(page):
    return page.extract_text_lines(return_chars=True)


@pytest.mark.slow
def test_it_is_an_archival_pdf(opened):
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == TITLE
    assert "/OutputIntents" in opened.Root


@pytest.mark.slow
def test_it_is_tagged_and_vietnamese(opened):
    assert str(opened.Root.Lang) == "vi"
    assert bool(opened.Root.MarkInfo.Marked) is True
    assert "/K" in opened.Root.StructTreeRoot


@pytest.mark.slow
def test_it_has_bookmarks(opened):
    with opened.open_outline() as outline:
        assert [item.title.split()[0] for item in outline.root] == ["KẾ", "Phụ", "Phụ", "Phụ"]
        assert len(outline.root[0].children) == 3


@pytest.mark.slow
def test_all_fonts_are_embedded(opened):
    found = {}
    for page in opened.pages:
        for font in page.resources.get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            found[str(font.BaseFont)] = any(
                key.startswith("/FontFile") for key in descriptor.keys()
            )
    assert found and set(found.values()) == {True}
    assert all("Liberation-Serif" in name or "Times" in name for name in found)


@pytest.mark.slow
def test_metadata_name_nobody_and_no_time(opened, printed):
    assert set(opened.docinfo.keys()) <= {"/Title", "/Producer"}
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert "dc:creator" not in metadata and "xmp:CreateDate" not in metadata
    assert b"Nguy" not in bytes(opened.Root.Metadata.read_bytes())


@pytest.mark.slow
def test_a_title_with_signs_that_xml_cannot_hold():
    html = '<html lang="vi"><body><p>x</p></body></html>'
    with pikepdf.open(io.BytesIO(pdf.from_html(html, title="Kế\x0b hoạch\x00 <&>"))) as file:
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            assert metadata["dc:title"] == "Kế hoạch <&>"


@pytest.mark.slow
def test_words_without_end_stay_on_the_page():
    word = "ă" * 900
    html = samples.html(rows=2, sentence=word, sections=["x" * 300], annexes=[])
    html = html.replace("Tỷ lệ lao động qua đào tạo của tỉnh", word)
    with pdfplumber.open(io.BytesIO(pdf.from_html(html, title="Thử"))) as file:
        for page in file.pages:
            assert max(char["x1"] for char in page.chars) <= float(page.width) - 14 * MM


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes(printed):
    again = pdf.from_html(samples.html(), title=TITLE)
    other = pdf.from_html(samples.html(rows=61), title=TITLE)
    assert hashlib.sha256(again).digest() == hashlib.sha256(printed).digest()
    assert other != printed


@pytest.mark.slow
def test_another_process_gives_the_same_bytes(tmp_path):
    program = (
        "import hashlib, sys, django; django.setup(); from documents import pdf;"
        "html = open(sys.argv[1], encoding='utf-8').read();"
        "print(hashlib.sha256(pdf.from_html(html, title='Thử')).hexdigest())"
    )
    path = tmp_path / "sample.html"
    path.write_text(samples.html(rows=5), "utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(path)],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ
            | {
                "PYTHONHASHSEED": seed,
                "DATA_DIR": str(tmp_path),
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and len(outputs.pop().strip()) == 64


@pytest.mark.slow
def test_page_one_has_no_number_and_the_rest_count(pages):
    main = [page for page in pages if "Phụ lục" not in (page.extract_text() or "")]
    first = [page_lines(page)[0]["text"] for page in pages]
    annexes = [i for i, text in enumerate(first) if text.startswith("Phụ lục")]
    starts = [0, *annexes]
    expected = []
    for start, end in zip(starts, [*annexes, len(pages)], strict=True):
        expected += [None, *[str(n) for n in range(2, end - start + 1)]]
    shown = [text if text.isdigit() else None for text in first]
    assert len(annexes) == 3 and len(main) > 2
    assert shown == expected


@pytest.mark.slow
def test_margins_and_number_of_the_page(pages):
    for page in pages:
        lines = page_lines(page)
        numbered = lines[0]["text"].isdigit()
        body = lines[1:] if numbered else lines
        assert min(line["x0"] for line in body) >= 29.5 * MM
        assert max(line["x1"] for line in body) <= float(page.width) - 14.5 * MM
        assert min(line["top"] for line in body) >= 19 * MM
        assert max(line["bottom"] for line in body) <= float(page.height) - 19 * MM
        if numbered:
            char = lines[0]["chars"][0]
            middle = (30 * MM + float(page.width) - 15 * MM) / 2
            assert round(char["size"]) == 14
            assert abs((lines[0]["x0"] + lines[0]["x1"]) / 2 - middle) < 2 * MM
            assert lines[0]["bottom"] < 20.5 * MM


@pytest.mark.slow
def test_sizes_and_weights_of_the_head(pages):
    found = {}
    for word in pages[0].extract_words(extra_attrs=["size", "fontname"], keep_blank_chars=True):
        found[word["text"].replace("\xa0", " ").strip()] = (
            round(word["size"]),
            "Bold" in word["fontname"],
        )
    assert found["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] == (12, True)
    assert found["Độc lập - Tự do - Hạnh phúc"] == (13, True)
    assert found["TỈNH PHÚ THỌ"] == (12, True)
    assert found["Số: 05/KH-UBND"] == (13, False)
    assert found["KẾ HOẠCH"] == (14, True)


@pytest.mark.slow
def test_landscape_annex(pages):
    wide = [page for page in pages if page.width > page.height]
    assert wide and "Phụ lục II\n" in wide[0].extract_text()
    assert {round(float(page.width) / MM) for page in wide} == {297}


@pytest.mark.slow
def test_heads_of_tables_are_repeated(pages):
    with_table = [page.extract_text() for page in pages if "87,5" in page.extract_text()]
    assert len(with_table) > 1
    assert all("TT Chỉ tiêu Mức" in text for text in with_table)


@pytest.mark.slow
def test_room_for_the_signature(pages):
    words = next(
        words
        for words in (page.extract_words(keep_blank_chars=True) for page in pages)
        if any(word["text"].startswith("Nguyễn Thanh Hải") for word in words)
    )
    post = next(word for word in words if word["text"].startswith("PHÓ CHỦ TỊCH"))
    name = next(word for word in words if word["text"].startswith("Nguyễn Thanh Hải"))
    assert 30 <= (name["top"] - post["bottom"]) / MM <= 35


@pytest.mark.slow
@pytest.mark.parametrize(
    "picture",
    [
        "http://example.org/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "data:text/html;base64,eA==",
        "ftp://example.org/a.png",
    ],
)
def test_nothing_outside_the_document_is_fetched(picture):
    with pytest.raises(pdf.PdfError):
        pdf.from_html(
            f'<html lang="vi"><body><img src="{picture}" alt="x"></body></html>', title="x"
        )


@pytest.mark.slow
def test_an_own_picture_is_printed():
    svg = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz4="
    data = pdf.from_html(
        f'<html lang="vi"><body><img alt="x" src="data:image/svg+xml;base64,{svg}"></body></html>',
        title="x",
    )
    assert data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100 + "</div>" * 100,
        '<table><tr><td colspan="1000000">x</td></tr></table>',
        '<table><tr><td rowspan="-1">x</td></tr></table>',
        '<table><tr><td rowspan="٣">x</td></tr></table>',
    ],
)
def test_bounds(html):
    with pytest.raises(pdf.PdfError):
        pdf.check_bounds(html)


def test_a_document_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_HTML", 10)
    with pytest.raises(pdf.PdfError):
        pdf.check_bounds("x" * 11)


@pytest.mark.slow
def test_the_collector_is_as_before():
    before = gc.get_threshold()
    pdf.from_html('<html lang="vi"><body><p>x</p></body></html>', title="x")
    assert gc.get_threshold() == before


@pytest.mark.slow
def test_importing_the_module_does_not_import_the_printer():
    program = "import sys; import documents.pdf; print('weasyprint' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
