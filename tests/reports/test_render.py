"""The document: sentences and tables, without one statement; what is said of nothing."""

import datetime
import io
import re

import pdfplumber
import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from reports import gather, render
from tests.campaigns.factories import make_drive, make_issued, make_review, make_task
from tests.reports.factories import Province, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def data_of(campaign, **fields):
    return gather.summary_of(make_report(campaign, **fields)).data()


def text_of(data):
    body = render.html(data).split("</style>")[1]
    return re.sub(r"\s+", " ", strip_tags(body.replace("><", "> <")))


@pytest.fixture
def province():
    return Province()


def test_rendering_asks_nothing(province, django_assert_num_queries):
    data = data_of(province.campaign)
    with django_assert_num_queries(0):
        render.html(data)
        render.blocks(data)


def test_every_target_stands_with_plan_result_and_judgement(province):
    text = text_of(data_of(province.campaign))
    assert "Tổng thu ngân sách từ 1.000 tỷ đồng trở lên 420 tỷ đồng 42,0%" in text
    assert "Tỷ lệ hộ nghèo không quá 4,5% chưa có" in text


def test_sentences_are_composed_of_the_figures(province):
    text = text_of(data_of(province.campaign))
    assert "Trong 02 chỉ tiêu có 01 chỉ tiêu chậm tiến độ và 01 chỉ tiêu chưa đủ số liệu" in text
    assert (
        "Đã có quyết định khen thưởng 02/04 trường hợp (50,0%), gồm 02 trường hợp là cá nhân"
        in text
    )
    assert "01/03 đơn vị (33,3%) có văn bản hưởng ứng" in text
    assert text.count("./.") == 1


def test_every_table_says_period_and_cut_off(province):
    data = data_of(province.campaign)
    today = timezone.localdate()
    said = f"năm 2024, số liệu chốt ngày {render.day(today)}"
    tables = [block.table for block in render.blocks(data) if block.table]
    assert [table.basis for table in tables] == [said] * 10
    assert text_of(data).count(f"({said})") == 10 + 1  # and the annex


def test_no_number_is_given_before_the_issue(province):
    assert "Số:      /BC-UBND" in render.html(data_of(province.campaign)).replace("\xa0", " ")


def test_only_a_report_to_a_higher_body_is_addressed(province):
    own = render.context(data_of(province.campaign))
    unit = render.context(data_of(province.campaign, unit=province.communes[0]))
    assert own["heading"].addressees == ()
    assert unit["heading"].addressees == ("Ủy ban nhân dân tỉnh Phú Thọ",)
    assert (unit["letterhead"].place, unit["letterhead"].symbol) == ("Tiên Lương 1", "BC-UBND")


def test_an_interim_report_and_a_period_not_ended_say_so(province):
    interim = text_of(data_of(province.campaign, kind="interim", period="2024H1"))
    assert "Đây là báo cáo sơ kết" in interim
    year = timezone.localdate().year
    running = make_issued(
        period_code=str(year),
        start=timezone.localdate().replace(month=1, day=1),
        end=timezone.localdate().replace(month=12, day=31),
    )
    data = data_of(running, period=str(year))
    assert f"đến ngày 31/12/{year} mới kết thúc" in text_of(data) or data["head"]["ended"]


def test_no_data_at_all_is_said_in_words_without_an_empty_table():
    html = render.html(data_of(make_issued()))
    assert ("chưa có đợt thi đua, chỉ tiêu, nhiệm vụ" in html, "<table" in html) == (True, False)


def test_empty_sections_are_said_in_words(province):
    data = data_of(province.campaign) | {
        "drives": [],
        "targets": [],
        "awards": [],
        "quotas": [],
        "difficulties": [],
        "tasks": [],
    }
    blocks = render.blocks(data)
    assert [block for block in blocks if block.table and not block.table.rows] == []
    text = " ".join(block.words for block in blocks)
    for words in (
        "không có đợt thi đua nào",
        "không có chỉ tiêu nào",
        "chưa có hồ sơ đề nghị khen thưởng",
        "không phản ánh khó khăn",
        "không giao nhiệm vụ",
    ):
        assert words in text


def test_what_a_person_typed_is_escaped(province):
    data = data_of(province.campaign)
    data["difficulties"][0]["text"] = "<script>alert(1)</script>"
    assert "<script>" not in render.html(data)


def test_the_pdf_has_its_annex_across_and_the_same_bytes_twice(province):
    data = data_of(province.campaign)
    content = render.to_pdf(data)
    with pdfplumber.open(io.BytesIO(content)) as file:
        wide = [page.width > page.height for page in file.pages]
    assert (wide[0], wide[-1]) == (False, True)
    assert render.to_pdf(data) == content


def test_reviews_of_a_campaign_without_drives_are_told():
    campaign = make_task(make_issued()).campaign
    make_review(campaign, kind="interim", held_on=datetime.date(2024, 7, 20))
    make_review(campaign, kind="final")
    text = text_of(data_of(campaign))
    assert "không có đợt thi đua nào" in text
    assert ": đã tổ chức ngày 20/7/2024" in text
    assert text.count(": chưa ghi ngày tổ chức") == 1


def test_a_drive_is_reviewed_when_all_its_reviews_were_held():
    campaign = make_issued()
    drive = make_drive(campaign)
    make_review(campaign, drive=drive, kind="interim", held_on=datetime.date(2024, 7, 20))
    last = make_review(campaign, drive=drive)
    assert "chưa ghi ngày sơ kết, tổng kết" in text_of(data_of(campaign))
    last.held_on = datetime.date(2024, 12, 27)
    last.save()
    assert "đã sơ kết, tổng kết" in text_of(data_of(campaign, drive=drive))
