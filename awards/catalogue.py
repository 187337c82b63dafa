"""Reads the catalogue (awards/catalogue/*.yaml) and refuses what cannot be law. Writes nothing.

The form of the files is told in docs/catalogue.md. Every refusal names the file, the code and the
reason.
"""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from awards.eligibility import rules, vocabulary
from awards.entries import CatalogueError, Entry

FOLDER = Path(__file__).resolve().parent / "catalogue"
KINDS = (
    "emulation_title",
    "emulation_flag",
    "order",
    "medal",
    "state_honour_title",
    "prize",
    "certificate_of_merit",
    "commendation_paper",
    "commemorative_medal",
)
RECIPIENTS = ("individual", "collective", "household")
STATE_LEVELS = ("state_president", "government", "prime_minister")
LEVELS = (
    *STATE_LEVELS,
    "minister",
    "province_chair",
    "department_head",
    "district_chair",
    "commune_chair",
    "enterprise_head",
    "party_or_military_authority",
)


@dataclass(frozen=True)
class Award:
    code: str
    name: str
    name_en: str
    kind: str
    recipients: tuple[str, ...]
    granted_by: tuple[str, ...]
    rank: int
    citation: str
    grant_citation: str
    verified: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    rules: rules.AwardRules

    @property
    def granted_by_state(self) -> bool:
        return any(level in STATE_LEVELS for level in self.granted_by)


@dataclass(frozen=True)
class Multiple:
    award: str
    recipient: str
    multiple: Decimal
    ceiling: bool
    citation: str
    verified: bool
    valid_from: datetime.date
    valid_to: datetime.date | None


@dataclass(frozen=True)
class Salary:
    amount: int
    citation: str
    verified: bool
    valid_from: datetime.date
    valid_to: datetime.date | None


@dataclass(frozen=True)
class Catalogue:
    awards: tuple[Award, ...]
    multiples: tuple[Multiple, ...]
    salaries: tuple[Salary, ...]
    rulebook: rules.Rulebook


def load(folder: Path = FOLDER) -> Catalogue:
    """The whole catalogue, or a CatalogueError."""
    awards: list[Award] = []
    money: list[tuple[str, dict[str, Any]]] = []
    general: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = parse(path)
        if "awards" in content:
            if not isinstance(content["awards"], list):
                raise CatalogueError(f"{path.name}: awards: is not a list")
            awards += [read_award(path.name, fields) for fields in content["awards"]]
            content = {name: value for name, value in content.items() if name != "awards"}
        if "principles" in content:
            general |= read_general(path.name, content)
        elif content:
            money.append((path.name, content))
    if not awards:
        raise CatalogueError(f"{folder}: no award found")
    refuse_twice(awards)
    salaries: list[Salary] = []
    multiples: list[Multiple] = []
    for name, content in money:
        read_money(name, content, {award.code: award for award in awards}, salaries, multiples)
    refuse_overlap("base salary", salaries, lambda row: "")
    refuse_overlap("multiple", multiples, lambda row: f"{row.award} {row.recipient}")
    return Catalogue(
        tuple(sorted(awards, key=lambda award: award.rank)),
        tuple(multiples),
        tuple(salaries),
        rulebook_of(awards, general),
    )


@cache
def rulebook() -> rules.Rulebook:
    """The criteria and principles of the files beside this module, read once a process."""
    return load().rulebook


def rulebook_of(awards: list[Award], general: dict[str, Any]) -> rules.Rulebook:
    known = {award.code: award.rules for award in awards}
    refuse_unknown_awards(known)
    state = frozenset(award.code for award in awards if award.granted_by_state)
    return rules.Rulebook(awards=known, state_awards=state, **general)


def refuse_unknown_awards(known: dict[str, rules.AwardRules]) -> None:
    allowed = {*known, vocabulary.SAME_AWARD}
    for award in known.values():
        for criterion in rules.every(award.criteria):
            for code in rules.awards_named(criterion):
                if code not in allowed:
                    raise CatalogueError(f"{criterion.code}: unknown award {code!r}")


def read_general(source: str, content: dict[str, Any]) -> dict[str, Any]:
    """What holds for all awards: principles, ways of counting, the gap of the law, posts."""
    unknown = set(content) - {"principles", "counting", "law_gap", "service_posts"}
    if unknown:
        raise CatalogueError(f"{source}: unknown part {sorted(unknown)[0]!r}")
    counting = [rules.read_principle(source, fields) for fields in content.get("counting") or []]
    return {
        "principles": tuple(rules.read_principle(source, row) for row in content["principles"]),
        "counting": {rule.id: rule for rule in counting},
        "gap": rules.read_gap(source, content["law_gap"]) if content.get("law_gap") else None,
        "posts": rules.read_posts(source, content["service_posts"])
        if content.get("service_posts")
        else {},
    }


