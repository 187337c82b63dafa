"""Deeds with targets: keeping those of a draft, giving them to units (results:
targets/result_actions.py)."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES
from audit.versions import take_version
from campaigns.models import Campaign
from targets import checks, permissions, wording
from targets.models import Allocation, Comparator, Target, TargetGroup
from targets.rollup import SUM
from units import tree
from units.models import Placement


@dataclass(frozen=True)
class Share:
    """What one unit is given of a target. `version` is that of the row the page was opened on, 0
    for none."""

    unit_id: int
    low: Decimal | None = None
    high: Decimal | None = None
    version: int = 0


# --- targets of a draft -------------------------------------------------------------------------


def save_target(target, *, by, version=0):
    """Add a target to a draft campaign, or save a changed one; `version` is the one the person
    saw."""
    require_draft(by, target.campaign)
    target.decimals = stated_decimals(target.low, target.high)
    check_bounds(target)
    with audit.deed(by=by) as event:
        hold_draft(target.campaign_id)
        refuse_twin(target)
        if target.pk is None:
            last = Target.objects.filter(campaign=target.campaign_id).order_by("-position").first()
            target.position = target.position or (last.position + 1 if last else 1)
            target.save()
        else:
            take_version(target, version)
            target.save()
        event(target, "save", indicator=target.indicator, plan=wording.plan_words(target))
    return target


def refuse_twin(target):
    """The same figure twice in one plan: a slip, or a form that was sent twice."""
    same = (
        "indicator",
        "comparator",
        "low",
        "high",
        "measure",
        "basis",
        "period_code",
        "qualifier",
    )
    twins = Target.objects.filter(
        campaign=target.campaign_id, **{name: getattr(target, name) for name in same}
    )
    if twins.exclude(pk=target.pk).exists():
        raise ValidationError(_("The plan holds this target already."))


def delete_target(target, *, version, by):
    """Take a target with its parts and companions out of a draft."""
    require_draft(by, target.campaign)
    with audit.deed(by=by) as event:
        hold_draft(target.campaign_id)
        take_version(target, version)
        event(target, "delete", indicator=target.indicator)
        try:
            target.delete()
        except ProtectedError as error:
            raise ValidationError(
                _("Results were reported on this target; it cannot be deleted.")
            ) from error


def save_groups(campaign, names, *, by):
    """The groups of a draft: `names` holds (id or None, name) in order. A group with targets
    stays."""
    require_draft(by, campaign)
    with audit.deed(by=by) as event:
        hold_draft(campaign.pk)
        kept = [pk for pk, _name in names if pk]
        gone = campaign.target_groups.exclude(pk__in=kept)
        if gone.filter(targets__isnull=False).exists():
            raise ValidationError(
                _("A group that holds targets cannot be deleted. Move its targets first.")
            )
        gone.delete()
        for position, (pk, name) in enumerate(names, 1):
            if pk:
                TargetGroup.objects.filter(pk=pk, campaign=campaign).update(
                    position=position, name=name
                )
            else:
                TargetGroup.objects.create(campaign=campaign, position=position, name=name)
        event(campaign, "target_groups", groups=[name for _pk, name in names])


def require_draft(user, campaign):
    if not campaign.is_open:
        raise ValidationError(
            _("The campaign has been issued: its targets change by an amendment of the plan.")
        )
    if not permissions.can_edit_targets(user, campaign):
        raise PermissionDenied


def hold_draft(campaign_id):
    """The campaign stays a draft until the deed is done: its issue waits, or this one is
    refused."""
    if not Campaign.objects.select_for_update().get(pk=campaign_id).is_open:
        raise ValidationError(_("Somebody issued the campaign meanwhile. Look at it again."))


def stated_decimals(*bounds):
    return max(
        (max(0, -bound.as_tuple().exponent) for bound in bounds if bound is not None), default=0
    )


def check_bounds(target):
    """The sentence before the database refuses."""
    low, high = target.low, target.high
    match target.comparator:
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            problems = {"high": _("Enter the upper bound.")} if high is None else {}
        case Comparator.BETWEEN:
            problems = {
                name: _("Enter both bounds.")
                for name, bound in (("low", low), ("high", high))
                if bound is None
            }
            if not problems and low > high:
                problems = {"high": _("The upper bound must not be below the lower one.")}
        case Comparator.NONE_LEFT | Comparator.QUALITATIVE:
            problems = {
                name: _("This comparison has no figure; leave the bound empty.")
                for name, bound in (("low", low), ("high", high))
                if bound is not None
            }
        case _other:
            problems = {"low": _("Enter the figure.")} if low is None else {}
    if problems:
        raise ValidationError(problems)


# --- allocation ---------------------------------------------------------------------------------


def allocate(target, shares, *, by):
    """Give a target to units: exactly these `shares` afterwards. Returns a warning, "" when sums
    agree.

    A unit that has reported keeps its share: it can be changed, not taken away.
    """
    if not permissions.can_allocate(by, target.campaign):
        raise PermissionDenied
    wanted = {share.unit_id: share for share in shares}
    check_shares(target, shares)
    today = timezone.localdate()
    if target.over_units != "none":
        refuse_nested(wanted, today)
    with audit.deed(by=by) as event:
        rows = {row.unit_id: row for row in target.allocations.select_for_update()}
        if {pk: (row.low, row.high) for pk, row in rows.items()} == {
            pk: (share.low, share.high) for pk, share in wanted.items()
        }:
            return sum_warning(target, shares)  # nothing changes, as when the form is sent twice
        for unit_id, share in wanted.items():
            if share.version != (rows[unit_id].version if unit_id in rows else 0):
                raise ValidationError(
                    _("Somebody changed the allocation meanwhile. Compare and save again."),
                    code="conflict",
                )
        taken = [unit_id for unit_id in rows if unit_id not in wanted]
        reported = target.results.filter(unit__in=taken).select_related("unit").first()
        if reported:
            raise ValidationError(
                _("%(unit)s has reported on this target; its share cannot be taken away.")
                % {"unit": reported.unit}
            )
        target.allocations.filter(unit__in=taken).delete()
        changed = write_shares(target, wanted, rows)
        if changed or taken:
            event(target, "allocate", shares=told(wanted), taken=taken)
            tell_units(target, changed, event)
    return sum_warning(target, shares)


def write_shares(target, wanted, rows):
    """Returns the units whose share is new or changed."""
    changed = []
    for unit_id, share in sorted(wanted.items()):
        row = rows.get(unit_id)
        if row is None:
            try:
                with transaction.atomic():
                    Allocation.objects.create(
                        target=target, unit_id=unit_id, low=share.low, high=share.high
                    )
            except IntegrityError as error:
                raise ValidationError(
                    _("Somebody changed the allocation meanwhile. Compare and save again."),
                    code="conflict",
                ) from error
        elif (row.low, row.high) == (share.low, share.high):
            continue
        else:
            take_version(row, share.version)
            Allocation.objects.filter(pk=row.pk).update(low=share.low, high=share.high)
        changed.append(unit_id)
    return changed


def told(wanted):
    return [
        {"unit": unit_id, "low": share.low, "high": share.high}
        for unit_id, share in sorted(wanted.items())
    ]


def tell_units(target, unit_ids, event):
    if target.campaign.is_draft:
        return
    for unit_id in unit_ids:
        notify(
            unit=unit_id,
            roles=UNIT_WORK_ROLES,
            verb="target_allocated",
            subject=target.indicator,
            url=reverse("targets:target_detail", args=[target.pk]),
            event=event,
        )


def check_shares(target, shares):
    for share in shares:
        if share.low is not None and share.high is not None and share.low > share.high:
            raise ValidationError(_("The upper bound must not be below the lower one."))


def refuse_nested(unit_ids, today):
    """A unit and one below it would be counted twice."""
    nested = (
        Placement.objects.on(today)
        .filter(unit__in=unit_ids, parent__in=tree.subtree(unit_ids, today))
        .select_related("unit")
        .first()
    )
    if nested:
        raise ValidationError(
            _("%(unit)s lies below another unit of the list and would be counted twice.")
            % {"unit": nested.unit}
        )


def sum_warning(target, shares):
    """Shares of an additive target that do not add up to the whole: said, not refused."""
    if target.over_units != SUM:
        return ""
    for name, whole in (("low", target.low), ("high", target.high)):
        given = [getattr(share, name) for share in shares]
        if whole is None or not given or any(bound is None for bound in given):
            continue
        total = sum(given, Decimal(0))
        if total != whole:
            say = checks.say
            return _("The shares add up to %(total)s, the plan says %(whole)s.") % {
                "total": say(target, total),
                "whole": say(target, whole),
            }
    return ""
