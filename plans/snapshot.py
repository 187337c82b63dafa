"""The whole plan of a campaign as plain data, gathered in a fixed number of statements.

The words of targets, quotas, drives and tasks stand in it as they were printed, beside the figures
they were made of, so an old plan reads the same whatever becomes of the program.
"""

import datetime
import hashlib
import json
from collections import defaultdict
from typing import Any

from django.utils import timezone

import targets.wording
from audit.canonical import plain
from campaigns.models import Activity, DriveOccasion, Section
from documents.official import letter, roman
from plans import wording
from targets.models import Target
from targets.summary import in_order
from units.models import Placement, UnitKind

SCHEMA = 1
Data = dict[str, Any]


def digest(data: Data) -> str:
    """The hash of the one spelling of the data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def gather(campaign, *, number="", issued_on=None, amends=None) -> Data:
    """Plain data (JSON) of everything the plan says; blanks for number and date of a draft."""
    data = {
        "schema": SCHEMA,
        "number": number,
        "issued_on": issued_on,
        "amends": amends,
        "issuer": issuer_of(campaign, issued_on or timezone.localdate()),
        "campaign": head_of(campaign),
        "signature": {
            "authority": wording.paragraphs(campaign.signer_authority.replace(" / ", "\n")),
            "position": campaign.signer_position,
            "name": campaign.signer_name,
        },
        "bases": bases_of(campaign),
        "movements": [movement.name for movement in campaign.movements.all()],
        "recipients": [line.text for line in campaign.recipients.all()],
        "addressees": addressees_of(campaign),
        **targets_of(campaign),
        "quotas": quotas_of(campaign),
        **drives_of(campaign),
        "tasks": tasks_of(campaign),
    }
    data["sections"] = sections_of(campaign, groups=len(data["groups"]), drives=len(data["drives"]))
    return plain(data)


def head_of(campaign) -> Data:
    period = campaign.period
    fields = (
        "code kind title theme participants start end answer_due preamble closing symbol place"
    ).split()
    parent = campaign.parent
    return {
        **{name: getattr(campaign, name) for name in fields},
        "period": period.code,
        "period_words": period.label,
        "parent": {"code": parent.code, "title": parent.title, "number": parent.number}
        if parent
        else None,
    }


def issuer_of(campaign, on: datetime.date) -> Data:
    """The launching unit as it was called on the day, and the body above it where one is printed:
    People's Committees stand alone."""
    placed = Placement.objects.on(on).filter(unit=campaign.unit_id).select_related("parent").first()
    if placed is None:
        return {"unit": campaign.unit_id, "name": campaign.unit.name, "parent": ""}
    alone = placed.parent is None or placed.kind == UnitKind.PEOPLE_COMMITTEE
    return {
        "unit": campaign.unit_id,
        "name": placed.name,
        "parent": "" if alone else placed.parent.name,
    }


def bases_of(campaign) -> list[Data]:
    fields = ("number", "issuer", "date_text", "title")
    rows = campaign.legal_bases.values(*fields)
    return [row | {"words": wording.basis_words(**row)} for row in rows]


def addressees_of(campaign) -> list[Data]:
    fields = ("unit", "name", "requested", "asks_answer", "asks_plan", "asks_pact")
    return list(campaign.addressees.order_by("unit__sort_key", "name", "pk").values(*fields))


# --- targets and quotas ---------------------------------------------------------------------------
TARGET_FIELDS = (
    "indicator comparator low high decimals measure basis direction qualifier places strength "
    "baseline baseline_text over_units over_periods weight_label frequency wording"
).split()


def targets_of(campaign) -> Data:
    """Groups in the order of the plan, each with its lines; targets without a group stand first."""
    rows = in_order(Target.objects.filter(campaign=campaign).select_related("group", "responsible"))
    below = defaultdict(list)
    for row in rows:
        below[row.part_of_id or row.companion_of_id].append(row)
    known = {row.pk for row in rows}
    lines = defaultdict(list)
    for row in rows:
        if (row.part_of_id or row.companion_of_id) not in known:
            lines[row.group_id].append(line_of(row, below, campaign.period_code))
    groups = [
        {"name": group.name, "targets": lines[group.pk]}
        for group in campaign.target_groups.all()
        if lines[group.pk]
    ]
    return {"groups": groups, "targets": lines[None]}


