"""Two neighbours that must not see each other: the owner's province with one of everything, and
another province.

Every name of the owner's holds SECRET, so that a page that shows any of it is found.
"""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.roles import Role
from awards.models import LocalRule
from campaigns.states import CampaignState
from plans import actions as plans_actions
from tests.accounts import factories as accounts
from tests.awards import factories as awards
from tests.awards.records import conduct_factories as conduct
from tests.awards.records import factories as records
from tests.awards.registration import factories as registration
from tests.awards.screening import factories as screening
from tests.campaigns import factories as campaigns
from tests.documents import factories as documents
from tests.jobs import factories as jobs
from tests.plans import factories as plans
from tests.reports import factories as reports
from tests.targets import factories as targets
from tests.units import factories as units
from units.models import Level, UnitKind
from vietnamese.periods import Period

SECRET = "Khuất Nẻo"
ROLES = list(Role)
AT_UNIT = (Role.OFFICER, Role.HEAD)  # the owner's people of these roles work in the commune


@dataclass
class World:
    """`users` are the owner's people by role; `strangers` hold the same roles at a unit of another
    root."""

    users: dict = field(default_factory=dict)
    strangers: dict = field(default_factory=dict)

    def __getattr__(self, name):
        raise AttributeError(f"The world has no {name}: build it in tests/leaks/world.py.")


def build_world():
    world = World()
    add_places(world)
    add_people(world)
    add_campaigns(world)
    add_targets(world)
    add_awards(world)
    add_records(world)
    add_conduct(world)
    add_registration(world)
    add_screening(world)
    add_own_rule(world)
    add_documents(world)
    add_reports(world)
    add_strangers(world)
    return world


def add_places(world):
    committee = {"kind": UnitKind.PEOPLE_COMMITTEE}
    world.root = units.make_unit(f"UBND tỉnh {SECRET}", level=Level.PROVINCE, **committee)
    world.unit = units.make_unit(
        f"UBND xã {SECRET}", level=Level.COMMUNE, parent=world.root, **committee
    )
    world.person = units.make_person(f"Nguyễn Thị {SECRET}", unit=world.unit)
    world.post = world.person.posts.get()
    world.household = units.make_household(f"Trần Văn {SECRET}", unit=world.unit)


def add_people(world):
    for role in ROLES:
        unit = world.unit if role in AT_UNIT else world.root
        world.users[role] = accounts.make_user(role, unit, full_name=f"Cán bộ {SECRET} {role}")
    world.user = world.account = accounts.make_user(
        Role.OFFICER, world.unit, full_name=f"Tài khoản {SECRET}"
    )
    world.appointment = world.account.appointments.get()
    world.notice = accounts.make_notice(world.users["officer"], subject=f"Việc của {SECRET}")


def add_campaigns(world):
    """A plan that was issued, with its frozen version, and a draft."""
    year = timezone.localdate().year
    dates = {
        "period_code": str(year),
        "start": datetime.date(year, 1, 1),
        "end": datetime.date(year, 12, 31),
    }
    world.draft = world.draft_campaign = campaigns.make_campaign(
        unit=world.root, title=f"Dự thảo {SECRET}", **dates
    )
    world.draft_drive = campaigns.make_drive(world.draft)
    world.campaign = campaigns.make_campaign(
        unit=world.root, title=f"Phong trào {SECRET}", public=False, **dates
    )
    world.drive = campaigns.make_drive(world.campaign, name=f"Đợt {SECRET}")
    world.review = campaigns.make_review(world.campaign, drive=world.drive)
    world.task = campaigns.make_task(world.campaign, for_all=True, text=f"Việc {SECRET}")
    campaigns.make_section(world.campaign, text=f"Nội dung {SECRET}")
    for content in ("targets", "quotas", "drives", "tasks"):
        campaigns.make_section(world.campaign, heading="Phần", content=content)
    campaigns.make_addressing(world.campaign, unit=world.unit)
    plans.add_lines(world.campaign)
    world.unit_list = campaigns.make_unit_list(world.unit, owner=world.root, name=f"Khối {SECRET}")


def add_targets(world):
    world.target = targets.make_target(
        world.campaign,
        group=targets.make_group(world.campaign),
        indicator=f"Chỉ tiêu {SECRET}",
        responsible=world.unit,
    )
    world.draft_target = targets.make_target(world.draft, indicator=f"Chỉ tiêu dự thảo {SECRET}")
    award = awards.make_award_type()
    world.quota = awards.make_quota(world.campaign, award, label=f"Bằng khen {SECRET}")
    world.plan_version = plans_actions.issue(
        world.campaign,
        version=world.campaign.version,
        on=timezone.localdate(),
        by=world.users["secretariat"],
    )
    world.campaign.refresh_from_db()
    assert world.campaign.state == CampaignState.ISSUED
    world.allocation = targets.make_allocation(world.target, world.unit)
    world.attachment = documents.make_attachment(by=world.users["officer"], unit=world.unit)
    period = Period.containing(timezone.localdate(), "quarter")
    world.result = targets.make_result(
        world.target,
        world.unit,
        period=period.code,
        reported_by=world.users["officer"],
        note=f"Ghi chú {SECRET}",
    )
    world.result.evidence.add(world.attachment)
    world.answer = campaigns.make_answer(
        world.campaign, world.unit, text=f"Trả lời {SECRET}", sent_by=world.users["officer"]
    )
    world.feedback = campaigns.make_feedback(
        world.campaign, world.unit, text=f"Vướng mắc {SECRET}", by=world.users["officer"]
    )
    campaigns.make_task_report(
        world.task, world.unit, by=world.users["officer"], text=f"Đã làm {SECRET}"
    )


