"""What waits for a person: rows with since when, due when and one verb, from a list of providers.

Each provider asks a fixed number of statements and gives rows; adding a kind of work is adding a
function to PROVIDERS.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, F, FilteredRelation, Min, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import UNIT_WORK_ROLES
from awards.models import Nomination
from awards.states import State
from campaigns.models import Addressee, Campaign, Task, TaskReport
from campaigns.permissions import LEADING
from campaigns.states import CampaignState, TaskState
from jobs.working_days import working_days_between
from targets.models import Allocation, Result, Target
from targets.rollup import NONE
from targets.states import ResultState
from vietnamese.dates import days_words, format_date
from vietnamese.periods import Period

SHOWN = 30  # rows of one kind at most, those due first
AHEAD = datetime.timedelta(days=14)  # results of a period are called for before it ends
COUNT_SECONDS = 600


@dataclass(frozen=True)
class Item:
    """One thing to do. `state`: the shape of components/state.html, and its words."""

    what: str
    about: str
    source: str
    url: str
    verb: str
    since: datetime.date | None = None
    due: datetime.date | None = None
    state: str = "todo"
    label: str = ""

    @property
    def due_words(self):
        """ "25/10/2024, còn 5 ngày"; "" without a date."""
        return due_words(self.due, timezone.localdate()) if self.due else ""

    @property
    def state_label(self):
        return self.label or _("To do")


def due_words(due, today):
    """The day and how many working days off it is; another day is never less than one away, not
    even within a weekend."""
    days = working_days_between(today, due)
    if days == 0 and due != today:
        days = 1 if due > today else -1
    return f"{format_date(due)}, {days_words(days)}"


@dataclass(frozen=True)
class Group:
    """`items` are shown, `count` are there."""

    name: str
    items: tuple[Item, ...]
    count: int


@dataclass(frozen=True)
class Waiting:
    """What waits, due first on top. `cut`: of some kind there is more than was read."""

    items: list[Item]
    cut: bool

    @property
    def number(self) -> str:
        """How many, or that it is more than these."""
        count = str(len(self.items))
        return _("over %(count)s") % {"count": count} if self.cut else count


def waiting(user) -> Waiting:
    """Everything that waits for the user, of each kind the `SHOWN` that are due first."""
    found = [list(provider(user)) for provider in PROVIDERS]
    items = in_order(item for rows in found for item in rows)
    return Waiting(items, cut=any(len(rows) >= SHOWN for rows in found))


def in_order(items):
    last = datetime.date.max
    return sorted(items, key=lambda item: (item.due or last, item.since or last))


def grouped(items, most=None) -> list[Group]:
    """Late; this week and the next; later or without a date. Of each at most `most`."""
    today = timezone.localdate()
    sunday = today + datetime.timedelta(days=13 - today.weekday())
    late: list[Item] = []
    soon: list[Item] = []
    later: list[Item] = []
    for item in items:
        where = later if item.due is None or item.due > sunday else soon
        (late if item.due is not None and item.due < today else where).append(item)
    named = ((_("Overdue"), late), (_("This week and next"), soon), (_("Later"), later))
    return [Group(name, tuple(rows[:most]), len(rows)) for name, rows in named if rows]


# --- the number beside the entry of the navigation ------------------------------------------------
def cache_key(user):
    return f"my_work:{user.pk}"


def remember(user, found: Waiting) -> None:
    number = f"{len(found.items)}+" if found.cut else str(len(found.items))
    cache.set(cache_key(user), number if found.items else "", COUNT_SECONDS)


def known_count(user) -> str | None:
    """As the page "My work" (or the first page after signing in) found it within ten minutes; never
    asks the database, because it stands on every page."""
    return cache.get(cache_key(user)) or None


# --- providers ------------------------------------------------------------------------------------
def day_of(moment):
    return timezone.localtime(moment).date() if moment else None


def campaigns_to_answer(user):
    """Plans that arrived: to be received, then answered."""
    rows = (
        Addressee.objects.filter(
            unit__in=user.units_holding(UNIT_WORK_ROLES), campaign__state=CampaignState.ISSUED
        )
        .with_answers()
        .filter(
            Q(received_at=None)
            | Q(asks_answer=True, answered=False)
            | Q(asks_plan=True, plan_sent=False)
            | Q(asks_pact=True, pact_signed=False)
        )
        .select_related("campaign__unit")
        .only(
            "unit", "name", "received_at", "campaign__code", "campaign__title",
            "campaign__issued_on", "campaign__answer_due", "campaign__unit__name",
        )
        .order_by(F("campaign__answer_due").asc(nulls_last=True), "pk")[:SHOWN]
    )  # fmt: skip
    for row in rows:
        campaign = row.campaign
        received = row.received_at is not None
        what = _("Answer the campaign: %(title)s") if received else _("Receive the plan: %(title)s")
        yield Item(
            what=what % {"title": campaign.title},
            about=row.name,
            source=campaign.unit.name,
            since=day_of(row.received_at) or campaign.issued_on,
            due=campaign.answer_due,
            url=reverse("campaigns:answer_edit", args=[campaign.code]) + f"?unit={row.unit_id}",
            verb=_("Answer") if received else _("Receive"),
        )


def results_to_report(user):
    """Results of periods that ended, or are about to end: a row a campaign, unit and period."""
    units = user.units_holding(UNIT_WORK_ROLES)
    if not units:
        return
    today = timezone.localdate()
    targets = {
        target.pk: target
        for target in Target.objects.filter(campaign__state=CampaignState.ISSUED)
        .given_to(units)
        .annotate(shared=Exists(Allocation.objects.filter(target=OuterRef("pk"))))
        .select_related("campaign__unit")
    }
    given = Allocation.objects.filter(target__in=targets, unit__in=units)
    reported = Result.objects.filter(target__in=targets, unit__in=units)
    there = set(
        given.order_by()
        .values_list("target_id", "unit_id", Value(""))
        .union(reported.order_by().values_list("target_id", "unit_id", "period_code"), all=True)
    )
    pairs = {(target_id, unit_id) for target_id, unit_id, code in there if not code}
    pairs |= {
        (pk, target.responsible_id)
        for pk, target in targets.items()
        if target.responsible_id in units and not (target.shared and target.over_units != NONE)
    }  # as targets.reporting.asked_of has it: not what is added up from the shares of others
    names = {a.unit_id: a.unit.name for a in user.appointments_on(today)}
    owed = defaultdict(int)
    for target_id, unit_id in pairs:
        target = targets[target_id]
        for period in target.report_periods():
            called = period.end <= today + AHEAD and period.start <= today
            if called and (target_id, unit_id, period.code) not in there:
                owed[target.campaign, unit_id, period.code] += 1
    for (campaign, unit_id, code), count in owed.items():
        period = Period(code)
        words = ngettext("%(count)d target", "%(count)d targets", count) % {"count": count}
        address = reverse("targets:entry", args=[campaign.code])
        yield Item(
            what=_("Report results of %(period)s: %(targets)s")
            % {"period": period.title, "targets": words},
            about=f"{campaign.title} · {names.get(unit_id, '')}",
            source=campaign.unit.name,
            since=period.end if period.end <= today else None,
            due=period.end + datetime.timedelta(days=settings.RESULTS_DUE_DAYS),
            url=f"{address}?unit={unit_id}&period={code}",
            verb=_("Enter results"),
        )


def results_returned(user):
    rows = (
        Result.objects.filter(target__campaign__state=CampaignState.ISSUED)
        .returned()
        .of_units(user)
        .select_related("target__campaign", "checked_by")
        .only(
            "unit", "period_code", "reason", "checked_at", "checked_by__full_name",
            "target__indicator", "target__campaign__code",
        )
        .order_by("checked_at")[:SHOWN]
    )  # fmt: skip
    for row in rows:
        address = reverse("targets:entry", args=[row.target.campaign.code])
        yield Item(
            what=_("Mend the result: %(target)s, %(period)s")
            % {"target": row.target.indicator, "period": row.period.title},
            about=row.reason,
            source=row.checked_by.full_name if row.checked_by else "",
            since=day_of(row.checked_at),
            due=day_of(row.checked_at) + datetime.timedelta(days=settings.RESULTS_MEND_DAYS),
            url=f"{address}?unit={row.unit_id}&period={row.period_code}",
            verb=_("Mend the result"),
            state="back",
            label=ResultState.RETURNED.label,
        )


def results_to_check(user):
    """Results that wait for acceptance, a row a campaign and unit."""
    checkable = Result.objects.visible_to(user).waiting().checkable_by(user)
    rows = (
        checkable.order_by()
        .values("target__campaign__code", "target__campaign__title", "unit__name", "unit")
        .annotate(count=Count("pk"), since=Min("reported_at"))
        .order_by("since")[:SHOWN]
    )
    for row in rows:
        count = row["count"]
        words = ngettext("%(count)d result", "%(count)d results", count) % {"count": count}
        since = day_of(row["since"])
        yield Item(
            what=_("Check %(results)s of %(unit)s") % {"results": words, "unit": row["unit__name"]},
            about=row["target__campaign__title"],
            source=row["unit__name"],
            since=since,
            due=since + datetime.timedelta(days=settings.RESULTS_CHECK_DAYS),
            url=f"{reverse('targets:check')}?campaign={row['target__campaign__code']}",
            verb=_("Check"),
            state="wait",
            label=ResultState.REPORTED.label,
        )


def nominations(user):
    """Dossiers held by one's units where one holds the role for the next move."""
    rows = (
        Nomination.objects.awaiting(user)
        .with_recipients()
        .for_rows()
        .order_by(F("mend_by").asc(nulls_last=True), "held_since")[:SHOWN]
    )
    for row in rows:
        returned = row.state == State.DRAFT and row.return_reason
        recipients = row.first_recipient or ""
        if row.recipient_count > 1:
            more = ngettext("and %(n)d more", "and %(n)d more", row.recipient_count - 1)
            recipients += " " + more % {"n": row.recipient_count - 1}
        yield Item(
            what=_("Dossier %(code)s: %(title)s") % {"code": row.code, "title": row.title},
            about=f"{row.award_type.local_name} · {recipients}",
            source=row.unit.name,
            since=day_of(row.held_since),
            due=row.mend_by,
            url=reverse("awards:nomination_detail", args=[row.pk]),
            verb=_("Mend the dossier") if returned else _("Go on with the dossier"),
            state="back" if returned else "todo" if row.state == State.DRAFT else "wait",
            label=_("Returned") if returned else State(row.state).label,
        )


