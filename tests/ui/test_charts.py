from decimal import Decimal

import pytest

from documents import charts


@pytest.mark.parametrize(
    ("result", "options", "expected"),
    [
        # 100 % of the plan is five sixths of the width: the mark stands there in every row
        (None, {"plan": 100}, charts.Bullet(marks=("124",))),
        (50, {"plan": 100}, charts.Bullet(marks=("124",), result="62.5")),
        (Decimal("86.1"), {"plan": 100}, charts.Bullet(marks=("124",), result="107.6")),
        (
            50,
            {"plan": 100, "forecast": 75},
            charts.Bullet(marks=("124",), result="62.5", forecast="93.8"),
        ),
        (500, {"plan": 100}, charts.Bullet(marks=("124",), result="150")),
        (0, {"plan": 100}, charts.Bullet(marks=("124",))),
        (-3, {"plan": 100}, charts.Bullet(marks=("124",))),
        # a range: the upper mark stands at ten elevenths
        (21, {"plan": 15, "high": 35}, charts.Bullet(marks=("57.4", "135.4"), result="81.8")),
        # at most: what passes the mark is drawn apart, never as good
        (90, {"plan": 100, "at_most": True}, charts.Bullet(marks=("124",), result="112.5")),
        (
            110,
            {"plan": 100, "at_most": True},
            charts.Bullet(marks=("124",), result="125", over_x="125", over="12.5"),
        ),
        # nothing left: the plan is zero
        (0, {"plan": 0, "at_most": True}, charts.Bullet(marks=("0",), over_x="0")),
        (2, {"plan": 0, "at_most": True}, charts.Bullet(marks=("0",), over_x="0", over="150")),
        # no plan: the ground alone
        (5, {}, charts.Bullet()),
    ],
)
def test_bullet(result, options, expected):
    assert charts.bullet(result, **options) == expected


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(8, 9, "133.3"), (9, 9, "150"), (0, 9, ""), (0, 0, "")]
)
def test_share(part, whole, width):
    assert charts.share(part, whole) == charts.Bullet(result=width)


def test_bars_share_one_scale_and_say_what_is_missing():
    chart = charts.bars(
        [("A", [20, 10]), ("B", [None, 0])], ["Mục tiêu", "Đã quyết định"], width=290
    )
    assert [[(bar.width, bar.text) for bar in row.bars] for row in chart.rows] == [
        [("200", "20"), ("100", "10")],
        [("0", "chưa có"), ("0", "0")],
    ]
    assert [entry.label for entry in chart.legend] == ["Mục tiêu", "Đã quyết định"]


def test_bars_wrap_long_labels_and_leave_out_the_legend_of_one_series():
    chart = charts.bars([("Tập thể lao động xuất sắc và Bằng khen", [3])], ["Số lượng"], width=160)
    assert [text for _, text in chart.rows[0].label_lines] == [
        "Tập thể lao động xuất sắc",
        "và Bằng khen",
    ]
    assert chart.legend == ()


def test_bars_refuse_a_fourth_series():
    with pytest.raises(ValueError, match="At most 3 series, not 4"):
        charts.bars([], ["a", "b", "c", "d"])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 6872, (0, 8000, 2000)),
        (0, 0, (0, 1, 0.5)),
        (-3, 7.5, (-5, 10, 5)),
        (0, 0.6, (0, 0.6, 0.2)),
    ],
)
def test_nice_scale(low, high, expected):
    assert charts.nice_scale(low, high) == pytest.approx(expected)


def test_line_breaks_where_a_period_is_missing():
    chart = charts.line(
        [("I", 1), ("II", 2), ("III", None), ("IV", 4), ("V", 4)], plan=4, width=640, height=220
    )
    assert len(chart.runs) == 2
    assert [dot.text for dot in chart.dots] == ["1", "2", "4", "4"]
    assert len(chart.plan_runs) == 1
    assert [tick.label for tick in chart.y_ticks] == ["0", "1", "2", "3", "4"]


def test_coordinates_have_a_point_whatever_the_language():
    assert [charts.point(value) for value in (62.5, 100.0, 1234.56)] == ["62.5", "100", "1234.6"]
