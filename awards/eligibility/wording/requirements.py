"""What a criterion asks, without any case. Each takes the teller and the parameters."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.eligibility.wording.names import Names
from awards.eligibility.wording.terms import (
    CATEGORY,
    INFLUENCE,
    LEVEL,
    ORGANISER,
    RATING,
    SCOPE,
    STATEMENT,
    STEP,
    TOPIC,
)
from vietnamese.numbers import format_number


def rating_of(params: Mapping[str, Any]) -> str:
    return str(RATING[params["min_rating"]])


def percent(ratio: Decimal) -> str:
    """70, not 70,0; 12,5 stays."""
    share = ratio * 100
    whole = share.to_integral_value()
    return format_number(whole if whole == share else share)


def asked_rating(tell: Names, params: Mapping[str, Any]) -> str:
    line = (
        _("Every year of service rated at least “%(rating)s”.")
        if params.get("scope") == "whole_service"
        else _("The rewarded year rated at least “%(rating)s”.")
    )
    return line % {"rating": rating_of(params)}


def asked_streak(tell: Names, params: Mapping[str, Any]) -> str:
    years = params["min_years"]
    words = {"years": f"{years:02d}", "rating": rating_of(params)}
    if after := params.get("starts_after_award"):
        return _(
            "After “%(award)s”, at least %(years)s years in a row rated at least “%(rating)s”."
        ) % (words | {"award": tell.award(after)})
    return _("At least %(years)s years in a row rated at least “%(rating)s”.") % words


def asked_rating_count(tell: Names, params: Mapping[str, Any]) -> str:
    return _("Of these years, at least %(years)s rated at least “%(rating)s”.") % {
        "years": f"{params['min_years']:02d}",
        "rating": rating_of(params),
    }


def asked_award(tell: Names, params: Mapping[str, Any]) -> str:
    words = {"awards": tell.awards(params["award_any_of"]), "times": f"{params['min_times']:02d}"}
    if params["consecutive"]:
        return _("“%(awards)s” %(times)s times in a row.") % words
    if params["window"] == "streak_window":
        return _("In that time, “%(awards)s” at least %(times)s times.") % words
    if params["window"] == "before_streak":
        return _("“%(awards)s” received before that time.") % words
    return _("“%(awards)s” received before, at least %(times)s times.") % words


def asked_initiative(tell: Names, params: Mapping[str, Any]) -> str:
    words = {"count": f"{params['min_count']:02d}", "scope": SCOPE[params["min_scope"]]}
    if params.get("substitute_only"):
        return _("At least %(count)s accepted scientific work at %(scope)s.") % words
    if params["substitutes"]:
        return (
            _(
                "At least %(count)s recognised initiative, or accepted scientific work, "
                "at %(scope)s."
            )
            % words
        )
    return _("At least %(count)s recognised initiative at %(scope)s.") % words


def asked_meets(tell: Names, params: Mapping[str, Any]) -> str:
    codes = [code for code in params["award_any_of"] if code in tell.rulebook.awards]
    if not codes:
        return _("Meets one of the standards for individuals.")
    return _("Meets the standards of “%(awards)s” in the rewarded year.") % {
        "awards": tell.awards(codes)
    }


def asked_ratio(tell: Names, params: Mapping[str, Any]) -> str:
    share = percent(params["min_ratio"])
    if not params["measure"].startswith("holds:"):
        return _("At least %(share)s%% of the members completed their tasks.") % {"share": share}
    names = tell.awards(params["measure"].removeprefix("holds:").split("|"))
    line = (
        _("At least %(share)s%% of the members are “%(awards)s”.")
        if params["inclusive"]
        else _("More than %(share)s%% of the members are “%(awards)s”.")
    )
    return line % {"share": share, "awards": names}


def asked_member_award(tell: Names, params: Mapping[str, Any]) -> str:
    return _("At least %(count)s member is “%(award)s”.") % {
        "count": f"{params['min_count']:02d}",
        "award": tell.award(params["award"]),
    }


def asked_disciplined(tell: Names, params: Mapping[str, Any]) -> str:
    level = {"level": LEVEL[params["min_level"]], "count": params["max_count"]}
    if params["max_count"] == 0:
        return _("No member disciplined with “%(level)s” or more.") % level
    return _("At most %(count)s members disciplined with “%(level)s” or more.") % level


def asked_cap(tell: Names, params: Mapping[str, Any]) -> str:
    return _("“%(award)s” for at most %(share)s%% of those counted in the unit.") % {
        "award": tell.award(params["numerator"]),
        "share": percent(params["max_ratio"]),
    }


def asked_rank(tell: Names, params: Mapping[str, Any]) -> str:
    return _("First in a cluster or block organised by %(organiser)s in the rewarded year.") % {
        "organiser": ORGANISER.get(params["organiser"], params["organiser"])
    }


def asked_campaign(tell: Names, params: Mapping[str, Any]) -> str:
    by = params["launched_by"]
    bodies = [by] if isinstance(by, str) else by or ()
    names = ", ".join(str(ORGANISER.get(body, body)) for body in bodies)
    years = params["min_campaign_years"]
    if names and years:
        return _(
            "Chosen at the review of a campaign of %(years)s years or more launched by %(bodies)s."
        ) % {"years": f"{years:02d}", "bodies": names}
    if names:
        return _("Chosen at the review of a campaign launched by %(bodies)s.") % {"bodies": names}
    return _("Chosen at the review of a campaign.")


def asked_achievement(tell: Names, params: Mapping[str, Any]) -> str:
    words = {
        "category": CATEGORY.get(params["category"], _("an achievement named by the law")),
        "influence": INFLUENCE.get(params["min_influence"] or "", ""),
    }
    if params["min_influence"]:
        return _("The council judges: %(category)s, with influence in %(influence)s.") % words
    return _("The council judges: %(category)s.") % words


def asked_service(tell: Names, params: Mapping[str, Any]) -> str:
    if params.get("min_years"):
        return _("At least %(years)s years of service in the posts of the law.") % {
            "years": params["min_years"]
        }
    return _("Posts held for as long as the decree lists.")


def asked_age(tell: Names, params: Mapping[str, Any]) -> str:
    return _("The unit was founded at least %(years)s years ago.") % {"years": params["years"]}


def asked_conduct(tell: Names, params: Mapping[str, Any]) -> str:
    return _("The nominating unit confirms: %(statement)s.") % {
        "statement": STATEMENT.get(params["statement"], params["statement"])
    }


def asked_step(tell: Names, params: Mapping[str, Any]) -> str:
    step = {"step": STEP.get(params["step"], params["step"])}
    if params.get("min_days"):
        return _("At least %(days)s days before: %(step)s.") % (step | {"days": params["min_days"]})
    if params.get("max_days"):
        return _("Within %(days)s days: %(step)s.") % (step | {"days": params["max_days"]})
    return _("Before the decision: %(step)s.") % step


def asked_between(tell: Names, params: Mapping[str, Any]) -> str:
    return _("At least %(years)s years after “%(award)s”.") % {
        "years": f"{params['years']:02d}",
        "award": tell.award(params["award"]),
    }


def asked_local(tell: Names, params: Mapping[str, Any]) -> str:
    return _("Left to the granting authority: %(topic)s.") % {
        "topic": TOPIC.get(params["topic"], params["topic"])
    }


Asked = Callable[[Names, Mapping[str, Any]], str]
REQUIREMENTS: dict[str, Asked] = {
    "annual_rating": asked_rating,
    "rating_streak": asked_streak,
    "rating_count": asked_rating_count,
    "prior_award": asked_award,
    "initiative": asked_initiative,
    "meets_award_criteria": asked_meets,
    "member_ratio_min": asked_ratio,
    "member_award_exists": asked_member_award,
    "members_disciplined_max": asked_disciplined,
    "ratio_cap": asked_cap,
    "emulation_rank": asked_rank,
    "campaign_selection": asked_campaign,
    "achievement": asked_achievement,
    "long_service": asked_service,
    "unit_age_min": asked_age,
    "conduct": asked_conduct,
    "process_step": asked_step,
    "min_years_between": asked_between,
    "local_rule": asked_local,
}
UNREAD = {
    "rating_streak": gettext_lazy("A number of years in a row with a good rating."),
    "rating_count": gettext_lazy("A number of these years with a better rating."),
    "prior_award": gettext_lazy("Earlier awards in a number that was not read."),
    "member_ratio_min": gettext_lazy("A share of the members with a title."),
    "unit_age_min": gettext_lazy("A minimum age of the unit."),
    "emulation_rank": gettext_lazy("First among the units that are compared."),
    "annual_rating": gettext_lazy("A rating in the rewarded year."),
}
