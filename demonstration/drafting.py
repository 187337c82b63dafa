"""A campaign as our files describe it: drafted part by part, then issued, by those who may."""

import datetime
from decimal import Decimal
from pathlib import Path

import yaml

import awards.actions
import campaigns.actions
import plans.actions
import targets.actions
from awards.models import AwardType
from campaigns.models import (
    Activity,
    Addressing,
    Campaign,
    Drive,
    DriveOccasion,
    LegalBasis,
    Movement,
    Occasion,
    Recipient,
    Review,
    Section,
    Task,
)
from targets.models import Target

FILES = Path(__file__).parent / "campaigns"
TARGET_WORDS = "indicator comparator measure basis direction qualifier places strength over_units over_periods".split()


def described():
    """The four campaigns of the files by code, those of a term before the years in them."""
    found = [yaml.safe_load(path.read_text()) for path in sorted(FILES.glob("*.yaml"))]
    return {spec["code"]: spec for spec in sorted(found, key=lambda spec: day(spec["issued_on"]))}


def day(value):
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def draft(cast, spec):
    """The draft with everything its plan says; the secretariat of the launching unit writes it."""
    by = cast.secretary(spec["unit"])
    unit = cast.units[spec["unit"]]
    campaign = campaigns.actions.create_campaign(
        unit=unit,
        by=by,
        code=spec["code"],
        kind=spec["kind"],
        parent=Campaign.objects.get(code=spec["parent"]) if "parent" in spec else None,
        title=spec["title"],
        theme=spec["theme"],
        participants=spec.get("participants", ""),
        period_code=spec["period"],
        start=day(spec["start"]),
        end=day(spec["end"]),
        answer_due=day(spec.get("answer_due")),
        public=True,
        preamble=spec.get("preamble", ""),
        closing=spec.get("closing", ""),
        symbol=spec["symbol"],
        place=spec["place"],
        signer_authority=spec["signer"]["authority"],
        signer_position=spec["signer"]["position"],
        signer_name=spec["signer"]["name"],
    )
    drives = [
        Drive(
            name=row["name"],
            is_peak=row.get("peak", False),
            start=day(row.get("start")),
            end=day(row.get("end")),
            dates_text=row.get("dates_text", ""),
            contents=row.get("contents", ""),
        )
        for row in spec["drives"]
    ]
    write(campaign, by, (Drive, drives))
    write(
        campaign,
        by,
        (DriveOccasion, occasions(spec, drives)),
        (Activity, activities(spec, drives)),
        (Review, reviews(spec, drives)),
        (Section, sections(spec["sections"])),
        (LegalBasis, bases(spec)),
        (Movement, [Movement(name=name) for name in spec["movements"]]),
        (Recipient, [Recipient(text=text) for text in spec["recipients"]]),
        (Addressing, addressings(cast, spec)),
        (Task, tasks(cast, spec)),
    )
    numbers = write_targets(cast, campaign, spec, by)
    write_quotas(campaign, spec, by)
    return campaign, numbers


def write(campaign, by, *parts):
    rows = [(model, rows, ()) for model, rows in parts if rows]
    if rows:
        campaigns.actions.save_rows(campaign, *rows, version=campaign.version, by=by)


def occasions(spec, drives):
    return [
        DriveOccasion(
            drive=drive,
            occasion=Occasion(name=one["name"], original_date=day(one.get("date"))),
            stated_years=one.get("years"),
        )
        for row, drive in zip(spec["drives"], drives, strict=True)
        for one in row.get("occasions", [])
    ]


def activities(spec, drives):
    return [
        Activity(drive=drive, text=text)
        for row, drive in zip(spec["drives"], drives, strict=True)
        for text in row.get("activities", [])
    ]


def review_rows(spec, drives):
    rows = [
        (row["review"], drive)
        for row, drive in zip(spec["drives"], drives, strict=True)
        if "review" in row
    ]
    return rows + [(row, None) for row in spec.get("reviews", [])]


