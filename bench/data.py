"""A province for measuring: made in bulk, in two steps, so that a page is counted at two sizes.

Not the demonstration's data: no deed is done and no event written for it, and its sizes are those
that the promises name.
"""

import datetime
import itertools
import random
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.management import call_command
from django.utils import timezone

import audit
from accounts.models import Appointment, Notice, User
from accounts.roles import Role
from awards.models import AwardType, Nomination, Nominee, Quota, RouteStep
from awards.states import FINAL, State
from campaigns.models import (
    Activity,
    Addressee,
    Answer,
    Campaign,
    Drive,
    DriveOccasion,
    Feedback,
    LegalBasis,
    Movement,
    Occasion,
    Recipient,
    Review,
    Section,
    Task,
    TaskReport,
)
from campaigns.states import CampaignState, TaskState
from reports.models import Report, ReportKind
from targets.models import Allocation, Result, Target, TargetGroup
from targets.states import ResultState
from units.models import (
    Gender,
    Household,
    Level,
    Person,
    Placement,
    PositionGroup,
    Post,
    Unit,
    UnitKind,
)
from vietnamese.periods import Period

LONG_AGO = datetime.date(2015, 1, 1)
GROUPS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng Đảng")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Bùi", "Vũ")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc")
GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Hạnh",
    "Hương",
    "Khánh",
    "Lan",
    "Nam",
    "Phúc",
    "Tâm",
    "Yến",
)
NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Size:
    """How many of each are added."""

    units: int
    people: int
    users: int
    campaigns: int
    targets: int
    nominations: int
    reports: int


FEW = Size(units=4, people=8, users=3, campaigns=3, targets=3, nominations=9, reports=3)
MANY = Size(
    units=200, people=3000, users=150, campaigns=80, targets=27, nominations=5000, reports=120
)


@dataclass
class World:
    year: int
    root: Unit
    users: dict[str, User]
    campaign: Campaign
    award_types: list[AwardType]
    groups: list[TargetGroup]
    chance: random.Random
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


# --- the beginning --------------------------------------------------------------------------------
def begin() -> World:
    """One province, the people who look at the pages, and the campaign that is looked at: its plan
    has 30 targets in the end, those of the seeds have 15 to 36."""
    call_command("load_catalogue", verbosity=0)
    year = timezone.localdate().year
    root = Unit(code="bench", name="Ủy ban nhân dân tỉnh", founded=LONG_AGO)
    root.save()
    place([root], parent=None, kind=UnitKind.PEOPLE_COMMITTEE, level=Level.PROVINCE)
    users = {
        role.value: add_user(f"bench.{role.value}", role, root)
        for role in (Role.SECRETARIAT, Role.LEADER, Role.ADMINISTRATOR)
    }
    campaign = add_campaign(root, "bench", year)
    names = enumerate(GROUPS, start=1)
    groups = [TargetGroup(campaign=campaign, position=n, name=name) for n, name in names]
    TargetGroup.objects.bulk_create(groups)
    types = list(AwardType.objects.filter(for_individual=True)[:6])
    world = World(year, root, users, campaign, types, groups, random.Random(2))
    write_plan(world)
    return world


def place(units, *, parent, kind, level):
    Placement.objects.bulk_create(
        Placement(
            unit=unit,
            name=unit.name,
            parent=parent,
            kind=kind,
            level=level,
            valid_from=LONG_AGO,
            remote=unit.pk % 5 == 0,
        )
        for unit in units
    )


def add_user(username, role, unit):
    user = User(username=username, full_name=person_name(random.Random(username)), password="!")
    user.last_seen = timezone.now()
    user.save()
    Appointment.objects.create(user=user, role=role, unit=unit, valid_from=LONG_AGO)
    return user


def person_name(chance):
    return " ".join(chance.choice(part) for part in (FAMILY, MIDDLE, GIVEN))


def campaign_row(unit, code, year, **fields):
    number = next(NUMBERS)
    return Campaign(
        code=code,
        unit=unit,
        title=f"Phong trào thi đua “Đoàn kết, sáng tạo” lần thứ {number} năm {year}",
        theme="Kỷ cương, trách nhiệm, hiệu quả",
        participants="Tập thể, cá nhân, hộ gia đình trên địa bàn tỉnh",
        period_code=str(year),
        start=datetime.date(year, 1, 1),
        end=datetime.date(year, 12, 31),
        answer_due=datetime.date(year, 3, 31),
        preamble="Thực hiện chương trình công tác năm, Ủy ban nhân dân tỉnh ban hành kế hoạch.",
        closing="Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh để xem xét.",
        place="Phú Thọ",
        signer_authority="TM. ỦY BAN NHÂN DÂN",
        signer_position="CHỦ TỊCH",
        signer_name="Nguyễn Văn A",
        **{
            "state": CampaignState.ISSUED,
            "number": f"{number}/KH-UBND",
            "issued_on": datetime.date(year, 1, 15),
        }
        | fields,
    )


