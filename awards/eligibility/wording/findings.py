"""What was found. Each takes the names, the facts and the verdict."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.eligibility.scene import Verdict
from awards.eligibility.wording.names import Names
from awards.eligibility.wording.terms import RATING


def years_of(facts: Mapping[str, Any], name: str) -> str:
    return ", ".join(str(year) for year in facts.get(name) or ())


def found_rating(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if facts.get("rating"):
        return _("Year %(year)s: “%(rating)s”.") % {
            "year": facts["year"],
            "rating": RATING[facts["rating"]],
        }
    if facts.get("low"):
        return _("Below it: %(years)s.") % {"years": years_of(facts, "low")}
    if facts.get("year"):
        return _("No rating of %(year)s is recorded.") % {"year": facts["year"]}
    return "" if verdict == Verdict.PASSED else _("Not all ratings are recorded.")


def found_streak(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if not facts.get("years") and "starts_after" not in facts and facts.get("after"):
        return _("“%(award)s” is not recorded.") % {"award": tell.award(facts["after"])}
    parts = [
        ngettext("%(count)s year counts", "%(count)s years count", facts["count"])
        % {"count": f"{facts['count']:02d}"}
        + (" ({} - {}).".format(*facts["years"]) if facts.get("years") else ".")
    ]
    if facts.get("bad_since"):
        parts.append(
            _("Since the earlier award below “tasks well completed”: %(years)s.")
            % {"years": years_of(facts, "bad_since")}
        )
    if verdict == Verdict.UNKNOWN and facts.get("missing"):
        parts.append(_("Without a rating: %(years)s.") % {"years": years_of(facts, "missing")})
    if verdict == Verdict.FAILED and facts.get("broken"):
        parts.append(_("Broken by %(year)s.") % {"year": facts["broken"]})
    if verdict == Verdict.FAILED and facts.get("starts_after"):
        parts.append(
            _("Years count from %(year)s, after the earlier award.")
            % {"year": facts["starts_after"]}
        )
    return " ".join(parts)


def found_count(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "count" not in facts:
        return _("Earlier awards are not recorded completely.")
    words = {"count": f"{facts['count']:02d}", "years": years_of(facts, "years")}
    parts = [
        _("Recorded: %(count)s (%(years)s).") % words
        if words["years"]
        else _("Recorded: %(count)s.") % words
    ]
    if facts.get("without_reason"):
        parts.append(
            _("The reason of the award of %(years)s is not recorded.")
            % {"years": years_of(facts, "without_reason")}
        )
    if facts.get("open_reading"):
        parts.append(
            _(
                "Titles %(years)s years apart were read as consecutive by former guidance; "
                "the reading in force is not known."
            )
            % {"years": facts["open_reading"]}
        )
    return " ".join(parts)


def found_initiative(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "count" not in facts:
        return _("Initiatives are not recorded.")
    return found_count(tell, facts, verdict)


def found_meets(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if facts.get("holds"):
        return _("“%(awards)s” was granted for %(year)s.") % {
            "awards": tell.awards(facts["holds"]),
            "year": facts["year"],
        }
    return {
        Verdict.PASSED: _("They are met."),
        Verdict.FAILED: _("They are not met."),
        Verdict.UNKNOWN: _("Not all facts for them are known."),
    }[verdict]


def found_part(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "total" not in facts:
        return _("The members are not recorded.")
    return _("%(count)s of %(total)s.") % {"count": facts["count"], "total": facts["total"]}


def found_number(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if facts.get("count") is None:
        return _("Not recorded.")
    return _("Recorded: %(count)s.") % {"count": f"{facts['count']:02d}"}


def found_rank(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "positions" not in facts:
        return _("No rank is recorded.")
    return {
        Verdict.PASSED: _("Recorded for %(year)s."),
        Verdict.FAILED: _("No such rank is recorded for %(year)s."),
        Verdict.UNKNOWN: _("The rank of %(year)s is recorded without place or organiser."),
    }[verdict] % {"year": facts["year"]}


def found_campaign(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "campaigns" not in facts:
        return _("No campaign is stated.")
    return {
        Verdict.PASSED: _("Such a campaign is stated."),
        Verdict.FAILED: _("The campaigns stated are not of this kind."),
        Verdict.UNKNOWN: _("The campaign is stated without its launcher, length or review."),
    }[verdict]


def found_achievement(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    return {
        Verdict.PASSED: _("Recorded and confirmed; the council decides."),
        Verdict.FAILED: _("Recorded with less influence, or confirmed by another body."),
        Verdict.UNKNOWN: _("The council decides."),
    }[verdict]


def found_service(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "count" in facts:
        return _("%(count)s whole years in these posts.") % {"count": facts["count"]}
    return _("The posts held are not recorded, or not in the table that was read.")


def found_conduct(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    return {
        Verdict.PASSED: _("Confirmed."),
        Verdict.FAILED: _("The unit states the contrary."),
        Verdict.UNKNOWN: _("Not confirmed yet."),
    }[verdict]


def found_step(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "days" in facts:
        return ngettext("%(days)s day.", "%(days)s days.", facts["days"]) % {"days": facts["days"]}
    return {
        Verdict.PASSED: _("Done."),
        Verdict.FAILED: _("Not done."),
        Verdict.UNKNOWN: _("Not recorded."),
    }[verdict]


def found_between(tell: Names, facts: Mapping[str, Any], verdict: Verdict) -> str:
    if "count" not in facts:
        return _("“%(award)s” is not recorded.") % {"award": tell.award(facts["award"])}
    return _("%(count)s years have passed.") % {"count": f"{facts['count']:02d}"}


Found = Callable[[Names, Mapping[str, Any], Verdict], str]
FOUND: dict[str, Found] = {
    "annual_rating": found_rating,
    "rating_streak": found_streak,
    "rating_count": found_count,
    "prior_award": found_count,
    "initiative": found_initiative,
    "meets_award_criteria": found_meets,
    "member_ratio_min": found_part,
    "member_award_exists": found_number,
    "members_disciplined_max": found_number,
    "ratio_cap": found_part,
    "emulation_rank": found_rank,
    "campaign_selection": found_campaign,
    "achievement": found_achievement,
    "long_service": found_service,
    "unit_age_min": found_number,
    "conduct": found_conduct,
    "process_step": found_step,
    "min_years_between": found_between,
}