def line_of(target, below, period_code) -> Data:
    """A target with its parts and companions, and the sentence they make together."""
    parts = [
        line_of(row, below, period_code)
        for row in below[target.pk]
        if row.part_of_id == target.pk and not row.companion_of_id
    ]
    companions = [row for row in below[target.pk] if row.companion_of_id == target.pk]
    return {
        **{name: getattr(target, name) for name in TARGET_FIELDS},
        **{name: trimmed(getattr(target, name)) for name in ("low", "high", "baseline")},
        "target": target.pk,
        "period": target.period_code,
        "responsible": target.responsible.name if target.responsible else "",
        "responsible_unit": target.responsible_id,
        "parts": parts,
        "companions": [line_of(row, below, period_code) for row in companions],
        "words": wording.target_words(
            target,
            parts=[part["words"] for part in parts],
            companions=companions,
            campaign_period=period_code,
        ),
    }


def trimmed(value):
    """Without the zeros that a database adds: the same on both, so the hash is, too."""
    return None if value is None else targets.wording.trimmed(value)


def quotas_of(campaign) -> list[Data]:
    quotas = campaign.quotas.prefetch_related("award_types")
    return [
        {
            "label": quota.label,
            "recipients": quota.recipients,
            "grantor": quota.grantor,
            "low": quota.low,
            "high": quota.high,
            "award_types": sorted(award.code for award in quota.award_types.all()),
            "words": wording.quota_words(
                label=quota.label,
                recipients=quota.recipients,
                grantor=quota.grantor,
                low=quota.low,
                high=quota.high,
            ),
        }
        for quota in quotas
    ]


# --- drives ---------------------------------------------------------------------------------------
def drives_of(campaign) -> Data:
    rows = list(campaign.drives.all())
    by_pk = {drive.pk: drive for drive in rows}
    occasions, activities, reviews = defaultdict(list), defaultdict(list), defaultdict(list)
    links = DriveOccasion.objects.filter(drive__campaign=campaign).select_related("occasion")
    for link in links.order_by("position", "pk"):
        link.drive = by_pk[link.drive_id]
        occasions[link.drive_id].append(link)
    for drive in rows:
        drive.campaign, drive.parent = campaign, by_pk.get(drive.parent_id)
    for activity in Activity.objects.filter(drive__campaign=campaign).order_by("position", "pk"):
        activities[activity.drive_id].append(activity)
    for review in campaign.reviews.all():
        reviews[review.drive_id].append(review_of(review))
    drives = [
        drive_of(drive, occasions[drive.pk], activities[drive.pk], reviews[drive.pk])
        for drive in rows
    ]
    return {"drives": drives, "reviews": reviews[None]}


def drive_of(drive, occasions, activities, reviews) -> Data:
    return {
        "drive": drive.pk,
        "inside": drive.parent.name if drive.parent else "",
        "name": drive.name,
        "is_peak": drive.is_peak,
        "start": drive.start,
        "end": drive.end,
        "dates": wording.drive_dates(drive.start, drive.end, drive.dates_text),
        "contents": wording.paragraphs(drive.contents),
        "occasions": [
            {
                "name": link.occasion.name,
                "date": link.occasion.original_date,
                "years": link.years,
                "words": wording.occasion_words(
                    link.occasion.name, link.occasion.original_date, link.years
                ),
            }
            for link in occasions
        ],
        "activities": [
            {"text": wording.bare(activity.text), "due": activity.due} for activity in activities
        ],
        "reviews": reviews,
    }


def review_of(review) -> Data:
    words = wording.review_words(
        review.kind, due=review.due, due_text=review.due_text, text=review.text
    )
    return {"kind": review.kind, "due": review.due, "words": words}


def tasks_of(campaign) -> list[Data]:
    return [
        {
            "task": task.pk,
            "body": task.body,
            "unit": task.unit_id,
            "for_all": task.for_all,
            "requested": task.requested,
            "due": task.due,
            "words": wording.task_words(
                task.body,
                task.text,
                due=task.due,
                requested=task.requested,
                charged=task.unit_id is not None,
            ),
        }
        for task in campaign.tasks.all()
    ]


# --- sections -------------------------------------------------------------------------------------
def mark(depth: int, number: int) -> str:
    """I. then 1. then a) then a dash."""
    return {1: f"{roman(number)}.", 2: f"{number}.", 3: f"{letter(number)})"}.get(depth, "-")


def sections_of(campaign, *, groups: int, drives: int) -> list[Data]:
    """The tree of headings, numbered; rows that fill a section are numbered before its children."""
    below = defaultdict(list)
    for section in campaign.sections.all():
        below[section.parent_id].append(section)
    filled = {Section.Content.TARGETS: groups, Section.Content.DRIVES: drives}

    def walk(parent, depth, before):
        return [
            {
                "mark": mark(depth, number),
                "depth": depth,
                "heading": wording.bare(section.heading),
                "paragraphs": wording.paragraphs(section.text),
                "content": section.content,
                "children": walk(section.pk, depth + 1, filled.get(section.content, 0)),
            }
            for number, section in enumerate(below[parent], start=before + 1)
        ]

    return walk(None, 1, 0)