def add_campaign(unit, code, year):
    campaign = campaign_row(unit, code, year)
    campaign.save()
    return campaign


def write_plan(world):
    """Text, drives, tasks and quotas of a plan of the usual length."""
    campaign, year = world.campaign, world.year
    sections = [("Mục đích, yêu cầu", "text"), ("Nội dung", "text"), ("Chỉ tiêu", "targets")]
    sections += [("Các đợt thi đua", "drives"), ("Khen thưởng", "quotas"), ("Thực hiện", "tasks")]
    paragraph = "Tổ chức phong trào thiết thực, hiệu quả, gắn với nhiệm vụ chính trị. " * 6
    for number, (heading, content) in enumerate(sections, start=1):
        top = Section.objects.create(
            campaign=campaign, position=number, heading=heading, content=content, text=paragraph
        )
        Section.objects.bulk_create(
            Section(campaign=campaign, parent=top, position=n, heading=f"Mục {n}", text=paragraph)
            for n in (1, 2, 3)
        )
    LegalBasis.objects.bulk_create(
        LegalBasis(campaign=campaign, position=n, title=f"Căn cứ thứ {n}") for n in range(1, 6)
    )
    Movement.objects.bulk_create(
        Movement(campaign=campaign, position=n, name=f"Cuộc vận động thứ {n}") for n in range(1, 11)
    )
    Recipient.objects.bulk_create(
        Recipient(campaign=campaign, position=n, text=f"Nơi nhận thứ {n}") for n in range(1, 9)
    )
    for number in (1, 2, 3, 4):
        start = datetime.date(year, 3 * number - 2, 1)
        drive = Drive.objects.create(
            campaign=campaign,
            position=number,
            name=f"Đợt {number}",
            start=start,
            end=start + datetime.timedelta(days=88),
            contents=paragraph,
        )
        occasion = Occasion.objects.create(
            name=f"Ngày truyền thống {number}", original_date=datetime.date(1954, 3 * number - 1, 7)
        )
        DriveOccasion.objects.create(drive=drive, occasion=occasion, position=1)
        Activity.objects.bulk_create(
            Activity(drive=drive, position=n, text=f"Hoạt động {n}") for n in (1, 2, 3)
        )
        due = datetime.date(year, 3 * number, 25)
        Review.objects.create(campaign=campaign, drive=drive, kind="interim", due=due)
    Review.objects.create(campaign=campaign, kind="final", due=datetime.date(year, 12, 20))
    world.tasks = [
        Task(campaign=campaign, position=n, body="Các đơn vị", for_all=True, text=paragraph)
        for n in range(1, 9)
    ]
    Task.objects.bulk_create(world.tasks)
    for number, award_type in enumerate(world.award_types[:5], start=1):
        quota = Quota.objects.create(
            campaign=campaign,
            position=number,
            label=award_type.name[:200],
            recipients="both",
            grantor="Chủ tịch Ủy ban nhân dân tỉnh",
            low=15,
            high=35,
        )
        quota.award_types.set([award_type])


def chosen(world) -> dict:
    """The objects whose pages are looked at; what they hold grows with the world."""
    nomination = Nomination.objects.filter(state=State.APPRAISAL).order_by("pk").first()
    with audit.deed(by=world.users["secretariat"]) as event:
        for _number in range(6):
            event(nomination, "recommend", note="Đủ điều kiện")
    return {
        "campaign": world.campaign,
        "target": world.targets[0],
        "nomination": nomination,
        "report": Report.objects.filter(snapshot__isnull=False).get(),
        "unit": world.units[0],
        "person": world.people[0],
        "user": world.users["officer"],
    }


# --- more of everything ---------------------------------------------------------------------------
def grow(world: World, size: Size):
    """Add `size` of each; what is reported, answered and nominated grows with it."""
    add_units(world, size)
    add_people(world, size)
    add_campaigns(world, size)
    add_answers(world)
    add_targets(world, size)
    add_nominations(world, size)
    add_reports(world, size)
    Notice.objects.bulk_create(
        Notice(user=user, key=f"bench {next(NUMBERS)}", verb="reminded", subject="Nhắc báo cáo")
        for user in world.users.values()
        for _number in range(size.users)
    )


