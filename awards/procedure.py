"""How an award is processed by the law: dossier parts, votes, deadlines, consultation, publication.

Facts with citation and dates, read from awards/catalogue/procedure.yaml (docs/catalogue.md). What
an authority decided itself is not here, see awards/local_rules.py.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from awards.eligibility.rules import Dated, overlap
from awards.entries import CatalogueError, Entry

DOCUMENTS = (
    "submission",
    "submission_with_list",
    "submission_of_province",
    "report",
    "certified_report",
    "summary_report",
    "minutes",
    "minutes_with_vote",
    "initiative_certificate",
    "initiative_or_completion_certificate",
    "scope_confirmation",
    "deed_certificate",
    "list_of_nominees",
    "obligations_confirmation",
    "related_papers",
)
CASES = (
    "foreigner",
    "found_by_the_head",
    "commune",
    "education",
    "below_100",
    "from_100",
    "central_unit",
    "unit_of_province",
    "foreign_relations",
)
ACTORS = ("province", "ministry", "commune")
BASES = ("total_members",)
TOPICS = ("authority", "dossier", "vote", "consultation", "simplified")


@dataclass(frozen=True)
class Rule(Dated):
    """What all rows share. `awards`: codes; `case`: only then, None: always."""

    id: str
    awards: frozenset[str]
    case: str | None


@dataclass(frozen=True)
class Dossier(Rule):
    documents: tuple[str, ...]
    if_any: tuple[str, ...]
    copies: int | None
    general: bool  # stands back where the award has a list of its own


@dataclass(frozen=True)
class Vote(Rule):
    threshold: Decimal  # share of the base that must agree
    base: str
    written_opinion: bool  # absent members are asked in writing


@dataclass(frozen=True)
class Told(Rule):
    name: str
    name_en: str


@dataclass(frozen=True)
class Deadline(Told):
    actor: str
    working_days: int | None
    month_day: tuple[int, int] | None  # each year on this day


@dataclass(frozen=True)
class Consultation(Told):
    pass


@dataclass(frozen=True)
class Answer(Told):
    """Of a consulted body: its time, and for whom its silence counts as agreement."""

    working_days: int
    silence_agrees_for: tuple[str, ...]


@dataclass(frozen=True)
class Publication(Told):
    actor: str
    working_days: int  # at least, before the council meets


@dataclass(frozen=True)
class Remark(Told):
    topic: str


Row = TypeVar("Row", bound=Rule)


@dataclass(frozen=True)
class Procedure:
    dossiers: tuple[Dossier, ...] = ()
    votes: tuple[Vote, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    answers: tuple[Answer, ...] = ()
    publications: tuple[Publication, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def dossiers_of(self, award: str, day: datetime.date) -> list[Dossier]:
        """The list of the award's own with those of special cases; without one, the general."""
        found = concerning(self.dossiers, award, day)
        own = [row for row in found if not row.general]
        if any(row.case is None for row in own):
            return own
        return [row for row in found if row.general] + own

    def vote_of(self, award: str, day: datetime.date) -> Vote | None:
        return next(iter(concerning(self.votes, award, day)), None)

    def publication_of(
        self, award: str, day: datetime.date, actor: str = "province"
    ) -> Publication | None:
        found = concerning(self.publications, award, day)
        return next((row for row in found if row.actor == actor), None)

    def answer_on(self, day: datetime.date) -> Answer | None:
        return next((row for row in self.answers if row.in_force_on(day)), None)


def concerning(rows: Iterable[Row], award: str, day: datetime.date) -> list[Row]:
    return [row for row in rows if award in row.awards and row.in_force_on(day)]


# --- reading


def groups_of(awards: Iterable[Any]) -> dict[str, frozenset[str]]:
    """What `awards` of a row may name: a code, a kind, `state` (granted by the State), `all`."""
    awards = tuple(awards)
    found: dict[str, frozenset[str]] = {award.code: frozenset([award.code]) for award in awards}
    for award in awards:
        for group in (award.kind, "state" if award.granted_by_state else "all", "all"):
            found[group] = found.get(group, frozenset()) | {award.code}
    return found


def read_files(
    files: Iterable[tuple[str, dict[str, Any]]], groups: Mapping[str, frozenset[str]]
) -> Procedure:
    parts: dict[str, tuple[Any, ...]] = {}
    for source, content in files:
        for name, rows in content.items():
            if name not in READERS:
                raise CatalogueError(f"{source}: unknown part {name!r}")
            if not isinstance(rows, list):
                raise CatalogueError(f"{source}: {name}: is not a list")
            reader, key = READERS[name]
            found = [read_row(source, name, fields, groups, reader) for fields in rows]
            parts[name] = parts.get(name, ()) + tuple(found)
            refuse_overlap(source, name, parts[name], key)
    return Procedure(**parts)


