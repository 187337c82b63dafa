"""Valid rows of the awards app, with a small province around them when nothing is given."""

import datetime
import itertools

from django.utils import timezone

from awards import actions, route, verdicts, workflow
from awards.models import AwardType, Consultation, Quota
from campaigns.models import Campaign
from campaigns.states import CampaignState
from tests.accounts.factories import make_user
from tests.units import factories as units
from units.models import Level, UnitKind

make_unit, make_household = units.make_unit, units.make_household
NUMBERS = itertools.count(1)
TODAY = datetime.date(2026, 5, 20)


class Province:
    """A province with a department and a commune, a school in the commune: three levels of
    review."""

    def __init__(self):
        self.province = make_unit("UBND tỉnh", level=Level.PROVINCE, kind=UnitKind.PEOPLE_COMMITTEE)
        self.department = make_unit(
            "Sở Y tế", level=Level.DEPARTMENT, kind=UnitKind.DEPARTMENT, parent=self.province
        )
        self.hospital = make_unit(
            "Bệnh viện", level=Level.BASE, kind=UnitKind.OTHER, parent=self.department
        )
        self.ward = make_unit(
            "Khoa Cấp cứu", level=Level.BASE, kind=UnitKind.SMALL_COLLECTIVE, parent=self.hospital
        )
        self.commune = make_unit(
            "UBND xã Tiên Lương",
            level=Level.COMMUNE,
            kind=UnitKind.PEOPLE_COMMITTEE,
            parent=self.province,
            remote=True,
        )


def make_person(full_name="Đỗ Văn Khánh", *, unit, **fields):
    post = {
        name: fields.pop(name)
        for name in ("position", "position_group", "direct_worker")
        if name in fields
    }
    person = units.make_person(full_name, unit=unit, **fields)
    person.posts.update(**{"position": "Điều dưỡng"} | post)
    return person


def make_award_type(code="", **fields):
    number = next(NUMBERS)
    values = {
        "code": code or f"award-{number}",
        "name": "Bằng khen của bộ, ban, ngành, tỉnh",
        "name_en": "Certificate of merit",
        "kind": AwardType.Kind.CERTIFICATE,
        "granted_by": "province_chair|minister",
        "for_individual": True,
        "for_collective": True,
        "for_household": True,
        "rank": number,
        "citation": "Luật 06/2022/QH15 Điều 74",
        "grant_citation": "Nghị định 152/2025/NĐ-CP Điều 6 khoản 2 điểm b",
        "verified": True,
    }
    return AwardType.objects.create(**values | fields)


def make_campaign(unit, **fields):
    number = next(NUMBERS)
    values = {
        "code": f"campaign-{number}",
        "unit": unit,
        "title": f"Phong trào thi đua {number}",
        "period_code": "2026",
        "start": datetime.date(2026, 1, 1),
        "end": datetime.date(2026, 12, 31),
        "place": "Phú Thọ",
        "signer_position": "Chủ tịch",
        "signer_name": "Nguyễn Văn A",
        "state": CampaignState.ISSUED,
        "number": f"{number}/KH-UBND",
        "issued_on": datetime.date(2026, 1, 1),
    }
    return Campaign.objects.create(**values | fields)


def make_quota(campaign, *award_types, **fields):
    values = {
        "position": next(NUMBERS),
        "label": "Bằng khen",
        "recipients": "both",
        "grantor": "Chủ tịch UBND tỉnh",
    }
    quota = Quota.objects.create(campaign=campaign, **values | {"low": 15, "high": 35} | fields)
    quota.award_types.set(award_types)
    return quota


def make_nomination(unit, authority, *, by=None, nominees=(), **fields):
    """A draft, made by the action, complete enough to be submitted."""
    values = {
        "award_type": None,
        "title": "Cứu chữa người bệnh trong đợt dịch",
        "achievement": "Trực cấp cứu 120 ca trong năm.",
        "period_from": datetime.date(2025, 1, 1),
        "period_to": datetime.date(2025, 12, 31),
    }
    values |= fields
    values["award_type"] = values["award_type"] or make_award_type()
    by = by or make_user("officer", unit)
    nominees = nominees or [make_person(unit=unit)]
    return actions.create_nomination(
        unit=unit, authority=authority, by=by, nominees=nominees, **values
    )


def right_person(nomination, name):
    """Somebody who may make the move that is open now."""
    step = workflow.find(route.prepare(nomination, TODAY), name)
    return make_user(step.roles[0], step.unit_of(nomination))


DECISION = {
    "decision_number": "1874/QĐ-UBND",
    "decided_on": datetime.date(2026, 5, 19),
    "decided_by": "Chủ tịch Nguyễn Văn A",
}


def make_consultation(nomination, *, by, **fields):
    """Another body is asked; the answer is due in two weeks."""
    today = timezone.localdate()
    values = {
        "body": "Công an tỉnh",
        "matter": "Chấp hành pháp luật",
        "asked_on": today,
        "due_on": today + datetime.timedelta(days=14),
    }
    return Consultation.objects.create(nomination=nomination, made_by=by, **values | fields)


SUBMISSION = {
    "forwarded_to": "Bộ Nội vụ",
    "forwarded_number": "45/TTr-UBND",
    "forwarded_on": datetime.date(2026, 5, 18),
}


def walk(nomination, *names):
    """Make moves one after another, each by somebody who may."""
    for name in names:
        decision = DECISION if name in ("grant", "refuse") else {}
        decision = SUBMISSION if name == "forward" else decision
        if name == "grant" and verdicts.law_gap(nomination, timezone.localdate()):
            decision = decision | {"gap_reason": "Đã đối chiếu với cơ quan soạn thảo"}
        by = right_person(nomination, name)
        actions.move(nomination, name, version=nomination.version, by=by, note="Lý do", **decision)
    return nomination