def tasks(user):
    """Tasks of one's units that are not done, where the plan gives a day."""
    units = user.units_holding(UNIT_WORK_ROLES)
    today = timezone.localdate()
    latest = TaskReport.objects.filter(task=OuterRef("pk"), unit__in=units).latest()
    addressed = Addressee.objects.filter(campaign=OuterRef("campaign"), unit__in=units)
    rows = (
        Task.objects.filter(campaign__state=CampaignState.ISSUED, due__isnull=False)
        .filter(campaign__start__lte=today)
        .filter(Q(unit__in=units) | (Q(for_all=True) & Exists(addressed)))
        .exclude(Exists(latest.filter(state=TaskState.DONE)))
        .select_related("campaign__unit")
        .only(
            "text", "due", "campaign__code", "campaign__title", "campaign__issued_on",
            "campaign__unit__name",
        )
        .order_by("due")[:SHOWN]
    )  # fmt: skip
    for row in rows:
        yield Item(
            what=_("Task: %(text)s") % {"text": row.text[:160]},
            about=row.campaign.title,
            source=row.campaign.unit.name,
            since=row.campaign.issued_on,
            due=row.due,
            url=reverse("campaigns:task_report", args=[row.campaign.code, row.pk]),
            verb=_("Say how far it is"),
        )


