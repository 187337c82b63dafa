"""A campaign with every part of a plan: the figures of Kế hoạch 210/KH-UBND of Phú Thọ, 2024."""

import datetime
import itertools
from decimal import Decimal

from accounts.roles import Role
from awards.models import Quota
from campaigns.models import (
    Activity,
    Addressing,
    Campaign,
    Drive,
    DriveOccasion,
    LegalBasis,
    Movement,
    Occasion,
    Recipient,
    Review,
    Section,
    Task,
)
from plans import actions
from targets.models import Target, TargetGroup
from tests.accounts.factories import make_user
from tests.awards.factories import make_award_type
from tests.targets.seed_figures import FIGURES
from tests.units.factories import make_unit
from units.models import Level, UnitKind

NUMBERS = itertools.count(1)
ISSUED_ON = datetime.date(2024, 1, 15)
TITLE = (
    "Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2024"
)
THEME = (
    "Đảng bộ, Chính quyền và Nhân dân các dân tộc tỉnh Phú Thọ tiếp tục: Đoàn kết, kỷ cương, khát "
    "vọng phát triển, chủ động đổi mới, hành động sáng tạo"
)
MOVEMENTS = [
    "Phú Thọ cùng cả nước chung sức xây dựng nông thôn mới",
    "Vì người nghèo - Không để ai bị bỏ lại phía sau",
    "Toàn dân đoàn kết xây dựng đời sống văn hóa",
]
BASES = [
    ("", "Quốc hội", "2022", "Luật Thi đua, khen thưởng năm 2022"),
    (
        "19/CT-TTg",
        "Thủ tướng Chính phủ",
        "16/7/2021",
        "phát động thi đua thực hiện nhiệm vụ phát triển kinh tế - xã hội hằng năm",
    ),
]
RECIPIENTS = ["Ban TĐKT TW (B/c)", "CT, các PCT UBND tỉnh", "Lưu: VT, VX4"]
GROUPS = [("Về kinh tế", 5), ("Về xã hội", 7), ("Về môi trường", 3)]
QUOTAS = [
    ("Huân chương các loại", "both", "Nhà nước", 15, 35),
    ("Cờ thi đua", "collective", "Chính phủ", 10, 15),
    ("Bằng khen", "both", "Thủ tướng Chính phủ", 25, 40),
    ("Cờ thi đua", "collective", "Ủy ban nhân dân tỉnh", 80, 90),
    ("Bằng khen", "both", "Chủ tịch Ủy ban nhân dân tỉnh", 1500, 2000),
]
DRIVES = [
    (
        {
            "name": "Đợt thi đua thứ nhất",
            "start": datetime.date(2024, 1, 1),
            "end": datetime.date(2024, 6, 30),
            "dates_text": "từ tháng 01/2024 đến 30/6/2024",
            "contents": "Lập thành tích chào mừng các ngày kỷ niệm trong 6 tháng đầu năm.",
        },
        [
            ("Ngày thành lập Đảng Cộng sản Việt Nam", datetime.date(1930, 2, 3), 94),
            ("Ngày giải phóng miền Nam, thống nhất đất nước", datetime.date(1975, 4, 30), 49),
            ("Ngày Chiến thắng Điện Biên Phủ", datetime.date(1954, 5, 7), 70),
        ],
        [],
        {
            "kind": "interim",
            "due": datetime.date(2024, 7, 31),
            "due_text": "kết thúc trong tháng 7/2024",
            "text": "Tổng kết đợt thi đua, gắn với sơ kết nhiệm vụ 06 tháng đầu năm 2024.",
        },
    ),
    (
        {
            "name": "Đợt thi đua thứ hai",
            "start": datetime.date(2024, 7, 1),
            "end": datetime.date(2024, 12, 31),
            "contents": "Thi đua hoàn thành toàn diện các chỉ tiêu, nhiệm vụ năm 2024.",
        },
        [
            ("Ngày Thương binh - Liệt sỹ", datetime.date(1947, 7, 27), 77),
            ("Thực hiện Di chúc của Chủ tịch Hồ Chí Minh", None, 55),
            ("Ngày thành lập Quân đội nhân dân Việt Nam", datetime.date(1944, 12, 22), 80),
        ],
        [],
        {
            "kind": "final",
            "due_text": "tại hội nghị tổng kết công tác năm 2024",
            "text": "Tổng kết phong trào thi đua năm 2024, triển khai nhiệm vụ năm 2025.",
        },
    ),
    (
        {"name": "Các đợt thi đua cao điểm", "is_peak": True},
        [("Ngày Chiến thắng Điện Biên Phủ", datetime.date(1954, 5, 7), 70)],
        ["Gặp gỡ nhân chứng lịch sử.", "Khen thưởng kịp thời tập thể, cá nhân tiêu biểu."],
        None,
    ),
]
SECTIONS = [  # heading, text, content, children
    (
        "Mục đích, yêu cầu",
        "",
        "text",
        [
            ("Mục đích", "Khơi dậy tinh thần yêu nước của các tầng lớp Nhân dân.", "text", []),
            ("Yêu cầu", "Phong trào hướng về cơ sở.\n\nKhen thưởng kịp thời.", "text", []),
        ],
    ),
    (
        "Mục tiêu của phong trào",
        "",
        "text",
        [
            ("Mục tiêu chung", "Nâng chất lượng các phong trào thi đua.", "text", []),
            ("Mục tiêu cụ thể", "", "targets", [("Về thi đua, khen thưởng", "", "quotas", [])]),
        ],
    ),
    (
        "Nội dung phát động thi đua",
        "",
        "text",
        [
            ("Tiếp tục các phong trào thi đua", "", "movement", []),
            ("Các đợt thi đua", "", "drives", []),
        ],
    ),
    (
        "Các biện pháp tổ chức",
        "",
        "text",
        [
            ("", "Tuyên truyền pháp luật về thi đua, khen thưởng.", "text", []),
            ("", "Đổi mới nội dung, hình thức thi đua.", "text", []),
        ],
    ),
    ("Tổ chức thực hiện", "", "tasks", []),
]
CLOSING = "Khó khăn, vướng mắc gửi về Ban Thi đua - Khen thưởng tỉnh để tổng hợp."


