import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.folding import clean_line, clean_prose, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn A", "nguyen van a"),
        ("  ĐẶNG   Đình\u00a0Ân ", "dang dinh an"),
        ("Thừa Thiên - Huế", "thua thien - hue"),
        ("ưỡng ƯỠNG", "uong uong"),
        (unicodedata.normalize("NFD", "Nguyễn"), "nguyen"),
        ("Nguy\u200bễn", "nguyen"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâbcdđeêioôơuưyÀẢÃÁẠĐƯỡ "))
def test_fold_of_vietnamese_is_ascii(text):
    assert fold(text).isascii()


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Nguyễn \t Văn\nA ", "Nguyễn Văn A"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("A\x00\x07B\x7f", "AB"),
        ("\u202eAB\u202c\u2066C\u2069", "ABC"),
        ("\ufeffA\u200b\u200d\u00adB", "AB"),
        ("A\ud800B", "AB"),
        ("A\ufe0fB\U000e0101", "AB"),
        ("A\u3164B", "AB"),
        ("", ""),
        ("  \n\t ", ""),
        ("-", "-"),
        ("5", "5"),
        ("🏆", "🏆"),
    ],
)
def test_clean_line(typed, cleaned):
    assert clean_line(typed) == cleaned


def test_clean_prose_keeps_lines():
    assert clean_prose(" một  \r\nhai\u200b\rba\n\n  bốn\t\n") == "một\nhai\nba\n\n  bốn"


@pytest.mark.parametrize(
    "typed",
    ["\u200b", "\u200b \u202e", "\u3164", "\u2800", "\ufeff\n", "\x00", "\u0301", "\u115f\u1160"],
)
@pytest.mark.parametrize("clean", [clean_line, clean_prose])
def test_only_invisible_characters_are_refused(clean, typed):
    with pytest.raises(ValueError, match="."):
        clean(typed)


@given(st.text())
def test_cleaned_text_is_nfc_and_stays_as_it_is(text):
    for clean in (clean_line, clean_prose):
        try:
            cleaned = clean(text)
        except ValueError:
            continue
        assert unicodedata.is_normalized("NFC", cleaned)
        assert clean(cleaned) == cleaned
        cleaned.encode()
