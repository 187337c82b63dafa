"""Who may change units, people, households. Roles are named by their codes: accounts lie above."""

from django.utils import timezone

from units import tree
from units.models import Unit

ADMINISTRATION = {"administrator"}
UNIT_WORK = {"officer", "head", "secretariat"}


def units_of(user, roles):
    """Expression for `unit__in=`: everything below the units at which the user holds a role."""
    return tree.subtree(user.units_holding(roles), timezone.localdate())


def _below(user, roles, unit_id):
    return Unit.objects.filter(pk=unit_id, id__in=units_of(user, roles)).exists()


def can_manage_unit(user, unit):
    """Renaming, moving, and founding units below it."""
    return _below(user, ADMINISTRATION, unit.pk)


def can_administer(user):
    return user.holds(ADMINISTRATION)


def can_keep_people(user):
    return user.holds(UNIT_WORK)


def can_keep_people_of(user, unit_id):
    """Officers and heads of the unit itself and of the units above it."""
    return _below(user, UNIT_WORK, unit_id)


def can_edit_person(user, person):
    """Where the person works now, or worked last when they work nowhere now."""
    today = timezone.localdate()
    posts = list(person.posts.all())
    current = [p for p in posts if p.valid_to is None or p.valid_to >= today] or posts[:1]
    return Unit.objects.filter(
        pk__in=[post.unit_id for post in current], id__in=units_of(user, UNIT_WORK)
    ).exists()