def led_campaigns(user):
    """Campaigns of the units one leads: plans to be issued or published again, and difficulties
    that nobody has answered."""
    unanswered = FilteredRelation("feedback", condition=Q(feedback__reply=""))
    rows = (
        Campaign.objects.filter(unit__in=user.units_holding(LEADING))
        .annotate(open=unanswered)
        .filter(
            Q(state=CampaignState.DRAFT)
            | ~Q(amendment_reason="")
            | Q(state=CampaignState.ISSUED, open__isnull=False)
        )
        .order_by(F("open__at").asc(nulls_first=True), "start", "pk")
        .values(
            "code", "title", "state", "amendment_reason", "start", "created_at", "unit__name",
            "open", "open__at", "open__text", "open__unit__name",
        )[: 2 * SHOWN]
    )  # fmt: skip
    plans = {row["code"]: row for row in rows}
    yield from (plan_to_issue(row) for row in plans.values() if is_to_issue(row))
    issued = [row for row in rows if row["open"] and row["state"] == CampaignState.ISSUED]
    yield from (difficulty(row) for row in issued[:SHOWN])


def is_to_issue(row):
    return row["state"] == CampaignState.DRAFT or row["amendment_reason"] != ""


def plan_to_issue(row):
    draft = row["state"] == CampaignState.DRAFT
    what = _("Issue the plan: %(title)s") if draft else _("Publish the amendment: %(title)s")
    return Item(
        what=what % {"title": row["title"]},
        about=row["unit__name"],
        source=row["unit__name"],
        since=day_of(row["created_at"]),
        due=row["start"] if draft else None,
        url=reverse("plans:campaign_detail", args=[row["code"]]),
        verb=_("Issue the plan") if draft else _("Publish"),
        state="track",
        label=_("Being written"),
    )


