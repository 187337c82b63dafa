"""Reports, and a whole campaign of the year 2024 with something of everything to report on."""

import datetime
from decimal import Decimal

from accounts.roles import Role
from campaigns.models import Recipient
from jobs import lease, registry
from jobs.models import Job
from reports import actions
from targets.states import ResultState
from tests.accounts.factories import make_user
from tests.awards.factories import make_award_type, make_nomination, make_person, make_quota, walk
from tests.campaigns.factories import (
    make_addressee,
    make_answer,
    make_drive,
    make_feedback,
    make_issued,
    make_occasion,
    make_review,
    make_task,
    make_task_report,
)
from tests.targets.factories import (
    make_accepted,
    make_allocation,
    make_group,
    make_result,
    make_target,
)
from tests.units.factories import make_unit
from units.models import Level, UnitKind

QUARTERS = ("2024Q1", "2024Q2", "2024Q3", "2024Q4")


def make_report(campaign=None, *, unit=None, kind="final", period="2024", by=None, **fields):
    """A report that was asked for, with its job waiting."""
    campaign = campaign or make_issued()
    return actions.request_report(
        campaign=campaign,
        unit=unit or campaign.unit,
        kind=kind,
        period_code=period,
        by=by,
        **fields,
    )


def run_of(report):
    """An attempt at the report's job, as a worker has it."""
    return lease.claim(report.job_id, registry.HANDLERS)


def make_ready(report=None, **fields):
    """A report that was built."""
    report = report or make_report(**fields)
    actions.build(report, run_of(report))
    report.refresh_from_db()
    return report


def make_failed(report=None):
    report = report or make_report()
    run_of(report).failed("The disk is full.")
    report.job = Job.objects.get(pk=report.job_id)
    return report


def make_stopped(report=None, *, by=None):
    report = report or make_report()
    Job.objects.filter(pk=report.job_id).update(state="cancelled", finished_at=report.requested_at)
    report.job = Job.objects.get(pk=report.job_id)
    return report


class Province:
    """A province, a department and communes; the province launched a campaign for 2024."""

    def __init__(self, communes=2):
        self.root = make_unit(
            "Ủy ban nhân dân tỉnh Phú Thọ", level=Level.PROVINCE, kind=UnitKind.PEOPLE_COMMITTEE
        )
        self.department = make_unit("Sở Tài chính", parent=self.root)
        self.communes = [
            make_unit(
                f"Ủy ban nhân dân xã Tiên Lương {number}",
                parent=self.root,
                level=Level.COMMUNE,
                kind=UnitKind.PEOPLE_COMMITTEE,
                remote=True,
            )
            for number in range(1, communes + 1)
        ]
        self.campaign = make_issued(
            unit=self.root,
            title="Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024",
            signer_authority="TM. ỦY BAN NHÂN DÂN",
        )
        Recipient.objects.create(campaign=self.campaign, position=1, text="Thường trực Tỉnh ủy")
        self.secretary = make_user(Role.SECRETARIAT, self.root)
        self.fill()

    def fill(self):
        campaign = self.campaign
        first = make_drive(campaign, name="Đợt thi đua thứ nhất")
        make_occasion(first, name="Ngày thành lập Đảng", original_date=datetime.date(1930, 2, 3))
        make_review(campaign, drive=first, kind="interim", due=datetime.date(2024, 7, 31))
        make_review(campaign, due=datetime.date(2024, 12, 31))
        for unit in (self.department, *self.communes):
            make_addressee(campaign, unit)
        make_answer(campaign, self.department)
        self.revenue = make_target(
            campaign, group=make_group(campaign, name="Về kinh tế"), indicator="Tổng thu ngân sách"
        )
        self.poverty = make_target(
            campaign,
            group=make_group(campaign, name="Về xã hội"),
            indicator="Tỷ lệ hộ nghèo",
            comparator="at_most",
            high=Decimal("4.5"),
            measure="%",
            basis="share",
            over_periods="last",
            over_units="none",
            responsible=self.department,
            frequency="year",
        )
        for unit in self.communes:
            make_allocation(self.revenue, unit, low=Decimal(500))
        for quarter in QUARTERS[:3]:
            make_accepted(self.revenue, self.communes[0], period=quarter, value=Decimal(140))
        make_result(self.revenue, self.communes[0], period="2024Q4", value=Decimal(150))
        make_result(
            self.revenue,
            self.communes[-1],
            period="2024Q1",
            state=ResultState.RETURNED,
            value=Decimal(90),
        )
        make_task(campaign, body="Các cơ quan báo chí", requested=True)
        task = make_task(campaign, unit=self.department, due=datetime.date(2024, 6, 30))
        make_task_report(task, self.department)
        make_feedback(campaign, self.communes[0])
        self.certificate = make_award_type(name="Bằng khen của Chủ tịch UBND tỉnh")
        make_quota(campaign, self.certificate, low=1, high=5)
        self.nominate(self.communes[0], granted=True)
        self.nominate(self.communes[-1])

    def nominate(self, unit, *, granted=False, people=2):
        """A dossier of two people of a commune, sent, or granted by the province."""
        nominees = [
            make_person(f"Nguyễn Thị Lan {n}", unit=unit, gender="female", direct_worker=n == 1)
            for n in range(1, people + 1)
        ]
        dossier = make_nomination(
            unit,
            self.root,
            campaign=self.campaign,
            award_type=self.certificate,
            nominees=nominees,
        )
        moves = ("submit", "receive", "grant") if granted else ("submit",)
        return walk(dossier, *moves)
