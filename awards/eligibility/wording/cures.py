"""What would change a verdict, by criterion type."""

from django.utils.translation import gettext_lazy

_ENTER_RATINGS = gettext_lazy("Enter the missing ratings under the ratings of the unit.")
_ENTER_AWARDS = gettext_lazy("Enter the earlier awards with year, reason and decision.")
_ENTER_MEMBERS = gettext_lazy("Enter the members of the collective for the year.")
_WAIT = gettext_lazy("Wait for the years that are missing, or choose another award.")
CURES = {
    ("annual_rating", "missing"): _ENTER_RATINGS,
    ("annual_rating", "failed"): gettext_lazy("Choose an award whose standard the rating meets."),
    ("rating_streak", "missing"): _ENTER_RATINGS,
    ("rating_streak", "failed"): _WAIT,
    ("rating_count", "missing"): _ENTER_RATINGS,
    ("rating_count", "failed"): _WAIT,
    ("prior_award", "missing"): _ENTER_AWARDS,
    ("prior_award", "failed"): gettext_lazy(
        "If the award was received, enter it with its decision; otherwise choose another award."
    ),
    ("initiative", "missing"): gettext_lazy("Enter the initiatives, or that there are none."),
    ("initiative", "failed"): gettext_lazy(
        "Have an initiative recognised, or enter the recognition that exists."
    ),
    ("meets_award_criteria", "missing"): gettext_lazy("Complete the facts named below it."),
    ("member_ratio_min", "missing"): _ENTER_MEMBERS,
    ("member_award_exists", "missing"): _ENTER_MEMBERS,
    ("members_disciplined_max", "missing"): _ENTER_MEMBERS,
    ("ratio_cap", "failed"): gettext_lazy("Shorten the list of nominees."),
    ("emulation_rank", "missing"): gettext_lazy("Enter the rank with the minutes of the cluster."),
    ("campaign_selection", "missing"): gettext_lazy("State the campaign and its review."),
    ("achievement", "missing"): gettext_lazy("Describe the achievement and attach its evidence."),
    ("long_service", "missing"): gettext_lazy("Enter the posts held with their dates."),
    ("conduct", "missing"): gettext_lazy("Confirm it in the dossier."),
    ("process_step", "missing"): gettext_lazy("Record the step with its date."),
    ("process_step", "failed"): gettext_lazy("Carry the step out before the decision."),
}
