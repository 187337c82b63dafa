"""Founding, renaming and moving units; keeping people, posts and households."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from audit.versions import take_version
from units import permissions, tree
from units.models import Household, Person, Placement, Post, Unit
from vietnamese.dates import format_date

COPIED = "name short_name kind level parent_id official_code remote border island".split()


# --- units ----------------------------------------------------------------------------------------
def found_unit(*, code, on, by, **placed):
    """A new unit with its first placement (name, kind, level, parent and the rest of Placement)."""
    with audit.deed(by=by) as event:
        return found(event, code=code, on=on, by=by, **placed)


def found(event, *, code, on, by=None, **placed):
    parent = placed.get("parent")
    if by is not None and (parent is None or not permissions.can_manage_unit(by, parent)):
        raise PermissionDenied
    _not_in_future(on)
    if parent is not None:
        _require_placed(parent, on)
    unit = Unit(code=code, name=placed["name"], founded=on)
    unit.full_clean(exclude=["name"])
    placement = Placement(unit=unit, valid_from=on, **placed)
    placement.full_clean(exclude=["unit"], validate_constraints=False)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise ValidationError(
            {"code": _("The code %(code)s is taken by another unit.") % {"code": code}}
        ) from None
    placement.unit = unit
    placement.save()
    event(unit, "found", name=unit.name, parent=placement.parent_id, on=on.isoformat())
    return unit


def rename(unit, *, name, on, version, by, short_name=""):
    """From that day on the unit bears another name; what it was called before stays recorded."""
    if not permissions.can_manage_unit(by, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        before = _place_anew(unit, version=version, on=on, name=name, short_name=short_name)
        event(unit, "rename", before=before.name, after=unit.name, on=on.isoformat())
    return unit


def move(unit, *, parent, on, version, by):
    """From that day on the unit stands under another one."""
    if not (permissions.can_manage_unit(by, unit) and permissions.can_manage_unit(by, parent)):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        today = timezone.localdate()
        # A move of any unit on the way would lock one of these: no circle can close unseen.
        ids = {unit.pk, parent.pk, *tree.ancestors(parent.pk, today)}
        list(Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        _require_placed(parent, on)
        for day in {on, today}:
            if unit.pk == parent.pk or unit.pk in tree.ancestors(parent.pk, day):
                raise ValidationError(
                    {
                        "parent": _("%(parent)s stands below %(unit)s. Choose another unit.")
                        % {"parent": parent, "unit": unit}
                    }
                )
        before = _place_anew(unit, version=version, on=on, parent_id=parent.pk)
        event(unit, "move", before=before.parent_id, after=parent.pk, on=on.isoformat())
    return unit


def _place_anew(unit, *, version, on, **changed):
    """Ends the open placement the day before, opens one with the changes; gives the ended one."""
    _not_in_future(on)
    take_version(unit, version)
    current = unit.placements.filter(valid_to=None).first()
    if current is None:
        raise ValidationError(_("%(unit)s no longer exists.") % {"unit": unit})
    if on <= current.valid_from:
        raise ValidationError(
            {
                "on": _("What is recorded now holds since %(date)s. Enter a later day.")
                % {"date": format_date(current.valid_from)}
            }
        )
    fresh = Placement(unit=unit, valid_from=on)
    for field in COPIED:
        setattr(fresh, field, changed.get(field, getattr(current, field)))
    fresh.full_clean(validate_constraints=False, validate_unique=False)
    current.valid_to = on - datetime.timedelta(days=1)
    current.save(update_fields=["valid_to"])
    fresh.save()
    if fresh.name != unit.name:
        unit.name = fresh.name
        unit.save(update_fields=["name", "search_key", "sort_key"])
    return current


def _require_placed(parent, on):
    if not parent.placements.on(on).exists():
        raise ValidationError(
            {
                "parent": _("%(unit)s did not exist on %(date)s.")
                % {"unit": parent, "date": format_date(on)}
            }
        )


def _not_in_future(on):
    if on > timezone.localdate():
        raise ValidationError(
            {"on": _("Enter the change on the day it takes effect or later, not before.")}
        )


# --- people and households ------------------------------------------------------------------------
PERSON_FIELDS = ("full_name", "birth_date", "gender", "ethnic_minority")
POST_FIELDS = ("unit", "position", "position_group", "direct_worker", "valid_from")


def add_person(*, by, **fields):
    """A person with the post they hold: fields of Person and of Post."""
    if not permissions.can_keep_people_of(by, fields["unit"].pk):
        raise PermissionDenied
    person = Person(**{name: fields[name] for name in PERSON_FIELDS if name in fields})
    person.full_clean()
    post = Post(**{name: fields[name] for name in POST_FIELDS if name in fields})
    with audit.deed(by=by) as event:
        person.save()
        post.person = person
        post.full_clean()
        post.save()
        event(person, "add", unit=post.unit_id)
    return person


def edit_person(person, *, version, by, **fields):
    if not permissions.can_edit_person(by, person):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        take_version(person, version)
        changed = _change(person, fields, PERSON_FIELDS)
        event(person, "edit", changed=changed)
    return person


def give_post(person, *, by, **fields):
    """Another post; the open one at the same unit ends the day before."""
    unit, start = fields["unit"], fields["valid_from"]
    if not permissions.can_keep_people_of(by, unit.pk):
        raise PermissionDenied
    post = Post(person=person, **{name: fields[name] for name in POST_FIELDS if name in fields})
    with audit.deed(by=by) as event:
        for former in person.posts.filter(unit=unit, valid_to=None):
            if former.valid_from >= start:
                raise ValidationError(
                    {
                        "valid_from": _(
                            "The present post there began on %(date)s. Enter a later day."
                        )
                        % {"date": format_date(former.valid_from)}
                    }
                )
            former.valid_to = start - datetime.timedelta(days=1)
            former.save(update_fields=["valid_to"])
        post.full_clean()
        post.save()
        event(person, "give_post", unit=unit.pk, post=post.pk)
    return post


def end_post(post, *, on, by):
    """The last day of the post."""
    if not permissions.can_keep_people_of(by, post.unit_id):
        raise PermissionDenied
    if on < post.valid_from:
        raise ValidationError(
            {"on": _("The post began on %(date)s.") % {"date": format_date(post.valid_from)}}
        )
    with audit.deed(by=by) as event:
        if not Post.objects.filter(pk=post.pk, valid_to=None).update(valid_to=on):
            raise ValidationError(_("This post has ended already."))
        event(post.person, "end_post", unit=post.unit_id, post=post.pk, on=on.isoformat())
    return post


def add_household(*, head_name, unit, by, address=""):
    if not permissions.can_keep_people_of(by, unit.pk):
        raise PermissionDenied
    household = Household(head_name=head_name, unit=unit, address=address)
    household.full_clean()
    with audit.deed(by=by) as event:
        household.save()
        event(household, "add", unit=unit.pk)
    return household


def edit_household(household, *, version, by, **fields):
    if not permissions.can_keep_people_of(by, household.unit_id):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        take_version(household, version)
        changed = _change(household, fields, ("head_name", "address"))
        event(household, "edit", changed=changed)
    return household


def _change(row, fields, allowed):
    """Sets what differs, saves, and names the changed fields (values stay out of the event log)."""
    changed = [name for name in allowed if name in fields and getattr(row, name) != fields[name]]
    for name in changed:
        setattr(row, name, fields[name])
    row.full_clean()
    row.save()
    return changed
