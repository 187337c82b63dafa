"""What a dossier lacks before it can be submitted: each line says what is missing and where it is
mended.

Criteria of the law are not judged here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards import route
from awards.models import RecipientKind
from vietnamese.dates import format_date


@dataclass(frozen=True)
class Missing:
    text: str
    anchor: str  # place on the page `awards:nomination_edit`


def missing(nomination, on):
    """Everything that stands in the way of submitting the dossier on the date."""
    found = []
    nominees = list(nomination.nominees.all())
    if not nominees:
        found.append(
            Missing(_("The dossier names nobody yet: add at least one recipient."), "nominees")
        )
    found += wrong_kinds(nomination, nominees)
    if not nomination.achievement.strip():
        found.append(Missing(_("The achievement is not described yet."), "id_achievement"))
    if nomination.period_to > on:
        found.append(
            Missing(
                _(
                    "The achievement ends on %(end)s, after today: a dossier tells what was "
                    "achieved."
                )
                % {"end": format_date(nomination.period_to)},
                "id_period_to",
            )
        )
    return found + wrong_award(nomination, on)


def wrong_kinds(nomination, nominees):
    award = nomination.award_type
    kinds = {kind for kind in {n.kind for n in nominees} if not getattr(award, f"for_{kind}")}
    return [
        Missing(
            _("“%(award)s” is not given to this kind of recipient: %(kind)s.")
            % {"award": award, "kind": RecipientKind(kind).label},
            "nominees",
        )
        for kind in sorted(kinds)
    ]


def wrong_award(nomination, on):
    award = nomination.award_type
    found = []
    if (award.valid_from and award.valid_from > on) or (award.valid_to and award.valid_to < on):
        found.append(
            Missing(
                _("“%(award)s” is not in force today: choose another award.") % {"award": award},
                "id_award_type",
            )
        )
    steps = nomination.steps  # planned before, with the level and kind of their units
    placement = steps[-1].unit if steps else nomination.authority.placement_on(on)
    if placement is None or not route.may_grant(placement, award, on):
        found.append(
            Missing(
                _("%(authority)s does not grant “%(award)s”: choose the granting authority again.")
                % {"authority": nomination.authority, "award": award},
                "id_authority",
            )
        )
    if not nomination.steps and (problem := route.problem(nomination, on)):
        found.append(Missing(problem, "id_authority"))
    if nomination.campaign and nomination.campaign.is_draft:
        found.append(Missing(_("The campaign is not issued yet."), "id_campaign"))
    return found
