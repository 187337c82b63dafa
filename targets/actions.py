"""Deeds with targets: keeping those of a draft, giving them to units, reporting, accepting,
returning."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import audit
import documents.actions
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES, Role
from audit.models import Event
from campaigns.models import Campaign
from targets import checks, permissions, wording
from targets.checks import Entry
from targets.models import Allocation, Comparator, Result, Target, TargetGroup
from targets.rollup import SUM
from targets.states import ResultState
from units import tree
from units.models import Placement
from vietnamese.periods import Period

__all__ = [
    "Entry",
    "EntryErrors",
    "Share",
    "accept_results",
    "allocate",
    "delete_target",
    "remind",
    "report_result",
    "report_results",
    "return_results",
    "save_groups",
    "save_target",
]

CHUNK = 200  # conditions in one statement


class EntryErrors(ValidationError):
    """Nothing was saved; `by_target` says why: target id -> field -> sentence ("" is the whole
    row)."""

    def __init__(self, by_target):
        self.by_target = by_target
        super().__init__(
            [sentence for fields in by_target.values() for sentence in fields.values()]
        )


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
            claim(Target, target.pk, version)
            target.version = version + 1
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
        claim(Target, target.pk, version)
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


def claim(model, pk, version):
    if not model.objects.filter(pk=pk, version=version).update(version=F("version") + 1):
        raise ValidationError(
            _(
                "Somebody saved this meanwhile. Your entries are still here: compare and save "
                "again."
            ),
            code="conflict",
        )


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
            claim(Allocation, row.pk, share.version)
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


# --- results ------------------------------------------------------------------------------------


def report_result(entry, *, unit, by):
    return report_results([entry], unit=unit, by=by)[0]


def report_results(entries, *, unit, by):
    """Report or correct results of one unit: all of them, or none with `EntryErrors`.

    New rows, rows still waiting and returned ones become reported; accepted ones are locked.
    """
    entries = sorted(entries, key=lambda entry: (entry.target.pk, entry.period))
    errors = entry_errors(entries, unit=unit, by=by)
    if errors:
        raise EntryErrors(errors)
    with audit.deed(by=by) as event:
        results = [take(entry, unit=unit, by=by, event=event) for entry in entries]
        tell_campaigns(entries, unit, event)
    return results


def entry_errors(entries, *, unit, by):
    """target id -> field -> sentence."""
    targets = {entry.target.pk: entry.target for entry in entries}
    given = {
        target_id: (low, high)
        for target_id, low, high in Allocation.objects.filter(
            target__in=targets, unit=unit
        ).values_list("target_id", "low", "high")
    }
    answered = set(given) | {
        pk for pk, target in targets.items() if target.responsible_id == unit.pk
    }
    today, errors = timezone.localdate(), {}
    for entry in entries:
        target = entry.target
        if target.pk not in answered or not permissions.can_report_for(by, unit.pk):
            raise PermissionDenied
        if target.campaign.state != "issued":
            errors[target.pk] = {"": _("The campaign takes no results now.")}
            continue
        found = checks.refusals(entry, today=today)
        if not found and not entry.confirmed:
            low, high = given.get(target.pk, (None, None))
            if doubt := checks.doubts(entry, low=low, high=high):
                found = {"confirmed": doubt}
        if found:
            errors[target.pk] = found
    return errors


def take(entry, *, unit, by, event):
    """Write one result inside a deed."""
    fields = {
        "value": None if entry.target.in_words else entry.value,
        "weight": entry.weight,
        "fulfilled": entry.fulfilled if entry.target.in_words else None,
        "note": entry.note,
        "state": ResultState.REPORTED,
        "reason": "",
        "reported_by": by,
        "reported_at": timezone.now(),
        "checked_by": None,
        "checked_at": None,
    }
    key = {"target": entry.target, "unit": unit, "period_code": entry.period.code}
    row = Result.objects.filter(**key).first()
    if row and row.is_locked:
        raise EntryErrors(
            {entry.target.pk: {"": _("The result of this period has been accepted and is locked.")}}
        )
    if row and sent_twice(row, fields, entry.files):
        return row
    if row is None and not entry.version:
        row = insert(entry, key | fields)
    elif row is None or not Result.objects.filter(
        pk=row.pk, version=entry.version, state__in=[ResultState.REPORTED, ResultState.RETURNED]
    ).update(version=F("version") + 1, **fields):
        raise stale(entry)
    for upload in entry.files:
        row.evidence.add(documents.actions.attach(upload, unit=unit, by=by, event=event))
    event(
        row,
        "report",
        period=entry.period.code,
        value=fields["value"],
        weight=entry.weight,
        fulfilled=fields["fulfilled"],
        note=entry.note,
    )
    return row


def sent_twice(row, fields, files):
    """The same form again: the row says already what it asks for, from the same person."""
    same = ("value", "weight", "fulfilled", "note", "state", "reported_by")
    if any(getattr(row, name) != fields[name] for name in same):
        return False
    there = set(row.evidence.values_list("sha256", flat=True)) if files else set()
    return all(getattr(file, "sha256", None) in there for file in files)


def insert(entry, fields):
    try:
        with transaction.atomic():
            return Result.objects.create(
                period_start=entry.period.start, period_end=entry.period.end, **fields
            )
    except IntegrityError as error:
        raise stale(entry) from error


def stale(entry):
    sentence = _(
        "Somebody reported or checked this meanwhile. Open the sheet again to see it; your entries "
        "are still here."
    )
    return EntryErrors({entry.target.pk: {"": sentence}})


def tell_campaigns(entries, unit, event):
    """One notice a campaign to those who check."""
    campaigns = {}
    for entry in entries:
        campaigns.setdefault(entry.target.campaign, []).append(entry)
    for campaign, rows in campaigns.items():
        notify(
            unit=campaign.unit_id,
            roles=[Role.SECRETARIAT],
            verb="results_reported",
            subject=f"{unit}: {len(rows)}. {campaign.title}",
            url=reverse("targets:check"),
            event=event,
        )


def accept_results(seen, *, by):
    """Accept and lock. `seen` maps result ids to the versions the person saw; all or none."""
    return check_results(seen, by=by, state=ResultState.ACCEPTED, verb="accept")


def return_results(seen, *, reason, by):
    """Give results back to their units to be corrected; the reason is required."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(
            {"reason": _("Give the reason, so that the unit knows what to mend.")}
        )
    return check_results(seen, by=by, state=ResultState.RETURNED, verb="return", reason=reason)


