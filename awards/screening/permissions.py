"""Who may judge a whole unit at once."""

from django.utils import timezone

from awards.models.screening import SCREENS
from units import tree
from units.models import Unit


def screening_units(user):
    """The units for which the user nominates or appraises, those below, and what they succeeded."""
    line = tree.line(user.units_holding(SCREENS), timezone.localdate())
    return Unit.objects.filter(pk__in=line)


def can_screen(user, unit_id=None):
    """None: any unit."""
    if unit_id is None:
        return user.holds(SCREENS)
    return screening_units(user).filter(pk=unit_id).exists()


def can_steer(user, screening):
    """Stop the work or have it done again: who asked for it, and whoever may ask the same."""
    return can_screen(user, screening.unit_id)
