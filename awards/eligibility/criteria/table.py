"""Every criterion type and its function."""

from collections.abc import Callable

from awards.eligibility.criteria import (
    collectives,
    deeds,
    earlier_awards,
    initiatives,
    ratings,
    steps,
)
from awards.eligibility.scene import Finding

CHECKS: dict[str, Callable[..., Finding]] = {
    "annual_rating": ratings.annual_rating,
    "rating_streak": ratings.rating_streak,
    "rating_count": ratings.rating_count,
    "prior_award": earlier_awards.prior_award,
    "meets_award_criteria": earlier_awards.meets_award_criteria,
    "min_years_between": earlier_awards.min_years_between,
    "initiative": initiatives.initiative,
    "member_ratio_min": collectives.member_ratio_min,
    "member_award_exists": collectives.member_award_exists,
    "members_disciplined_max": collectives.members_disciplined_max,
    "ratio_cap": collectives.ratio_cap,
    "emulation_rank": collectives.emulation_rank,
    "unit_age_min": collectives.unit_age_min,
    "campaign_selection": deeds.campaign_selection,
    "achievement": deeds.achievement,
    "long_service": deeds.long_service,
    "conduct": steps.conduct,
    "process_step": steps.process_step,
}
