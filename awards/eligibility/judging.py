"""One case against the rules: every criterion in force, the principles, and the outcome.

The order of outcomes, and what never decides, are those of the contract of `check_eligibility`
(docs/eligibility.md).
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from awards.eligibility import vocabulary as words
from awards.eligibility.criteria.deeds import of_category
from awards.eligibility.criteria.table import CHECKS
from awards.eligibility.history import Case
from awards.eligibility.principles import PRINCIPLES
from awards.eligibility.rules import AwardRules, Branch, Criterion, Principle, Rulebook
from awards.eligibility.scene import Finding, Scene, Verdict, unknown


class Overall(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judged:
    """A criterion with its verdict; those of branches follow their `any_of` in the list."""

    criterion: Criterion
    finding: Finding
    branch: Branch | None = None
    claimed: bool | None = None  # of its branch; None outside branches

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def decides(self) -> bool:
        return self.criterion.decides


@dataclass(frozen=True)
class JudgedPrinciple:
    principle: Principle
    finding: Finding

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict


@dataclass(frozen=True)
class Report:
    """The outcome for one nominee, to be shown, or frozen into an event."""

    case: Case
    rules: AwardRules
    on: datetime.date
    overall: Overall
    criteria: tuple[Judged, ...]
    principles: tuple[JudgedPrinciple, ...]
    law_gap: str | None = None
    wrong_recipient: bool = False

    @property
    def top(self) -> tuple[Judged, ...]:
        """The criteria that must all hold, without those of branches."""
        return tuple(one for one in self.criteria if one.branch is None)

    @property
    def judged_by_records(self) -> bool:
        """At least one criterion decided; without one, "eligible" only means "nothing against"."""
        return any(one.decides for one in self.top)


def judge(case: Case, rulebook: Rulebook, *, local: Iterable[Criterion] = ()) -> Report:
    """`local`: the granting authority's own criteria, which stand beside those of the law."""
    rules = rulebook.awards[case.award]
    scene = Scene(case, rulebook, rules_date(case, rules, rulebook))
    scene = replace(scene, meets=lambda code: meets(scene, code))
    wanted = in_force(rules.criteria, scene)
    judged = tuple(judge_list(scene, [*wanted, *in_force(local, scene)]))
    principles = tuple(judge_principles(scene, judged))
    wrong = case.recipient not in rules.recipients
    return Report(
        case=case,
        rules=rules,
        on=scene.on,
        overall=Overall.NOT_ELIGIBLE if wrong else outcome(judged, principles),
        criteria=judged,
        principles=principles,
        law_gap=gap(case, rulebook),
        wrong_recipient=wrong,
    )


# --- which rules


def rules_date(case: Case, rules: AwardRules, rulebook: Rulebook) -> datetime.date:
    """The day whose rules apply: for yearly awards the last of the year rewarded, for others the
    receipt; never a day from which on a law is in force that was not read."""
    annual = rules.basis == "annual" or (
        rules.basis.startswith("annual_or_") and case.reason == words.MERIT
    )
    day = datetime.date(case.year, 12, 31) if annual else case.received
    if rulebook.gap and day >= rulebook.gap.valid_from:
        return rulebook.gap.valid_from - datetime.timedelta(days=1)
    return day


def gap(case: Case, rulebook: Rulebook) -> str | None:
    late = rulebook.gap is not None and case.received >= rulebook.gap.valid_from
    return rulebook.gap.law if rulebook.gap and late else None


def in_force(criteria: Iterable[Criterion], scene: Scene) -> list[Criterion]:
    criteria = [one for one in criteria if one.in_force_on(scene.on)]
    kind = scene.case.recipient
    if kind == "individual" and scene.case.works_by_hand:
        # standards of workers and farmers stand in the place of those for individuals
        kind = next((words.WORKER for one in criteria if words.WORKER in one.applies_to), kind)
    return [one for one in criteria if not one.applies_to or kind in one.applies_to]


# --- lists and branches


def judge_list(scene: Scene, criteria: list[Criterion]) -> Iterator[Judged]:
    scene = with_streak(scene, criteria)
    for criterion in criteria:
        if criterion.type == words.COMPOSITE:
            yield from judge_branches(scene, criterion)
        else:
            yield Judged(criterion, find(scene, criterion))


def with_streak(scene: Scene, criteria: list[Criterion]) -> Scene:
    """The years of the list's `rating_streak`, to which other criteria of it refer."""
    for criterion in criteria:
        if criterion.type == "rating_streak" and criterion.params["min_rating"]:
            return replace(scene, streak=scene.streak_of(criterion))
    return scene


LISTS = {  # what a criterion counts in, as a list of the history
    "prior_award": "awards",
    "initiative": "initiatives",
    "emulation_rank": "emulation_ranks",
    "campaign_selection": "campaigns",
}


def find(scene: Scene, criterion: Criterion) -> Finding:
    if criterion.type == "local_rule" or criterion.lacks_figure:
        return unknown()
    finding = CHECKS[criterion.type](scene, **criterion.params)
    if finding.verdict == Verdict.FAILED and LISTS.get(criterion.type) in scene.history.partial:
        return replace(finding, verdict=Verdict.UNKNOWN)
    return replace(finding, verdict=Verdict.UNKNOWN) if criterion.has_null else finding


