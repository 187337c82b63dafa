"""Deeds of the second layer: adding, correcting, ending and striking an authority's own rule."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from audit.versions import take_version
from awards.models import LocalRule
from awards.own_rules import kinds, permissions
from units.models import Unit
from vietnamese.dates import format_date

FIELDS = ("recipient", "type", "params", "decision", "article", "valid_from", "valid_to")


def add(*, authority, award_type, by, **values):
    require_ruling(by, authority.pk)
    with audit.deed(by=by) as event:
        lock(authority.pk)
        return written(LocalRule(authority=authority, award_type=award_type), values, event)


def correct(rule, *, version, by, **values):
    require_ruling(by, rule.authority_id)
    with audit.deed(by=by) as event:
        lock(rule.authority_id)
        take_version(rule, version)
        return written(rule, values, event)


def end(rule, *, valid_to, version, by):
    """The last day on which it is in force."""
    require_ruling(by, rule.authority_id)
    if valid_to < rule.valid_from:
        raise ValidationError(
            {
                "valid_to": _("The rule is in force from %(date)s: its last day lies after that.")
                % {"date": format_date(rule.valid_from)}
            }
        )
    with audit.deed(by=by) as event:
        lock(rule.authority_id)
        take_version(rule, version)
        return written(rule, {"valid_to": valid_to}, event, verb="end")


def strike(rule, *, note, version, by):
    """It was never right: it judges nothing, and stays to be read."""
    require_ruling(by, rule.authority_id)
    with audit.deed(by=by) as event:
        take_version(rule, version)
        struck(rule, event, note=note)


# --- bodies, inside a deed


def written(rule, values, event, *, verb=""):
    """Saves the row after asking that its dates are its own, and tells how it stands now."""
    for name, value in values.items():
        setattr(rule, name, value)
    verb = verb or ("correct" if rule.pk else "enter")
    refuse_overlap(rule)
    rule.entered_by, rule.entered_at = event.by, timezone.now()
    rule.save()
    event(rule, verb, **as_it_stands(rule))
    return rule


def struck(rule, event, *, note=""):
    rule.struck = True
    rule.save(update_fields=["struck"])
    event(rule, "strike", note=note, **as_it_stands(rule))


def as_it_stands(rule):
    return {"award": rule.award_type.code} | {name: getattr(rule, name) for name in FIELDS}


def require_ruling(by, authority_id):
    if not permissions.can_rule(by, authority_id):
        raise PermissionDenied


def lock(authority_id):
    """One writer an authority at a time: overlapping dates are seen by the second."""
    Unit.objects.select_for_update().get(pk=authority_id)


# --- overlap


def same_rule(one, other):
    """Of one award, for the same recipients, about the same thing."""
    return (one.award_type_id, one.recipient, *kinds.subject(one.type, one.params)) == (
        other.award_type_id,
        other.recipient,
        *kinds.subject(other.type, other.params),
    )


def days_overlap(one, other):
    before = one.valid_to is not None and one.valid_to < other.valid_from
    after = other.valid_to is not None and other.valid_to < one.valid_from
    return not (before or after)


def refuse_overlap(rule):
    """One rule may not stand twice on one day: end the older one first."""
    others = LocalRule.objects.filter(
        authority=rule.authority_id, award_type=rule.award_type_id, type=rule.type, struck=False
    ).exclude(pk=rule.pk)
    for other in others:
        if same_rule(rule, other) and days_overlap(rule, other):
            raise ValidationError(
                {
                    "valid_from": _(
                        "The same rule stands already from %(date)s (%(decision)s): end it before, "
                        "or correct it."
                    )
                    % {"date": format_date(other.valid_from), "decision": other.decision}
                },
                code="overlap",
            )
