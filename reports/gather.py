"""The figures of a report: everything read in one transaction, frozen dataclasses out.

The only module of this app that queries. The number of statements does not depend on how much there
is. What counts for a period, and until when, is said in `Scope`.
"""

import dataclasses
import datetime
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation

from awards import summary as awards
from awards.models import Method
from awards.states import State
from campaigns.models import Addressee, Campaign, Drive, DriveOccasion, Feedback, TaskReport
from campaigns.states import TaskState
from plans.wording import drive_dates, occasion_words, review_words
from reports import wording
from reports.facts import (
    AnswerFact,
    AwardFact,
    DifficultyFact,
    DriveFact,
    GroupCount,
    Head,
    MethodFact,
    MissingFact,
    QuotaFact,
    Reporting,
    ReviewFact,
    ShareFact,
    Summary,
    TaskFact,
)
from reports.models import Report, ReportKind
from targets.models import Allocation, Result, Target
from targets.states import Progress, ResultState
from targets.summary import TargetSummary, UnitRow, campaign_summary, names_on
from units import tree
from units.models import Placement, Unit, UnitKind
from vietnamese.periods import Period


@dataclass(frozen=True)
class Scope:
    """What counts: the units, the last day of results, the day of judgement.

    The launching unit reports on everybody who takes part, another one on its own subtree as of the
    end of the period with all that its units succeeded. A report on the whole campaign counts
    everything known at the cut-off (awards of a year are decided after it), one on a part of it
    only what belongs to that part.
    """

    report: Report
    campaign: Campaign
    drive: Drive | None
    period: Period
    cut_off: datetime.datetime

    @property
    def launching(self) -> bool:
        return self.report.unit_id == self.campaign.unit_id

    @property
    def units(self):
        return None if self.launching else tree.line([self.report.unit_id], self.period.end)

    @property
    def today(self) -> datetime.date:
        return timezone.localtime(self.cut_off).date()

    @property
    def until(self) -> datetime.date:
        last = self.period.end
        return min(last, self.drive.end) if self.drive and self.drive.end else last

    @property
    def on(self) -> datetime.date:
        return min(self.today, self.until)

    @property
    def whole(self) -> bool:
        campaign, period = self.campaign, self.period
        covers = period.start <= campaign.start and period.end >= campaign.end
        return covers and self.drive is None

    @property
    def award_period(self) -> Period | None:
        return None if self.whole else self.period

    def of_units(self, field: str) -> Q:
        return Q() if self.launching else Q(**{f"{field}__in": self.units})