def check_results(seen, *, by, state, verb, reason=""):
    if not seen:
        raise ValidationError(_("Choose at least one result."))
    rows = list(
        Result.objects.checkable_by(by)
        .filter(pk__in=seen)
        .select_related("target", "target__campaign", "unit")
        .order_by("pk")
    )
    if len(rows) != len(seen):
        raise PermissionDenied
    if all((row.state, row.reason, row.checked_by_id) == (state, reason, by.pk) for row in rows):
        return rows  # sent twice
    now = timezone.now()
    with audit.deed(by=by) as event:
        changed = 0
        for start in range(0, len(rows), CHUNK):
            condition = Q()
            for row in rows[start : start + CHUNK]:
                condition |= Q(pk=row.pk, version=seen[row.pk])
            changed += Result.objects.filter(condition, state=ResultState.REPORTED).update(
                state=state, reason=reason, checked_by=by, checked_at=now, version=F("version") + 1
            )
        if changed != len(rows):
            raise ValidationError(
                _(
                    "Some of these results changed meanwhile; nothing was saved. Look at the "
                    "list again."
                ),
                code="conflict",
            )
        for row in rows:
            event(row, verb, note=reason, period=row.period_code, value=row.value)
        tell_reporters(rows, verb, reason, event)
    return rows


def tell_reporters(rows, verb, reason, event):
    """One notice a unit and campaign."""
    groups = {}
    for row in rows:
        groups.setdefault((row.unit_id, row.target.campaign), []).append(row)
    for (unit_id, campaign), results in groups.items():
        count = len(results)
        words = ngettext("%(count)d result", "%(count)d results", count) % {"count": count}
        notify(
            unit=unit_id,
            roles=UNIT_WORK_ROLES,
            verb=f"results_{verb}ed",
            subject=f"{words}. {campaign.title}",
            url=reverse("targets:returned")
            if verb == "return"
            else reverse("targets:campaign_targets", args=[campaign.code]),
            event=event,
        )


def remind(campaign, unit_ids, period: Period, *, by):
    """Remind units that have not reported for a period, each once a day. Returns how many."""
    if not permissions.can_remind(by, campaign):
        raise PermissionDenied
    if not unit_ids:
        raise ValidationError(_("Choose at least one unit."))
    unit_ids = set(unit_ids) - reminded_today(campaign, period)
    sheet = reverse("targets:entry", args=[campaign.code])
    with audit.deed(by=by) as event:
        for unit_id in sorted(unit_ids):
            notify(
                unit=unit_id,
                roles=UNIT_WORK_ROLES,
                verb="results_due",
                subject=f"{period.label}. {campaign.title}",
                url=f"{sheet}?unit={unit_id}&period={period.code}",
                event=event,
            )
        if unit_ids:
            event(campaign, "remind_results", period=period.code, units=sorted(unit_ids))
    return len(unit_ids)


def reminded_today(campaign, period):
    """Units that were reminded of the period today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Event.objects.of(campaign).filter(verb="remind_results", at__gte=midnight)
    return {
        unit_id
        for facts in sent.values_list("facts", flat=True)
        if facts["period"] == period.code
        for unit_id in facts["units"]
    }
