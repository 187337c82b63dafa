"""Who rules for an authority, and who reads its rules."""

from awards.registration.permissions import asking_units
from units.models import Unit


def ruling_units(user):
    """The units that may grant awards and whose secretariat the user is."""
    return asking_units(user)


def can_rule(user, authority_id):
    return ruling_units(user).filter(pk=authority_id).exists()


def readable_units(user):
    """Whose rules the user reads: those above its units, which grant to them, and those below."""
    return Unit.objects.visible_to(user)
