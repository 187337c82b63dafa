import datetime

import pytest

from documents.timeline import Span, in_lanes, timeline


def day(month, number, year=2024):
    return datetime.date(year, month, number)


def year(**parts):
    return timeline(day(1, 1), day(12, 31), **({"spans": []} | parts))


@pytest.mark.parametrize(
    ("periods", "lanes"),
    [
        ([], []),
        ([(day(1, 1), day(6, 30)), (day(7, 1), day(12, 31))], [0, 0]),
        ([(day(1, 1), day(6, 30)), (day(6, 30), day(12, 31))], [0, 1]),
        ([(day(1, 1), day(12, 31)), (day(3, 1), day(4, 1)), (day(5, 1), day(6, 1))], [0, 1, 1]),
    ],
)
def test_drives_at_the_same_time_stand_in_lanes(periods, lanes):
    assert in_lanes(periods) == lanes


def test_a_drive_over_the_whole_year_fills_the_width():
    (bar,) = year(spans=[Span("Cả năm", day(1, 1), day(12, 31))]).bars
    assert (bar.x, bar.width, bar.done, bar.text) == ("130", "840", "", "Cả năm")


def test_a_running_drive_is_filled_up_to_today():
    span = Span("Cả năm", day(1, 1), day(12, 31), "running")
    chart = year(spans=[span], today=day(7, 1))
    assert (chart.bars[0].done, chart.today_x, chart.today_text) == (
        "417.7",
        "547.7",
        "Hôm nay 01/7",
    )


def test_today_outside_the_time_shown_is_not_drawn():
    assert year(today=day(1, 1, 2025)).today_x == ""


@pytest.mark.parametrize(
    ("spans", "texts"),
    [
        ([Span("Cao điểm", day(3, 1), day(3, 5))], ["Cao điểm"]),  # behind the bar
        ([Span("Cao điểm", day(12, 20), day(12, 31))], [""]),  # no room: the table says it
        (
            [Span("Cao điểm", day(3, 1), day(3, 5)), Span("Khác", day(3, 10), day(9, 5))],
            ["", "Khác"],
        ),
    ],
)
def test_words_stand_where_there_is_room(spans, texts):
    assert [bar.text for bar in year(spans=spans).bars] == texts


def test_months_for_a_year_and_years_for_a_term():
    assert len(year().ticks) == 12
    term = timeline(day(1, 1, 2020), day(12, 31, 2025), spans=[])
    assert [tick.text for tick in term.ticks] == ["2020", "2021", "2022", "2023", "2024", "2025"]


def test_words_of_near_occasions_are_moved_apart():
    first, second = year(occasions=[day(5, 7), day(4, 30)]).dots
    assert (first.text, second.text) == ("30/4", "07/5")
    assert float(second.text_x) - float(first.text_x) == 36


def test_reviews_whose_words_touch_take_a_second_line():
    reviews = [(day(7, 10), "Sơ kết 6 tháng đầu năm", True), (day(7, 31), "Sơ kết khối", False)]
    first, second = year(reviews=reviews).diamonds
    assert first.text_y != second.text_y
    assert (first.fill, second.fill) == ("#211e1a", "#ffffff")
