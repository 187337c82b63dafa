"""The leader's one page: figures of the acting unit and all below it, exceptions first.

A fixed number of statements, whatever there is.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from awards.models import Nomination
from awards.states import State
from campaigns.models import Addressee, Campaign, Drive
from reports.models import Report
from targets.board import Row
from targets.models import Target
from targets.states import Progress
from targets.summary import counts, summarise
from units import tree

CAMPAIGNS, TARGETS, REPORTS, NAMES = 20, 12, 6, 12
WORST_FIRST = (
    Progress.MISSED,
    Progress.BEHIND,
    Progress.NOT_JUDGED,
    Progress.ON_TRACK,
    Progress.MET,
)


@dataclass(frozen=True)
class CampaignLine:
    campaign: Campaign
    drives: tuple[Drive, ...]  # those that run today
    answered: int
    asked: int


@dataclass(frozen=True)
class Overview:
    campaigns: tuple[CampaignLine, ...]
    rows: tuple[Row, ...]  # the targets that need attention
    targets: int
    states: dict[str, int]
    launched: bool  # whether the targets are those of the unit's own campaigns
    nominations: tuple[tuple[str, str, int], ...]  # state, words, how many
    under_way: int
    reports: tuple[Report, ...]
    not_answered: tuple[Addressee, ...]
    answered: int
    asked: int
    next_end: Drive | None  # the running drive that ends first

    @property
    def good(self):
        return self.states[Progress.MET] + self.states[Progress.ON_TRACK]


def of(user) -> Overview:
    today = timezone.localdate()
    unit_id = user.acting_unit_id
    line = tree.line([unit_id] if unit_id else [], today)
    campaigns = list(
        Campaign.objects.visible_to(user)
        .running_on(today)
        .addressed_to(line)
        .for_list()
        .prefetch_related("drives")[:CAMPAIGNS]
    )
    own = [campaign for campaign in campaigns if campaign.unit_id == unit_id]
    shown = own or campaigns
    addressees = Addressee.objects.visible_to(user).filter(
        campaign__in=[campaign.pk for campaign in campaigns]
    )
    if not own:
        addressees = addressees.filter(unit__in=line)
    progress = addressees.progress_by_campaign()
    targets = Target.objects.filter(campaign__in=[campaign.pk for campaign in shown])
    within, rows = (None, ()) if own else (line, None)
    summaries = summarise(targets, within=within, rows=rows) if shown else ()
    if not own:
        summaries = tuple(s for s in summaries if s.units or s.responsible_id == unit_id)
    lines = tuple(campaign_line(campaign, progress, today) for campaign in campaigns)
    dossiers = nominations_of(user, line)
    ends = [drive for line_ in lines for drive in line_.drives if drive.end]
    return Overview(
        campaigns=lines,
        rows=worst(summaries),
        targets=len(summaries),
        states=counts(summaries),
        launched=bool(own),
        nominations=dossiers,
        under_way=sum(n for state, _words, n in dossiers if state in WAITING),
        reports=tuple(Report.objects.visible_to(user).filter(unit__in=line).for_list()[:REPORTS]),
        not_answered=tuple(
            addressees.standing("not_answered").order_by("unit__sort_key", "pk")[: NAMES + 1]
        ),
        answered=sum(line_.answered for line_ in lines),
        asked=sum(line_.asked for line_ in lines),
        next_end=min(ends, key=lambda drive: drive.end or today, default=None),
    )


WAITING = (State.UNDER_REVIEW, State.APPRAISAL)


def campaign_line(campaign, progress, today) -> CampaignLine:
    found = progress.get(campaign.pk, {})
    answered = found.get("answered", 0)
    running = tuple(d for d in campaign.drives.all() if d.days_left(today) is not None)
    return CampaignLine(campaign, running, answered, answered + found.get("not_answered", 0))


def worst(summaries) -> tuple[Row, ...]:
    """What needs attention, the worst first; what is met or on track is one click away."""
    order = {state: place for place, state in enumerate(WORST_FIRST)}
    attention = [s for s in summaries if s.state not in (Progress.MET, Progress.ON_TRACK)]
    attention.sort(key=lambda summary: order[summary.state])
    return tuple(Row(summary) for summary in attention[:TARGETS])


def nominations_of(user, line):
    rows = Nomination.objects.visible_to(user).filter(unit__in=line)
    found = Counter(dict(rows.values_list("state").annotate(Count("pk")).order_by()))
    return tuple((state.value, state.label, found[state]) for state in State if found[state])
