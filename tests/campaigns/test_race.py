"""Many at once: one of them wins, and what it wrote stays whole."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

import audit
from accounts.models import User
from accounts.roles import Role
from campaigns import actions, answering
from campaigns.models import Addressee, Answer, Campaign, Movement
from campaigns.states import CampaignState
from jobs.models import Outgoing
from tests.accounts.factories import make_user
from tests.campaigns import factories as make
from tests.racing import RACERS, in_threads

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


def conflicts(problems):
    assert {type(problem) for problem in problems} <= {ValidationError}, problems
    return len(problems)


def test_a_draft_is_changed_by_one_of_those_who_opened_it():
    campaign = make.make_campaign()
    user = make_user(Role.SECRETARIAT, campaign.unit)

    def save(number):
        mine = Campaign.objects.get(pk=campaign.pk)
        rows = [Movement(name=f"phong trào {number}")]
        actions.save_rows(mine, (Movement, rows, []), version=1, by=User.objects.get(pk=user.pk))

    assert conflicts(in_threads(save)) == RACERS - 1
    assert (Movement.objects.count(), Campaign.objects.get().version) == (1, 2)


def test_a_campaign_is_issued_by_one():
    campaign = make.make_campaign()
    make.make_addressing(campaign)
    user = make_user(Role.SECRETARIAT, campaign.unit)

    def issue(number):
        mine, by = Campaign.objects.get(pk=campaign.pk), User.objects.get(pk=user.pk)
        with audit.deed(by=by) as event:
            day = timezone.localdate()
            actions.mark_issued(event, mine, number=f"{number + 1}/KH", on=day, version=1)
            actions.resolve_addressees(mine, event)

    assert conflicts(in_threads(issue)) == RACERS - 1
    assert Campaign.objects.get().state == CampaignState.ISSUED
    assert (Addressee.objects.count(), Outgoing.objects.count()) == (1, 1)


@pytest.mark.parametrize("version", [0, 1])
def test_an_answer_is_written_by_one(version):
    addressee = make.make_addressee()
    if version:
        make.make_answer(addressee.campaign, addressee.unit, sent=False)
    user = make_user(Role.OFFICER, addressee.unit)

    def answer(number):
        answering.save_answer(
            addressee.campaign,
            addressee.unit,
            by=User.objects.get(pk=user.pk),
            version=version,
            text=f"Bản {number}",
        )

    assert conflicts(in_threads(answer)) == RACERS - 1
    assert Answer.objects.get().version == version + 1


def test_a_unit_is_reminded_once():
    addressee = make.make_addressee()
    user = make_user(Role.SECRETARIAT, addressee.campaign.unit)

    def remind(number):
        by = User.objects.get(pk=user.pk)
        answering.remind(addressee.campaign, "not_answered", by=by)

    assert in_threads(remind) == []
    assert Outgoing.objects.filter(kind="notice").count() == 1
