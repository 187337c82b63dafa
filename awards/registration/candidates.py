"""Which titles can be registered, and for whom."""

from django.db.models import Q

from awards.models import AwardType, RecipientKind
from units import tree
from units.models import Person, Post, Unit, valid_on

TITLES = (AwardType.Kind.TITLE, AwardType.Kind.FLAG)  # danh hiệu thi đua; a flag is one of them


def titles(on):
    """Households register none: their title is given by their commune."""
    people_or_collectives = Q(for_individual=True) | Q(for_collective=True)
    return AwardType.objects.in_force_on(on).filter(people_or_collectives, kind__in=TITLES)


def people(unit, on):
    """Who works in the unit or below it on the day."""
    held = Post.objects.filter(valid_on(on), unit__in=tree.subtree([unit.pk], on))
    return Person.objects.filter(id__in=held.values("person_id"))


def collectives(unit, on):
    """The unit itself and those below it."""
    return Unit.objects.placed_on(on).filter(pk__in=tree.subtree([unit.pk], on))


OF_KIND = {RecipientKind.INDIVIDUAL: people, RecipientKind.COLLECTIVE: collectives}


def kinds_of(award_type):
    fits = {
        RecipientKind.INDIVIDUAL: award_type.for_individual,
        RecipientKind.COLLECTIVE: award_type.for_collective,
    }
    return [kind for kind, fit in fits.items() if fit]


def asked_units(authority, *, levels, kinds, named, on):
    """The units below the authority that a choice of levels, kinds and single units means."""
    below = Unit.objects.placed_on(on).filter(pk__in=tree.subtree([authority.pk], on))
    chosen = Q(pk__in=[unit.pk for unit in named])
    chosen |= Q(level__in=levels) & ~Q(pk=authority.pk)
    chosen |= Q(kind__in=kinds) & ~Q(pk=authority.pk)
    return below.filter(chosen)