def parse(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CatalogueError(f"{path.name}{where}: not readable as YAML ({first})") from error
    if not isinstance(content, dict):
        raise CatalogueError(f"{path.name}: holds no mapping of awards or money")
    return content


def read_award(source: str, fields: Any) -> Award:
    label = fields.get("code", "award without code") if isinstance(fields, dict) else "award"
    entry = Entry(source, str(label), fields)
    article, grant = entry.part("article"), entry.part("granted_by")
    start, end = entry.dates(required=False)
    award_rules = rules.AwardRules(
        code=entry.text("code"),
        name=entry.text("name"),
        kind=entry.one_of("kind", KINDS),
        recipients=entry.several_of("recipients", RECIPIENTS),
        basis=entry.one_of("basis", vocabulary.BASES),
        citation=f"{article.text('document')} {article.text('article')}",
        criteria=rules.read_criteria(str(label), entry),
    )
    award = Award(
        code=award_rules.code,
        name=award_rules.name,
        name_en=entry.text("name_en"),
        kind=award_rules.kind,
        recipients=award_rules.recipients,
        granted_by=grant.several_of("levels", LEVELS),
        rank=entry.whole("rank"),
        citation=award_rules.citation,
        grant_citation=grant.text("citation"),
        verified=article.truth("verified") and grant.truth("verified"),
        valid_from=start,
        valid_to=end,
        rules=award_rules,
    )
    grant.get("verified")
    for part in (entry, article, grant):
        part.done()
    return award


def refuse_twice(awards: list[Award]) -> None:
    for field in ("code", "rank"):
        seen: dict[Any, str] = {}
        for award in awards:
            value = getattr(award, field)
            if value in seen:
                raise CatalogueError(
                    f"{award.code}: the {field} {value} stands twice, see {seen[value]}"
                )
            seen[value] = award.code


def read_money(
    source: str,
    content: dict[str, Any],
    awards: dict[str, Award],
    salaries: list[Salary],
    multiples: list[Multiple],
) -> None:
    unknown = set(content) - {"base_salaries", "factors", "multiples"}
    if unknown:
        raise CatalogueError(f"{source}: unknown part {sorted(unknown)[0]!r}")
    for fields in content.get("base_salaries") or []:
        salaries.append(read_salary(source, fields))
    factors = {}
    for fields in content.get("factors") or []:
        entry = Entry(source, "factor", fields)
        factors[entry.text("name")] = (
            entry.one_of("recipient", RECIPIENTS),
            entry.decimal("factor"),
            entry.text("citation"),
        )
        entry.done()
    for fields in content.get("multiples") or []:
        multiples += read_multiples(source, fields, awards, factors)


def read_salary(source: str, fields: Any) -> Salary:
    entry = Entry(source, "base salary", fields)
    start, end = entry.dates(required=True)
    row = Salary(entry.whole("amount"), entry.text("citation"), entry.truth("verified"), start, end)
    entry.done()
    return row


def read_multiples(
    source: str, fields: Any, awards: dict[str, Award], factors: dict[str, Any]
) -> Iterator[Multiple]:
    """A row stands for several awards, and with its factors for their collectives and
    households."""
    label = (
        "multiple of " + ", ".join(map(str, (fields.get("awards") or [])))
        if isinstance(fields, dict)
        else "multiple"
    )
    entry = Entry(source, label, fields)
    codes = entry.several_of("awards", awards)
    recipient, multiple = entry.one_of("recipient", RECIPIENTS), entry.decimal("multiple")
    start, end = entry.dates(required=True)
    named = entry.several_of("factors", factors) if "factors" in entry.fields else ()
    ways = [(recipient, multiple, entry.text("citation"))]
    for name in named:
        to, factor, citation = factors[name]
        ways.append((to, multiple * factor, f"{entry.text('citation')}; {citation}"))
    ceiling, verified = entry.truth("ceiling", False), entry.truth("verified")
    entry.done()
    for code in codes:
        if recipient not in awards[code].recipients:
            raise entry.error(f"{code} is not given to {recipient}")
        for to, value, citation in ways:
            if to in awards[code].recipients:
                yield Multiple(code, to, value, ceiling, citation, verified, start, end)


def refuse_overlap(what: str, rows: list[Any], group: Any) -> None:
    for name, same in itertools.groupby(
        sorted(rows, key=lambda row: (group(row), row.valid_from)), group
    ):
        for one, other in itertools.pairwise(same):
            if one.valid_to is None or one.valid_to >= other.valid_from:
                raise CatalogueError(
                    f"{what} {name}".strip()
                    + f": the dates from {one.valid_from} and from {other.valid_from} overlap"
                )
