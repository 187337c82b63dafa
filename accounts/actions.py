"""Opening, closing and mending accounts; appointing, ending and delegating."""

import datetime
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts import permissions
from accounts.models import Appointment, User
from accounts.notices import notify
from audit.versions import take_version
from vietnamese.dates import format_date

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
USER_FIELDS = ("full_name", "email", "phone", "language")


def one_time_password():
    """Four groups of four, about 79 bits: to be read out once and changed at the first sign-in."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def open_account(*, role, unit, valid_from, by, valid_to=None, **fields):
    """A user (fields as `new_user`) with the first appointment.

    Without a password given, `user.one_time_password` holds one, told only now.
    """
    if not permissions.can_appoint_at(by, unit):
        raise PermissionDenied
    user = new_user(**fields)
    with audit.deed(by=by) as event:
        opened(event, user)
        appointed(
            event, user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, by=by
        )
    return user


def new_user(*, username, full_name, password="", **fields):
    """A user not saved yet; hashing the password is slow, so it happens before the deed."""
    user = User(username=username.strip().lower(), full_name=full_name, **fields)
    if password:
        validate_password(password, user)
    user.one_time_password = "" if password else one_time_password()
    user.must_change_password = not password
    user.password_given_at = None if password else timezone.now()
    user.set_password(password or user.one_time_password)
    user.full_clean(validate_unique=False)
    return user


def opened(event, user):
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        taken = _("The user name %(name)s is taken. Choose another.") % {"name": user.username}
        raise ValidationError({"username": taken}) from None
    event(user, "open")
    return user


def edit_user(user, *, version, by, **fields):
    """Names and ways to reach the user; oneself edits everything but the name."""
    allowed = USER_FIELDS
    if by.pk == user.pk:
        allowed = ("email", "phone", "language")
    elif not permissions.can_manage_user(by, user):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        take_version(user, version)
        changed = [
            name for name in allowed if name in fields and getattr(user, name) != fields[name]
        ]
        for name in changed:
            setattr(user, name, fields[name])
        user.full_clean(exclude=["password"])
        user.save(update_fields=[*changed, "search_key", "sort_key"])
        event(user, "edit", changed=changed)
    return user


def close_account(user, *, by, note=""):
    """The user cannot sign in any more; sessions end with the next request, and so do the rights
    of those whom the user named as deputies."""
    if not permissions.can_manage_user(by, user):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        closed = User.objects.filter(pk=user.pk, is_active=True).update(
            is_active=False, closed_at=timezone.now(), version=F("version") + 1
        )
        if not closed:
            raise ValidationError(_("This account is closed already."))
        event(user, "close", note=note)
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        end_delegations(event, Appointment.objects.filter(delegated_by=user.pk), on=yesterday)


def reopen_account(user, *, by, note=""):
    if not permissions.can_manage_user(by, user):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        reopened = User.objects.filter(pk=user.pk, is_active=False).update(
            is_active=True, closed_at=None, version=F("version") + 1
        )
        if not reopened:
            raise ValidationError(_("This account is open already."))
        event(user, "reopen", note=note)


def reset_password(user, *, by):
    """A one-time password instead of the forgotten one; ends the user's sessions. Told only now."""
    if not permissions.can_manage_user(by, user):
        raise PermissionDenied
    password = one_time_password()
    user.set_password(password)
    user.must_change_password, user.password_given_at = True, timezone.now()
    with audit.deed(by=by) as event:
        user.save(update_fields=["password", "must_change_password", "password_given_at"])
        event(user, "reset_password")
    return password


def change_password(user, password, *, by):
    """By the user; ends all other sessions (their hash no longer fits)."""
    user.set_password(password)  # slow: before the deed
    user.must_change_password, user.password_given_at = False, None
    with audit.deed(by=by) as event:
        user.save(update_fields=["password", "must_change_password", "password_given_at"])
        event(user, "change_password")


