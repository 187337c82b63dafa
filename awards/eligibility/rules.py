"""Criteria and principles as read from the catalogue: frozen values with citation and dates."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from awards.eligibility import vocabulary as words
from awards.entries import CatalogueError, Entry

CHECKS_OF_PRINCIPLES = (
    "no_duplicate_award_for_achievement",
    "exclude_prior_award_by_reason",
    "no_open_review",
    "achievement_window_starts_after",
    "max_awards_per_year",
    "counting",  # no condition of its own: it changes how others count
)
ON_FAILURE = ("block", "defer", "warn", "info")


@dataclass(frozen=True)
class Dated:
    citation: str
    verified: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None

    def in_force_on(self, day: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Branch:
    id: str
    name: str
    name_en: str
    citation: str
    verified: bool
    criteria: tuple["Criterion", ...]


@dataclass(frozen=True)
class Criterion(Dated):
    code: str
    type: str
    params: Mapping[str, Any]
    evaluation: str
    applies_to: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()

    @property
    def lacks_figure(self) -> bool:
        """A figure was not seen in any text: nothing can be judged by it."""
        if self.type == "emulation_rank" and self.params.get("organiser") is None:
            return True
        return any(name in words.FIGURES and value is None for name, value in self.params.items())

    @property
    def has_null(self) -> bool:
        """A parameter was not seen: facts are shown, no verdict is drawn from them."""
        return any(
            value is None and name not in words.NONE_MEANS_NONE
            for name, value in self.params.items()
        )

    @property
    def decides(self) -> bool:
        """Unverified criteria, those of the council and those with a null parameter only advise."""
        return self.verified and self.evaluation not in ("council", "local") and not self.has_null


@dataclass(frozen=True)
class Principle(Dated):
    id: str
    name: str
    name_en: str
    check: str
    params: Mapping[str, Any]
    on_failure: str


@dataclass(frozen=True)
class AwardRules:
    code: str
    name: str
    kind: str
    recipients: tuple[str, ...]
    basis: str
    citation: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Gap:
    """A law in force whose text was not read: cases received from then on carry its name."""

    law: str
    valid_from: datetime.date


@dataclass(frozen=True)
class Rulebook:
    awards: Mapping[str, AwardRules]
    principles: tuple[Principle, ...]
    state_awards: frozenset[str]
    gap: Gap | None = None
    counting: Mapping[str, Principle] = field(default_factory=dict)
    posts: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    @cached_property
    def statements(self) -> frozenset[str]:
        """What a nominating unit can be asked to confirm."""
        return frozenset(
            criterion.params["statement"]
            for award in self.awards.values()
            for criterion in every(award.criteria)
            if criterion.type == "conduct"
        )

    def counts(self, rule: str, day: datetime.date) -> bool:
        """A way of counting (`counting` of the catalogue) is in force on the day."""
        return rule in self.counting and self.counting[rule].in_force_on(day)


def every(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """With those inside branches."""
    for criterion in criteria:
        yield criterion
        for branch in criterion.branches:
            yield from every(branch.criteria)


def awards_named(criterion: Criterion) -> Iterator[str]:
    params = criterion.params
    yield from params.get("award_any_of") or ()
    yield from params.get("alternative_award") or ()
    for name in ("starts_after_award", "award"):
        if params.get(name):
            yield params[name]


# --- reading ----------------------------------------------------------------------------------


def read_criteria(award: str, entry: Entry) -> tuple[Criterion, ...]:
    """The list `criteria` of an award; the place in the list is part of the code."""
    rows = entry.get("criteria")
    if not isinstance(rows, list) or not rows:
        raise entry.error("criteria is missing")
    return tuple(read_list(entry, award, rows))


def read_list(parent: Entry, prefix: str, rows: list[Any]) -> list[Criterion]:
    found = [
        read_criterion(parent.source, f"{prefix}.{number}", fields)
        for number, fields in enumerate(rows, start=1)
    ]
    refuse_overlap(found)
    return found


def read_criterion(source: str, code: str, fields: Any) -> Criterion:
    entry = Entry(source, code, fields)
    type_ = entry.one_of("type", (*words.PARAMS, words.COMPOSITE))
    composite = type_ == words.COMPOSITE
    start, end = entry.dates(required=False)
    applies = entry.get("applies_to")
    criterion = Criterion(
        code=code,
        type=type_,
        params={} if composite else read_params(entry, type_),
        citation=entry.text("citation"),
        verified=entry.truth("verified"),
        valid_from=start,
        valid_to=end,
        evaluation="composite" if composite else entry.one_of("evaluation", words.EVALUATIONS),
        applies_to=entry.several_of("applies_to", (*words.RECIPIENTS, words.WORKER))
        if applies
        else (),
        branches=tuple(read_branches(entry, code)) if composite else (),
    )
    entry.done()
    return criterion


def read_params(entry: Entry, type_: str) -> dict[str, Any]:
    params = entry.get("params")
    if not isinstance(params, dict):
        raise entry.error("params is missing")
    allowed = {name.rstrip("*"): name.endswith("*") for name in words.PARAMS[type_]}
    for name in params:
        if name not in allowed:
            raise entry.error(f"{type_} knows no parameter {name!r}")
    for name, needed in allowed.items():
        if needed and name not in params:
            raise entry.error(f"parameter {name} is missing")
    return {name: read_value(entry, name, value) for name, value in params.items()}


def read_value(entry: Entry, name: str, value: Any) -> Any:
    """Lists become tuples, ratios decimals; a rating or scope outside its scale is refused."""
    scales = {"min_rating": words.RATINGS, "min_scope": words.SCOPES}
    if name in scales and value is not None and value not in scales[name]:
        raise entry.error(f"unknown {name} {value!r}")
    if name == "window" and value not in (*words.WINDOWS, words.BLOCK):
        raise entry.error(f"unknown window {value!r}")
    if name.endswith("_ratio") and value is not None:
        return Decimal(str(value))
    return tuple(value) if isinstance(value, list) else value


def read_branches(entry: Entry, code: str) -> Iterator[Branch]:
    rows = entry.get("branches")
    if not isinstance(rows, list) or not rows:
        raise entry.error("branches is missing")
    for fields in rows:
        part = Entry(entry.source, f"{code}: branch", fields)
        name = part.text("id")
        criteria = part.get("criteria")
        if not isinstance(criteria, list) or not criteria:
            raise part.error("criteria is missing")
        yield Branch(
            id=name,
            name=part.text("name"),
            name_en=part.text("name_en"),
            citation=part.text("citation"),
            verified=part.truth("verified"),
            criteria=tuple(read_list(part, f"{code}.{name}", criteria)),
        )
        part.done()


def refuse_overlap(criteria: list[Criterion]) -> None:
    """One rule may not stand twice on one day: the newer text ends the older one."""
    for number, one in enumerate(criteria):
        for other in criteria[number + 1 :]:
            if subject(one) == subject(other) and overlap(one, other):
                raise CatalogueError(
                    f"{other.code}: its dates overlap those of {one.code}, the same rule"
                )


def subject(criterion: Criterion) -> tuple[Any, ...]:
    named = criterion.params.get(words.SUBJECTS.get(criterion.type, ""))
    window = criterion.params.get("window")
    return criterion.type, criterion.applies_to, named, window


def overlap(one: Dated, other: Dated) -> bool:
    first, last = datetime.date.min, datetime.date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (
        other.valid_from or first
    ) <= (one.valid_to or last)


def read_principle(source: str, fields: Any) -> Principle:
    label = fields.get("id", "principle") if isinstance(fields, dict) else "principle"
    entry = Entry(source, str(label), fields)
    start, end = entry.dates(required=True)
    principle = Principle(
        id=entry.text("id"),
        name=entry.text("name"),
        name_en=entry.text("name_en"),
        check=entry.one_of("check", CHECKS_OF_PRINCIPLES),
        params=entry.get("params") or {},
        on_failure=entry.one_of("on_failure", ON_FAILURE),
        citation=entry.text("citation"),
        verified=entry.truth("verified"),
        valid_from=start,
        valid_to=end,
    )
    entry.done()
    return principle


def read_posts(source: str, fields: Any) -> dict[str, tuple[dict[str, Any], ...]]:
    """Posts that count towards long service, by the name that criteria refer to."""
    entry = Entry(source, "service_posts", fields)
    entry.text("citation")
    found = {}
    for name, rows in fields.items():
        if name == "citation":
            continue
        entry.get(name)
        for row in rows:
            part = Entry(source, f"service_posts: {name}", row)
            part.get("posts"), part.get("min_years")
            part.done()
        found[name] = tuple(rows)
    return found


def read_gap(source: str, fields: Any) -> Gap:
    entry = Entry(source, "law_gap", fields)
    gap = Gap(entry.text("law"), entry.dates(required=True)[0])
    entry.done()
    return gap
