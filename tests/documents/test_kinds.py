import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from documents import kinds
from tests.documents import samples


def code_of(data, name):
    with pytest.raises(ValidationError) as caught:
        kinds.check(io.BytesIO(data), name)
    return caught.value.code


@pytest.mark.parametrize("kind", list(samples.CONTENTS))
def test_each_kind_is_known_by_its_content(kind):
    assert kinds.check(io.BytesIO(samples.CONTENTS[kind]), f"tep.{kind}") == kind


def test_capitals_and_the_long_name_of_jpeg():
    assert kinds.check(io.BytesIO(samples.jpg_bytes()), "ANH.JPEG") == "jpg"


@pytest.mark.parametrize("content", list(samples.CONTENTS))
@pytest.mark.parametrize("named", ["pdf", "docx", "xlsx", "png", "jpg"])
def test_a_file_that_is_not_what_its_name_says_is_refused(content, named):
    if content != named:
        assert code_of(samples.CONTENTS[content], f"tep.{named}") == "content"


@pytest.mark.parametrize(
    "name", ["a.exe", "a.docm", "a.svg", "a.html", "a.pdf.exe", "a", ".pdfx", "a.txt"]
)
def test_other_kinds_are_refused(name):
    assert code_of(samples.pdf_bytes(), name) == "kind"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00" + b"\0" * 100, "a.pdf"),
        (b"<html><script>alert(1)</script></html>", "a.pdf"),
        (b"\n" + samples.pdf_bytes(), "a.pdf"),
        (samples.pdf_bytes()[:30], "a.pdf"),
        (samples.png_bytes()[:20], "a.png"),
        (samples.jpg_bytes()[:24], "a.jpg"),
        (b"\xff\xd8\xff\xe0" + b"\xff" * 5000, "a.jpg"),
        (samples.office_bytes()[:-30], "a.docx"),
        (b"PK\x03\x04" + b"\0" * 200, "a.xlsx"),
    ],
)
def test_damaged_and_disguised_files_are_refused(data, name):
    assert code_of(data, name) == "content"


def test_empty_file():
    assert code_of(b"", "a.pdf") == "empty"


@pytest.mark.parametrize("size", [(10_000, 10_000), (30_000, 1), (4_294_967_295, 4_294_967_295)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    assert code_of(samples.png_bytes(*size), "a.png") == "pixels"


def test_jpeg_of_too_many_pixels():
    assert code_of(samples.jpg_bytes(60_000, 60_000), "a.jpg") == "pixels"


def test_picture_without_pixels():
    assert code_of(samples.png_bytes(0, 5), "a.png") == "content"


def test_archive_that_unpacks_to_too_much_for_its_size():
    data = samples.office_bytes(parts=[("word/big.xml", b" " * 3_000_000)])
    assert len(data) < 10_000
    assert code_of(data, "a.docx") == "unpacked"


def test_archive_with_too_many_entries():
    data = samples.office_bytes(parts=[(f"p{n}.bin", b"") for n in range(kinds.MAX_ENTRIES)])
    assert code_of(data, "a.docx") == "unpacked"


def test_unpacked_size(monkeypatch):
    monkeypatch.setattr(kinds, "MAX_UNPACKED", 100)
    assert code_of(samples.office_bytes(), "a.docx") == "unpacked"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_document_type_in_any_part_is_refused(encoding):
    text = '<?xml version="1.0"?>' + " " * 70_000 + "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
    data = samples.office_bytes(parts=[("word/document.xml", text.encode(encoding))])
    assert code_of(data, "a.docx") == "content"


def test_a_document_type_across_two_reads_is_refused():
    text = b"<x>" + b"y" * (kinds.CHUNK - 8) + b"<!DOCTYPE x>"
    data = samples.office_bytes(
        parts=[("word/document.xml", text), ("noise.bin", bytes(range(256)) * 40)]
    )
    assert code_of(data, "a.docx") == "content"


def test_macros_are_refused():
    assert (
        code_of(samples.office_bytes(parts=[("word/vbaProject.bin", b"x")]), "a.docx") == "macros"
    )


def test_macro_type_under_a_plain_name_is_refused():
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert code_of(samples.office_bytes(main=main), "a.docx") == "content"


@pytest.mark.parametrize("path", ["/etc/passwd", "../../x.xml", "a\\b.xml"])
def test_strange_paths_are_refused(path):
    assert code_of(samples.office_bytes(parts=[(path, b"x")]), "a.docx") == "content"


def test_plain_zip_is_not_a_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert code_of(stream.getvalue(), "a.docx") == "content"


def test_the_message_names_the_file_and_what_to_do():
    with pytest.raises(ValidationError) as caught:
        kinds.check(io.BytesIO(samples.png_bytes()), "Bằng khen.pdf")
    assert "Bằng khen.pdf" in caught.value.messages[0]