def add_units(world, size):
    made = [
        Unit(code=f"bench-{next(NUMBERS)}", name=f"Ủy ban nhân dân xã số {n}", founded=LONG_AGO)
        for n in range(size.units)
    ]
    Unit.objects.bulk_create(made)
    place(made, parent=world.root, kind=UnitKind.PEOPLE_COMMITTEE, level=Level.COMMUNE)
    schools = [
        Unit(code=f"bench-{next(NUMBERS)}", name=f"Trường học {unit.name}", founded=LONG_AGO)
        for unit in made
    ]
    Unit.objects.bulk_create(schools)
    for unit, school in zip(made, schools, strict=True):
        place([school], parent=unit, kind=UnitKind.SCHOOL, level=Level.BASE)
    world.units += made
    if "officer" not in world.users:
        world.users["officer"] = add_user("bench.officer", Role.OFFICER, made[0])


def add_people(world, size):
    made = [
        Person(
            full_name=person_name(world.chance),
            birth_date=datetime.date(1970 + n % 30, 1 + n % 12, 1 + n % 28),
            gender=Gender.FEMALE if n % 3 else Gender.MALE,
        )
        for n in range(size.people)
    ]
    Person.objects.bulk_create(made, batch_size=1000)
    groups = PositionGroup.values
    Post.objects.bulk_create(
        (
            Post(
                person=person,
                unit=world.units[n % len(world.units)],
                position="Chuyên viên",
                position_group=groups[n % len(groups)],
                direct_worker=n % 2 == 0,
                valid_from=LONG_AGO,
            )
            for n, person in enumerate(made)
        ),
        batch_size=1000,
    )
    Household.objects.bulk_create(
        Household(head_name=person.full_name, unit=world.units[0]) for person in made[:200]
    )
    world.people += made
    users = [
        User(
            username=f"bench.{next(NUMBERS)}",
            full_name=person_name(world.chance),
            password="!",
            last_seen=timezone.now(),
        )
        for _number in range(size.users)
    ]
    User.objects.bulk_create(users)
    Appointment.objects.bulk_create(
        Appointment(
            user=user,
            role=Role.OFFICER,
            unit=world.units[n % len(world.units)],
            valid_from=LONG_AGO,
        )
        for n, user in enumerate(users)
    )


def add_campaigns(world, size):
    states = (CampaignState.ISSUED, CampaignState.CLOSED)
    made = [
        campaign_row(world.root, f"bench-{next(NUMBERS)}", world.year - n % 3, state=states[n % 2])
        for n in range(size.campaigns)
    ]
    Campaign.objects.bulk_create(made)
    Addressee.objects.bulk_create(
        (
            Addressee(campaign=campaign, unit=unit, name=unit.name)
            for campaign in made
            for unit in world.units[:20]
        ),
        batch_size=1000,
    )


