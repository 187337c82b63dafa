"""What the page of a campaign shows beside its text: drives over the time, targets by group, counts
of answers. Gathered in a fixed number of statements."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from campaigns.models import Addressee, Drive, DriveOccasion
from campaigns.standing import drive_standing, review_label
from documents.official import letter
from documents.timeline import Span, Timeline, timeline
from plans import wording
from targets.models import Target
from targets.permissions import sees_whole
from targets.states import Progress
from targets.summary import standings
from vietnamese.dates import format_date

TASK_WORDS = 24
STANDINGS = ("answered", "not_answered", "outside")
NOBODY = dict.fromkeys(("addressed", *STANDINGS), 0)
JUDGED = (Progress.MET, Progress.ON_TRACK, Progress.BEHIND, Progress.MISSED, Progress.NOT_JUDGED)


@dataclass(frozen=True)
class DriveRow:
    drive: Drive
    dates: str
    occasions: tuple[str, ...]
    reviews: tuple[str, ...]
    look: str
    label: str
    days_left: int | None


@dataclass(frozen=True)
class GroupRow:
    """`counts` in the order of JUDGED."""

    mark: str
    name: str
    total: int
    counts: tuple[int, ...]

    @property
    def cells(self):
        """(state, count, whether it is none)"""
        return [
            (str(state.label), str(count), not count)
            for state, count in zip(JUDGED, self.counts, strict=True)
        ]


@dataclass(frozen=True)
class TargetTable:
    rows: tuple[GroupRow, ...]
    total: GroupRow | None
    through: str  # the last period with accepted results, in words


@dataclass(frozen=True)
class DriveTable:
    rows: tuple[DriveRow, ...]
    reviews: tuple[str, ...]  # those of the campaign as a whole
    picture: Timeline | None
    about: str  # the picture in words


# --- drives ---------------------------------------------------------------------------------------
def drive_table(campaign) -> DriveTable:
    today = timezone.localdate()
    reviews = list(campaign.reviews.all())
    drives = drives_of(campaign)
    rows = tuple(
        drive_row(drive, [review for review in reviews if review.drive_id == drive.pk], today)
        for drive in drives
    )
    spans = [
        Span(row.drive.name, row.drive.start, row.drive.end, place(row))
        for row in rows
        if row.drive.start and row.drive.end
    ]
    picture = timeline(
        campaign.start,
        campaign.end,
        spans=spans,
        occasions=sorted({day for drive in drives for day in days_of(drive)}),
        reviews=[
            (due_of(review, campaign), review_label(review), bool(review.held_on))
            for review in reviews
        ],
        today=today if campaign.start <= today <= campaign.end else None,
    )
    undated = _("no days given")
    about = "; ".join(f"{row.drive.name}: {row.dates or undated}" for row in rows)
    whole = tuple(review_label(review) for review in reviews if review.drive_id is None)
    return DriveTable(rows, whole, picture if spans else None, about)


def drives_of(campaign):
    """With occasions and the drive around each, in two statements."""
    by_pk = {drive.pk: drive for drive in campaign.drives.all()}
    for drive in by_pk.values():
        drive.campaign, drive.parent, drive.links = campaign, by_pk.get(drive.parent_id), []
    links = DriveOccasion.objects.filter(drive__in=by_pk).select_related("occasion")
    for link in links.order_by("position", "pk"):
        link.drive = by_pk[link.drive_id]
        link.drive.links.append(link)
    return list(by_pk.values())


def drive_row(drive, reviews, today):
    look, label = drive_standing(drive, reviews, today)
    return DriveRow(
        drive=drive,
        dates=dates_words(drive),
        occasions=tuple(occasion_label(link) for link in drive.links),
        reviews=tuple(review_label(review) for review in reviews),
        look=look,
        label=label,
        days_left=drive.days_left(today) if drive.start else None,
    )


def occasion_label(link) -> str:
    if not link.years:
        return link.occasion.name
    years = _("%(years)d years") % {"years": link.years}
    return f"{link.occasion.name} ({years})"


def dates_words(drive) -> str:
    if drive.dates_text or drive.start is None:
        return drive.dates_text
    return f"{format_date(drive.start)} - {format_date(drive.end or drive.campaign.end)}"


def place(row):
    return {"track": "running", "todo": "coming"}.get(row.look, "past")


def days_of(drive):
    """The days within the drive on which its occasions fall."""
    start, end = drive.span
    for link in drive.links:
        date, years = link.occasion.original_date, link.years
        if date and years and (date.month, date.day) != (2, 29):
            day = date.replace(year=date.year + years)
            if start <= day <= end:
                yield day


def due_of(review, campaign) -> datetime.date:
    return review.held_on or review.due or campaign.end


# --- targets --------------------------------------------------------------------------------------
def target_table(campaign, user) -> TargetTable:
    """For those who see it the whole (`sees_whole`), for others what their units report."""
    today = timezone.localdate()
    within = None if sees_whole(user, campaign) else user.units_on(today)
    found = standings(Target.objects.filter(campaign=campaign), within=within)
    names: list[str] = []
    counts: dict[str, Counter] = {}
    for target in found:
        if target.group not in counts:
            names.append(target.group)
            counts[target.group] = Counter()
        counts[target.group][target.state] += 1
    rows: list[GroupRow] = []
    for name in names:
        mark = f"{letter(len([row for row in rows if row.mark]) + 1)})" if name else ""
        rows.append(group_row(mark, name or _("Without a group"), counts[name]))
    through = max((target.through for target in found), default="")
    total = group_row("", "", sum(counts.values(), Counter())) if rows else None
    return TargetTable(tuple(rows), total, period_title(through))


def period_title(code):
    return Target(period_code=code).period.title if code else ""


def group_row(mark, name, counts):
    figures = tuple(counts[state] for state in JUDGED)
    return GroupRow(mark, name, sum(figures), figures)


# --- tasks ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TaskRow:
    url: str  # "" while the campaign is a draft: nothing is reported yet
    text: str
    body: str
    requested: bool
    due: str
    is_late: bool
    states: list[tuple[str, str, str]]  # look, words, "3 / 12" where several units report


def task_table(campaign, lines) -> list[TaskRow]:
    return [task_row(campaign, line) for line in lines]


def task_row(campaign, line):
    task = line.task
    address = [campaign.code, task.pk]
    return TaskRow(
        url="" if campaign.is_draft else reverse("campaigns:task_report", args=address),
        text=Truncator(task.text).words(TASK_WORDS, truncate=" …"),
        body=task.body,
        requested=task.requested,
        due=format_date(task.due) if task.due else "",
        is_late=line.is_late,
        states=[
            (look, str(words), f"{count} / {line.units}" if line.units > 1 else "")
            for look, words, count in line.states
        ],
    )


# --- side -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PlanInForce:
    number: str
    issued_on: datetime.date
    document: int | None  # once it is printed
    bases: list[dict]
    movements: list[str]


def plan_in_force(campaign) -> PlanInForce | None:
    """The newest version; of its long text only what is shown."""
    fields = ("number", "issued_on", "file__document", "data__bases", "data__movements")
    found = campaign.plan_versions.order_by("-version").values_list(*fields).first()
    return PlanInForce(*found) if found else None


@dataclass(frozen=True)
class Side:
    """What stands beside: of the plan in force, else of the draft."""

    bases: list[tuple[str, str]]  # (the text, who issued it and when)
    movements: list[str]


def side(campaign, plan) -> Side:
    if plan:
        return Side(bases(plan.bases), plan.movements)
    fields = ("number", "issuer", "date_text", "title")
    names = list(campaign.movements.values_list("name", flat=True))
    return Side(bases(campaign.legal_bases.values(*fields)), names)


def bases(rows):
    return [
        (
            f"{wording.kind_of(row['number'])} {row['number']}".strip() or row["title"],
            ", ".join(part for part in (row["issuer"], wording.spelled(row["date_text"])) if part)
            if row["number"]
            else "",
        )
        for row in rows
    ]


def standing_counts(campaign, user):
    """How many addressees the user sees, and how many of them were asked and have answered."""
    if campaign.is_draft:
        return None
    seen = Addressee.objects.visible_to(user, of=campaign)
    found = seen.progress_by_campaign(STANDINGS).get(campaign.pk, NOBODY)
    return found | {
        "units": found["addressed"] - found["outside"],
        "asked": found["answered"] + found["not_answered"],
    }
