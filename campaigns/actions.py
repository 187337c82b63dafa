"""Deeds of a campaign: drafting, addressing, summing up (what units do: campaigns/answering.py).

`issue` itself is a deed of `plans`, which freezes targets and quotas too; it calls `mark_issued`
and `resolve_addressees` here within its own deed.
"""

import itertools
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

import audit
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES
from audit.versions import conflict, take_version
from campaigns import permissions, schedule
from campaigns.models import (
    Addressee,
    Addressing,
    Campaign,
    Drive,
    DriveOccasion,
    Occasion,
    Review,
    Section,
    Task,
    TaskReport,
)
from campaigns.states import CampaignState
from units import tree
from units.models import Placement
from vietnamese.dates import format_date
from vietnamese.folding import fold

CAMPAIGN_FIELDS = (
    "kind parent title theme participants period_code start end answer_due public preamble closing "
    "symbol place signer_authority signer_position signer_name"
).split()
OPEN = Q(state=CampaignState.DRAFT) | ~Q(amendment_reason="")  # whose plan can be edited
RESERVED_CODES = {"new", "lists"}  # words of our own addresses


# --- drafting -------------------------------------------------------------------------------------
def create_campaign(*, unit, by, code="", **fields):
    """A draft of the unit: fields of CAMPAIGN_FIELDS; without a code one is made of the title."""
    if not permissions.can_launch_for(by, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        return drafted(event, unit=unit, code=code, **fields)


def drafted(event, *, unit, code="", **fields):
    """The part of `create_campaign` that other deeds use; the rights have been asked before."""
    campaign = Campaign(unit=unit, code=code or free_code(fields), created_by=event.by, **fields)
    check_campaign(campaign)
    campaign.full_clean(validate_unique=False, exclude=["search_key", "created_by"])
    if campaign.code in RESERVED_CODES:
        raise ValidationError({"code": _("Choose another code: this one is a word of our own.")})
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError:
        raise ValidationError(
            {"code": _("The code %(code)s is taken. Choose another.") % {"code": campaign.code}}
        ) from None
    event(campaign, "create", code=campaign.code, unit=unit.pk)
    return campaign


def free_code(fields):
    """A short code of the title and the year or term that no campaign bears yet."""
    title, period = slugify(fold(fields["title"])[:40]), slugify(fields["period_code"])
    base = title if title.endswith(f"-{period}") else f"{title}-{period}"
    tries = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
    taken = set(Campaign.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in tries if code not in taken | RESERVED_CODES)


def edit_campaign(campaign, *, version, by, **fields):
    """Change fields of CAMPAIGN_FIELDS of a draft."""
    with draft_of(campaign, version=version, by=by) as event:
        changed = [
            name
            for name in CAMPAIGN_FIELDS
            if name in fields and getattr(campaign, name) != fields[name]
        ]
        for name in changed:
            setattr(campaign, name, fields[name])
        check_campaign(campaign)
        campaign.full_clean(exclude=["search_key", "created_by"])
        check_drives(campaign, campaign.drives.select_related("parent"))
        campaign.save(update_fields=[*changed, "search_key"])
        event(campaign, "edit", changed=changed)
    return campaign


@contextmanager
def draft_of(campaign, *, version, by):
    """A deed that changes a draft, opened at `version` by somebody who leads it."""
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        if not editable(campaign, version).update(version=F("version") + 1):
            raise not_taken(campaign)
        campaign.version = version + 1
        yield event


def editable(campaign, version):
    """The campaign of that version while its plan is open: a draft, or being amended."""
    return Campaign.objects.filter(OPEN, pk=campaign.pk, version=version)


def drafts(campaign, version):
    """The campaign while it is a draft of that version: only one of two writers finds it."""
    return Campaign.objects.filter(pk=campaign.pk, version=version, state=CampaignState.DRAFT)


def not_taken(campaign):
    if Campaign.objects.filter(OPEN, pk=campaign.pk).exists():
        return conflict()
    return ValidationError(
        _("This plan has been issued. It is changed by an amendment."), code="issued"
    )


def check_campaign(campaign):
    if problem := schedule.span_problem(campaign.start, campaign.end):
        raise ValidationError({"end": problem})
    parent = campaign.parent
    if parent and parent.pk == campaign.pk:
        raise ValidationError({"parent": _("A campaign does not belong to itself.")})
    if parent and not (parent.start <= campaign.start and campaign.end <= parent.end):
        raise ValidationError(
            {
                "parent": _("The term campaign runs from %(first)s to %(last)s; this one does not.")
                % {"first": format_date(parent.start), "last": format_date(parent.end)}
            }
        )


def check_drives(campaign, drives):
    for drive in drives:
        problems = schedule.drive_problems(
            drive.start,
            drive.end,
            is_peak=drive.is_peak,
            campaign=(campaign.start, campaign.end),
            parent=(drive.parent.start, drive.parent.end) if drive.parent else None,
        )
        for text in problems.values():
            raise ValidationError(
                _("Drive “%(name)s”: %(problem)s") % {"name": drive.name, "problem": text}
            )
        if drive.parent and (drive.parent.parent_id or drive.parent_id == drive.pk):
            raise ValidationError(
                _("Drive “%(name)s”: choose a drive that does not stand in another one.")
                % {"name": drive.name}
            )


def save_rows(campaign, *parts, version, by, typed=""):
    """Write parts of a draft. Each is (model, rows in their order, ids of removed rows).

    Rows belong to the campaign, or (occasions, activities) to the drive that is set on them; they
    are numbered in the order given. Drives and sections keep their trees. `typed` is a digest of
    what was sent, by which a repeated request is known.
    """
    with draft_of(campaign, version=version, by=by) as event:
        rows_written(event, campaign, *parts, typed=typed)
    return campaign


def rows_written(event, campaign, *parts, typed=""):
    """The part of `save_rows` that other deeds use."""
    facts, gone_drives = {}, set()
    for model, rows, removed in parts:
        owned = {field.name for field in model._meta.fields}
        if model is Drive:
            gone_drives = set(removed)
            stand_in_each_other(rows, gone_drives)
            check_drives(campaign, rows)
        for position, row in enumerate(rows, start=1):
            if "campaign" in owned:
                row.campaign = campaign
            if "position" in owned:
                row.position = position
            if model is Review and row.drive_id in gone_drives:
                row.drive = None
            if model is DriveOccasion:
                row.occasion = occasion_of(row.occasion.name, row.occasion.original_date)
            row.full_clean(validate_unique=False, validate_constraints=False)
        write_rows(model, rows, removed, campaign)
        facts[model._meta.model_name] = {"kept": len(rows), "removed": len(removed)}
    event(campaign, "edit_parts", typed=typed, **facts)


def stand_in_each_other(drives, removed):
    """The drive around a peak drive as it is saved with it; a removed one is none."""
    kept = {drive.pk: drive for drive in drives if drive.pk}
    for drive in drives:
        if drive.parent_id in removed:
            drive.parent = None
        elif drive.parent_id in kept:
            drive.parent = kept[drive.parent_id]


def write_rows(model, rows, removed, campaign):
    owner = "campaign" if hasattr(model, "campaign") else "drive__campaign"
    gone = model.objects.filter(pk__in=removed, **{owner: campaign})
    if model is Task and TaskReport.objects.filter(task__in=gone).exists():
        raise ValidationError(
            _("Units have reported on this task already: it stays. Change its words instead.")
        )
    if model is Drive:  # what stands in a removed drive, or ends it, stays
        Drive.objects.filter(parent__in=removed).update(parent=None)
        Review.objects.filter(drive__in=removed).update(drive=None)
    if model is Section:
        Section.objects.filter(parent__in=removed).update(parent=None)
    gone.delete()
    for row in rows:
        if hasattr(row, "parent_id"):
            row.parent = row.parent  # a parent saved a moment ago has its id now
        row.save()


def outlined(sections, depths):
    """Gives each section the nearest one above it that stands less deep as its parent."""
    line = []
    for section, depth in zip(sections, depths, strict=True):
        line = line[: depth - 1]
        section.parent = line[-1] if line else None
        line.append(section)
    return sections


def occasion_of(name, original_date):
    """The occasion of that name and date, which drives of all campaigns share."""
    return Occasion.objects.get_or_create(name=name, original_date=original_date)[0]


# --- lists of units -------------------------------------------------------------------------------
def save_list(unit_list, *, by, name, units, version=None):
    """A new list (unsaved, with its owner) or a changed one; issued campaigns keep theirs."""
    if not permissions.can_edit_list(by, unit_list):
        raise PermissionDenied
    if not units:
        raise ValidationError({"units": _("Name at least one unit.")})
    with audit.deed(by=by) as event:
        if unit_list.pk:
            take_version(unit_list, version)
        unit_list.name = name
        unit_list.full_clean(validate_unique=False, validate_constraints=False, exclude=["units"])
        try:
            with transaction.atomic():
                unit_list.save()
        except IntegrityError:
            raise ValidationError(
                {"name": _("The unit has a list of this name already. Choose another name.")}
            ) from None
        unit_list.units.set(units)
        event(unit_list, "save", units=sorted(unit.pk for unit in units))
    return unit_list


# --- issue ----------------------------------------------------------------------------------------
def mark_issued(event, campaign, *, number, on, version):
    """Draft -> issued, with number and date; refused when somebody was faster."""
    changed = drafts(campaign, version).update(
        state=CampaignState.ISSUED, number=number, issued_on=on, version=F("version") + 1
    )
    if not changed:
        raise not_taken(campaign)
    campaign.state, campaign.number, campaign.issued_on = CampaignState.ISSUED, number, on
    campaign.version = version + 1
    event(campaign, "issue", number=number, on=on.isoformat())


def resolve_addressees(campaign, event):
    """Freeze whom the plan addresses, with the names borne on the day of issue, and tell them.

    A unit named twice gets one row: everything that is asked of it, and instructed when one line
    instructs it. Repeating it (after an amendment) adds only those who were not addressed before.
    Gives the new rows.
    """
    asked, bodies, rows = addressee_rows(campaign)
    Addressee.objects.bulk_create(rows)
    for row in rows:
        if row.unit_id:
            notify(
                unit=row.unit_id,
                roles=UNIT_WORK_ROLES,
                verb="campaign_addressed",
                subject=campaign.title,
                url=campaign.get_absolute_url(),
                event=event,
            )
    event(campaign, "address", units=len(asked), bodies=len(bodies), new=len(rows))
    return rows


def addressee_rows(campaign):
    """(units asked, bodies asked, unsaved rows of those who were not addressed before)."""
    on = campaign.issued_on or timezone.localdate()
    asked, bodies = {}, {}
    for line in campaign.addressings.select_related("unit", "unit_list"):
        if line.group == Addressing.Group.BODY:
            merge(bodies, line.body_name, line.body_name, line)
            continue
        for unit_id, name in sorted(addressed_units(campaign, line, on).items()):
            merge(asked, unit_id, name, line)
    known = set(campaign.addressees.values_list("unit_id", flat=True))
    known_bodies = set(campaign.addressees.filter(unit=None).values_list("name", flat=True))
    rows = [Addressee(campaign=campaign, unit_id=pk, **asks) for pk, asks in asked.items()]
    rows = [row for row in rows if row.unit_id not in known]
    rows += [
        Addressee(campaign=campaign, unit=None, **asks)
        for name, asks in bodies.items()
        if name not in known_bodies
    ]
    return asked, bodies, rows


def merge(asked, key, name, line):
    before = asked.setdefault(
        key,
        {
            "name": name,
            "requested": True,
            "asks_answer": False,
            "asks_plan": False,
            "asks_pact": False,
        },
    )
    before["requested"] &= line.requested
    for what in ("asks_answer", "asks_plan", "asks_pact"):
        before[what] |= getattr(line, what)


def addressed_units(campaign, line, on):
    """{unit id: the name it bears on the day} of one line of the addressing."""
    placed = Placement.objects.on(on)
    below = placed.filter(unit__in=tree.subtree([campaign.unit_id], on)).exclude(
        unit=campaign.unit_id
    )
    if line.group == Addressing.Group.KIND:
        return dict(below.filter(kind=line.unit_kind).values_list("unit_id", "name"))
    if line.group == Addressing.Group.LEVEL:
        return dict(below.filter(level=line.level).values_list("unit_id", "name"))
    if line.group == Addressing.Group.UNIT:
        named = {line.unit_id: line.unit.name}
    else:
        named = dict(line.unit_list.units.values_list("pk", "name"))
    found = dict(placed.filter(unit__in=named).values_list("unit_id", "name"))
    if missing := [name for pk, name in named.items() if pk not in found]:
        raise ValidationError(
            _("Not there on %(date)s: %(units)s. Take them out of the addressing or its list.")
            % {"date": format_date(on), "units": ", ".join(missing)}
        )
    return found


def close(campaign, *, version, by):
    """Issued -> summed up: nothing more is answered or reported."""
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        changed = Campaign.objects.filter(
            pk=campaign.pk, state=CampaignState.ISSUED, version=version
        ).update(state=CampaignState.CLOSED, version=F("version") + 1)
        if not changed:
            raise conflict()
        campaign.state, campaign.version = CampaignState.CLOSED, version + 1
        event(campaign, "close")
    return campaign


def record_review(review, *, held_on, by):
    """The day on which a sơ kết or tổng kết was held; another day corrects the one before."""
    campaign = review.campaign
    if not permissions.can_record_review(by, campaign):
        raise PermissionDenied
    begins = (review.drive.start if review.drive else None) or campaign.start
    if problem := schedule.held_problem(held_on, begins, timezone.localdate()):
        raise ValidationError({"held_on": problem})
    with audit.deed(by=by) as event:
        other_day = Review.objects.filter(pk=review.pk).filter(
            Q(held_on=None) | ~Q(held_on=held_on)
        )
        if other_day.update(held_on=held_on):
            event(campaign, "record_review", review=review.pk, held_on=held_on.isoformat())
    review.held_on = held_on
    return review
