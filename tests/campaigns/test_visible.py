"""Who sees which rows of a campaign."""

import pytest

from accounts.models import Nobody
from accounts.roles import Role
from campaigns.models import Addressee, Campaign, TaskReport
from campaigns.states import CampaignState
from tests.accounts.factories import make_user
from tests.campaigns.factories import (
    make_addressee,
    make_campaign,
    make_issued,
    make_task,
    make_task_report,
)
from tests.units.factories import make_unit

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


def test_a_campaign_is_seen_by_its_unit_and_when_issued_by_those_addressed_and_those_above():
    province = make_unit("tỉnh")
    health = make_unit("sở y tế", parent=province)
    hospital = make_unit("bệnh viện", parent=health)
    neighbour = make_unit("sở nội vụ", parent=province)
    draft, closed = make_campaign(unit=health), CampaignState.CLOSED
    shown_draft = make_campaign(unit=health, public=True)
    of_health, of_hospital = make_issued(unit=health), make_campaign(unit=hospital, state=closed)
    addressed, public = make_issued(unit=province), make_issued(unit=make_unit(), public=True)
    make_addressee(addressed, hospital)
    make_addressee(draft, neighbour)
    for unit, seen in (
        (province, {of_health, of_hospital, addressed, public}),
        (health, {draft, shown_draft, of_health, of_hospital, addressed, public}),
        (hospital, {of_hospital, addressed, public}),
        (neighbour, {public}),
    ):
        visible = Campaign.objects.visible_to(make_user(unit=unit))
        assert set(visible) == seen, unit
        assert set(Campaign.objects.filter(pk__in=visible)) == seen
        assert set(Campaign.objects.exclude(pk__in=visible)) == set(Campaign.objects.all()) - seen
        assert set(Addressee.objects.filter(campaign__in=visible)) == set(
            Addressee.objects.filter(campaign__in=seen)
        )
    without_unit = make_user()
    without_unit.appointments.all().delete()
    without_unit.refresh_from_db()
    assert set(Campaign.objects.visible_to(without_unit)) == {public}
    assert set(Campaign.objects.visible_to(Nobody())) == {public}