class Office:
    """The launching province with its secretariat, two departments and a body that is requested."""

    def __init__(self):
        number = next(NUMBERS)
        self.unit = make_unit(
            "Ủy ban nhân dân tỉnh Phú Thọ",
            kind=UnitKind.PEOPLE_COMMITTEE,
            level=Level.PROVINCE,
            code=f"ubnd-{number}",
        )
        self.board = make_unit("Ban Thi đua - Khen thưởng tỉnh", parent=self.unit)
        self.departments = [
            make_unit("Sở Tài chính", parent=self.unit),
            make_unit("Sở Y tế", parent=self.unit),
        ]
        self.front = make_unit(
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", kind=UnitKind.FATHERLAND_FRONT
        )
        self.secretary = make_user(Role.SECRETARIAT, self.unit)
        self.officer = make_user(Role.OFFICER, self.departments[0])


def make_plain_campaign(unit, **fields):
    """A draft with its head alone."""
    number = next(NUMBERS)
    given = {
        "code": f"ke-hoach-{number}",
        "title": TITLE,
        "period_code": "2024",
        "start": datetime.date(2024, 1, 1),
        "end": datetime.date(2024, 12, 31),
        "place": "Phú Thọ",
        "signer_authority": "TM. ỦY BAN NHÂN DÂN",
        "signer_position": "CHỦ TỊCH",
        "signer_name": "Bùi Văn Quang",
    }
    return Campaign.objects.create(unit=unit, **given | fields)


def make_full_campaign(office=None, **fields):
    """A draft that can be issued, with all fifteen targets, five quotas and three drives."""
    office = office or Office()
    given = {
        "kind": "drive",
        "theme": THEME,
        "participants": "Các sở, ban, ngành, đoàn thể; cán bộ và Nhân dân trong tỉnh.",
        "preamble": "Ủy ban nhân dân tỉnh phát động phong trào thi đua với các nội dung sau:",
        "closing": CLOSING,
        "answer_due": datetime.date(2024, 2, 29),
    }
    campaign = make_plain_campaign(office.unit, **given | fields)
    add_lines(campaign)
    add_sections(campaign, SECTIONS)
    add_targets(campaign, responsible=office.departments[0])
    add_quotas(campaign)
    add_drives(campaign)
    add_tasks(campaign, office)
    Addressing.objects.create(
        campaign=campaign, position=1, group="level", level="department", asks_plan=True
    )
    Addressing.objects.create(
        campaign=campaign, position=2, group="unit", unit=office.front, requested=True
    )
    campaign.office = office
    return campaign


