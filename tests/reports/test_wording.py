"""Sentences and figures of reports, without a database."""

import datetime

import pytest

from reports import wording
from vietnamese.periods import Period

CAMPAIGN = "phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024"
NAME = "Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024"


@pytest.mark.parametrize(
    ("period", "final", "drive", "title"),
    [
        (
            "2024",
            True,
            "",
            "Kết quả thực hiện phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024",
        ),
        (
            "2024",
            False,
            "",
            "Sơ kết thực hiện phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024",
        ),
        (
            "2024H1",
            False,
            "",
            "Sơ kết 6 tháng đầu năm 2024 thực hiện phong trào thi đua thực hiện thắng lợi nhiệm vụ"
            " năm 2024",
        ),
        (
            "2024",
            True,
            "Đợt thi đua thứ nhất",
            "Kết quả đợt thi đua thứ nhất thuộc phong trào thi đua thực hiện thắng lợi nhiệm vụ"
            " năm 2024",
        ),
    ],
)
def test_titles(period, final, drive, title):
    said = wording.title(
        final=final,
        campaign=NAME,
        drive=drive,
        period=Period(period),
        campaign_period="2024",
    )
    assert said == title


def test_the_year_is_added_where_the_campaign_does_not_name_it():
    said = wording.title(
        final=True,
        campaign="Phong trào thi đua yêu nước",
        drive="",
        period=Period("2020-2025"),
        campaign_period="2020-2025",
    )
    assert said == "Kết quả thực hiện phong trào thi đua yêu nước giai đoạn 2020 - 2025"


def test_a_term_that_the_campaign_names_is_not_said_twice():
    said = wording.title(
        final=True,
        campaign="Phát động phong trào thi đua thực hiện Nghị quyết, nhiệm kỳ 2020-2025",
        drive="",
        period=Period("2020-2025"),
        campaign_period="2020-2025",
    )
    assert said == "Kết quả thực hiện phong trào thi đua thực hiện Nghị quyết, nhiệm kỳ 2020-2025"


@pytest.mark.parametrize(
    ("plan", "unit", "short", "committee", "symbol"),
    [
        ("KH-UBND", "UBND tỉnh", "", True, "BC-UBND"),
        ("", "Ủy ban nhân dân xã A", "", True, "BC-UBND"),
        ("", "Sở Y tế", "", False, "BC-SYT"),
        ("", "Ban Thi đua - Khen thưởng", "Ban TĐKT", False, "BC-BTĐKT"),
    ],
)
def test_symbols(plan, unit, short, committee, symbol):
    assert wording.symbol(plan, unit, short, committee) == symbol


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("Ủy ban nhân dân xã Tiên Lương", "Tiên Lương"),
        ("UBND phường Hòa Bình", "Hòa Bình"),
        ("Sở Y tế", "Phú Thọ"),
    ],
)
def test_places(unit, place):
    assert wording.place(unit, "Phú Thọ") == place


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(47, 52, "47/52 đơn vị (90,4%)"), (0, 3, "0/03 đơn vị (0,0%)"), (0, 0, "0/0 đơn vị")],
)
def test_shares_carry_their_base(part, whole, words):
    assert wording.with_share(part, whole, "đơn vị") == words


def test_periods_name_a_year_once():
    codes = ["2023Q4", "2024Q1", "2024Q2"]
    assert wording.periods(codes) == "quý IV năm 2023, quý I, quý II năm 2024"


def test_moments_and_days_are_official():
    assert (
        wording.moment(datetime.datetime(2024, 10, 5, 17, 5)) == "17 giờ 05 phút, ngày 05/10/2024"
    )
    assert wording.official_days("đến 30/09/2024, từ 01/02/2024") == "đến 30/9/2024, từ 01/02/2024"


def test_long_lists_are_cut_and_counted():
    names = [f"Xã {number}" for number in range(1, 6)]
    assert wording.listed(names, most=3) == "Xã 1; Xã 2; Xã 3 và 02 đơn vị khác"
