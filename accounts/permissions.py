"""Who may manage users and appointments."""

from django.utils import timezone

from accounts.roles import DELEGABLE_ROLES, Role
from units import tree
from units.models import Unit


def administered(user):
    """Expression for `unit__in=`: everything below the units that the user administers."""
    return tree.subtree(user.units_holding(Role.ADMINISTRATOR), timezone.localdate())


def can_administer(user):
    return user.holds(Role.ADMINISTRATOR)


def can_appoint_at(user, unit):
    """Administrators appoint at their unit and below it."""
    return Unit.objects.filter(pk=unit.pk, id__in=administered(user)).exists()


def can_manage_user(user, managed):
    """All of whose appointments, now and later, are at units that the administrator administers.

    So the administrator of a commune cannot close or take over the account of one who also works
    for the province. Somebody without any appointment is managed where they last had one.
    """
    if user.pk == managed.pk or not can_administer(user):
        return False
    today = timezone.localdate()
    appointments = list(managed.appointments.all())
    current = [a for a in appointments if a.valid_to is None or a.valid_to >= today]
    units = {appointment.unit_id for appointment in current or appointments[:1]}
    below = Unit.objects.filter(pk__in=units, id__in=administered(user)).count()
    return bool(units) and below == len(units)


def can_end_appointment(user, appointment):
    """Also the one who delegated it; nobody ends the appointment they administer by."""
    if appointment.delegated_by_id == user.pk:
        return True
    if appointment.user_id == user.pk and appointment.role == Role.ADMINISTRATOR:
        return False
    return can_appoint_at(user, appointment.unit)


def can_delegate(user, appointment):
    """What one holds today; what was delegated to one is not delegated on."""
    return (
        appointment in user.appointments_on(timezone.localdate())
        and appointment.delegated_by_id is None
        and appointment.role in DELEGABLE_ROLES
    )
