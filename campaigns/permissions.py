"""Who may do what with a campaign. `Campaign.objects.visible_to` has decided before what exists."""

from accounts.roles import UNIT_WORK_ROLES, Role
from campaigns.models import Addressee
from campaigns.states import CampaignState
from units.models import Unit

LEADING = frozenset({Role.SECRETARIAT, Role.HEAD, Role.LEADER})


def launching_units(user):
    """The units for which the user may launch campaigns and keep lists."""
    return Unit.objects.filter(pk__in=user.units_holding(LEADING))


def can_launch(user):
    return user.holds(LEADING)


def can_launch_for(user, unit):
    return user.holds(LEADING, unit.pk)


def can_lead(user, campaign):
    """Steers the campaign: reminds, answers difficulties, sums up, amends."""
    return user.holds(LEADING, campaign.unit_id)


def can_edit(user, campaign):
    """A draft, and an issued plan while its amendment is prepared."""
    return campaign.is_open and can_lead(user, campaign)


def can_issue(user, campaign):
    return campaign.is_draft and can_lead(user, campaign)


def can_remind(user, campaign):
    return campaign.state == CampaignState.ISSUED and can_lead(user, campaign)


def can_close(user, campaign):
    return campaign.state == CampaignState.ISSUED and can_lead(user, campaign)


def can_record_review(user, campaign):
    """Says on which day a sơ kết or tổng kết was held; also after the end of the campaign."""
    return not campaign.is_draft and can_lead(user, campaign)


def answering_units(user, campaign):
    """The addressed units for which the user works."""
    if campaign.state != CampaignState.ISSUED:
        return Unit.objects.none()
    addressed = Addressee.objects.filter(campaign=campaign).values("unit")
    return Unit.objects.filter(pk__in=user.units_holding(UNIT_WORK_ROLES)).filter(pk__in=addressed)


def can_answer(user, campaign, unit):
    """Receives, answers and tells of difficulties for the addressed unit."""
    return user.holds(UNIT_WORK_ROLES, unit.pk) and (
        answering_units(user, campaign).filter(pk=unit.pk).exists()
    )


def reporting_units(user, task):
    """The units for which the user may say how far the task is."""
    if task.campaign.state != CampaignState.ISSUED:
        return Unit.objects.none()
    own = Unit.objects.filter(pk__in=user.units_holding(UNIT_WORK_ROLES))
    if task.for_all:
        return own.filter(pk__in=Addressee.objects.filter(campaign=task.campaign_id).values("unit"))
    return own.filter(pk=task.unit_id)


def can_report_task(user, task, unit):
    return reporting_units(user, task).filter(pk=unit.pk).exists()


def can_reply(user, feedback):
    return can_lead(user, feedback.campaign)


def can_edit_list(user, unit_list):
    return user.holds(LEADING, unit_list.owner_id)