def judge_branches(scene: Scene, criterion: Criterion) -> Iterator[Judged]:
    inside: list[Judged] = []
    verdicts: list[Verdict] = []
    ways: dict[str, str] = {}
    for branch in criterion.branches:
        wanted = in_force(branch.criteria, scene)
        if not wanted:
            continue
        claimed = is_claimed(scene, branch, wanted)
        judged = list(judge_list(scene, wanted))
        verdict = branch_verdict(judged)
        if claimed:
            verdicts.append(verdict)
            ways[branch.id] = str(verdict)
        inside += [replace(one, branch=branch, claimed=claimed) for one in judged]
    yield Judged(criterion, Finding(any_verdict(verdicts), {"branches": ways}))
    yield from inside


def is_claimed(scene: Scene, branch: Branch, criteria: list[Criterion]) -> bool:
    """The case is judged by this branch: it is computed from records, or a fact of it is stated."""
    if not branch.verified:
        return False
    by_records = scene.case.reason == words.MERIT and any(
        one.evaluation == "auto" and one.type != "campaign_selection" for one in criteria
    )
    return by_records or any(states_fact(scene, one) for one in criteria)


def states_fact(scene: Scene, criterion: Criterion) -> bool:
    history = scene.history
    if criterion.type == "campaign_selection":
        return bool(history.campaigns)
    if criterion.type == "achievement":
        category = criterion.params["category"]
        return any(of_category(row, category) for row in history.achievements or ())
    return criterion.type == "long_service" and bool(history.posts)


def branch_verdict(judged: list[Judged]) -> Verdict:
    """Failed when a deciding criterion failed. What the council still has to judge keeps it open;
    so does a branch of which nothing can decide."""
    deciding = [one.verdict for one in judged if one.decides]
    if Verdict.FAILED in deciding:
        return Verdict.FAILED
    council = any(
        one.criterion.verified and one.criterion.evaluation == "council" for one in judged
    )
    if not deciding or council or Verdict.UNKNOWN in deciding:
        return Verdict.UNKNOWN
    return Verdict.PASSED


def any_verdict(verdicts: list[Verdict]) -> Verdict:
    if Verdict.PASSED in verdicts:
        return Verdict.PASSED
    if verdicts and all(verdict == Verdict.FAILED for verdict in verdicts):
        return Verdict.FAILED
    return Verdict.UNKNOWN


def meets(scene: Scene, code: str) -> Verdict | None:
    """Whether the case meets the criteria of another award; None when nothing of it can decide."""
    if code == words.SAME_AWARD:
        rules = scene.rulebook.awards[scene.case.award]
        own = [one for one in rules.criteria if words.WORKER not in one.applies_to]
        case = replace(scene.case, direct_worker=False, occupation="", recipient="individual")
    else:
        own = list(scene.rulebook.awards[code].criteria)
        case = replace(scene.case, award=code)
    inner = replace(scene, case=case, streak=None)
    judged = [one for one in judge_list(inner, in_force(own, inner)) if one.branch is None]
    deciding = [one.verdict for one in judged if one.decides]
    if not deciding:
        return None
    if Verdict.FAILED in deciding:
        return Verdict.FAILED
    return Verdict.UNKNOWN if Verdict.UNKNOWN in deciding else Verdict.PASSED


# --- principles and the outcome


def parent_of(judged: Judged) -> str:
    """Code of the `any_of` that a criterion of a branch belongs to."""
    return judged.criterion.code.rsplit(".", 2)[0] if judged.branch else ""


def bears(judged: Judged, whole: Verdict) -> bool:
    """A criterion of a branch stops a case only where no other branch can still carry it."""
    if not judged.claimed or whole == Verdict.PASSED:
        return False
    return whole == Verdict.FAILED or judged.verdict != Verdict.FAILED


def judge_principles(scene: Scene, judged: tuple[Judged, ...]) -> Iterator[JudgedPrinciple]:
    verdicts = {one.criterion.code: one.verdict for one in judged}
    findings = [
        (one.criterion, one.finding)
        for one in judged
        if one.decides and (one.branch is None or bears(one, verdicts[parent_of(one)]))
    ]
    for principle in scene.rulebook.principles:
        if not principle.in_force_on(scene.on):
            continue
        finding = PRINCIPLES[principle.check](scene, principle.params, findings)
        if finding is not None:
            yield JudgedPrinciple(principle, finding)


def outcome(judged: Iterable[Judged], principles: Iterable[JudgedPrinciple]) -> Overall:
    verdicts = [one.verdict for one in judged if one.branch is None and one.decides]
    stopped = {
        one.principle.on_failure
        for one in principles
        if one.verdict == Verdict.FAILED and one.principle.verified
    }
    if Verdict.FAILED in verdicts or "block" in stopped:
        return Overall.NOT_ELIGIBLE
    if "defer" in stopped:
        return Overall.DEFERRED
    return Overall.UNKNOWN if Verdict.UNKNOWN in verdicts else Overall.ELIGIBLE
