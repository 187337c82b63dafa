"""The one door to the sentences: requirement, message and cure; messages of principles.

Called with the language of the reader active.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.eligibility.rules import Criterion
from awards.eligibility.scene import Finding, Verdict
from awards.eligibility.wording.cures import CURES
from awards.eligibility.wording.findings import FOUND
from awards.eligibility.wording.names import Names
from awards.eligibility.wording.requirements import REQUIREMENTS, UNREAD
from awards.eligibility.wording.terms import RECIPIENT


class Teller(Names):
    """Words criteria and findings with the names of the awards of one rulebook."""

    def requirement(self, criterion: Criterion) -> str:
        """What the criterion asks, without any case."""
        if criterion.type == "any_of":
            return _("At least one of these ways:")
        if criterion.lacks_figure and criterion.type in UNREAD:
            return str(UNREAD[criterion.type])
        return REQUIREMENTS[criterion.type](self, criterion.params)

    def message(self, criterion: Criterion, finding: Finding) -> str:
        """The requirement with what was found."""
        asked = self.requirement(criterion)
        found = self.found(criterion, finding)
        return f"{asked} {found}" if found else asked

    def found(self, criterion: Criterion, finding: Finding) -> str:
        if criterion.lacks_figure:
            return _("The figure was not read in any text; the secretariat enters it.")
        if criterion.type == "any_of":
            return found_branches(finding)
        if criterion.type == "local_rule":
            return _("The granting authority has entered no rule of its own.")
        told = FOUND[criterion.type](self, finding.facts, finding.verdict)
        return " ".join(part for part in (told, self.limits(finding.facts)) if part)

    def limits(self, facts: Mapping[str, Any]) -> str:
        """What the general principles took away from the count."""
        parts = []
        if facts.get("left_out"):
            parts.append(
                _("Not counted, because given for a sudden deed or a theme: %(awards)s.")
                % {
                    "awards": ", ".join(
                        f"{self.award(row['award'])} ({row['year']})" for row in facts["left_out"]
                    )
                }
            )
        if facts.get("restarted"):
            parts.append(
                _("After the discipline years count from %(year)s.") % {"year": facts["restarted"]}
            )
        return " ".join(parts)

    def cure(self, criterion: Criterion, finding: Finding) -> str:
        """What would change the verdict; empty when it passed."""
        if finding.verdict == Verdict.PASSED:
            return ""
        if finding.facts.get("after") and "starts_after" not in finding.facts:
            return str(CURES["prior_award", "missing"])  # the award that the years follow
        kind = "missing" if finding.verdict == Verdict.UNKNOWN else "failed"
        return str(CURES.get((criterion.type, kind), ""))


def found_branches(finding: Finding) -> str:
    ways = finding.facts.get("branches") or {}
    if not ways:
        return _("No way is claimed yet: state the achievement or enter the records.")
    if finding.verdict == Verdict.PASSED:
        return _("One way is met.")
    if finding.verdict == Verdict.FAILED:
        return _("None of the ways that apply is met.")
    return _("Not all facts of the ways that apply are known.")


PRINCIPLES = {
    ("one_achievement_one_award", "failed"): gettext_lazy(
        "This achievement was already rewarded: %(used)s."
    ),
    ("sudden_and_thematic_not_for_merit", "failed"): gettext_lazy(
        "Left out, and missing without them: %(used)s."
    ),
    ("not_while_under_review", "failed"): gettext_lazy(
        "A review is still open: the dossier waits for its outcome."
    ),
    ("after_discipline_restart", "failed"): gettext_lazy(
        "Achievements count only from %(year)s, after the discipline was served."
    ),
    ("one_state_award_per_year_old", "failed"): gettext_lazy("In the same year: %(used)s."),
    ("one_state_award_per_year_now", "failed"): gettext_lazy("In the same year: %(used)s."),
}
STATES = {
    Verdict.PASSED: gettext_lazy("Nothing against it."),
    Verdict.UNKNOWN: gettext_lazy("Cannot be judged from what is recorded."),
    Verdict.FAILED: gettext_lazy("Not kept."),
}


def principle_message(tell: Teller, id_: str, finding: Finding) -> str:
    facts = finding.facts
    used = facts.get("used") or facts.get("left_out") or facts.get("awards") or ()
    names = ", ".join(
        tell.award(row) if isinstance(row, str) else f"{tell.award(row['award'])} ({row['year']})"
        for row in used
    )
    line = PRINCIPLES.get((id_, str(finding.verdict)), STATES[finding.verdict])
    return str(line) % {"used": names, "year": facts.get("counts_from", "")}


def recipient_refused(award: str, recipient: str) -> str:
    return _("“%(award)s” is not given to %(recipient)s.") % {
        "award": award,
        "recipient": RECIPIENT[recipient],
    }
