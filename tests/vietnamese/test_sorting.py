import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.sorting import person_sort_key, sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split(),
        ["ba", "bà", "bả", "bã", "bá", "bạ", "bac", "bác", "băc", "bâc", "be"],
        ["ha", "hà", "hạ", "hai", "hải", "han", "hoa", "hòa", "hương", "hướng", "hy"],
        ["ba tôi", "bà con", "bác", "bác sĩ"],
        ["Dương Tơ", "Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Gia Lai"],
        ["An Giang", "Ân Thi", "Bà Rịa", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Bình Định"],
        ["Tổ 1", "Tổ 2", "Tổ 10", "Tổ 100", "Tổ dân phố"],
        ["1", "2", "10", "a"],
        ["", "1", "a", "z", "日"],
    ],
)
def test_alphabetical_order(ordered):
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered
    assert len({sort_key(text) for text in ordered}) == len(ordered)


def test_both_places_of_the_tone_mark_are_one_spelling():
    assert sort_key("hòa") == sort_key("hoà")
    assert sort_key("thuỷ") == sort_key("thủy")


def test_case_and_punctuation_do_not_count():
    assert sort_key("Thừa Thiên - Huế") == sort_key("THỪA THIÊN HUẾ")


def test_people_are_ordered_by_given_name_then_family_and_middle_name():
    ordered = ["Vũ An", "Hồ Anh", "Đỗ Văn Bình", "Lê Bình", "Lê Văn Bình", "Lê Dũng", "Hà Đức"]
    assert sorted(ordered[::-1], key=person_sort_key) == ordered
    assert person_sort_key("A") == sort_key("A")
    assert person_sort_key("") == ""


@given(st.text())
def test_keys_hold_only_characters_that_every_collation_orders_alike(text):
    assert set(sort_key(text)) <= set(string.digits + string.ascii_lowercase)


@given(st.text(alphabet="aàăâbđ1 "), st.text(alphabet="aàăâbđ1 ", min_size=1))
def test_a_beginning_comes_before_the_whole(start, rest):
    assert sort_key(start) <= sort_key(f"{start} {rest}")
