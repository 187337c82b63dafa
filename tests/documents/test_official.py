import datetime

import pytest
from django.utils.html import escape

from documents import official
from tests.documents import samples


@pytest.mark.parametrize(
    ("position", "letter"),
    [(1, "a"), (4, "d"), (5, "đ"), (6, "e"), (7, "g"), (23, "y"), (24, "aa")],
)
def test_letters_follow_the_vietnamese_alphabet(position, letter):
    assert official.letter(position) == letter


def test_letters_start_at_one():
    with pytest.raises(ValueError, match="start at 1"):
        official.letter(0)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1990, "MCMXC")],
)
def test_roman(number, numeral):
    assert official.roman(number) == numeral


@pytest.mark.parametrize("number", [0, 4000])
def test_roman_has_bounds(number):
    with pytest.raises(ValueError, match="3999"):
        official.roman(number)


@pytest.mark.parametrize("text", ["Thực hiện", "Thực hiện.", "Thực hiện; ", "Thực hiện ."])
def test_end_mark(text):
    assert official.end_mark(text) == "Thực hiện./."


def test_lines_of_a_list_end_with_their_signs():
    assert official.joined_lines(["Bộ Nội vụ;", "", "Tỉnh ủy."]) == ["Bộ Nội vụ;", "Tỉnh ủy."]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ủy ban nhân dân tỉnh Phú Thọ", ("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỌ")),
        ("Sở Nội vụ", ("SỞ NỘI VỤ",)),
        ("Hội đồng nhân dân  xã Hạ Hòa", ("HỘI ĐỒNG NHÂN DÂN", "XÃ HẠ HÒA")),
    ],
)
def test_issuer_lines(name, lines):
    assert official.issuer_lines(name) == lines


def test_the_body_above_is_shortened():
    assert samples.letterhead(parent="Ủy ban nhân dân tỉnh Lào Cai").parent_line == (
        "UBND TỈNH LÀO CAI"
    )


def test_an_issued_document_shows_number_and_date():
    head = samples.letterhead()
    assert head.number_line == "Số:\xa005/KH-UBND"
    assert head.place_line == "Phú Thọ, ngày 05 tháng 01 năm 2024"


def test_a_draft_leaves_room_for_number_and_date():
    head = samples.letterhead(number="", date=None, year=2024)
    assert head.number_line.split("\xa0" * 6) == ["Số:", "/KH-UBND"]
    assert head.place_line.split("\xa0" * 6) == ["Phú Thọ, ngày", "tháng", "năm 2024"]


def test_signature_is_in_capitals():
    signature = official.Signature("Phó Chủ tịch", "Lê An", ("TM. Ủy ban nhân dân", "KT. Chủ tịch"))
    assert signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_recipients_end_with_where_the_document_is_kept():
    recipients = official.Recipients(("Bộ Nội vụ",), "VT, NV")
    assert recipients.lines == ["Bộ Nội vụ;", "Lưu: VT, NV."]


def test_annex_names_the_document_it_belongs_to():
    annex = official.Annex("Danh mục", 2, "Kế hoạch", samples.letterhead())
    assert annex.heading == "Phụ lục II"
    assert annex.note == (
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2024 "
        "của Ủy ban nhân dân tỉnh Phú Thọ)"
    )
    assert official.Annex("Danh mục").heading == "Phụ lục"


def test_date_line_of_a_month_without_zero():
    assert official.official_date(datetime.date(2024, 6, 29)) == "ngày 29 tháng 6 năm 2024"


def test_style_sheet_passes_through_escaping_unchanged():
    assert escape(official.style_sheet()) == official.style_sheet()


def test_render_is_complete_in_itself_and_escapes():
    heading = official.Heading("KH", "<b>x</b> & y")
    html = official.render("documents/official.html", samples.context(heading=heading))
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in html and "<b>x" not in html
    assert official.style_sheet() in html
    assert "style=" not in html and "href=" not in html and "src=" not in html


def test_addressees_of_a_report():
    one = official.render(
        "documents/official.html",
        samples.context(heading=official.Heading("BC", "Kết quả", ("Bộ Nội vụ",))),
    )
    two = official.render(
        "documents/official.html",
        samples.context(heading=official.Heading("BC", "Kết quả", ("Bộ Nội vụ", "Tỉnh ủy"))),
    )
    assert "Kính gửi: Bộ Nội vụ." in one and "BÁO CÁO" in one
    assert "<p>- Bộ Nội vụ;</p><p>- Tỉnh ủy.</p>" in two


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ngắn gọn", ["Ngắn gọn"]),
        (
            "Phát động phong trào thi đua phát triển kinh tế - xã hội năm 2024 của tỉnh Phú Thọ",
            [
                "Phát động phong trào thi đua phát triển",
                "kinh tế - xã hội năm 2024 của tỉnh Phú Thọ",
            ],
        ),
        ("x" * 70, ["x" * 70]),
        ("", []),
    ],
)
def test_subjects_are_broken_into_lines_of_one_length(text, lines):
    assert official.balanced(text) == lines
