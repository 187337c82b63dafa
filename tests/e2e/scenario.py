"""A small province with people of every role, and the draft of a campaign that has begun."""

import datetime
import io

import pikepdf
from django.utils import timezone

from accounts.roles import Role
from awards.models import AwardType, Quota
from campaigns.models import Addressing, Drive, Recipient, Section
from targets.models import Target
from tests.accounts.factories import make_user
from tests.awards.factories import make_award_type
from tests.plans.factories import make_plain_campaign
from tests.units.factories import make_person, make_unit
from units.models import Level, UnitKind

SECTIONS = [
    ("Mục đích, yêu cầu", "Khơi dậy tinh thần yêu nước của các tầng lớp Nhân dân.", "text"),
    ("Chỉ tiêu", "", "targets"),
    ("Chỉ tiêu khen thưởng", "", "quotas"),
    ("Các đợt thi đua", "", "drives"),
]


class Province:
    """A school below a department below the province, which launches campaigns."""

    def __init__(self):
        self.unit = make_unit(
            "Ủy ban nhân dân tỉnh Phú Thọ",
            code="phu-tho",
            kind=UnitKind.PEOPLE_COMMITTEE,
            level=Level.PROVINCE,
        )
        self.department = make_unit(
            "Sở Giáo dục và Đào tạo",
            code="so-gddt",
            parent=self.unit,
            kind=UnitKind.DEPARTMENT,
            level=Level.DEPARTMENT,
        )
        self.school = make_unit(
            "Trường THPT Việt Trì",
            code="thpt-viet-tri",
            parent=self.department,
            kind=UnitKind.SCHOOL,
            level=Level.BASE,
        )
        self.secretary = make_user(Role.SECRETARIAT, self.unit, full_name="Hà Thu Trang")
        self.leader = make_user(Role.LEADER, self.unit, full_name="Bùi Văn Quang")
        self.inspector = make_user(Role.INSPECTOR, self.unit, full_name="Lê Minh Đức")
        self.administrator = make_user(Role.ADMINISTRATOR, self.unit, full_name="Vũ Thị Hòa")
        self.director = make_user(Role.HEAD, self.department, full_name="Nguyễn Văn Sơn")
        self.principal = make_user(Role.HEAD, self.school, full_name="Trần Thị Mai")
        self.teacher = make_person("Đỗ Văn Khánh", unit=self.school)
        self.award = make_award_type(
            "provincial_certificate_of_merit", name="Bằng khen", granted_by="province_chair"
        )

    def make_draft(self, code="thi-dua-nam"):
        """Everything a plan needs, with one drive, target and quota each; the walk adds to them."""
        year = (timezone.localdate() - datetime.timedelta(days=120)).year
        campaign = make_plain_campaign(
            self.unit,
            code=code,
            title=f"Dạy tốt, học tốt năm {year}",
            period_code=str(year),
            start=datetime.date(year, 1, 1),
            end=datetime.date(year, 12, 31),
        )
        for position, (heading, text, content) in enumerate(SECTIONS, start=1):
            Section.objects.create(
                campaign=campaign, position=position, heading=heading, text=text, content=content
            )
        Recipient.objects.create(campaign=campaign, position=1, text="Lưu: VT")
        Drive.objects.create(
            campaign=campaign,
            position=1,
            name="Đợt thi đua thứ nhất",
            start=campaign.start,
            end=datetime.date(year, 6, 30),
        )
        Target.objects.create(
            campaign=campaign,
            position=1,
            indicator="Tỷ lệ học sinh tốt nghiệp",
            comparator="at_least",
            low=98,
            measure="%",
            basis="share",
            period_code=str(year),
            responsible=self.school,
        )
        quota = Quota.objects.create(
            campaign=campaign,
            position=1,
            label="Bằng khen",
            recipients="both",
            grantor="Chủ tịch Ủy ban nhân dân tỉnh",
            low=3,
            high=5,
        )
        quota.award_types.set(AwardType.objects.filter(pk=self.award.pk))
        Addressing.objects.create(
            campaign=campaign,
            position=1,
            group=Addressing.Group.UNIT,
            unit=self.school,
            asks_answer=True,
            asks_plan=True,
        )
        return campaign


def pdf(name):
    """A file as Playwright uploads it."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out)
    return {"name": name, "mimeType": "application/pdf", "buffer": out.getvalue()}
