"""The recipient line of a person, a collective or a household, as it is on a date (law: form 0602,
0603).

Statistics cannot be rebuilt later, so everything they count by is kept in the line itself.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.models import PlaceKind, RecipientKind
from units import tree
from units.models import (
    Household,
    Level,
    Person,
    Placement,
    PositionGroup,
    Unit,
    UnitKind,
    valid_on,
)

KIND_OF = {
    Person: RecipientKind.INDIVIDUAL,
    Unit: RecipientKind.COLLECTIVE,
    Household: RecipientKind.HOUSEHOLD,
}
MODEL_OF = {kind: model for model, kind in KIND_OF.items()}
FIELD_OF = {
    RecipientKind.INDIVIDUAL: "person",
    RecipientKind.COLLECTIVE: "collective",
    RecipientKind.HOUSEHOLD: "household",
}


def snapshot(recipient, *, nominating, on):
    """Fields of a Nominee; refused when the recipient does not belong to the nominating unit on
    the date."""
    kind = KIND_OF[type(recipient)]
    inside = set(
        Unit.objects.filter(id__in=tree.subtree([nominating.pk], on)).values_list("pk", flat=True)
    )
    fields = OF_KIND[kind](recipient, inside, on)
    if fields is None:
        raise ValidationError(
            _(
                "%(name)s does not belong to %(unit)s on %(date)s: correct the posts or choose "
                "somebody else."
            )
            % {"name": recipient, "unit": nominating, "date": on.strftime("%d/%m/%Y")},
            code="recipient",
        )
    return {
        "kind": kind,
        FIELD_OF[kind]: recipient,
        "name": str(recipient),
        **fields,
        **place_of(fields["unit"], on),
    }


def of_person(person, inside, on):
    posts = person.posts.filter(valid_on(on)).select_related("unit").order_by("-valid_from", "-id")
    post = next((post for post in posts if post.unit_id in inside), None)
    if post is None:
        return None
    return {
        "unit": post.unit,
        "position_text": post.position,
        "position_group": post.position_group,
        "direct_worker": post.direct_worker or post.position_group == PositionGroup.DIRECT_WORKER,
        "gender": person.gender,
        "ethnic_minority": person.ethnic_minority,
    }


def of_collective(unit, inside, on):
    placement = unit.placement_on(on)
    if unit.pk not in inside or placement is None:
        return None
    return {
        "unit": unit,
        "name": placement.name,
        "small_collective": placement.kind == UnitKind.SMALL_COLLECTIVE,
    }


def of_household(household, inside, on):
    return {"unit": household.unit} if household.unit_id in inside else None


OF_KIND = {
    RecipientKind.INDIVIDUAL: of_person,
    RecipientKind.COLLECTIVE: of_collective,
    RecipientKind.HOUSEHOLD: of_household,
}


def place_of(unit, on):
    """Name, enterprise and place of the unit; a remote area counts for everything inside its
    commune."""
    line = [unit.pk, *tree.ancestors(unit.pk, on)]
    placements = {p.unit_id: p for p in Placement.objects.on(on).filter(unit__in=line)}
    own = placements.get(unit.pk)
    near = [
        placements[pk]
        for pk in line
        if pk in placements
        and (pk == unit.pk or placements[pk].level in (Level.COMMUNE, Level.BASE))
    ]
    kind = next(
        (place for place in map(place_kind, near) if place != PlaceKind.ORDINARY),
        PlaceKind.ORDINARY,
    )
    return {
        "unit_name": own.name if own else unit.name,
        "enterprise": bool(own) and own.kind == UnitKind.ENTERPRISE,
        "place_kind": kind,
    }


def place_kind(placement):
    if placement.island:
        return PlaceKind.ISLAND
    if placement.border:
        return PlaceKind.BORDER
    return PlaceKind.REMOTE if placement.remote else PlaceKind.ORDINARY
