"""What the criteria say of a recipient, as pages show it: live, or as an event froze it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from audit.models import Event
from awards import catalogue, local_rules, verdicts
from awards.eligibility import rules
from awards.eligibility.dossiers import LineReport
from awards.eligibility.judging import Overall
from awards.eligibility.scene import Finding, Verdict
from awards.eligibility.wording.telling import Teller, principle_message
from awards.models import Nomination

LOOKS = {"passed": "met", "failed": "fail", "unknown": "unknown"}
WORDS = {
    "passed": gettext_lazy("Met"),
    "failed": gettext_lazy("Not met"),
    "unknown": gettext_lazy("Not known"),
}
OVERALL_LOOKS = {
    Overall.ELIGIBLE: "met",
    Overall.NOT_ELIGIBLE: "fail",
    Overall.DEFERRED: "wait",
    Overall.UNKNOWN: "unknown",
}
OVERALL_WORDS = {
    Overall.ELIGIBLE: gettext_lazy("Meets the criteria"),
    Overall.NOT_ELIGIBLE: gettext_lazy("Does not meet the criteria"),
    Overall.DEFERRED: gettext_lazy("Deferred"),
    Overall.UNKNOWN: gettext_lazy("Not fully known"),
}
JUDGED = ("grant", "refuse", "submit")  # moves whose events hold what was judged


@dataclass(frozen=True)
class Way:
    """A branch: one of several ways to meet a criterion."""

    name: str
    claimed: bool
    lines: list["Line"]


@dataclass(frozen=True)
class Line:
    code: str
    asked: str
    found: str
    cure: str
    citation: str
    look: str
    words: str
    marks: list[str]  # why it only advises
    stops: bool
    override: str = ""
    ways: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """All that was judged of one recipient."""

    nominee: int
    look: str
    words: str
    counts: str
    lines: list[Line]
    principles: list[Line]
    law_gap: str


class Shower:
    """Shows frozen reports; the live one is frozen first, so both are drawn by the same code."""

    def __init__(self, nomination: Nomination) -> None:
        self.rulebook = catalogue.rulebook()
        self.tell = Teller(self.rulebook)
        own = local_rules.criteria_of([nomination.authority_id]).get(nomination.authority_id, {})
        award = self.rulebook.awards.get(nomination.award_type.code)
        criteria = [*(award.criteria if award else ()), *own.get(nomination.award_type.code, ())]
        self.known = {one.code: one for one in rules.every(criteria)}
        self.branches = {
            (one.code, branch.id): branch for one in criteria for branch in one.branches
        }

    def outcome(self, row: Mapping[str, Any]) -> Outcome:
        rows = row["criteria"]
        top = [one for one in rows if "branch" not in one]
        overall = Overall(row["overall"])
        return Outcome(
            nominee=row["nominee"],
            look=OVERALL_LOOKS[overall],
            words=str(overall_words(overall, top)),
            counts=counted(top),
            lines=[self.line(one, rows) for one in top],
            principles=[self.principle(one) for one in row["principles"]],
            law_gap=row.get("law_gap", ""),
        )

    def line(self, row: Mapping[str, Any], rows: Sequence[Any] = ()) -> Line:
        criterion = self.known.get(row["code"])
        finding = Finding(Verdict(row["verdict"]), row["facts"])
        return Line(
            code=row["code"],
            asked=self.tell.requirement(criterion) if criterion else row["code"],
            found=self.tell.found(criterion, finding) if criterion else "",
            cure=self.tell.cure(criterion, finding) if criterion else "",
            citation=row["citation"],
            look=LOOKS[row["verdict"]],
            words=str(WORDS[row["verdict"]]),
            marks=marks_of(row, criterion),
            stops=row["decides"] and row["verdict"] == "failed" and "branch" not in row,
            override=row.get("override", ""),
            ways=list(self.ways(row, rows)),
        )

    def ways(self, row: Mapping[str, Any], rows: Sequence[Any]) -> list[Way]:
        prefix = row["code"] + "."
        inside: dict[str, list[Any]] = {}
        for one in rows:
            if one["code"].startswith(prefix) and "branch" in one:
                inside.setdefault(one["branch"], []).append(one)
        return [
            Way(
                name=self.branch_name(row["code"], branch),
                claimed=lines[0]["claimed"],
                lines=[self.line(one) for one in lines],
            )
            for branch, lines in inside.items()
        ]

    def branch_name(self, code: str, branch_id: str) -> str:
        branch = self.branches.get((code, branch_id))
        if branch is None:
            return branch_id
        return branch.name_en if get_language() == "en" else branch.name

    def principle(self, row: Mapping[str, Any]) -> Line:
        known = next((one for one in self.rulebook.principles if one.id == row["code"]), None)
        finding = Finding(Verdict(row["verdict"]), row["facts"])
        name = row["code"]
        if known:
            name = known.name_en if get_language() == "en" else known.name
        return Line(
            code=row["code"],
            asked=name + ".",
            found=principle_message(self.tell, row["code"], finding),
            cure="",
            citation=row["citation"],
            look=LOOKS[row["verdict"]],
            words=str(WORDS[row["verdict"]]),
            marks=[] if known is None or known.verified else [_("not checked against the text")],
            stops=False,
        )


def overall_words(overall: Overall, top: list[Any]) -> Any:
    if overall == Overall.ELIGIBLE and not any(one["decides"] for one in top):
        return _("Nothing that can be judged from records")
    return OVERALL_WORDS[overall]


def counted(top: list[Any]) -> str:
    deciding = [one["verdict"] for one in top if one["decides"]]
    parts = []
    if failed := deciding.count("failed"):
        parts.append(
            ngettext("%(count)d criterion not met", "%(count)d criteria not met", failed)
            % {"count": failed}
        )
    if open_ := deciding.count("unknown"):
        parts.append(
            ngettext("%(count)d criterion not known", "%(count)d criteria not known", open_)
            % {"count": open_}
        )
    return ", ".join(parts)


def marks_of(row: Mapping[str, Any], criterion: rules.Criterion | None) -> list[str]:
    """Why a criterion advises only."""
    if row["decides"] or criterion is None or "branch" in row:
        return []
    if not criterion.verified:
        return [_("not checked against the text"), _("advice only")]
    if criterion.evaluation == "council":
        return [_("judged by the council")]
    return [_("advice only")]


def live(nomination: Nomination, lines: list[LineReport]) -> list[Outcome]:
    shower = Shower(nomination)
    return [shower.outcome(row) for row in verdicts.frozen(lines)]


def last_judged(events: list[Event]) -> Event | None:
    """The newest event that holds what was judged (`events`: the newest first)."""
    return next(
        (one for one in events if one.verb in JUDGED and one.facts.get("eligibility")), None
    )


def as_judged(nomination: Nomination, event: Event) -> list[Outcome]:
    shower = Shower(nomination)
    return [shower.outcome(row) for row in event.facts["eligibility"]]