def difficulty(row):
    since = day_of(row["open__at"])
    return Item(
        what=_("Answer a difficulty of %(unit)s") % {"unit": row["open__unit__name"]},
        about=row["open__text"][:120],
        source=row["open__unit__name"],
        since=since,
        due=since + datetime.timedelta(days=settings.DIFFICULTY_DAYS),
        url=reverse("campaigns:feedback_reply", args=[row["code"], row["open"]]),
        verb=_("Answer"),
    )


PROVIDERS = (
    campaigns_to_answer,
    results_to_report,
    results_returned,
    results_to_check,
    nominations,
    tasks,
    led_campaigns,
)


# --- what I wait for ------------------------------------------------------------------------------
def waited_for(user) -> list[Item]:
    """What one's units sent and others have not answered yet."""
    return sorted(
        [*sent_results(user), *sent_nominations(user)], key=lambda item: item.since, reverse=True
    )


def sent_results(user):
    rows = (
        Result.objects.waiting()
        .of_units(user)
        .values("target__campaign__code", "target__campaign__title", "period_code", "unit__name")
        .annotate(count=Count("pk"), since=Min("reported_at"))
        .order_by("since")[:SHOWN]
    )
    for row in rows:
        words = ngettext("%(count)d result", "%(count)d results", row["count"])
        yield Item(
            what=_("%(results)s of %(period)s")
            % {"results": words % row, "period": Period(row["period_code"]).title},
            about=row["target__campaign__title"],
            source=row["unit__name"],
            since=day_of(row["since"]),
            url=reverse("targets:campaign_targets", args=[row["target__campaign__code"]]),
            verb=_("Look"),
            state="wait",
            label=ResultState.REPORTED.label,
        )


def sent_nominations(user):
    rows = (
        Nomination.objects.filter(unit__in=user.units_holding(UNIT_WORK_ROLES))
        .pending()
        .exclude(state=State.DRAFT)
        .select_related("award_type", "holder")
        .order_by("-held_since")[:SHOWN]
    )
    for row in rows:
        yield Item(
            what=_("Dossier %(code)s: %(title)s") % {"code": row.code, "title": row.title},
            about=row.award_type.local_name,
            source=row.holder.name,
            since=day_of(row.held_since),
            url=reverse("awards:nomination_detail", args=[row.pk]),
            verb=_("Look"),
            state="wait",
            label=State(row.state).label,
        )
