"""Who asks for titles to be registered, who registers, and who still may after the closing day."""

from django.db.models import Q
from django.utils import timezone

from accounts.roles import Role
from awards.permissions import NOMINATES
from awards.route import OF_KIND
from units.models import Level, Unit

STEERS = frozenset({Role.SECRETARIAT})
GRANTING_KINDS = [kind for kinds in OF_KIND.values() for kind in kinds]


def asking_units(user):
    """The units whose secretariat the user is and that may grant awards."""
    placed = Unit.objects.placed_on(timezone.localdate())
    grantor = ~Q(level=Level.BASE) | Q(kind__in=GRANTING_KINDS)
    return placed.filter(grantor, pk__in=user.units_holding(STEERS))


def can_open(user):
    return user.holds(STEERS)


def can_open_for(user, authority):
    return asking_units(user).filter(pk=authority.pk).exists()


def can_steer(user, window):
    """Prolongs, reminds, and adds or strikes with a reason when the unit itself cannot."""
    return user.holds(STEERS, window.authority_id)


def writes(user, unit_id):
    """Registers for the unit itself while the registration is open."""
    return user.holds(NOMINATES, unit_id)


def can_register(user, window, unit_id):
    """Asked of a unit of `window.units`; on which days is asked by `actions.require_open`."""
    return writes(user, unit_id) or can_steer(user, window)


def can_change_today(user, window, unit_id, today):
    """Whether something can be registered or struck now."""
    open_to_unit = writes(user, unit_id) and window.is_open_on(today)
    return open_to_unit or (can_steer(user, window) and window.opens <= today)


def needs_reason(user, window, unit_id, today):
    """The authority says why it registers or strikes in place of the unit, or after the close."""
    return not (writes(user, unit_id) and window.is_open_on(today))
