"""Deeds of the registration of titles: opening, prolonging, reminding, registering, striking."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES
from audit.versions import conflict, take_version
from awards.models import RecipientKind, Registration, RegistrationWindow
from awards.registration import board, candidates, permissions
from units.models import Person
from vietnamese.dates import format_date

NAMED = 5  # of those who are registered already


# --- the window
def open_window(*, authority, year, opens, closes, units, by):
    """The authority asks the units to register titles of the year; each gets a notice."""
    if not permissions.can_open_for(by, authority):
        raise PermissionDenied
    units = list(units)
    refuse_impossible_window(authority, year=year, opens=opens, closes=closes, units=units)
    try:
        with audit.deed(by=by) as event:
            window = RegistrationWindow.objects.create(
                authority=authority, year=year, opens=opens, closes=closes
            )
            window.units.set(units)
            ids = sorted(unit.pk for unit in units)
            event(window, "open", year=year, opens=opens, closes=closes, units=ids)
            tell(window, ids, "registration_asked", event=event)
    except IntegrityError as taken:
        raise opened_already(authority, year) from taken
    return window


def opened_already(authority, year):
    return ValidationError(
        {
            "year": _("%(unit)s has opened the registration of %(year)d already. Prolong it.")
            % {"unit": authority, "year": year}
        }
    )


def refuse_impossible_window(authority, *, year, opens, closes, units):
    if RegistrationWindow.objects.filter(authority=authority, year=year).exists():
        raise opened_already(authority, year)
    if closes < opens:
        raise ValidationError({"closes": _("It cannot close before it opens.")})
    if closes < timezone.localdate():
        raise ValidationError({"closes": _("The closing day must not lie in the past.")})
    if not units:
        raise ValidationError(_("No unit is chosen: choose a level, a kind, or single units."))
    below = candidates.collectives(authority, timezone.localdate())
    known = set(below.filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    outside = [str(unit) for unit in units if unit.pk not in known]
    if outside:
        raise ValidationError(
            {
                "units": _("Not below %(authority)s: %(units)s.")
                % {"authority": authority, "units": "; ".join(outside[:NAMED])}
            }
        )


def tell(window, units, verb, *, event):
    span = f"{format_date(window.opens)} - {format_date(window.closes)}"
    for unit_id in units:
        notify(
            unit=unit_id,
            roles=UNIT_WORK_ROLES,
            verb=verb,
            subject=f"{window.authority}: {window.year} ({span})",
            url=reverse("awards:registration_sheet", args=[window.pk, unit_id]),
            event=event,
        )


def prolong(window, *, closes, version, by):
    """A later closing day; a registration that has closed is open again."""
    if not permissions.can_steer(by, window):
        raise PermissionDenied
    if closes <= window.closes or closes < timezone.localdate():
        raise ValidationError(
            {
                "closes": _("The new closing day must lie after %(date)s and not in the past.")
                % {"date": format_date(window.closes)}
            }
        )
    with audit.deed(by=by) as event:
        take_version(window, version)
        before, window.closes = window.closes, closes
        window.save(update_fields=["closes"])
        event(window, "prolong", before=before, closes=closes)
        units = list(window.units.values_list("pk", flat=True))
        tell(window, units, "registration_prolonged", event=event)
    return window


def remind(window, *, by):
    """A notice to each unit that has registered nothing, once a day. Gives how many."""
    if not permissions.can_steer(by, window):
        raise PermissionDenied
    if not window.is_open_on(timezone.localdate()):
        raise ValidationError(_("Only while the registration is open: prolong it first."))
    with audit.deed(by=by) as event:
        RegistrationWindow.objects.select_for_update().get(pk=window.pk)  # one reminder at a time
        units = sorted(unit.pk for unit in board.to_remind(window))
        tell(window, units, "registration_missing", event=event)
        if units:
            event(window, "remind", units=units)
    return len(units)


# --- registering and striking
def register(window, unit, *, award_type, recipients, by, note=""):
    """People or collectives of the unit strive for the title; all of them, or nothing."""
    require_right(window, unit.pk, by=by)
    require_open(window, unit.pk, by=by, note=note)
    refuse_unfit(unit, award_type, recipients)
    try:
        with audit.deed(by=by) as event:
            refuse_registered(window, award_type, recipients)
            rows = Registration.objects.bulk_create(
                Registration(
                    window=window, unit=unit, award_type=award_type, note=note, entered_by=by,
                    **{column(recipient): recipient},
                )
                for recipient in recipients
            )  # fmt: skip
            told = [{column(r): r.pk} for r in recipients]
            event(window, "register", note=note, unit=unit.pk, award=award_type.code,
                  registrations=[row.pk for row in rows], recipients=told)  # fmt: skip
    except IntegrityError as taken:  # somebody else at the same moment
        refuse_registered(window, award_type, recipients)
        raise conflict() from taken
    return rows


def column(recipient):
    return "person" if isinstance(recipient, Person) else "collective"


def require_right(window, unit_id, *, by):
    asked = window.units.filter(pk=unit_id).exists()
    if not asked or not permissions.can_register(by, window, unit_id):
        raise PermissionDenied


def require_open(window, unit_id, *, by, note):
    """Units register until the closing day; the secretariat of the authority says why later."""
    today = timezone.localdate()
    if not permissions.can_change_today(by, window, unit_id, today):
        raise ValidationError(board.why_closed(window, today), code="closed")
    if permissions.needs_reason(by, window, unit_id, today) and not note.strip():
        raise ValidationError(
            {"note": _("Say why this is done for the unit, or after the closing day.")}
        )


def refuse_unfit(unit, award_type, recipients):
    if not recipients:
        raise ValidationError(_("Nobody is ticked: tick at least one line."))
    today = timezone.localdate()
    if not candidates.titles(today).filter(pk=award_type.pk).exists():
        raise ValidationError(_("“%(award)s” cannot be registered.") % {"award": award_type})
    of_kind = {"person": RecipientKind.INDIVIDUAL, "collective": RecipientKind.COLLECTIVE}
    for name, kind in of_kind.items():
        mine = [recipient for recipient in recipients if column(recipient) == name]
        if mine and kind not in candidates.kinds_of(award_type):
            raise ValidationError(
                _("“%(award)s” is not given to this kind of recipient: %(kind)s.")
                % {"award": award_type.local_name, "kind": kind.label}
            )
        known = candidates.OF_KIND[kind](unit, today).filter(pk__in=[r.pk for r in mine])
        outside = set(mine) - set(known)
        if outside:
            names = "; ".join(sorted(str(recipient) for recipient in outside)[:NAMED])
            raise ValidationError(
                _("Not in %(unit)s today: %(names)s.") % {"unit": unit, "names": names}
            )


def refuse_registered(window, award_type, recipients):
    people = [r.pk for r in recipients if column(r) == "person"]
    collectives = [r.pk for r in recipients if column(r) == "collective"]
    rows = window.registrations.standing().filter(
        Q(person__in=people) | Q(collective__in=collectives), award_type=award_type
    )
    found = list(rows.select_related("person", "collective", "unit")[: NAMED + 1])
    if not found:
        return
    names = [f"{row.person or row.collective} ({row.unit})" for row in found[:NAMED]]
    raise ValidationError(
        _("Registered for this title already: %(names)s. Nothing was saved.")
        % {"names": "; ".join(names)},
        code="registered",
    )


def strike(registration, *, version, by, note=""):
    """Take a registration out; it stays readable as struck out."""
    window = registration.window
    require_right(window, registration.unit_id, by=by)
    require_open(window, registration.unit_id, by=by, note=note)
    with audit.deed(by=by) as event:
        standing = Registration.objects.filter(pk=registration.pk, version=version, struck=False)
        if not standing.update(struck=True, version=F("version") + 1):
            raise conflict()
        event(registration, "strike", note=note, window=window.pk, unit=registration.unit_id)
    registration.refresh_from_db()
    return registration
