"""The main job as people do it, from a draft to the final report; with and without JavaScript."""

import io
import re
import time

import pdfplumber
import pytest
from django.utils import timezone

from awards import catalogue
from tests.e2e.scenario import pdf
from vietnamese.dates import format_date


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_from_the_draft_to_the_final_report(visit, province, worker, javascript):
    campaign = province.make_draft()
    secretary, principal, director = (
        visit(user, java_script_enabled=javascript)
        for user in (province.secretary, province.principal, province.director)
    )
    edit_the_plan(secretary, campaign)
    issue_the_plan(secretary, campaign)

    answer(principal, campaign)
    report_a_result(principal, campaign, "97,4")
    return_the_result(director, campaign)
    correct_the_result(principal, campaign, "98,6")
    accept_the_result(director, campaign)

    nominate(principal, campaign)
    recommend(director)
    grant(secretary)

    see_where_it_stands(secretary, campaign)
    build_the_final_report(secretary, campaign, worker, javascript)
    for visitor in (secretary, principal, director):
        assert visitor.complaints == []


# --- the secretariat of the province --------------------------------------------------------------
def edit_the_plan(secretary, campaign):
    secretary.menu("Phong trào")
    secretary.follow(campaign.title)
    secretary.follow("Sửa kế hoạch")
    assert secretary.heading == "Sửa dự thảo"

    secretary.follow("Các đợt")
    row = secretary.page.get_by_role("group", name=re.compile("mới$")).first
    row.get_by_label("Tên đợt").fill("Đợt thi đua thứ hai")
    row.get_by_label("Từ ngày").fill(f"01/07/{campaign.start.year}")
    row.get_by_label("Đến ngày").fill(f"31/12/{campaign.start.year}")
    secretary.press("Lưu các dòng")
    secretary.sees("Đợt thi đua thứ hai")

    secretary.follow("Chỉ tiêu")
    secretary.follow("Thêm chỉ tiêu")
    page = secretary.page
    page.get_by_label("Nội dung chỉ tiêu").fill("Sáng kiến được áp dụng")
    page.get_by_label("So sánh").select_option("at_least")
    page.get_by_label("Đơn vị tính").fill("sáng kiến")
    page.get_by_label("Loại số liệu").select_option("level")
    page.get_by_label("Mức thấp, hoặc con số").fill("7.5")
    secretary.press("Lưu chỉ tiêu")
    assert page.get_by_label("Mức thấp, hoặc con số").input_value() == "7.5"  # asked, not guessed
    page.get_by_label("Mức thấp, hoặc con số").fill("12")
    page.get_by_label("Cơ quan chủ trì").fill("Trường THPT Việt Trì")
    secretary.press("Lưu chỉ tiêu")
    secretary.sees("Sáng kiến được áp dụng")

    secretary.open("awards:quotas_edit", campaign.code)
    page.get_by_label("Số lượng đến").first.fill("8")
    secretary.press("Lưu các dòng")


def issue_the_plan(secretary, campaign):
    secretary.open("plans:campaign_detail", campaign.code)
    secretary.follow("Ban hành kế hoạch")
    secretary.press("Ban hành kế hoạch")
    secretary.sees(re.compile(r"/KH-UBND"))
    campaign.refresh_from_db()
    assert (campaign.state, campaign.number.endswith("/KH-UBND")) == ("issued", True)
    assert campaign.drives.count() == campaign.targets.count() == 2
    assert campaign.quotas.get().high == 8


def see_where_it_stands(secretary, campaign):
    """The accepted value on the board, the award in the quota."""
    secretary.open("targets:campaign_targets", campaign.code)
    row = secretary.row("Tỷ lệ học sinh tốt nghiệp")
    assert "98,6%" in row.inner_text()
    secretary.open("awards:campaign_awards", campaign.code)
    row = secretary.row("Chủ tịch Ủy ban nhân dân tỉnh")
    assert row.get_by_role("cell").all_inner_texts()[1:4] == ["3 - 8", "1", "1"]


# --- the school -----------------------------------------------------------------------------------
def answer(principal, campaign):
    principal.menu("Phong trào")
    principal.follow(campaign.title)
    principal.follow("Đơn vị")
    principal.follow("Gửi hưởng ứng")
    principal.press("Tiếp nhận kế hoạch")
    principal.open("campaigns:answer_edit", campaign.code)
    principal.field("Đơn vị hưởng ứng thế nào").fill("Trường phát động tới toàn thể giáo viên.")
    principal.field("Số kế hoạch").fill("12/KH-THPT")
    principal.field("Tệp").set_input_files(pdf("ke-hoach-truong.pdf"))
    principal.press("Gửi hưởng ứng")
    principal.sees("ke-hoach-truong.pdf")
    row = campaign.answers.get()
    assert (row.is_sent, row.files.count(), row.plan_number) == (True, 1, "12/KH-THPT")


def report_a_result(principal, campaign, value):
    principal.open("targets:campaign_targets", campaign.code)
    principal.follow("Nhập kết quả")
    row = principal.row("Tỷ lệ học sinh tốt nghiệp")
    row.get_by_role("textbox").first.fill("97.4")  # a point where Vietnamese has a comma
    principal.press("Gửi kết quả")
    row = principal.row("Tỷ lệ học sinh tốt nghiệp")
    assert row.get_by_role("textbox").first.input_value() == "97.4"
    row.get_by_role("textbox").first.fill(value)
    row.get_by_text("Đính kèm minh chứng").click()
    row.locator("input[type=file]").set_input_files(pdf("bang-diem.pdf"))
    principal.press("Gửi kết quả")
    principal.sees("Đã gửi 1 kết quả")
    principal.sees("bang-diem.pdf")


