"""Reads the catalogue (awards/catalogue/*.yaml) and refuses what cannot be law. Writes nothing.

The form of the files is told in docs/catalogue.md. Every refusal names the file, the code and the
reason.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

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


class CatalogueError(ValueError):
    """One line: which file, which code, what is wrong."""


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


class Entry:
    """One mapping of a file, read field by field; what is missing, unknown or of the wrong kind
    is refused."""

    def __init__(self, source: str, label: str, fields: Any) -> None:
        self.source, self.label = source, label
        if not isinstance(fields, dict):
            raise self.error("is not a mapping of fields")
        self.fields: dict[str, Any] = fields
        self.known: set[str] = set()

    def error(self, reason: str) -> CatalogueError:
        return CatalogueError(f"{self.source}: {self.label}: {reason}")

    def get(self, name: str, default: Any = None) -> Any:
        self.known.add(name)
        return self.fields.get(name, default)

    def text(self, name: str) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{name} is missing")
        return value.strip()

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        value = self.text(name)
        if value not in allowed:
            raise self.error(f"unknown {name} {value!r}")
        return value

    def several_of(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        values = self.get(name)
        if not isinstance(values, list) or not values:
            raise self.error(f"{name} is missing")
        for value in values:
            if value not in allowed:
                raise self.error(f"unknown {name} {value!r}")
        return tuple(values)

    def truth(self, name: str, default: bool | None = None) -> bool:
        value = self.get(name, default)
        if not isinstance(value, bool):
            raise self.error(f"{name} must be true or false")
        return value

    def whole(self, name: str) -> int:
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"{name} must be a whole number from 1")
        return value

    def decimal(self, name: str) -> Decimal:
        value = self.get(name)
        try:
            number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 < number < 1000:
            raise self.error(f'{name} must be a number in quotes above 0, such as "1.5"')
        return number

    def dates(self, *, required: bool) -> tuple[Any, datetime.date | None]:
        start, end = self.get("valid_from"), self.get("valid_to")
        for name, value in (("valid_from", start), ("valid_to", end)):
            if value is not None and type(value) is not datetime.date:
                raise self.error(f"{name} must be a date, such as 2024-01-01")
        if required and start is None:
            raise self.error("valid_from is missing")
        if start and end and end < start:
            raise self.error("valid_to is before valid_from")
        return start, end

    def part(self, name: str) -> "Entry":
        return Entry(self.source, f"{self.label}: {name}", self.get(name))

    def done(self) -> None:
        """Refuses fields nobody asked for: a slip of the pen must not be lost silently."""
        for name in self.fields:
            if name not in self.known:
                raise self.error(f"unknown field {name!r}")


def load(folder: Path = FOLDER) -> Catalogue:
    """The whole catalogue, or a CatalogueError."""
    awards: list[Award] = []
    money: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(folder.glob("*.yaml")):
        content = parse(path)
        if "awards" in content:
            if not isinstance(content["awards"], list):
                raise CatalogueError(f"{path.name}: awards: is not a list")
            awards += [read_award(path.name, fields) for fields in content["awards"]]
            content = {name: value for name, value in content.items() if name != "awards"}
        if content:
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
        tuple(sorted(awards, key=lambda award: award.rank)), tuple(multiples), tuple(salaries)
    )


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
    award = Award(
        code=entry.text("code"),
        name=entry.text("name"),
        name_en=entry.text("name_en"),
        kind=entry.one_of("kind", KINDS),
        recipients=entry.several_of("recipients", RECIPIENTS),
        granted_by=grant.several_of("levels", LEVELS),
        rank=entry.whole("rank"),
        citation=f"{article.text('document')} {article.text('article')}",
        grant_citation=grant.text("citation"),
        verified=article.truth("verified") and grant.truth("verified"),
        valid_from=start,
        valid_to=end,
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
