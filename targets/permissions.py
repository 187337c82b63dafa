"""Who may edit targets, give them to units, report and check results."""

from accounts.roles import SIGNING_ROLES, UNIT_WORK_ROLES, Role
from campaigns.states import CampaignState
from targets.models import Result, Target

RUNNING_ROLES = SIGNING_ROLES | {Role.SECRETARIAT}


def runs(user, campaign):
    """Whether the user works for the unit that launched the campaign."""
    return user.holds(RUNNING_ROLES, campaign.unit_id)


def can_edit_targets(user, campaign):
    """Targets of a draft; what was issued changes by amendment."""
    return campaign.is_draft and runs(user, campaign)


def can_allocate(user, campaign):
    """Giving targets to units: before and after the issue, not once the campaign is summed up."""
    return campaign.state != CampaignState.CLOSED and runs(user, campaign)


def can_report_for(user, unit_id):
    return user.holds(UNIT_WORK_ROLES, unit_id)


def can_report(user, target, unit_id):
    """Officers, heads and the secretariat of a unit that answers for the target of an issued campaign."""
    return (
        can_report_for(user, unit_id)
        and target.campaign.state == CampaignState.ISSUED
        and Target.objects.filter(pk=target.pk).given_to([unit_id]).exists()
    )


def can_check(user, result):
    return Result.objects.checkable_by(user).filter(pk=result.pk).exists()


def can_remind(user, campaign):
    return campaign.state == CampaignState.ISSUED and runs(user, campaign)


def checks_anything(user):
    return bool(user.units_holding(RUNNING_ROLES))
