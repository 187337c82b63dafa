"""A snapshot as a document: order, numbers, words, the form of Decree 30."""

import subprocess

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign, Section
from plans import render, snapshot
from tests.plans import factories

pytestmark = pytest.mark.django_db


def data_of(campaign, **given):
    found = Campaign.objects.select_related("unit", "parent").get(pk=campaign.pk)
    return snapshot.gather(found, **given)


@pytest.fixture
def data():
    return data_of(
        factories.make_full_campaign(), number="210/KH-UBND", issued_on=factories.ISSUED_ON
    )


def words(data, tag):
    return [block.words for block in render.blocks(data) if block.tag == tag]


def test_headings(data):
    assert words(data, "h2") == [
        "I. Mục đích, yêu cầu",
        "II. Mục tiêu của phong trào",
        "III. Nội dung phát động thi đua",
        "IV. Các biện pháp tổ chức",
        "V. Tổ chức thực hiện",
    ]
    assert words(data, "h4") == [
        "a) Về kinh tế",
        "b) Về xã hội",
        "c) Về môi trường",
        "d) Về thi đua, khen thưởng",
        "a) Đợt thi đua thứ nhất (từ tháng 01/2024 đến 30/6/2024)",
        "b) Đợt thi đua thứ hai (từ ngày 01/7/2024 đến ngày 31/12/2024)",
        "c) Các đợt thi đua cao điểm",
    ]


def test_theme_participants_and_time_open_the_plan(data):
    assert words(data, "p")[:4] == [
        "Ủy ban nhân dân tỉnh phát động phong trào thi đua với các nội dung sau:",
        f"Chủ đề của phong trào thi đua: “{factories.THEME}”.",
        "Đối tượng tham gia: các sở, ban, ngành, đoàn thể; cán bộ và Nhân dân trong tỉnh.",
        "Thời gian thực hiện: từ ngày 01/01/2024 đến ngày 31/12/2024.",
    ]


def test_quotas_in_words(data):
    assert [line for line in words(data, "p") if "được" in line and " tặng" in line] == [
        "- 15 - 35 tập thể, cá nhân được Nhà nước tặng thưởng Huân chương các loại;",
        "- 10 - 15 tập thể được Chính phủ tặng Cờ thi đua;",
        "- 25 - 40 tập thể, cá nhân được Thủ tướng Chính phủ tặng Bằng khen;",
        "- 80 - 90 tập thể được Ủy ban nhân dân tỉnh tặng Cờ thi đua;",
        "- 1.500 - 2.000 tập thể, cá nhân được Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen.",
    ]


def test_targets_in_words(data):
    lines = words(data, "p")
    start = lines.index("- Tốc độ tăng trưởng kinh tế (GRDP) đạt từ 7,5% trở lên.")
    assert lines[start + 1 : start + 5] == [
        "- Tổng sản phẩm bình quân đầu người đạt từ 67 triệu đồng trở lên.",
        "- Tổng vốn đầu tư trên địa bàn đạt từ 50 nghìn tỷ đồng trở lên.",
        "- Tổng thu NSNN trên địa bàn đạt từ 6.872 tỷ đồng trở lên.",
        "- Tỷ lệ đô thị hóa đạt từ 20% trở lên.",
    ]
    assert [line for line in lines if "05 xã" in line] == [
        f"- {data['groups'][1]['targets'][3]['words']}."
    ]


def test_tasks_and_the_end(data):
    assert words(data, "p")[-4:] == [
        "- Thủ trưởng các đơn vị trong khối thi đua xây dựng kế hoạch; tổ chức ký giao ước "
        "(thời hạn: ngày 31/3/2024).",
        "- Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh phối hợp vận động Nhân dân hưởng ứng.",
        "- Giao Ban Thi đua - Khen thưởng tỉnh hướng dẫn, kiểm tra, đôn đốc việc thực hiện.",
        "Khó khăn, vướng mắc gửi về Ban Thi đua - Khen thưởng tỉnh để tổng hợp./.",
    ]


def test_a_plan_without_closing_words_ends_all_the_same():
    data = data_of(factories.make_full_campaign(closing=""))
    assert words(data, "p")[-1].endswith("đôn đốc việc thực hiện./.")


def test_movements_open_the_plan_when_no_section_holds_them():
    campaign = factories.make_full_campaign()
    Section.objects.filter(content="movement").delete()
    assert words(data_of(campaign), "p")[4] == (
        f"{render.CONTINUED}: “Phú Thọ cùng cả nước chung sức xây dựng nông thôn mới”; “Vì người "
        "nghèo - Không để ai bị bỏ lại phía sau”; “Toàn dân đoàn kết xây dựng đời sống văn hóa”."
    )


def test_a_draft_has_room_for_number_and_day():
    head = render.context(data_of(factories.make_full_campaign()))["letterhead"]
    assert (head.number, head.date, head.year) == ("", None, 2024)
    assert head.number_line.endswith("/KH-UBND")


def test_an_amended_plan_says_what_it_replaces():
    data = data_of(
        factories.make_full_campaign(),
        number="230/KH-UBND",
        issued_on=factories.ISSUED_ON,
        amends={
            "number": "210/KH-UBND",
            "issued_on": factories.ISSUED_ON,
            "reason": "Điều chỉnh thời gian đợt thi đua.",
        },
    )
    assert words(data, "p")[0] == (
        "Kế hoạch này thay thế Kế hoạch số 210/KH-UBND ngày 15 tháng 01 năm 2024; "
        "lý do điều chỉnh: điều chỉnh thời gian đợt thi đua."
    )


def test_recipients_end_with_where_it_is_kept(data):
    assert render.context(data)["recipients"].lines == [
        "Ban TĐKT TW (B/c);",
        "CT, các PCT UBND tỉnh;",
        "Lưu: VT, VX4.",
    ]


def test_rendering_asks_nothing(data):
    with CaptureQueriesContext(connection) as queries:
        html = render.html(data)
    assert len(queries) == 0
    assert html.count("<h2>") == 5


def test_what_people_typed_is_escaped():
    data = data_of(factories.make_full_campaign(closing="<script>alert(1)</script>"))
    assert "<script" not in render.html(data)


@pytest.mark.slow
def test_the_pdf_says_everything(data, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(render.to_pdf(data))
    command = ["pdftotext", "-raw", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    wanted = [
        "Số: 210/KH-UBND",
        "ngày 15 tháng 01 năm 2024",
        "TM. ỦY BAN NHÂN DÂN",
        "Bùi Văn Quang",
    ]
    wanted += [quota["words"] for quota in data["quotas"]]
    wanted += [line["words"] for group in data["groups"] for line in group["targets"]]
    wanted += [occasion["words"] for drive in data["drives"] for occasion in drive["occasions"]]
    wanted += [drive["name"] for drive in data["drives"]]
    assert [words for words in wanted if words not in said] == []
