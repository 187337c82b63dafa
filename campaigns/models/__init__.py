"""Campaigns and everything a plan says about them, apart from targets and award quotas.

The targets of a campaign are rows of `targets`, its quotas of `awards`, the plan as one document
of `plans`.
"""

from campaigns.models.addressing import STANDINGS, Addressee, Addressing, UnitList
from campaigns.models.campaign import (
    Campaign,
    CampaignKind,
    LegalBasis,
    Movement,
    Recipient,
    Section,
)
from campaigns.models.drives import Activity, Drive, DriveOccasion, Occasion, Review
from campaigns.models.work import Answer, Feedback, Task, TaskReport

__all__ = [
    "STANDINGS",
    "Activity",
    "Addressee",
    "Addressing",
    "Answer",
    "Campaign",
    "CampaignKind",
    "Drive",
    "DriveOccasion",
    "Feedback",
    "LegalBasis",
    "Movement",
    "Occasion",
    "Recipient",
    "Review",
    "Section",
    "Task",
    "TaskReport",
    "UnitList",
]
