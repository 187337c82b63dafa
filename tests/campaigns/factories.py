"""Valid campaigns and what belongs to them; nothing has to be given."""

import datetime
import itertools

from django.utils import timezone

from accounts.roles import Role
from campaigns.models import (
    Activity,
    Addressee,
    Addressing,
    Answer,
    Campaign,
    Drive,
    DriveOccasion,
    Feedback,
    Occasion,
    Review,
    Section,
    Task,
    TaskReport,
    UnitList,
)
from campaigns.states import CampaignState, TaskState
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

NUMBERS = itertools.count(1)
YEAR = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


def make_campaign(**fields):
    """A draft of the year 2024; `state=CampaignState.ISSUED` gives it a number and a date."""
    number = next(NUMBERS)
    unit = fields.pop("unit", None) or make_unit()
    if fields.get("state", CampaignState.DRAFT) != CampaignState.DRAFT:
        fields = {"number": f"{number}/KH-UBND", "issued_on": datetime.date(2024, 1, 15)} | fields
    defaults = {
        "code": f"phong-trao-{number}",
        "title": f"Phong trào thi đua số {number}",
        "period_code": "2024",
        "start": YEAR[0],
        "end": YEAR[1],
        "place": "Phú Thọ",
        "signer_position": "CHỦ TỊCH",
        "signer_name": "Bùi Văn Quang",
    }
    return Campaign.objects.create(unit=unit, **defaults | fields)


def make_issued(**fields):
    return make_campaign(state=CampaignState.ISSUED, **fields)


def make_section(campaign=None, **fields):
    defaults = {"position": next(NUMBERS), "heading": "Mục đích, yêu cầu"}
    return Section.objects.create(campaign=campaign or make_campaign(), **defaults | fields)


def make_drive(campaign=None, **fields):
    campaign = campaign or make_campaign()
    defaults = {
        "position": next(NUMBERS),
        "name": "Đợt thi đua thứ nhất",
        "start": campaign.start,
        "end": campaign.start + datetime.timedelta(days=181),
    }
    return Drive.objects.create(campaign=campaign, **defaults | fields)


def make_occasion(drive=None, *, name="", original_date=None, **fields):
    occasion, _made = Occasion.objects.get_or_create(
        name=name or f"Ngày truyền thống {next(NUMBERS)}", original_date=original_date
    )
    defaults = {"position": next(NUMBERS)}
    drive = drive or make_drive()
    return DriveOccasion.objects.create(drive=drive, occasion=occasion, **defaults | fields)


def make_activity(drive=None, **fields):
    defaults = {"position": next(NUMBERS), "text": "Trồng cây đầu xuân"}
    return Activity.objects.create(drive=drive or make_drive(), **defaults | fields)


def make_review(campaign=None, **fields):
    defaults = {"kind": Review.Kind.FINAL}
    return Review.objects.create(campaign=campaign or make_campaign(), **defaults | fields)


def make_unit_list(*units, owner=None, **fields):
    defaults = {"name": f"Khối thi đua số {next(NUMBERS)}"}
    unit_list = UnitList.objects.create(owner=owner or make_unit(), **defaults | fields)
    unit_list.units.set(units or [make_unit()])
    return unit_list


def make_addressing(campaign=None, **fields):
    if not fields.keys() & {"group"}:
        fields |= {"group": Addressing.Group.UNIT, "unit": fields.get("unit") or make_unit()}
    return Addressing.objects.create(campaign=campaign or make_campaign(), **fields)


def make_addressee(campaign=None, unit=None, **fields):
    """An addressed unit of an issued campaign; `name=` without a unit gives a body outside."""
    campaign = campaign or make_issued()
    if unit is None and "name" not in fields:
        unit = make_unit(parent=campaign.unit)
    defaults = {"name": unit.name if unit else ""}
    return Addressee.objects.create(campaign=campaign, unit=unit, **defaults | fields)


def make_answer(campaign=None, unit=None, *, sent=True, **fields):
    """An answer of an addressed unit, sent unless told otherwise."""
    campaign = campaign or make_issued()
    if unit is None:
        unit = make_addressee(campaign).unit
    defaults = {"text": "Đơn vị tổ chức phát động tới toàn thể cán bộ."}
    if sent:
        defaults["sent_at"] = timezone.now()
    return Answer.objects.create(campaign=campaign, unit=unit, **defaults | fields)


def make_task(campaign=None, **fields):
    defaults = {
        "position": next(NUMBERS),
        "body": "Ban Thi đua - Khen thưởng tỉnh",
        "text": "Hướng dẫn, kiểm tra, theo dõi, đôn đốc",
    }
    return Task.objects.create(campaign=campaign or make_issued(), **defaults | fields)


def make_task_report(task=None, unit=None, **fields):
    task = task or make_task(unit=unit or make_unit())
    unit = unit or task.unit
    defaults = {"state": TaskState.DOING, "text": "Đang triển khai"}
    by = fields.pop("by", None) or make_user(Role.OFFICER, unit)
    return TaskReport.objects.create(task=task, unit=unit, by=by, **defaults | fields)


def make_feedback(campaign=None, unit=None, **fields):
    campaign = campaign or make_issued()
    unit = unit or make_addressee(campaign).unit
    by = fields.pop("by", None) or make_user(Role.OFFICER, unit)
    defaults = {"text": "Chưa có hướng dẫn về kinh phí"}
    return Feedback.objects.create(campaign=campaign, unit=unit, by=by, **defaults | fields)
