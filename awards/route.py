"""The route of a dossier: which units it passes, the granting authority last (mission P1).

Planned from the rows of ReviewRoute, otherwise from the line of units; frozen into RouteStep when
it is submitted.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from awards import catalogue
from awards.models import ReviewRoute, RouteStep
from awards.states import State
from units import tree
from units.models import Level, Placement, Unit, UnitKind
from vietnamese.dates import format_date

AT_LEVEL = {
    "province_chair": (Level.PROVINCE,),
    "minister": (Level.CENTRAL,),
    "department_head": (Level.DEPARTMENT,),
    "district_chair": (Level.DISTRICT,),
    "commune_chair": (Level.COMMUNE,),
    # decided outside the system: the province (or a central body) keeps the dossier and records
    # the outcome
    "state_president": (Level.PROVINCE, Level.CENTRAL),
    "government": (Level.PROVINCE, Level.CENTRAL),
    "prime_minister": (Level.PROVINCE, Level.CENTRAL),
}
OF_KIND = {
    "enterprise_head": (UnitKind.ENTERPRISE, UnitKind.COOPERATIVE),
    "party_or_military_authority": (UnitKind.PARTY_BOARD, UnitKind.ARMED_FORCE),
}


def authorities(unit, on, award_type=None):
    """The unit itself and those above it that may grant (this award, or any), nearest first."""
    ids = [unit.pk, *tree.ancestors(unit.pk, on)]
    placements = {
        p.unit_id: p for p in Placement.objects.on(on).filter(unit__in=ids).select_related("unit")
    }
    found = [placements[pk] for pk in ids if pk in placements]
    if award_type is None:
        return [
            placement.unit
            for placement in found
            if placement.level != Level.BASE or is_grantor(placement)
        ]
    return [placement.unit for placement in found if may_grant(placement, award_type, on)]


def is_grantor(placement):
    return any(placement.kind in kinds for kinds in OF_KIND.values())


def may_grant(placement, award_type, on):
    """Whether the catalogue lets a unit of this level and kind grant the award on the day."""
    return any(
        stands_for(placement, grantor) and catalogue.grants(award_type.code, grantor, on)
        for grantor in award_type.granted_by.split("|")
    )


def stands_for(placement, grantor):
    at_level = placement.level in AT_LEVEL.get(grantor, ())
    return at_level or placement.kind in OF_KIND.get(grantor, ())


def plan(nomination, on):
    """Unsaved steps of the way the dossier would take on the date; units carry their level and
    kind."""
    ids = special(nomination, on) or line(nomination, on)
    units = Unit.objects.placed_on(on).in_bulk(ids)
    if len(units) < len(ids):
        raise ValidationError(
            _("A unit of the route does not exist on %(date)s: ask for the route to be corrected.")
            % {"date": format_date(on)},
            code="route",
        )
    return [
        RouteStep(
            nomination=nomination,
            position=position,
            unit=units[pk],
            unit_name=units[pk].name_then,
        )
        for position, pk in enumerate(ids, start=1)
    ]


def special(nomination, on):
    """Unit ids of the ReviewRoute that fits most closely: unit and award, unit, award, all."""
    rows = ReviewRoute.on(on).filter(
        Q(award_type=nomination.award_type_id) | Q(award_type=None),
        Q(unit=nomination.unit_id) | Q(unit=None),
        authority=nomination.authority_id,
    )
    best = max(
        rows,
        key=lambda row: (row.unit_id is not None, row.award_type_id is not None, -row.pk),
        default=None,
    )
    if best is None:
        return []
    ids = best.steps.values_list("unit_id", flat=True)
    return [*(pk for pk in ids if pk != nomination.authority_id), nomination.authority_id]


def line(nomination, on):
    """Ids of the units above the nominating one, up to the authority."""
    if nomination.unit_id == nomination.authority_id:
        return [nomination.authority_id]
    ids = tree.ancestors(nomination.unit_id, on)
    if nomination.authority_id not in ids:
        raise ValidationError(
            _("%(authority)s is not above %(unit)s: choose the granting authority again.")
            % {"authority": nomination.authority, "unit": nomination.unit},
            code="route",
        )
    return ids[: ids.index(nomination.authority_id) + 1]


def prepare(nomination, on):
    """Let a draft show the way it would take, so that the workflow can ask where it goes next."""
    if nomination.state == State.DRAFT:
        nomination.steps = plan(nomination, on)
    return nomination


def prepared_or_bare(nomination, on):
    """For pages: a draft whose authority is wrong has no way yet, and the checks say why."""
    try:
        return prepare(nomination, on)
    except ValidationError:
        nomination.steps = []
        return nomination


def problem(nomination, on):
    """Why the dossier cannot reach its authority, "" when it can."""
    try:
        plan(nomination, on)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