def add_awards(world):
    """A draft of the commune with a file, and a dossier that was sent to the province."""
    award = awards.make_award_type("provincial_certificate_of_merit")
    fields = {
        "campaign": world.campaign,
        "award_type": award,
        "by": world.users["officer"],
        "nominees": [world.person],
        "period_from": datetime.date(2024, 1, 1),
        "period_to": datetime.date(2024, 12, 31),
    }
    world.nomination = awards.make_nomination(
        world.unit, world.root, title=f"Thành tích {SECRET}", **fields
    )
    world.nominee = world.nomination.nominees.get()
    world.nomination.files.add(
        documents.make_attachment(by=world.users["officer"], unit=world.unit)
    )
    world.sent_nomination = awards.make_nomination(
        world.unit, world.root, title=f"Thành tích đã trình {SECRET}", **fields
    )
    awards.actions.move(
        world.sent_nomination,
        "submit",
        version=world.sent_nomination.version,
        by=world.users["head"],
    )
    awards.actions.move(
        world.sent_nomination,
        "receive",
        version=world.sent_nomination.version,
        by=world.users["secretariat"],
    )
    world.consultation = awards.make_consultation(
        world.sent_nomination, by=world.users["secretariat"], body=f"Cơ quan {SECRET}"
    )


def add_conduct(world):
    """What is recorded of the person besides, and the place of the commune in its cluster."""
    person, note = world.person, f"Ghi chú {SECRET}"
    world.initiative = conduct.make_initiative(person, title=f"Sáng kiến {SECRET}")
    world.rank = conduct.make_rank(world.unit, cluster=f"Khối {SECRET}")
    world.leave = conduct.make_leave(person, note=note)
    world.discipline = conduct.make_discipline(person, decision=f"Quyết định {SECRET}")
    world.open_review = conduct.make_review(person, note=note)


def add_registration(world):
    """The commune is asked for the titles of the year and has registered one of its people."""
    world.window = registration.make_window(world.root, world.unit, **registration.this_year())
    world.registration = registration.make_registration(
        world.window, world.unit, person=world.person, note=f"Lý do {SECRET}"
    )


def add_records(world):
    world.rating = records.make_rating(world.person, decision=f"Quyết định {SECRET}")
    world.count = records.make_count(world.unit, note=f"Theo {SECRET}")
    world.earlier = records.make_earlier(world.person, decision_number=f"12/{SECRET}")
    world.record_import = jobs.make_job(
        kind="awards.records", payload={"kind": "rating"},
        requester_id=world.users["secretariat"].pk,
    )  # fmt: skip


def add_screening(world):
    """The commune's officer asked who may become an advanced worker."""
    world.screening = screening.make_screening(
        world.unit, awards.make_award_type(), by=world.users["officer"]
    )


def add_own_rule(world):
    """Of the authority that the world's nomination goes to."""
    world.own_rule = LocalRule.objects.create(
        authority=world.nomination.authority,
        award_type=awards.make_award_type("provincial_emulation_fighter"),
        type="conduct",
        params={"statement": "compliance"},
        decision=f"Quyết định {SECRET}",
        article="Điều 1",
        valid_from=datetime.date(2026, 1, 1),
    )


def add_documents(world):
    world.document = documents.make_document(
        unit=world.root, by=world.users["secretariat"], title=f"Văn bản {SECRET}"
    )
    world.job = jobs.make_job(requester_id=world.users["secretariat"].pk)


def add_reports(world):
    world.report = reports.make_report(
        world.campaign,
        unit=world.root,
        period=world.campaign.period_code,
        by=world.users["secretariat"],
    )


def add_strangers(world):
    """The same roles at a province of another root, with a campaign of its own."""
    elsewhere = units.make_unit(
        "UBND tỉnh Láng Giềng", level=Level.PROVINCE, kind=UnitKind.PEOPLE_COMMITTEE
    )
    for role in ROLES:
        world.strangers[role] = accounts.make_user(role, elsewhere, full_name=f"Người ngoài {role}")
    world.elsewhere = elsewhere
    campaigns.make_issued(unit=elsewhere, title="Phong trào láng giềng")