def correct_the_result(principal, campaign, value):
    principal.menu("Việc của tôi")
    principal.open("targets:returned")
    principal.sees("Chưa khớp với bảng điểm")
    principal.follow(re.compile("Sửa|Nhập lại"))
    row = principal.row("Tỷ lệ học sinh tốt nghiệp")
    row.get_by_role("textbox").first.fill(value)
    principal.press("Gửi kết quả")
    principal.sees("Đã gửi 1 kết quả")


def nominate(principal, campaign):
    principal.menu("Khen thưởng")
    principal.follow("Lập hồ sơ")
    principal.page.get_by_label("Tên, có dấu hoặc không dấu").fill("do van khanh")
    principal.press("Tìm")
    principal.page.get_by_role("checkbox", name="Đỗ Văn Khánh").check()
    main = principal.page.get_by_role("main")
    main.get_by_label("Hình thức khen").select_option(label="Bằng khen")
    main.get_by_label("Phong trào").select_option(label=campaign.title)
    main.get_by_label("Tóm tắt thành tích").fill("12 sáng kiến dạy học")
    main.get_by_label("Thành tích", exact=True).fill("Ba năm liền có sáng kiến cấp tỉnh.")
    main.get_by_label("Thành tích từ ngày").fill(f"01/01/{campaign.start.year}")
    main.locator("input[type=file]").set_input_files(pdf("bao-cao-thanh-tich.pdf"))
    principal.press("Lưu bản nháp")
    principal.sees("bao-cao-thanh-tich.pdf")
    move(principal, "Trình hồ sơ")
    principal.sees("Đang xét")


# --- the units above ------------------------------------------------------------------------------
def return_the_result(director, campaign):
    director.menu("Chỉ tiêu")
    director.open("targets:check")
    director.press(re.compile("^Trả lại.*Tỷ lệ học sinh tốt nghiệp"))
    director.press("Trả lại 1 kết quả")  # without a reason
    director.field("Lý do trả lại").fill("Chưa khớp với bảng điểm")
    director.press("Trả lại 1 kết quả")
    director.sees("Đã trả lại 1 kết quả")


def accept_the_result(director, campaign):
    director.open("targets:check")
    director.sees("98,6")
    director.press(re.compile("^Xác nhận.*Tỷ lệ học sinh tốt nghiệp"))
    director.press("Xác nhận 1 kết quả")
    director.sees("Đã xác nhận 1 kết quả")


def take_up(visitor):
    """The dossier that waits, received."""
    visitor.menu("Khen thưởng")
    visitor.page.get_by_role("main").get_by_role("link", name=re.compile("^KT-")).first.click()
    visitor.press("Tiếp nhận hồ sơ")


def move(visitor, name, **typed):
    visitor.follow(re.compile(f"^{name}$"))
    for label, value in typed.items():
        visitor.field(label).fill(value)
    visitor.press(name)


def recommend(director):
    take_up(director)
    move(director, "Đề nghị khen", **{"Ý kiến": "Thành tích xứng đáng."})
    director.sees("Đang thẩm định")


def unread_law():
    """A dossier received since a law came into force that was not read is granted with a reason."""
    gap = catalogue.rulebook().gap
    if gap is None or timezone.localdate() < gap.valid_from:
        return {}
    return {f"Lý do giải quyết khi chưa có toàn văn {gap.law}": "Đã đối chiếu tiêu chuẩn"}


def grant(secretary):
    take_up(secretary)
    move(
        secretary,
        "Ghi quyết định khen thưởng",
        **{
            "Số quyết định": "1874/QĐ-UBND",
            "Ngày quyết định": format_date(timezone.localdate()),
            "Người ký": "Chủ tịch Bùi Văn Quang",
            **unread_law(),
        },
    )
    secretary.sees("Đã khen")


def build_the_final_report(secretary, campaign, worker, javascript):
    """The page is watched while the worker goes from phase to phase."""
    secretary.open("plans:campaign_detail", campaign.code)
    secretary.follow("Báo cáo")
    secretary.follow("Lập báo cáo")
    secretary.field("Báo cáo tổng kết").check()
    secretary.press("Lập báo cáo")
    progress = secretary.page.get_by_role("progressbar", name="Tiến độ")
    assert progress.get_attribute("value") == "0"
    secretary.sees("Chờ đến lượt")

    worker.start()
    for phase, percent in (("gather", "10"), ("render", "50")):
        watch(secretary, javascript, f"main progress[value='{percent}']")
        worker.let_go(phase)
    watch(secretary, javascript, "main a:has-text('Tải PDF')")
    assert secretary.page.get_by_role("progressbar").count() == 0

    with secretary.page.expect_download() as download:
        secretary.main.get_by_role("link", name="Tải PDF").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF-")
    with pdfplumber.open(io.BytesIO(content)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    for expected in (campaign.number, "BÁO CÁO", "Tỷ lệ học sinh tốt nghiệp", "98,6"):
        assert expected in text


def watch(secretary, javascript, selector):
    """With JavaScript the panel is only looked at; without it the link asks for the progress."""
    end = time.monotonic() + 40
    while not secretary.page.locator(selector).count():
        assert time.monotonic() < end, secretary.page.get_by_role("main").inner_text()
        if javascript:
            secretary.page.wait_for_timeout(200)
        else:
            secretary.follow("Cập nhật tiến độ")
