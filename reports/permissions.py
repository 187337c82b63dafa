"""Who may ask for a report, and stop or repeat its building."""

from accounts.roles import Role
from campaigns.states import CampaignState
from jobs.models import Job

ASKING = frozenset({Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER})
STANDING_BACK = frozenset({Role.LEADER, Role.SECRETARIAT})  # their first page is the overview


def asking_units(user):
    """Ids of the units for which the user may ask for reports."""
    return user.units_holding(ASKING)


def can_request(user, campaign, unit_id):
    """People of the unit, once the campaign is issued."""
    return campaign.state != CampaignState.DRAFT and user.holds(ASKING, unit_id)


def can_request_any(user, campaign):
    return campaign.state != CampaignState.DRAFT and bool(asking_units(user))


def can_steer(user, report):
    """Stops the building of a report, or has it built again: any of those who may ask for it."""
    return user.holds(ASKING, report.unit_id)


def can_stop(user, report):
    return report.job is not None and report.job.is_open and can_steer(user, report)


def can_repeat(user, report):
    ended = report.job is not None and report.job.state in (Job.State.FAILED, Job.State.CANCELLED)
    return ended and can_steer(user, report)


def looks_over(user):
    return bool(user.acting) and user.acting.role in STANDING_BACK