def add_answers(world):
    """The units that are new to the campaign: addressed, most of them answer, some complain."""
    campaign, now, user = world.campaign, timezone.now(), world.users["officer"]
    known = set(Addressee.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    fresh = [unit for unit in world.units if unit.pk not in known]
    Addressee.objects.bulk_create(
        Addressee(
            campaign=campaign,
            unit=unit,
            name=unit.name,
            asks_plan=True,
            asks_pact=True,
            received_at=now if n % 4 else None,
            received_by=user if n % 4 else None,
        )
        for n, unit in enumerate(fresh)
    )
    Answer.objects.bulk_create(
        Answer(
            campaign=campaign,
            unit=unit,
            text="Đơn vị tổ chức phát động.",
            plan_number=f"{n + 1}/KH-UBND",
            plan_date=datetime.date(world.year, 2, 1),
            sent_at=now,
            sent_by=user,
        )
        for n, unit in enumerate(fresh)
        if n % 3
    )
    Feedback.objects.bulk_create(
        Feedback(campaign=campaign, unit=unit, by=user, text="Chưa có hướng dẫn về kinh phí")
        for unit in fresh[::2]
    )
    TaskReport.objects.bulk_create(
        TaskReport(task=task, unit=unit, state=TaskState.DONE, text="Đã làm", by=user)
        for unit in fresh[::2]
        for task in world.tasks
    )


def add_targets(world, size):
    """New targets for every unit, and the old ones for the new units: results of each quarter."""
    campaign, groups = world.campaign, world.groups
    made = [
        Target(
            campaign=campaign,
            group=groups[n % len(groups)],
            position=len(world.targets) + n + 1,
            indicator=f"Tổng thu ngân sách trên địa bàn theo dự toán số {n + 1}",
            comparator="at_least",
            low=Decimal(1000 + n),
            measure="tỷ đồng",
            basis="level",
            period_code=campaign.period_code,
            responsible=world.root,
            over_periods="sum",
            over_units="sum",
            frequency="quarter",
        )
        for n in range(size.targets)
    ]
    Target.objects.bulk_create(made)
    world.targets += made
    known = set(Allocation.objects.values_list("target_id", "unit_id"))
    pairs = [
        (target, unit)
        for target in world.targets
        for unit in world.units[:120]
        if (target.pk, unit.pk) not in known
    ]
    Allocation.objects.bulk_create(
        (Allocation(target=target, unit=unit, low=Decimal(10)) for target, unit in pairs),
        batch_size=1000,
    )
    Result.objects.bulk_create(results(world, pairs), batch_size=1000)


def results(world, pairs):
    today, now = timezone.localdate(), timezone.now()
    officer, checker = world.users["officer"], world.users["secretariat"]
    quarters = [Period(f"{world.year}Q{n}") for n in (1, 2, 3, 4)]
    ended = [quarter for quarter in quarters if quarter.end < today]
    for number, (target, unit) in enumerate(pairs):
        for quarter in ended:
            last = quarter == ended[-1]
            state = ResultState.ACCEPTED
            if last and number % 5 == 0:
                state = ResultState.REPORTED
            elif last and number % 41 == 1:
                state = ResultState.RETURNED
            waits = state == ResultState.REPORTED
            yield Result(
                target=target,
                unit=unit,
                period_code=quarter.code,
                period_start=quarter.start,
                period_end=quarter.end,
                value=Decimal(world.chance.randrange(100, 400)) / 100,
                state=state,
                reason="Số liệu chưa khớp" if state == ResultState.RETURNED else "",
                reported_by=officer,
                checked_by=None if waits else checker,
                checked_at=None if waits else now,
            )


def add_nominations(world, size):
    """In every state: a third on its way, a third in appraisal, a third decided."""
    states = (State.UNDER_REVIEW, State.APPRAISAL, State.GRANTED, State.APPRAISAL, State.DRAFT)
    now, officer = timezone.now(), world.users["officer"]
    made = []
    for n in range(size.nominations):
        state, unit = states[n % len(states)], world.units[n % len(world.units)]
        decided = state in FINAL
        made.append(
            Nomination(
                code=f"B{world.year}-{next(NUMBERS)}",
                campaign=world.campaign if n % 4 else None,
                award_type=world.award_types[n % len(world.award_types)],
                title="Hoàn thành xuất sắc nhiệm vụ trong phong trào thi đua",
                achievement="Dẫn đầu về cải cách hành chính.",
                period_from=datetime.date(world.year, 1, 1),
                period_to=datetime.date(world.year, 9, 30),
                unit=unit,
                authority=world.root,
                holder=unit if state in (State.DRAFT, State.UNDER_REVIEW) else world.root,
                held_since=now - datetime.timedelta(days=n % 40),
                state=state,
                submitted_at=None if state == State.DRAFT else now,
                created_by=officer,
                decision_number=f"{n + 1}/QĐ-UBND" if decided else "",
                decided_on=datetime.date(world.year, 10, 10) if decided else None,
            )
        )
    Nomination.objects.bulk_create(made, batch_size=500)
    sent = [nomination for nomination in made if nomination.state != State.DRAFT]
    RouteStep.objects.bulk_create(
        (
            RouteStep(
                nomination=nomination,
                position=position,
                unit=unit,
                unit_name=unit.name,
                reached_at=now if reached else None,
            )
            for nomination in sent
            for position, unit, reached in (
                (1, nomination.unit, True),
                (2, world.root, nomination.holder_id == world.root.pk),
            )
        ),
        batch_size=1000,
    )
    Nominee.objects.bulk_create(
        (nominee(world, nomination, n) for n, nomination in enumerate(made)), batch_size=500
    )


def nominee(world, nomination, n):
    person = world.people[n % len(world.people)]
    return Nominee(
        nomination=nomination,
        kind="individual",
        person=person,
        name=person.full_name,
        unit=nomination.unit,
        unit_name=nomination.unit.name,
        position_text="Chuyên viên",
        position_group=PositionGroup.values[n % 6],
        direct_worker=n % 2 == 0,
        gender=person.gender,
    )


def add_reports(world, size):
    kinds = (ReportKind.INTERIM, ReportKind.FINAL)
    Report.objects.bulk_create(
        Report(
            kind=kinds[n % 2],
            campaign=world.campaign,
            unit=world.root if n % 3 else world.units[n % len(world.units)],
            period_code=f"{world.year}H1" if n % 2 == 0 else str(world.year),
            title=f"Báo cáo sơ kết phong trào thi đua lần {n + 1}",
            requested_by=world.users["secretariat"],
        )
        for n in range(size.reports)
    )
