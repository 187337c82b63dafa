import datetime

import pytest

from campaigns.anniversaries import warning, years_within

FIRST = (datetime.date(2024, 1, 1), datetime.date(2024, 6, 30))
SECOND = (datetime.date(2024, 7, 1), datetime.date(2024, 12, 31))
WHOLE = (FIRST[0], SECOND[1])


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("span", "name", "original", "stated"),
    [  # the 15 occasions of plan 210/KH-UBND of 15/01/2024
        (FIRST, "Ngày thành lập Đảng Cộng sản Việt Nam", "1930-02-03", 94),
        (FIRST, "Ngày giải phóng miền Nam, thống nhất đất nước", "1975-04-30", 49),
        (FIRST, "Ngày chiến thắng Điện Biên Phủ", "1954-05-07", 70),
        (FIRST, "Ngày sinh Chủ tịch Hồ Chí Minh", "1890-05-19", 134),
        (FIRST, "Ngày truyền thống thi đua yêu nước", "1948-06-11", 76),
        (SECOND, "Ngày Thương binh Liệt sỹ", "1947-07-27", 77),
        (SECOND, "Ngày Cách mạng Tháng Tám thành công", "1945-08-19", 79),
        (SECOND, "Ngày Quốc khánh", "1945-09-02", 79),
        (SECOND, "ngày Bác Hồ về thăm Đền Hùng", "1954-09-19", 70),
        (SECOND, "thực hiện Di chúc của Người", None, None),
        (SECOND, "ngày thành lập Quân đội Nhân dân Việt Nam", "1944-12-22", 80),
        (SECOND, "Ngày hội quốc phòng toàn dân", "1989-12-22", 35),
        (WHOLE, "Ngày Chiến thắng Điện Biên Phủ", "1954-05-07", 70),
        (WHOLE, "ngày thành lập Quân đội Nhân dân Việt Nam", "1944-12-22", 80),
        (WHOLE, "Ngày hội quốc phòng toàn dân", "1989-12-22", 35),
    ],
)
def test_occasions_of_a_real_plan(span, name, original, stated):
    assert years_within(day(original), *span) == ([] if stated is None else [stated])
    assert warning(name, day(original), stated, *span) == ""
    wrong = (stated or 0) + 1
    assert bool(warning(name, day(original), wrong, *span)) is (original is not None)


@pytest.mark.parametrize(
    ("original", "start", "end", "years"),
    [
        ("1930-02-03", "2024-10-01", "2025-02-28", [95]),  # over the turn of the year
        ("1944-12-22", "2024-10-01", "2025-02-28", [80]),
        ("1930-02-03", "2024-02-03", "2024-02-03", [94]),  # first and last day count
        ("1945-09-02", "2024-01-01", "2024-06-30", [79]),  # after the drive: the next one
        ("1930-02-03", "2024-07-01", "2024-12-31", [95]),  # before the drive: next year's
        ("1945-09-02", "2020-07-01", "2022-12-31", [75, 76, 77]),  # a term: one a year
        ("2024-02-29", "2025-01-01", "2025-12-31", [1]),  # 29 February is kept on the 28th
        ("2024-05-01", "2024-01-01", "2024-12-31", []),  # no year has passed
        ("2030-05-01", "2024-01-01", "2024-12-31", []),
    ],
)
def test_years_within(original, start, end, years):
    assert years_within(day(original), day(start), day(end)) == years


def test_a_term_agrees_with_each_of_its_years():
    span = (datetime.date(2020, 7, 1), datetime.date(2022, 12, 31))
    assert warning("Quốc khánh", datetime.date(1945, 9, 2), 76, *span) == ""
    assert "75, 76, 77" in warning("Quốc khánh", datetime.date(1945, 9, 2), 80, *span)


def test_a_warning_names_occasion_both_numbers_and_the_date():
    words = warning("Quốc khánh", datetime.date(1945, 9, 2), 78, *SECOND)
    assert all(part in words for part in ("Quốc khánh", "78", "79", "02/09/1945"))