def make_issued(office=None, **fields):
    """The same, issued by its secretariat as number 210; with `.plan` and `.office`."""
    campaign = make_full_campaign(office, **fields)
    campaign.plan = actions.issue(
        campaign,
        version=campaign.version,
        on=ISSUED_ON,
        manual_number="210",
        by=campaign.office.secretary,
    )
    return campaign


def add_lines(campaign):
    for number, (code, issuer, date, title) in enumerate(BASES, start=1):
        LegalBasis.objects.create(
            campaign=campaign,
            position=number,
            number=code,
            issuer=issuer,
            date_text=date,
            title=title,
        )
    for number, name in enumerate(MOVEMENTS, start=1):
        Movement.objects.create(campaign=campaign, position=number, name=name)
    for number, text in enumerate(RECIPIENTS, start=1):
        Recipient.objects.create(campaign=campaign, position=number, text=text)


def add_sections(campaign, sections, parent=None):
    for number, (heading, text, content, children) in enumerate(sections, start=1):
        section = Section.objects.create(
            campaign=campaign,
            parent=parent,
            position=number,
            heading=heading,
            text=text,
            content=content,
        )
        add_sections(campaign, children, section)


def add_targets(campaign, *, responsible=None):
    rows = iter([row for row in FIGURES if row[0] == "001"])
    made = {}
    for place, (name, count) in enumerate(GROUPS, start=1):
        group = TargetGroup.objects.create(campaign=campaign, position=place, name=name)
        for (
            _seed,
            key,
            indicator,
            comparator,
            low,
            high,
            measure,
            basis,
            direction,
            _words,
        ) in itertools.islice(rows, count):
            made[key] = Target.objects.create(
                campaign=campaign,
                group=group,
                position=len(made) + 1,
                indicator=indicator,
                comparator=comparator,
                low=Decimal(low) if low else None,
                high=Decimal(high) if high else None,
                measure=measure,
                basis=basis,
                direction=direction,
                period_code=campaign.period_code,
                part_of=made["T06"] if key == "T07" else None,
                responsible=responsible,
            )
    return made


def add_quotas(campaign):
    for number, (label, recipients, grantor, low, high) in enumerate(QUOTAS, start=1):
        award = make_award_type(name=label)
        quota = Quota.objects.create(
            campaign=campaign,
            position=number,
            label=label,
            recipients=recipients,
            grantor=grantor,
            low=low,
            high=high,
        )
        quota.award_types.set([award])


def add_drives(campaign):
    for number, (fields, occasions, activities, review) in enumerate(DRIVES, start=1):
        drive = Drive.objects.create(campaign=campaign, position=number, **fields)
        for place, (name, date, years) in enumerate(occasions, start=1):
            occasion = Occasion.objects.get_or_create(name=name, original_date=date)[0]
            DriveOccasion.objects.create(
                drive=drive, occasion=occasion, position=place, stated_years=years
            )
        for place, text in enumerate(activities, start=1):
            Activity.objects.create(drive=drive, position=place, text=text)
        if review:
            Review.objects.create(campaign=campaign, drive=drive, **review)


def add_tasks(campaign, office):
    rows = [
        {
            "body": "Thủ trưởng các đơn vị trong khối thi đua",
            "for_all": True,
            "due": datetime.date(2024, 3, 31),
            "text": "Xây dựng kế hoạch; tổ chức ký giao ước.",
        },
        {
            "body": "Ủy ban Mặt trận Tổ quốc tỉnh",
            "unit": office.front,
            "requested": True,
            "text": "Phối hợp vận động Nhân dân hưởng ứng.",
        },
        {
            "body": "Ban Thi đua - Khen thưởng tỉnh",
            "unit": office.board,
            "text": "Hướng dẫn, kiểm tra, đôn đốc việc thực hiện.",
        },
    ]
    for number, fields in enumerate(rows, start=1):
        Task.objects.create(campaign=campaign, position=number, **fields)
