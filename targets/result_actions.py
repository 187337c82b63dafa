"""Deeds with results: reporting and correcting, accepting, returning, reminding."""

from collections import defaultdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import audit
import documents.actions
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES, Role
from audit.models import Event
from targets import checks, permissions
from targets.checks import Entry
from targets.models import Allocation, Result
from targets.states import ResultState
from vietnamese.periods import Period

__all__ = [
    "Entry",
    "EntryErrors",
    "accept_results",
    "remind",
    "report_result",
    "report_results",
    "return_results",
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
    reported = values_of(unit, targets)
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
            if doubt := checks.doubts(
                entry, low=low, high=high, earlier=earlier_than(entry, reported)
            ):
                found = {"confirmed": doubt}
        if found:
            errors[target.pk] = found
    return errors


def values_of(unit, targets):
    """target id -> [(end of the period, value)] of what the unit reported and nobody returned."""
    rows = Result.objects.filter(target__in=targets, unit=unit, value__isnull=False)
    found = defaultdict(list)
    for pk, end, value in rows.exclude(state=ResultState.RETURNED).values_list(
        "target_id", "period_end", "value"
    ):
        found[pk].append((end, value))
    return found


def earlier_than(entry, reported):
    return [value for end, value in reported[entry.target.pk] if end < entry.period.start]


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