@contextmanager
def one_moment():
    """All statements see the database as of one moment; on SQLite any transaction does."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def summary_of(report: Report) -> Summary:
    """Everything the report says, in Vietnamese, as of now."""
    with translation.override("vi"), one_moment():
        campaign = Campaign.objects.select_related("unit", "parent__unit").get(
            pk=report.campaign_id
        )
        drives = list(campaign.drives.all())
        drive = next((drive for drive in drives if drive.pk == report.drive_id), None)
        scope = Scope(report, campaign, drive, report.period, timezone.now())
        targets = targets_of(scope)
        sent, granted = awards_shares(scope)
        lines = awards.counts(campaign=campaign, period=scope.award_period, units=scope.units)
        return Summary(
            head=head_of(scope),
            drives=drives_of(scope, drives),
            reviews=reviews_of(scope),
            targets=targets,
            states=states_of(targets),
            groups=groups_of(targets),
            awards=awards_of(lines),
            methods=methods_of(lines),
            shares=shares_of(sent, granted),
            quotas=quotas_of(scope),
            answers=answers_of(scope),
            reporting=reporting_of(scope),
            difficulties=difficulties_of(scope),
            tasks=tasks_of(scope),
        )


# --- head -----------------------------------------------------------------------------------------
def head_of(scope: Scope) -> Head:
    report, campaign, period = scope.report, scope.campaign, scope.period
    placed = placement_of(report.unit_id, period.end)
    name = placed.name if placed else report.unit.name
    kind = placed.kind if placed else ""
    short = placed.short_name if placed else ""
    committee = kind == UnitKind.PEOPLE_COMMITTEE
    return Head(
        kind=report.kind,
        title=wording.title(
            final=report.kind == ReportKind.FINAL,
            campaign=campaign.title,
            drive=scope.drive.name if scope.drive else "",
            period=period,
            campaign_period=campaign.period_code,
        ),
        campaign=wording.campaign_name(campaign.title),
        campaign_code=campaign.code,
        campaign_title=campaign.title,
        plan_number=campaign.number,
        plan_date=campaign.issued_on,
        launched_by=campaign.unit.name,
        period=period.code,
        period_words=period.label,
        start=period.start,
        end=period.end,
        ended=scope.today > period.end,
        whole=scope.whole,
        drive=scope.drive.name if scope.drive else "",
        unit_id=report.unit_id,
        unit=name,
        parent=placed.parent.name if placed and placed.parent and not committee else "",
        above=above_of(scope),
        units_in_tree=Unit.objects.filter(
            pk__in=tree.subtree([report.unit_id], period.end)
        ).count(),
        tree_on=period.end,
        cut_off=scope.cut_off,
        judged_on=scope.on,
        symbol=wording.symbol(campaign.symbol if scope.launching else "", name, short, committee),
        place=campaign.place if scope.launching else wording.place(name, campaign.place),
        **signature_of(scope, committee),
        recipients=recipients_of(scope),
    )


def placement_of(unit_id, on):
    return Placement.objects.on(on).filter(unit=unit_id).select_related("parent").first()


def above_of(scope: Scope) -> str:
    """To who launched the campaign; of the launching unit, to who launched the one above it."""
    campaign = scope.campaign
    if not scope.launching:
        return campaign.unit.name
    parent = campaign.parent
    return parent.unit.name if parent and parent.unit_id != campaign.unit_id else ""


def signature_of(scope: Scope, committee: bool) -> dict[str, Any]:
    """The launching unit signs as it signed the plan; of another one the name is not known."""
    campaign = scope.campaign
    if scope.launching:
        lines = campaign.signer_authority.replace(" / ", "\n").splitlines()
        return {
            "authority": tuple(line.strip() for line in lines if line.strip()),
            "position": campaign.signer_position,
            "signer": campaign.signer_name,
        }
    authority = ("TM. ỦY BAN NHÂN DÂN",) if committee else ()
    position = "CHỦ TỊCH" if committee else "THỦ TRƯỞNG ĐƠN VỊ"
    return {"authority": authority, "position": position, "signer": ""}


def recipients_of(scope: Scope) -> tuple[str, ...]:
    if not scope.launching:
        return ("Như trên",)
    return tuple(line.text for line in scope.campaign.recipients.all())


# --- drives and reviews ---------------------------------------------------------------------------
def drives_of(scope: Scope, drives) -> tuple[DriveFact, ...]:
    """Those that touch the period; of a report on a drive, it and its peaks."""
    by_pk = {drive.pk: drive for drive in drives}
    occasions, reviews = defaultdict(list), defaultdict(list)
    links = DriveOccasion.objects.filter(drive__campaign=scope.campaign).select_related("occasion")
    for drive in drives:
        drive.campaign, drive.parent = scope.campaign, by_pk.get(drive.parent_id)
    for link in links.order_by("position", "pk"):
        link.drive = by_pk[link.drive_id]
        words = occasion_words(link.occasion.name, link.occasion.original_date, link.years)
        occasions[link.drive_id].append(words)
    for review in scope.campaign.reviews.exclude(drive=None):
        reviews[review.drive_id].append(review)
    chosen = [
        drive
        for drive in drives
        if (scope.drive is None or scope.drive.pk in (drive.pk, drive.parent_id))
        and touches(drive, scope.period)
    ]
    return tuple(drive_fact(d, occasions[d.pk], reviews[d.pk], scope) for d in chosen)


def touches(drive, period) -> bool:
    start, end = drive.span
    return start <= period.end and end >= period.start


def drive_fact(drive, occasions, reviews, scope) -> DriveFact:
    start, end = drive.span
    ended = scope.today > end and end <= scope.until
    stage = "over" if ended else "before" if scope.on < start else "running"
    return DriveFact(
        name=drive.name,
        inside=drive.parent.name if drive.parent else "",
        dates=drive_dates(drive.start, drive.end, drive.dates_text),
        start=drive.start,
        end=drive.end,
        stage=stage,
        days_left=drive.days_left(scope.on),
        occasions=tuple(occasions),
        reviews=tuple(review_fact(review).words for review in reviews),
        reviewed=bool(reviews) and all(held(review, scope) for review in reviews),
    )


def held(review, scope) -> bool:
    return review.held_on is not None and review.held_on <= scope.today


def review_fact(review) -> ReviewFact:
    words = review_words(review.kind, due=review.due, due_text=review.due_text, text=review.text)
    return ReviewFact(review.kind, words, review.due, review.held_on)


def reviews_of(scope: Scope) -> tuple[ReviewFact, ...]:
    if scope.drive is not None:
        return ()
    return tuple(review_fact(review) for review in scope.campaign.reviews.filter(drive=None))


# --- targets --------------------------------------------------------------------------------------
def targets_of(scope: Scope) -> tuple[TargetSummary, ...]:
    found = campaign_summary(scope.campaign, until=scope.until, on=scope.on, within=scope.units)
    if scope.launching:
        return found
    unit_id = scope.report.unit_id
    concerned = [t for t in found if t.units or t.responsible_id == unit_id]
    return tuple(own_share(target, unit_id) for target in concerned)


def own_share(target: TargetSummary, unit_id: int) -> TargetSummary:
    """Held against what the unit itself was given, not against the plan of the whole."""
    row = next((row for row in target.units if row.unit_id == unit_id), None)
    if row is None:
        return dataclasses.replace(
            target,
            plan="",
            low=None,
            high=None,
            percent=None,
            state=Progress.NOT_JUDGED,
            reason="Chưa giao chỉ tiêu cho đơn vị báo cáo.",
        )
    shared = {
        field.name: getattr(row, field.name)
        for field in dataclasses.fields(UnitRow)
        if field.name in OWN
    }
    return dataclasses.replace(target, plan=row.given, **shared)


OWN = frozenset(
    "low high value value_words percent state reason through reported_value fulfilled".split()
)


def states_of(targets) -> dict[str, int]:
    found = Counter(target.state for target in targets)
    return {state.value: found[state] for state in Progress}


def groups_of(targets) -> tuple[GroupCount, ...]:
    by_group = defaultdict(list)
    for target in targets:
        by_group[target.group].append(target)
    return tuple(GroupCount(name, len(rows), states_of(rows)) for name, rows in by_group.items())


# --- awards ---------------------------------------------------------------------------------------
def awards_shares(scope: Scope):
    chosen = {
        "campaign": scope.campaign,
        "period": scope.award_period,
        "units": scope.units,
    }
    return awards.shares(**chosen), awards.shares(**chosen, states=[State.GRANTED])


def awards_of(lines) -> tuple[AwardFact, ...]:
    """By award and kind of recipient, drafts left out: they are the business of their unit."""
    found: dict[tuple[str, str, bool, str], Counter] = {}
    for line in lines:
        if line.state == State.DRAFT:
            continue
        key = (line.award_code, line.award, line.granted_by_state, line.recipient)
        found.setdefault(key, Counter())[line.state] += line.lines
    return tuple(
        AwardFact(
            *key,
            sent=states.total(),
            under_way=states.total() - states[State.GRANTED] - states[State.REFUSED],
            granted=states[State.GRANTED],
            refused=states[State.REFUSED],
        )
        for key, states in found.items()
    )


def methods_of(lines) -> tuple[MethodFact, ...]:
    sent: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for line in lines:
        if line.state != State.DRAFT:
            sent[line.method] += line.lines
        if line.state == State.GRANTED:
            granted[line.method] += line.lines
    return tuple(
        MethodFact(method.value, sent[method], granted[method]) for method in Method if sent[method]
    )


SHARES = ("direct_workers", "women", "ethnic_minority", "small_collectives", "remote")


def shares_of(sent, granted) -> tuple[ShareFact, ...]:
    return tuple(
        ShareFact(
            name,
            getattr(sent, name).count,
            getattr(sent, name).base,
            getattr(granted, name).count,
            getattr(granted, name).base,
        )
        for name in SHARES
    )


def quotas_of(scope: Scope) -> tuple[QuotaFact, ...]:
    """Planned for the campaign as a whole, so counted over the whole of it; only the launching
    unit has them."""
    if not scope.launching:
        return ()
    return tuple(
        QuotaFact(
            label=line.quota.label,
            recipients=line.quota.recipients,
            grantor=line.quota.grantor,
            low=line.quota.low,
            high=line.quota.high,
            proposed=line.proposed,
            granted=line.granted,
        )
        for line in awards.quotas(scope.campaign, units=scope.units)
    )


# --- answers --------------------------------------------------------------------------------------
def answers_of(scope: Scope) -> AnswerFact:
    rows = list(
        Addressee.objects.filter(scope.of_units("unit"), campaign=scope.campaign)
        .with_answers()
        .order_by("unit__sort_key", "name", "pk")
    )
    inside = [row for row in rows if row.unit_id]
    asked = [row for row in inside if row.asks_answer]
    plans = [row for row in inside if row.asks_plan]
    pacts = [row for row in inside if row.asks_pact]
    return AnswerFact(
        addressed=len(inside),
        outside=len(rows) - len(inside),
        received=sum(row.received_at is not None for row in inside),
        asked=len(asked),
        answered=sum(row.answered for row in asked),
        plans_asked=len(plans),
        plans_sent=sum(row.plan_sent for row in plans),
        pacts_asked=len(pacts),
        pacts_signed=sum(row.pact_signed for row in pacts),
        not_answered=tuple(row.name for row in asked if not row.answered),
        plans_missing=tuple(row.name for row in plans if not row.plan_sent),
    )


# --- who has not reported -------------------------------------------------------------------------
def reporting_of(scope: Scope) -> Reporting:
    """Every result due in the period (its own period ended by the day of judgement) against what
    the units reported. A returned result is still owed."""
    targets = list(
        Target.objects.filter(campaign=scope.campaign)
        .select_related("campaign", "group")
        .in_plan_order()
    )
    due = {target.pk: due_periods(target, scope) for target in targets}
    asked = asked_units(scope, targets)
    results = Result.objects.filter(
        scope.of_units("unit"), target__campaign=scope.campaign, period_end__lte=scope.on
    )
    states = {
        (target, unit, period): state
        for target, unit, period, state in results.values_list(
            "target_id", "unit_id", "period_code", "state"
        )
    }
    found: Counter = Counter()
    missing: defaultdict[int, dict] = defaultdict(dict)
    owed: Counter = Counter()
    for target in targets:
        for unit_id in asked[target.pk]:
            codes = []
            for code in due[target.pk]:
                state = states.get((target.pk, unit_id, code))
                found[state] += 1
                if state in (None, ResultState.RETURNED):
                    codes.append(code)
            owed[unit_id] += len(due[target.pk])
            if codes:
                missing[unit_id][target.indicator] = tuple(codes)
    owing = {unit_id: count for unit_id, count in owed.items() if count}
    names = names_on(missing, scope.on)
    facts = [
        MissingFact(
            unit_id=unit_id,
            unit=names.get(unit_id, ""),
            asked=owing[unit_id],
            missing=sum(len(codes) for codes in what.values()),
            what=tuple(what.items()),
        )
        for unit_id, what in missing.items()
    ]
    return Reporting(
        units=len(owing),
        units_complete=len(owing) - len(facts),
        asked=sum(owing.values()),
        accepted=found[ResultState.ACCEPTED],
        waiting=found[ResultState.REPORTED],
        returned=found[ResultState.RETURNED],
        missing=tuple(sorted(facts, key=lambda fact: (-fact.missing, fact.unit, fact.unit_id))),
    )


def due_periods(target, scope) -> tuple[str, ...]:
    return tuple(
        period.code
        for period in target.report_periods()
        if scope.period.start <= period.end <= scope.on
    )


def asked_units(scope, targets) -> dict[int, list[int]]:
    """target -> the units that report on it: those it was given to, and the responsible one."""
    asked: defaultdict[int, dict] = defaultdict(dict)
    given = Allocation.objects.filter(scope.of_units("unit"), target__campaign=scope.campaign)
    rows = given.order_by("unit__sort_key", "unit_id").values_list("target_id", "unit_id")
    for target_id, unit_id in rows:
        asked[target_id][unit_id] = True
    for target in targets:
        if target.responsible_id and (
            scope.launching or target.responsible_id == scope.report.unit_id
        ):
            asked[target.pk][target.responsible_id] = True
    return defaultdict(list, {pk: list(units) for pk, units in asked.items()})


# --- difficulties and tasks -----------------------------------------------------------------------
def difficulties_of(scope: Scope) -> tuple[DifficultyFact, ...]:
    rows = Feedback.objects.filter(scope.of_units("unit"), campaign=scope.campaign)
    if not scope.whole:
        start, end = awards.moments(scope.period)
        rows = rows.filter(at__gte=start, at__lt=end)
    rows = rows.order_by("at", "pk").select_related("unit")
    return tuple(
        DifficultyFact(
            unit=row.unit.name,
            on=timezone.localtime(row.at).date(),
            text=row.text,
            reply=row.reply,
            replied_on=timezone.localtime(row.replied_at).date() if row.replied_at else None,
        )
        for row in rows
    )


def tasks_of(scope: Scope) -> tuple[TaskFact, ...]:
    tasks = list(scope.campaign.tasks.all())
    latest = TaskReport.objects.filter(scope.of_units("unit"), task__campaign=scope.campaign)
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for task_id, state in latest.latest().values_list("task_id", "state"):
        states[task_id][state] += 1
    if scope.launching:
        within, everybody = (
            None,
            Addressee.objects.filter(campaign=scope.campaign, unit__isnull=False).count(),
        )
    else:
        within = set(Unit.objects.filter(pk__in=scope.units).values_list("pk", flat=True))
        everybody = 1
    facts = []
    for task in tasks:
        if within is not None and not task.for_all and task.unit_id not in within:
            continue
        asked = everybody if task.for_all else int(task.unit_id is not None)
        done = min(states[task.pk][TaskState.DONE], asked)
        late = task.due is not None and task.due < scope.on and done < asked
        facts.append(
            TaskFact(
                body=task.body,
                text=task.text,
                requested=task.requested,
                due=task.due,
                asked=asked,
                done=done,
                doing=min(states[task.pk][TaskState.DOING], asked - done),
                late=late,
            )
        )
    return tuple(facts)