def held(campaign, spec):
    """(review, day) of those that the file says were held."""
    for row, drive in review_rows(spec, campaign.drives.all()):
        if "held_on" in row:
            reviews = campaign.reviews.select_related("drive", "campaign")
            yield reviews.get(drive=drive, kind=row["kind"]), day(row["held_on"])


def reviews(spec, drives):
    return [
        Review(
            drive=drive,
            kind=row["kind"],
            due=day(row.get("due")),
            due_text=row.get("due_text", ""),
            text=row.get("text", ""),
        )
        for row, drive in review_rows(spec, drives)
    ]


def sections(rows, parent=None):
    found = []
    for row in rows:
        section = Section(
            parent=parent,
            heading=row["heading"],
            text=row.get("text", ""),
            content=row.get("content", Section.Content.TEXT),
        )
        found += [section, *sections(row.get("children", []), section)]
    return found


def bases(spec):
    return [
        LegalBasis(
            number=row.get("number", ""),
            issuer=row.get("issuer", ""),
            date_text=row.get("date", ""),
            title=row["title"],
        )
        for row in spec["legal_bases"]
    ]


def addressings(cast, spec):
    return [
        Addressing(
            group=row["group"],
            unit=cast.units[row["unit"]] if "unit" in row else None,
            unit_list=cast.lists[spec["unit"], row["list"]] if "list" in row else None,
            requested=row.get("requested", False),
            asks_answer=row.get("answer", False),
            asks_plan=row.get("plan", False),
            asks_pact=row.get("pact", False),
        )
        for row in spec["addressings"]
    ]


def tasks(cast, spec):
    return [
        Task(
            body=row["body"],
            unit=cast.units[row["unit"]] if "unit" in row else None,
            for_all=row.get("for_all", False),
            requested=row.get("requested", False),
            due=day(row.get("due")),
            text=row["text"],
        )
        for row in spec["tasks"]
    ]


def write_targets(cast, campaign, spec, by):
    """The targets by their ids in the file (T01, ...)."""
    groups = spec["target_groups"]
    targets.actions.save_groups(campaign, [(None, group["name"]) for group in groups], by=by)
    made = {}
    for row, group in zip(groups, campaign.target_groups.order_by("position"), strict=True):
        for one in row["targets"]:
            responsible = one.get("responsible", spec.get("responsible"))
            made[one["id"]] = targets.actions.save_target(
                Target(
                    campaign=campaign,
                    group=group,
                    low=decimal(one.get("low")),
                    high=decimal(one.get("high")),
                    period_code=one["period"],
                    part_of=made.get(one.get("part_of")),
                    companion_of=made.get(one.get("companion_of")),
                    responsible=cast.units[responsible] if responsible else None,
                    frequency=one.get("frequency", spec["frequency"]),
                    weight_label=one.get("weight_label", ""),
                    **{name: one[name] for name in TARGET_WORDS if name in one},
                ),
                by=by,
            )
    campaign.refresh_from_db()
    return made


def decimal(text):
    return Decimal(text) if text is not None else None


def write_quotas(campaign, spec, by):
    if not spec["quotas"]:
        return
    rows = [
        {name: row[name] for name in ("label", "recipients", "grantor", "low", "high")}
        | {"award_types": list(AwardType.objects.filter(code__in=row["award_types"]))}
        for row in spec["quotas"]
    ]
    awards.actions.save_quotas(campaign, rows, version=campaign.version, by=by)
    campaign.refresh_from_db()


def issue(cast, campaign, spec):
    """By the leader, under the number of the clerk's office where the file names one."""
    campaign.refresh_from_db()
    plans.actions.issue(
        campaign,
        version=campaign.version,
        on=day(spec["issued_on"]),
        by=cast.leader(spec["unit"]),
        manual_number=str(spec["number"]) if "number" in spec else None,
    )
    campaign.refresh_from_db()
