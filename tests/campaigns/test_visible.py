"""Who sees which rows of a campaign."""

import pytest

from accounts.roles import Role
from campaigns.models import Addressee, TaskReport
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_addressee, make_issued, make_task, make_task_report

pytestmark = pytest.mark.django_db


def test_of_one_campaign_those_are_seen_that_one_sees_of_it():
    campaign, other = make_issued(), make_issued()
    for one in (campaign, other):
        unit = make_addressee(one).unit
        make_task_report(make_task(one, for_all=True), unit)
        make_addressee(one, name="Ủy ban Mặt trận Tổ quốc tỉnh")
        make_task_report(make_task(one, for_all=True), make_addressee(one).unit)
    of_unit = make_user(Role.OFFICER, unit=Addressee.objects.filter(campaign=campaign)[0].unit)
    launching = make_user(Role.SECRETARIAT, unit=campaign.unit)
    for user, addressees, reports in (
        (launching, 3, 2),
        (of_unit, 1, 1),
        (make_user(Role.OFFICER), 0, 0),
    ):
        found = Addressee.objects.visible_to(user, of=campaign)
        assert set(found) == set(Addressee.objects.visible_to(user).filter(campaign=campaign))
        said = TaskReport.objects.visible_to(user, of=campaign)
        assert set(said) == set(TaskReport.objects.visible_to(user).filter(task__campaign=campaign))
        assert (len(found), len(said)) == (addressees, reports)
