"""The words of quotas, drives, tasks and bases."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from plans import wording


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỷ lệ đô thị hóa", "tỷ lệ đô thị hóa"),
        ("GRDP bình quân", "GRDP bình quân"),
        ("Phú Thọ phát triển", "Phú Thọ phát triển"),
        ("Sở Y tế", "Sở Y tế"),
        ("Ngân", "ngân"),
        ("", ""),
    ],
)
def test_small_leaves_names_alone(text, expected):
    assert wording.small(text) == expected


@pytest.mark.parametrize(
    ("label", "recipients", "grantor", "low", "high", "expected"),
    [
        (
            "Huân chương các loại",
            "both",
            "Nhà nước",
            15,
            35,
            "15 - 35 tập thể, cá nhân được Nhà nước tặng thưởng Huân chương các loại",
        ),
        (
            "Cờ thi đua",
            "collective",
            "Chính phủ",
            5,
            5,
            "05 tập thể được Chính phủ tặng Cờ thi đua",
        ),
        (
            "Bằng khen",
            "household",
            "Chủ tịch Ủy ban nhân dân tỉnh",
            1500,
            2000,
            "1.500 - 2.000 hộ gia đình được Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen",
        ),
    ],
)
def test_quota_words(label, recipients, grantor, low, high, expected):
    assert (
        wording.quota_words(label=label, recipients=recipients, grantor=grantor, low=low, high=high)
        == expected
    )


@pytest.mark.parametrize(
    ("name", "date", "years", "expected"),
    [
        (
            "Ngày thành lập Đảng Cộng sản Việt Nam",
            datetime.date(1930, 2, 3),
            94,
            "94 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2024)",
        ),
        (
            "Ngày giải phóng miền Nam",
            datetime.date(1975, 4, 30),
            49,
            "49 năm Ngày giải phóng miền Nam (30/4/1975 - 30/4/2024)",
        ),
        ("Thực hiện Di chúc", None, 55, "55 năm thực hiện Di chúc"),
        ("Đại hội Đảng bộ tỉnh", None, None, "Đại hội Đảng bộ tỉnh"),
        ("Ngày truyền thống", datetime.date(2024, 6, 11), None, "Ngày truyền thống (11/6/2024)"),
    ],
)
def test_occasion_words(name, date, years, expected):
    assert wording.occasion_words(name, date, years) == expected


@pytest.mark.parametrize(
    ("requested", "charged", "body", "due", "expected"),
    [
        (True, True, "Ban Tuyên giáo", None, "Đề nghị Ban Tuyên giáo chỉ đạo tuyên truyền"),
        (False, True, "Các sở, ngành", None, "Giao các sở, ngành chỉ đạo tuyên truyền"),
        (
            False,
            False,
            "Các đơn vị",
            datetime.date(2024, 3, 31),
            "Các đơn vị chỉ đạo tuyên truyền (thời hạn: ngày 31/3/2024)",
        ),
    ],
)
def test_task_words(requested, charged, body, due, expected):
    words = wording.task_words(
        body, "Chỉ đạo tuyên truyền.", due=due, requested=requested, charged=charged
    )
    assert words == expected


@pytest.mark.parametrize(
    ("number", "issuer", "date", "title", "expected"),
    [
        (
            "19/CT-TTg",
            "Thủ tướng Chính phủ",
            "16/7/2021",
            "phát động thi đua",
            "Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Thủ tướng Chính phủ về việc phát động thi đua",
        ),
        (
            "11/CT-UBND",
            "Ủy ban nhân dân tỉnh",
            "2021-08-06",
            "Về tăng cường thi đua.",
            "Chỉ thị số 11/CT-UBND ngày 06/8/2021 của Ủy ban nhân dân tỉnh về tăng cường thi đua",
        ),
        ("", "Quốc hội", "2022", "Luật Thi đua, khen thưởng", "Luật Thi đua, khen thưởng"),
        ("06/2022/QH15", "Quốc hội", "2022", "Luật Thi đua", "Luật Thi đua"),
        (
            "45-NQ/TW",
            "Bộ Chính trị",
            "2019",
            "",
            "Nghị quyết số 45-NQ/TW năm 2019 của Bộ Chính trị",
        ),
        (
            "5/XYZ",
            "",
            "",
            "giao dự toán",
            "Văn bản số 5/XYZ về việc giao dự toán",
        ),
    ],
)
def test_basis_words(number, issuer, date, title, expected):
    words = wording.basis_words(number=number, issuer=issuer, date_text=date, title=title)
    assert words == expected


@pytest.mark.parametrize(
    ("due", "due_text", "text", "expected"),
    [
        (None, "trong tháng 7/2024", "Sơ kết đợt.", "Sơ kết đợt (trong tháng 7/2024)"),
        (
            datetime.date(2024, 7, 31),
            "",
            "",
            "Sơ kết phong trào thi đua (chậm nhất ngày 31/7/2024)",
        ),
        (None, "", "Sơ kết đợt", "Sơ kết đợt"),
    ],
)
def test_review_words(due, due_text, text, expected):
    assert wording.review_words("interim", due=due, due_text=due_text, text=text) == expected


def figure(**changes):
    fields = {
        "indicator": "Giá trị sản xuất",
        "comparator": "equal",
        "low": 4549,
        "high": None,
        "measure": "tỷ đồng",
        "basis": "level",
        "direction": "",
        "qualifier": "",
        "places": "",
        "strength": "plain",
        "wording": "",
        "decimals": 0,
        "period_code": "2021",
    }
    fields |= changes
    fields["low"] = Decimal(fields["low"])
    return SimpleNamespace(**fields)


def test_companions_and_parts_follow_their_whole():
    growth = figure(low="3.32", measure="%", basis="increase")
    words = wording.target_words(
        figure(qualifier="trừ Thổ Châu"),
        parts=["Nông nghiệp đạt 155 tỷ đồng", "GRDP đạt 46 tỷ đồng"],
        companions=[growth],
        campaign_period="2021",
    )
    assert words == (
        "Giá trị sản xuất đạt 4.549 tỷ đồng (trừ Thổ Châu), tăng 3,32%, trong đó "
        "nông nghiệp đạt 155 tỷ đồng; GRDP đạt 46 tỷ đồng"
    )


@pytest.mark.parametrize(
    ("period", "basis", "expected"),
    [
        ("2020-2025", "level", ""),
        ("2025", "level", " vào năm 2025"),
        ("2023", "increase", " trong năm 2023"),
        ("2021-2025", "increase", " trong giai đoạn 2021 - 2025"),
        ("2021-2025", "cumulative", ""),
    ],
)
def test_the_time_of_a_target_is_said_where_it_is_not_the_plans(period, basis, expected):
    assert wording.when(figure(period_code=period, basis=basis), "2020-2025") == expected