def read_row(
    source: str,
    part: str,
    fields: Any,
    groups: Mapping[str, frozenset[str]],
    reader: Callable[..., Rule],
) -> Rule:
    label = fields.get("id", "row without id") if isinstance(fields, dict) else "row"
    entry = Entry(source, f"{part}: {label}", fields)
    start, end = entry.dates(required=True)
    shared = {
        "id": entry.text("id"),
        "awards": read_awards(entry, groups),
        "case": entry.one_of("case", CASES) if "case" in entry.fields else None,
        "citation": entry.text("citation"),
        "verified": entry.truth("verified"),
        "valid_from": start,
        "valid_to": end,
    }
    row = reader(entry, shared)
    entry.done()
    return row


def read_awards(entry: Entry, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Codes, kinds or groups, without those of `except`."""
    found = frozenset().union(*(groups[name] for name in entry.several_of("awards", groups)))
    left_out = entry.several_of("except", groups) if "except" in entry.fields else ()
    return found - frozenset().union(*(groups[name] for name in left_out))


def read_dossier(entry: Entry, shared: dict[str, Any]) -> Dossier:
    several = entry.several_of("if_any", DOCUMENTS) if "if_any" in entry.fields else ()
    return Dossier(
        **shared,
        documents=entry.several_of("documents", DOCUMENTS),
        if_any=several,
        copies=entry.whole("copies") if "copies" in entry.fields else None,
        general=entry.truth("general", False),
    )


def read_vote(entry: Entry, shared: dict[str, Any]) -> Vote:
    threshold = entry.decimal("threshold")
    if threshold > 1:
        raise entry.error('threshold must be a share up to 1, such as "0.9"')
    base, written = entry.one_of("base", BASES), entry.truth("written_opinion", False)
    return Vote(**shared, threshold=threshold, base=base, written_opinion=written)


def told(entry: Entry, shared: dict[str, Any]) -> dict[str, Any]:
    return shared | {"name": entry.text("name"), "name_en": entry.text("name_en")}


def read_deadline(entry: Entry, shared: dict[str, Any]) -> Deadline:
    days = entry.whole("working_days") if "working_days" in entry.fields else None
    month_day = read_month_day(entry) if "date" in entry.fields else None
    if (days is None) == (month_day is None):
        raise entry.error("needs working_days or date, one of them")
    actor = entry.one_of("actor", ACTORS)
    return Deadline(**told(entry, shared), actor=actor, working_days=days, month_day=month_day)


def read_month_day(entry: Entry) -> tuple[int, int]:
    text = entry.text("date")
    try:
        day = datetime.date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise entry.error('date must be a month and a day in quotes, such as "12-31"') from error
    return day.month, day.day


def read_consultation(entry: Entry, shared: dict[str, Any]) -> Consultation:
    return Consultation(**told(entry, shared))


def read_answer(entry: Entry, shared: dict[str, Any]) -> Answer:
    silence = entry.several_of("silence_agrees_for", ACTORS)
    days = entry.whole("working_days")
    return Answer(**told(entry, shared), working_days=days, silence_agrees_for=silence)


def read_publication(entry: Entry, shared: dict[str, Any]) -> Publication:
    actor, days = entry.one_of("actor", ACTORS), entry.whole("working_days")
    return Publication(**told(entry, shared), actor=actor, working_days=days)


def read_remark(entry: Entry, shared: dict[str, Any]) -> Remark:
    return Remark(**told(entry, shared), topic=entry.one_of("topic", TOPICS))


# Each part with its reader, and what makes two of its rows the same rule for one award.
READERS: dict[str, tuple[Callable[..., Rule], Callable[[Any], Any]]] = {
    "dossiers": (read_dossier, lambda row: (row.case, row.general)),
    "votes": (read_vote, lambda row: row.case),
    "deadlines": (read_deadline, lambda row: (row.id, row.case)),
    "consultations": (read_consultation, lambda row: (row.id, row.case)),
    "answers": (read_answer, lambda row: row.case),
    "publications": (read_publication, lambda row: (row.actor, row.case)),
    "remarks": (read_remark, lambda row: row.id),
}


def refuse_overlap(
    source: str, part: str, rows: tuple[Any, ...], key: Callable[[Any], Any]
) -> None:
    """One award has one rule of a kind on one day: the newer text ends the older one."""
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            both = one.awards & other.awards
            if both and key(one) == key(other) and overlap(one, other):
                raise CatalogueError(
                    f"{source}: {part}: {other.id}: its dates overlap those of {one.id} "
                    f"for {sorted(both)[0]}"
                )
