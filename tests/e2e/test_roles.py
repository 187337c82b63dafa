"""A short walk a role: leaders look over, administrators let people in, inspectors read."""

from django.utils import timezone

from accounts.models import User
from plans import actions as plans
from vietnamese.dates import format_date

OWN = "trăng lên đỉnh núi rồi"


def test_leader_sees_where_things_stand(visit, province):
    campaign = province.make_draft()
    plans.issue(campaign, version=1, on=timezone.localdate(), by=province.secretary)
    leader = visit(province.leader)
    assert leader.page.url.endswith("/overview/")
    leader.sees("0 / 1")  # one unit is asked, none has answered
    leader.sees("Trường THPT Việt Trì")
    leader.follow(campaign.title)
    assert leader.heading == campaign.title
    assert leader.complaints == []


def test_administrator_opens_an_account_and_appoints(visit, province):
    administrator = visit(province.administrator)
    administrator.menu("Quản trị")
    administrator.follow("Mở tài khoản")
    fill(
        administrator,
        {"Họ và tên": "Phạm Thị Lan", "Tên đăng nhập": "Lan Phạm", "Tại đơn vị": "truong thpt"},
    )
    administrator.field("Vai trò").select_option("officer")
    administrator.field("Từ ngày").fill("2024-01-05")
    administrator.press("Mở tài khoản")
    assert administrator.page.title().startswith("Lỗi:")
    assert administrator.field("Tên đăng nhập").input_value() == "Lan Phạm"
    assert administrator.field("Từ ngày").input_value() == "2024-01-05"
    fill(
        administrator,
        {
            "Tên đăng nhập": "pham.lan",
            "Tại đơn vị": province.school.name,
            "Từ ngày": format_date(timezone.localdate()),
        },
    )
    administrator.press("Mở tài khoản")
    password = administrator.page.locator(".hash").inner_text()

    newcomer = visit()
    newcomer.sign_in(User.objects.get(username="pham.lan"), password)
    assert newcomer.heading == "Đổi mật khẩu"  # the first thing everybody does
    fill(
        newcomer,
        {
            "Mật khẩu hiện tại": password,
            "Nhập lại mật khẩu mới": OWN,
            "Mật khẩu mới*": OWN,
        },
    )
    newcomer.press("Lưu mật khẩu mới")
    newcomer.menu("Việc của tôi")
    assert newcomer.heading == "Việc của tôi"

    administrator.follow("Xem người dùng")
    administrator.follow("Phân công")
    administrator.field("Vai trò").select_option("head")
    fill(
        administrator,
        {"Tại đơn vị": province.school.name, "Từ ngày": format_date(timezone.localdate())},
    )
    administrator.press("Phân công")
    roles = User.objects.get(username="pham.lan").appointments.values_list("role", flat=True)
    assert sorted(roles) == ["head", "officer"]
    assert administrator.complaints == newcomer.complaints == []


def test_inspector_reads_and_changes_nothing(visit, province):
    campaign = province.make_draft()
    plans.issue(campaign, version=1, on=timezone.localdate(), by=province.secretary)
    inspector = visit(province.inspector)
    inspector.menu("Phong trào")
    inspector.follow(campaign.title)
    for tab in ("Nội dung kế hoạch", "Chỉ tiêu", "Đơn vị và hưởng ứng", "Khen thưởng", "Báo cáo"):
        inspector.follow(tab)
        assert inspector.main.locator("form[method=post]").count() == 0
    assert inspector.open("campaigns:campaign_edit", campaign.code).status == 403
    assert inspector.open("campaigns:answer_edit", campaign.code).status == 403
    assert inspector.complaints == []


def fill(visitor, typed):
    for label, value in typed.items():
        visitor.field(label).fill(value)
