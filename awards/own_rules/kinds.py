"""The kinds of rules an authority may set, with the parameters of each.

Criteria are those of the vocabulary (awards/eligibility/vocabulary.py). Beside them stand rules of
its procedure: last days, times, the share of votes, documents.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards import catalogue
from awards.catalogue_page import local_name
from awards.eligibility import vocabulary
from awards.eligibility.wording import terms
from awards.models import InitiativeKind, Reason
from awards.own_rules.parameters import (
    Choice,
    Choices,
    MonthDay,
    Parameter,
    Share,
    Text,
    TextLines,
    Truth,
    Whole,
)

CRITERIA: dict[str, Any] = {
    "annual_rating": _("Rating of the rewarded year"),
    "rating_streak": _("Years in a row with a rating"),
    "rating_count": _("Number of years with a rating"),
    "meets_award_criteria": _("Standards of another award"),
    "prior_award": _("Earlier award"),
    "min_years_between": _("Years since an earlier award"),
    "initiative": _("Initiatives"),
    "member_ratio_min": _("Share of the members"),
    "member_award_exists": _("Members with a title"),
    "members_disciplined_max": _("Disciplined members"),
    "ratio_cap": _("Cap over a nominating unit"),
    "emulation_rank": _("Rank in a cluster or block"),
    "campaign_selection": _("Choice at the review of a campaign"),
    "achievement": _("Achievement that the council judges"),
    "long_service": _("Posts held"),
    "unit_age_min": _("Age of the unit"),
    "conduct": _("Statement of the nominating unit"),
    "process_step": _("Step before the decision"),
}
PROCEDURE: dict[str, Any] = {
    "submission_date": _("Last day for dossiers"),
    "submission_days_before": _("Days before a review or an event"),
    "appraisal_days": _("Time for the appraisal"),
    "publication_days": _("Publication before the council"),
    "vote_threshold": _("Share of votes in the council"),
    "document": _("Further document of the dossier"),
}
KINDS = CRITERIA | PROCEDURE
PROCEDURE_PARAMS = {
    "submission_date": ("month_day*", "about"),
    "submission_days_before": ("days*", "about"),
    "appraisal_days": ("working_days*",),
    "publication_days": ("working_days*",),
    "vote_threshold": ("share*",),
    "document": ("name*",),
}
# Of the vocabulary, but without a use in an authority's own rule.
NOT_OFFERED = {
    "open_interval", "substitute_only", "substitutes_min_count", "min_stable_years", "ref",
    "rounding", "decided_by", "exception",
}  # fmt: skip
# What tells two rules of one kind apart, so that both may stand on one day.
SUBJECTS = vocabulary.SUBJECTS | {
    "document": "name",
    "submission_date": "about",
    "submission_days_before": "about",
}


def awards() -> Mapping[str, Any]:
    return {award.code: local_name(award) for award in catalogue.known().awards}


def titles() -> Mapping[str, Any]:
    """Of which the members of a collective are counted."""
    codes = ("advanced_worker", "advanced_soldier", "grassroots_emulation_fighter")
    return {code: name for code, name in awards().items() if code in codes}


def measures() -> Mapping[str, Any]:
    held = {f"holds:{code}": name for code, name in titles().items()}
    return {"rating>=hoan_thanh": _("completed their tasks"), **held}


def bodies() -> Mapping[str, Any]:
    names = ("ministry_or_province", "central_council", "district")
    return {name: terms.ORGANISER[name] for name in names}


def launchers() -> Mapping[str, Any]:
    names = ("state_president", "prime_minister", "ministry_or_province")
    return {name: terms.ORGANISER[name] for name in names}


def windows() -> Mapping[str, Any]:
    return {
        "rewarded_year": _("in the rewarded year"),
        "streak_window": _("in the years in a row that another rule asks for"),
        "before_streak": _("before these years"),
        "any_before": _("at any time before"),
        "consecutive_block_ending_at_nomination": _("in a row up to the nomination"),
        "unspecified": _("the text does not say"),
    }


def substitutes() -> Mapping[str, Any]:
    return {code: InitiativeKind(code).label for code in vocabulary.SUBSTITUTES}


def confirmers() -> Mapping[str, Any]:
    names = ("ministry_or_province", "province", "ministry")
    return {name: terms.ORGANISER[name] for name in names}


PARAMETERS: dict[str, Parameter] = {
    "min_rating": Choice(_("Rating at least"), options=lambda: terms.RATING),
    "min_years": Whole(_("Years at least"), most=60),
    "starts_after_award": Choice(_("Counted after the award"), required=False, options=awards),
    "alternative_award": Choices(_("Years with one of these count too"), False, options=titles),
    "window": Choice(pgettext_lazy("rule", "When"), options=windows),
    "award_any_of": Choices(_("One of these awards"), options=awards),
    "min_times": Whole(_("Times at least"), most=30),
    "consecutive": Truth(_("In a row")),
    "reason_allowed": Choices(
        _("Only when given for"), False, options=lambda: dict(Reason.choices)
    ),
    "min_count": Whole(_("Number at least")),
    "min_scope": Choice(_("Scope at least"), options=lambda: terms.SCOPE),
    "substitutes": Choices(_("Accepted instead"), False, options=substitutes),
    "measure": Choice(_("Members that"), options=measures),
    "min_ratio": Share(_("Share at least")),
    "inclusive": Truth(_("Exactly this share is enough")),
    "award": Choice(pgettext_lazy("rule", "Award"), options=awards),
    "min_level": Choice(_("Discipline from"), options=lambda: terms.LEVEL),
    "max_count": Whole(_("Number at most"), least=0),
    "numerator": Choice(_("Nominated for"), options=awards),
    "denominator": Choice(_("Counted in the unit"), options=awards),
    "max_ratio": Share(_("Share at most")),
    "position": Choice(_("Place"), options=lambda: {"leading": _("first")}),
    "organiser": Choice(_("Organised by"), options=bodies),
    "launched_by": Choices(_("Launched by"), False, options=launchers),
    "min_campaign_years": Whole(_("Years of the campaign at least"), least=0, most=20),
    "merit": Choice(
        _("Chosen as"),
        options=lambda: {
            "leading": _("leading"),
            "outstanding_typical": _("outstanding and typical"),
            "excellent": _("excellent"),
            "specially_excellent": _("specially excellent"),
        },
    ),
    "at": Choices(
        _("At the"),
        False,
        options=lambda: {"so_ket": _("interim review"), "tong_ket": _("final review")},
    ),
    "category": Choice(_("Achievement"), options=lambda: terms.CATEGORY),
    "min_influence": Choice(_("Influence at least"), False, options=lambda: terms.INFLUENCE),
    "confirmed_by": Choice(_("Confirmed by"), False, options=confirmers),
    "posts": TextLines(_("Posts")),
    "continuous": Truth(_("Without a break")),
    "years": Whole(_("Years at least"), most=100),
    "statement": Choice(_("The unit confirms"), options=lambda: terms.STATEMENT),
    "step": Choice(pgettext_lazy("rule", "Step"), options=lambda: terms.STEP),
    "min_days": Whole(_("Days before, at least"), False),
    "max_days": Whole(_("Within days"), False),
    "month_day": MonthDay(_("Last day in the year")),
    "about": Text(_("For which dossiers"), False),
    "days": Whole(_("Days before"), most=365),
    "working_days": Whole(_("Working days"), most=365),
    "share": Share(_("Share of all members of the council")),
    "name": Text(_("Document")),
}
SPECIAL: dict[tuple[str, str], Parameter] = {
    ("annual_rating", "scope"): Choice(
        _("Which years"),
        False,
        options=lambda: {"whole_service": _("every year of service")},
    ),
}


def parameters(type_: str) -> dict[str, tuple[Parameter, bool]]:
    """{name: (parameter, whether the name must stand there)} of a kind, in its order."""
    names = vocabulary.PARAMS.get(type_) or PROCEDURE_PARAMS[type_]
    return {
        name.rstrip("*"): (
            SPECIAL.get((type_, name.rstrip("*"))) or PARAMETERS[name.rstrip("*")],
            name.endswith("*"),
        )
        for name in names
        if name.rstrip("*") not in NOT_OFFERED
    }


def subject(type_: str, params: Mapping[str, Any]) -> tuple[Any, ...]:
    """Two rules of one award and recipient with the same are the same rule."""
    return type_, params.get(SUBJECTS.get(type_, "")), params.get("window")
