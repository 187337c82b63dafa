"""Valid targets, shares and results; nothing has to be given."""

import itertools
from decimal import Decimal

from django.utils import timezone

from accounts.roles import Role
from targets.models import Allocation, Result, Target, TargetGroup
from targets.states import ResultState
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_issued
from tests.units.factories import make_unit
from vietnamese.periods import Period

NUMBERS = itertools.count(1)


def make_group(campaign=None, **fields):
    number = next(NUMBERS)
    defaults = {"position": number, "name": f"Nhóm chỉ tiêu {number}"}
    return TargetGroup.objects.create(campaign=campaign or make_issued(), **defaults | fields)


def make_target(campaign=None, **fields):
    """An amount of the year 2024, reported every quarter and summed over periods and units."""
    campaign = campaign or make_issued()
    number = next(NUMBERS)
    defaults = {
        "position": number,
        "indicator": f"Tổng thu ngân sách số {number}",
        "comparator": "at_least",
        "low": Decimal(1000),
        "measure": "tỷ đồng",
        "basis": "level",
        "period_code": campaign.period_code,
        "over_periods": "sum",
        "over_units": "sum",
        "frequency": "quarter",
    }
    fields = defaults | fields
    if fields["comparator"] in ("at_most", "less_than", "none_left", "qualitative"):
        fields["low"] = None
    return Target.objects.create(campaign=campaign, **fields)


def make_allocation(target=None, unit=None, **fields):
    target = target or make_target()
    unit = unit or make_unit(parent=target.campaign.unit)
    return Allocation.objects.create(target=target, unit=unit, **{"low": Decimal(100)} | fields)


def make_result(target=None, unit=None, *, period="2024Q1", state=ResultState.REPORTED, **fields):
    """A result of a unit that was given the target."""
    target = target or make_target()
    unit = unit or make_allocation(target).unit
    period = Period(period)
    by = fields.pop("reported_by", None) or make_user(Role.OFFICER, unit)
    if state != ResultState.REPORTED:
        fields = {"checked_at": timezone.now(), "checked_by": make_user(role=None)} | fields
    if state == ResultState.RETURNED:
        fields = {"reason": "Số liệu chưa khớp với báo cáo thống kê"} | fields
    return Result.objects.create(
        target=target,
        unit=unit,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        reported_by=by,
        state=state,
        **{"value": Decimal(25)} | fields,
    )


def make_accepted(target=None, unit=None, **fields):
    return make_result(target, unit, state=ResultState.ACCEPTED, **fields)
