from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from targets import wording
from tests.targets.seed_figures import FIGURES


def spec(comparator, low=None, high=None, measure="%", basis="share", **more):
    fields = {"indicator": "Tỷ lệ", "direction": "", "wording": "", "decimals": 0} | more
    low, high = (None if bound in (None, "") else D(bound) for bound in (low, high))
    return SimpleNamespace(
        comparator=comparator, low=low, high=high, measure=measure, basis=basis, **fields
    )


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_figures_of_real_plans(figure):
    _plan, _number, indicator, comparator, low, high, measure, basis, direction, words = figure
    stated = max((len(bound.partition(".")[2]) for bound in (low, high)), default=0)
    target = spec(
        comparator,
        low,
        high,
        measure,
        basis,
        indicator=indicator,
        direction=direction,
        decimals=stated,
    )
    assert wording.plan_words(target) == words


@pytest.mark.parametrize(
    ("comparator", "low", "high", "measure", "words"),
    [
        ("at_least", "7.500000", None, "%", "từ 7,5% trở lên"),
        ("at_least", "10", "15", "xã", "ít nhất 10 - 15 xã"),
        ("at_most", None, "100", "vụ", "không quá 100 vụ"),
        ("less_than", None, "3.5", "%", "dưới 3,5%"),
        ("more_than", "95", None, "%", "trên 95%"),
        ("equal", "5", None, "xã", "05 xã"),
        ("equal", "5.000000", None, "xã", "05 xã"),
        ("equal", "10", None, "xã", "10 xã"),
        ("equal", "0", None, "hộ", "0 hộ"),
        ("equal", "2", None, "triệu lượt", "2 triệu lượt"),
        ("equal", "1", None, "mô hình", "01 mô hình"),
        ("equal", "2.5", None, "xã", "2,5 xã"),
        ("equal", "6872", None, "tỷ đồng", "6.872 tỷ đồng"),
        ("equal", "0.6", None, "điểm %", "0,6 điểm %"),
        ("equal", "3", None, "", "3"),
        ("between", "15", "35", "tập thể", "15 - 35 tập thể"),
        ("between", "5", "8", "xã", "05 - 08 xã"),
        ("between", "41", "43", "%", "41 - 43%"),
        ("between", "5", "5", "xã", "05 xã"),
        ("approximately", "50", None, "nghìn tỷ đồng", "khoảng 50 nghìn tỷ đồng"),
        ("maintain_at_least", "98.5", None, "%", "duy trì từ 98,5% trở lên"),
        ("none_left", None, None, "hộ nghèo", "không còn hộ nghèo"),
    ],
)
def test_bounds(comparator, low, high, measure, words):
    assert wording.bound_words(spec(comparator, low, high, measure)) == words


@pytest.mark.parametrize(
    ("basis", "direction", "measure", "words"),
    [
        ("increase", "", "%", "tăng 3%"),
        ("increase", "", "xã", "thêm 03 xã"),
        ("decrease", "", "%", "giảm 3%"),
        ("annual_average", "increase", "%", "tăng bình quân 3% mỗi năm"),
        ("annual_average", "decrease", "%/năm", "giảm bình quân 3%/năm"),
        ("every_year", "", "xã", "mỗi năm 03 xã"),
        ("every_year", "decrease", "%", "giảm mỗi năm 3%"),
        ("cumulative", "", "xã", "03 xã trong cả giai đoạn"),
        ("level", "", "km", "3 km"),
    ],
)
def test_basis(basis, direction, measure, words):
    target = spec("equal", "3", None, measure, basis, direction=direction)
    assert wording.plan_words(target) == words


def test_indicator_that_says_the_change_is_not_told_again():
    target = spec("equal", "3", None, "%", "increase", indicator="Tốc độ tăng trưởng")
    assert wording.plan_words(target) == "3%"


def test_sentence():
    target = spec(
        "equal",
        "99.6",
        indicator="Tỷ lệ hộ dùng điện",
        strength="strive",
        qualifier="trừ Thổ Châu",
        places="",
    )
    assert wording.sentence(target) == "Tỷ lệ hộ dùng điện phấn đấu đạt 99,6% (trừ Thổ Châu)"


@pytest.mark.parametrize(
    ("low", "high", "words"), [("40", None, "từ 40% trở lên"), (None, None, ""), (None, "3", "")]
)
def test_allocation(low, high, words):
    bounds = [None if bound is None else D(bound) for bound in (low, high)]
    assert wording.allocation_words(spec("at_least", "50"), *bounds) == words


@pytest.mark.parametrize(
    ("value", "measure", "words"),
    [
        (D("7.616666667"), "%", "7,62%"),
        (D("3"), "xã", "03 xã"),
        (D("5918.000000"), "tỷ đồng", "5.918 tỷ đồng"),
        (D("-0.5"), "%", "-0,5%"),
        (None, "%", "chưa có"),
    ],
)
def test_values(value, measure, words):
    assert wording.value_words(value, measure, places=2) == words


@pytest.mark.parametrize(
    ("indicator", "comparator", "low", "measure", "basis", "sentence"),
    [
        (
            "Số xã đạt chuẩn nông thôn mới",
            "equal",
            "5",
            "xã",
            "increase",
            "Có thêm 05 xã đạt chuẩn nông thôn mới",
        ),
        (
            "Hộ nghèo theo chuẩn quốc gia",
            "none_left",
            None,
            "hộ",
            "level",
            "Không còn hộ nghèo theo chuẩn quốc gia",
        ),
    ],
)
def test_sentence_of_what_is_counted(indicator, comparator, low, measure, basis, sentence):
    """The figure leads, as in plans: "Có thêm 05 xã ...", "Không còn hộ nghèo ..."."""
    more = {"indicator": indicator, "strength": "plain", "qualifier": "", "places": ""}
    target = spec(comparator, low, None, measure, basis, **more)
    assert wording.sentence(target) == sentence
