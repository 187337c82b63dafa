"""Catalogue, dossiers and quotas; the records that criteria are judged by."""

from awards.models.appraisal import Consultation, Publication
from awards.models.catalogue import (
    AwardType,
    AwardTypeQuerySet,
    BaseSalary,
    Bonus,
    RecipientKind,
)
from awards.models.claims import (
    AchievementClaim,
    Confirmation,
    GapConfirmation,
    Override,
    ProcessStep,
)
from awards.models.local_rules import LocalRule
from awards.models.nominations import (
    CodeYear,
    Method,
    Nomination,
    NominationQuerySet,
    Nominee,
    Occupation,
    PlaceKind,
    RouteStep,
)
from awards.models.quotas import Quota, QuotaQuerySet
from awards.models.records import (
    ClusterRank,
    Discipline,
    DisciplineLevel,
    EarlierAward,
    Initiative,
    InitiativeKind,
    Leave,
    LeaveKind,
    MemberCount,
    OpenReview,
    Organiser,
    RatingValue,
    Reason,
    Record,
    ReviewKind,
    Scope,
    YearRating,
)
from awards.models.registration import Registration, RegistrationWindow
from awards.models.routes import ReviewRoute, ReviewRouteStep
from awards.models.screening import Screening

__all__ = [
    "AchievementClaim",
    "AwardType",
    "AwardTypeQuerySet",
    "BaseSalary",
    "Bonus",
    "ClusterRank",
    "CodeYear",
    "Confirmation",
    "Consultation",
    "Discipline",
    "DisciplineLevel",
    "EarlierAward",
    "GapConfirmation",
    "Initiative",
    "InitiativeKind",
    "Leave",
    "LeaveKind",
    "LocalRule",
    "MemberCount",
    "Method",
    "Nomination",
    "NominationQuerySet",
    "Nominee",
    "Occupation",
    "OpenReview",
    "Organiser",
    "Override",
    "PlaceKind",
    "ProcessStep",
    "Publication",
    "Quota",
    "QuotaQuerySet",
    "RatingValue",
    "Reason",
    "RecipientKind",
    "Record",
    "Registration",
    "RegistrationWindow",
    "ReviewKind",
    "ReviewRoute",
    "ReviewRouteStep",
    "RouteStep",
    "Scope",
    "Screening",
    "YearRating",
]