# --- appointments ---------------------------------------------------------------------------------
def appoint(*, user, role, unit, valid_from, by, valid_to=None):
    if not permissions.can_appoint_at(by, unit):
        raise PermissionDenied
    if user.pk == by.pk:
        raise ValidationError(_("Nobody appoints themselves. Ask another administrator."))
    with audit.deed(by=by) as event:
        return appointed(
            event, user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, by=by
        )


def appointed(event, *, user, role, unit, valid_from, valid_to=None, delegated_by=None, by=None):
    appointment = Appointment(
        user=user,
        role=role,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        delegated_by=delegated_by,
        made_by=by,
    )
    if valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": _("The last day is before the first day.")})
    appointment.full_clean(validate_constraints=False)
    User.objects.select_for_update().filter(pk=user.pk).first()  # two at once: one after the other
    refuse_twin(appointment)
    appointment.save()
    if by is not None:
        notify(
            user=user,
            verb="delegated" if delegated_by else "appointed",
            subject=appointment,
            url=reverse("accounts:profile"),
            event=event,
        )
    event(
        appointment,
        "appoint",
        user=user.pk,
        at_unit=unit.pk,
        as_role=str(role),
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat() if valid_to else None,
        delegated_by=delegated_by.pk if delegated_by else None,
    )
    return appointment


def refuse_twin(appointment):
    """The same role at the same unit on a day of the new appointment."""
    same = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=appointment.valid_from),
        user=appointment.user,
        role=appointment.role,
        unit=appointment.unit,
    )
    if appointment.valid_to:
        same = same.filter(valid_from__lte=appointment.valid_to)
    if held := same.first():
        raise ValidationError(
            _("%(user)s holds this role there already, since %(date)s.")
            % {"user": appointment.user, "date": format_date(held.valid_from)}
        )


def end_appointment(appointment, *, on, by):
    """`on` is the last day. Rights stop with the first request of the day after, also those of
    the deputies whom the holder named for this role."""
    if not permissions.can_end_appointment(by, appointment):
        raise PermissionDenied
    if on < appointment.valid_from:
        raise ValidationError(
            {
                "on": _("The appointment began on %(date)s.")
                % {"date": format_date(appointment.valid_from)}
            }
        )
    with audit.deed(by=by) as event:
        ended = Appointment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=appointment.pk
        ).update(valid_to=on)
        if not ended:
            raise ValidationError(_("This appointment has ended already."))
        event(appointment, "end", user=appointment.user_id, on=on.isoformat())
        given = Appointment.objects.filter(
            delegated_by=appointment.user_id, role=appointment.role, unit=appointment.unit_id
        )
        end_delegations(event, given, on=on)


def end_delegations(event, given, *, on):
    """Who acts for somebody stops with them; a delegation that begins later is taken back."""
    for deputy in given.filter(valid_to__gt=on).order_by("pk"):
        event(deputy, "end", user=deputy.user_id, on=on.isoformat())
        if deputy.valid_from > on:
            deputy.delete()
        else:
            deputy.valid_to = on
            deputy.save(update_fields=["valid_to"])


def delegate(appointment, *, to, valid_from, valid_to, by):
    """During absence another person acts in the same role at the same unit, never open-ended."""
    if not permissions.can_delegate(by, appointment):
        raise PermissionDenied
    if valid_to - valid_from > datetime.timedelta(days=92):
        raise ValidationError({"valid_to": _("At most three months. Appoint the person instead.")})
    if appointment.valid_to and valid_to > appointment.valid_to:
        raise ValidationError(
            {
                "valid_to": _("Your own appointment ends on %(date)s.")
                % {"date": format_date(appointment.valid_to)}
            }
        )
    with audit.deed(by=by) as event:
        return appointed(
            event,
            user=to,
            role=appointment.role,
            unit=appointment.unit,
            valid_from=valid_from,
            valid_to=valid_to,
            delegated_by=by,
            by=by,
        )
