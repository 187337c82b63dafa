"""Who may edit targets, give them to units, report and check results."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.roles import UNIT_WORK_ROLES
from campaigns.models import Addressee, Campaign
from campaigns.permissions import LEADING, can_edit, can_lead
from campaigns.states import CampaignState
from targets.models import Allocation, Result, Target


def can_edit_targets(user, campaign):
    """Targets of a draft; what was issued changes by amendment."""
    return can_edit(user, campaign)


def can_allocate(user, campaign):
    """Giving targets to units: before and after the issue, not once the campaign is summed up."""
    return campaign.state != CampaignState.CLOSED and can_lead(user, campaign)


def can_report_for(user, unit_id):
    return user.holds(UNIT_WORK_ROLES, unit_id)


def can_report(user, target, unit_id):
    """People who work for a unit that answers for the target, once the campaign is issued."""
    return (
        can_report_for(user, unit_id)
        and target.campaign.state == CampaignState.ISSUED
        and Target.objects.filter(pk=target.pk).given_to([unit_id]).exists()
    )


def can_check(user, result):
    return Result.objects.checkable_by(user).filter(pk=result.pk).exists()


def can_remind(user, campaign):
    return campaign.state == CampaignState.ISSUED and can_lead(user, campaign)


def checks_anything(user):
    return user.holds(LEADING)


def sees_whole(user, campaign):
    """Whether the figures of all units together are shown: to those who run the campaign, stand
    above them, or take part. Others see what their own units and those below reported."""
    today = timezone.localdate()
    own = user.own_units_on(today)
    if campaign.unit_id in own:
        return True
    addressed = Addressee.objects.filter(campaign=OuterRef("pk"), unit__in=own)
    given = Allocation.objects.filter(target__campaign=OuterRef("pk"), unit__in=own)
    answering = Target.objects.filter(campaign=OuterRef("pk"), responsible__in=own)
    taking_part = Exists(addressed) | Exists(given) | Exists(answering)
    return (
        Campaign.objects.filter(pk=campaign.pk)
        .filter(Q(unit__in=user.units_on(today)) | taking_part)
        .exists()
    )
