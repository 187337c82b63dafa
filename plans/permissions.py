"""Who may issue a plan, amend it, and have its file printed again."""

from campaigns.permissions import can_close, can_issue, can_lead
from campaigns.states import CampaignState

__all__ = ["can_amend", "can_close", "can_issue", "can_lead", "can_publish"]


def can_amend(user, campaign):
    """Opens the issued plan for editing."""
    return (
        campaign.state == CampaignState.ISSUED
        and not campaign.is_amended
        and can_lead(user, campaign)
    )


def can_publish(user, campaign):
    """Ends the amendment that is being prepared: publishes it, or gives it up."""
    return campaign.is_amended and can_lead(user, campaign)
