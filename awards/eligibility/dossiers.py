"""A dossier as cases: what is recorded of its recipients with what the dossier itself states.

`judge_dossier` is live; what was judged at submission and at appraisal stands in the events.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from awards import catalogue, local_rules
from awards.eligibility import facts, rules
from awards.eligibility import history as past
from awards.eligibility.judging import Judged, Overall, Report, judge
from awards.eligibility.scene import Verdict
from awards.models import (
    AchievementClaim,
    Confirmation,
    MemberCount,
    Nomination,
    Nominee,
    Override,
    ProcessStep,
)
from units.models import Level

COMPLETE = "complete:"  # a confirmation that a list of the history is complete
LAUNCHERS = {Level.PROVINCE: "province", Level.CENTRAL: "ministry"}
MEMBER_TYPES = {
    "member_ratio_min", "member_award_exists", "members_disciplined_max", "ratio_cap",
}  # fmt: skip


@dataclass(frozen=True)
class LineReport:
    """One recipient of a dossier: the report, and the failed criteria that a person lets pass."""

    nominee: Nominee
    report: Report
    overrides: dict[str, Override]

    @property
    def blocking(self) -> list[Judged]:
        """Criteria that decide and failed, without an override."""
        return [
            one
            for one in self.report.top
            if one.decides
            and one.verdict == Verdict.FAILED
            and one.criterion.code not in self.overrides
        ]

    @property
    def is_deferred(self) -> bool:
        return self.report.overall == Overall.DEFERRED

    @property
    def is_stopped(self) -> bool:
        """Cannot be proposed as it stands."""
        return bool(self.blocking) or self.is_deferred or self.report.wrong_recipient


def judge_dossier(nomination: Nomination, on: datetime.date) -> list[LineReport]:
    return judge_dossiers([nomination], on)[nomination.pk]


def judge_dossiers(nominations: list[Nomination], on: datetime.date) -> dict[int, list[LineReport]]:
    """Every recipient judged by what is recorded today; `on` stands for the day of nomination of
    a draft. A constant number of statements, however many dossiers and recipients. An award that
    left the catalogue has no rules, so its dossiers are not judged."""
    rulebook = catalogue.rulebook()
    found: dict[int, list[LineReport]] = {one.pk: [] for one in nominations}
    nominations = [one for one in nominations if one.award_type.code in rulebook.awards]
    if not nominations:
        return found
    local = local_rules.criteria_of({one.authority_id for one in nominations})
    own = {
        one.pk: local.get(one.authority_id, {}).get(one.award_type.code, ()) for one in nominations
    }
    criteria = [
        criterion
        for one in nominations
        for criterion in (*rulebook.awards[one.award_type.code].criteria, *own[one.pk])
    ]
    types = {one.type for one in rules.every(criteria)} | meant(rulebook, criteria)
    nominees = [line for one in nominations for line in one.nominees.all()]
    overrides = overrides_of(nominees)
    for nomination, nominee, case in cases_of(nominations, nominees, types, on):
        report = judge(case, rulebook, local=own[nomination.pk])
        line = LineReport(nominee, report, overrides.get(nominee.pk, {}))
        found[nomination.pk].append(line)
    return found


def meant(rulebook: rules.Rulebook, criteria: Iterable[rules.Criterion]) -> set[str]:
    """Types of the criteria of other awards that `meets_award_criteria` refers to."""
    codes = {
        code
        for one in rules.every(criteria)
        if one.type == "meets_award_criteria"
        for code in one.params["award_any_of"]
        if code in rulebook.awards
    }
    return {one.type for code in codes for one in rules.every(rulebook.awards[code].criteria)}


def cases_of(
    nominations: list[Nomination], nominees: list[Nominee], types: set[str], on: datetime.date
) -> Iterable[tuple[Nomination, Nominee, past.Case]]:
    keys = {nominee.pk: key_of(nominee) for nominee in nominees}
    histories = facts.gather(keys.values(), wanted=facts.needs(types))
    stated = stated_in(nominations, types)
    confirmed = confirmations_of(nominees)
    members = member_rows(nominations, nominees) if types & MEMBER_TYPES else {}
    by_pk = {one.pk: one for one in nominations}
    for nominee in nominees:
        nomination = by_pk[nominee.nomination_id]
        year = nomination.period_to.year
        said = confirmed.get(nominee.pk, {})
        history = replace(
            complete(histories[keys[nominee.pk]], said),
            statements={name: holds for name, holds in said.items() if COMPLETE not in name},
            members=facts.members_of(row)
            if (row := members.get((nominee.collective_id, year)))
            else None,
            quota=quota_of(nomination, members.get((nomination.unit_id, year))),
            **stated.get(nomination.pk, {}),
        )
        yield nomination, nominee, case_of(nomination, nominee, history, on)


def case_of(
    nomination: Nomination, nominee: Nominee, history: past.History, on: datetime.date
) -> past.Case:
    sent = nomination.submitted_at
    return past.Case(
        id=str(nominee.pk),
        award=nomination.award_type.code,
        recipient=nominee.kind,
        nomination_date=timezone.localtime(sent).date() if sent else on,
        reason=facts.REASONS.get(nomination.method),
        stated_year=nomination.period_to.year,
        received_date=received_on(nomination, on),
        occupation=nominee.occupation,
        history=history,
    )


def received_on(nomination: Nomination, on: datetime.date) -> datetime.date:
    """When the authority received the dossier, by which its rules are chosen; `on` until then."""
    moment = next((step.received_at for step in reversed(nomination.steps)), None)
    return timezone.localtime(moment).date() if moment else on


def key_of(nominee: Nominee) -> facts.Key:
    pk = nominee.person_id or nominee.collective_id or nominee.household_id
    return facts.KEY_OF[nominee.kind], pk or 0


def complete(history: past.History, said: dict[str, bool]) -> past.History:
    """Lists that the unit says are complete: none in them then means none at all."""
    lists = {name.removeprefix(COMPLETE) for name, holds in said.items() if holds}
    lists &= {"awards", "initiatives", "emulation_ranks", "discipline", "open_reviews"}
    empty: dict[str, Any] = {name: () for name in lists if getattr(history, name) is None}
    return replace(history, partial=history.partial - lists, **empty)


# --- what the dossier itself states


def stated_in(nominations: list[Nomination], types: set[str]) -> dict[int, dict[str, Any]]:
    """{dossier: facts of its history}; what is not stated is left out."""
    stated: dict[int, dict[str, Any]] = defaultdict(dict)
    if "achievement" in types:
        for claim in AchievementClaim.objects.filter(nomination__in=nominations):
            row = past.Achievement(
                claim.category, claim.influence or None, claim.confirmed_by or None
            )
            add(stated[claim.nomination_id], "achievements", row)
    if "process_step" in types:
        for step in ProcessStep.objects.filter(nomination__in=nominations):
            add(stated[step.nomination_id], "process_steps", past.Step(step.step, step.date))
    if "campaign_selection" in types:
        choices: dict[int, past.CampaignChoice] = {}
        for one in nominations:
            if one.campaign_id:
                known = choices.get(one.campaign_id) or campaign_choice(one.campaign)
                choices[one.campaign_id] = known
                add(stated[one.pk], "campaigns", known)
    return stated


def add(stated: dict[str, Any], name: str, row: Any) -> None:
    stated[name] = (*stated.get(name, ()), row)


def campaign_choice(campaign: Any) -> past.CampaignChoice:
    """The campaign of the dossier, chosen at its final review once it is over."""
    placement = campaign.unit.placement_on(campaign.start)
    return past.CampaignChoice(
        launched_by=LAUNCHERS.get(placement.level) if placement else None,
        years=campaign.end.year - campaign.start.year + 1,
        at="final" if campaign.state == "closed" else "interim",
    )


def confirmations_of(nominees: list[Nominee]) -> dict[int, dict[str, bool]]:
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for row in Confirmation.objects.filter(nominee__in=nominees):
        found[row.nominee_id][row.statement] = row.holds
    return found


def overrides_of(nominees: list[Nominee]) -> dict[int, dict[str, Override]]:
    found: dict[int, dict[str, Override]] = defaultdict(dict)
    for row in Override.objects.filter(nominee__in=nominees).select_related("by"):
        found[row.nominee_id][row.criterion] = row
    return found


def member_rows(
    nominations: list[Nomination], nominees: list[Nominee]
) -> dict[tuple[int | None, int], MemberCount]:
    """{(unit, year): its members}, of the collectives and of the nominating units."""
    units = {nominee.collective_id for nominee in nominees if nominee.collective_id}
    units |= {nomination.unit_id for nomination in nominations}
    years = {nomination.period_to.year for nomination in nominations}
    rows = MemberCount.objects.filter(unit__in=units, year__in=years, struck=False)
    return {(row.unit_id, row.year): row for row in rows}


def quota_of(nomination: Nomination, row: MemberCount | None) -> past.Quota | None:
    """Those proposed in the dossier over the advanced workers of the nominating unit."""
    if row is None or not row.advanced_worker:
        return None
    return past.Quota(len(nomination.nominees.all()), row.advanced_worker)
