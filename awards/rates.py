"""Money of the catalogue: base salaries by date, and the multiples of them paid with awards."""

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.eligibility import vocabulary
from awards.entries import CatalogueError, Entry

Recipients = Mapping[str, tuple[str, ...]]  # of each award, by its code


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


def read_files(
    files: list[tuple[str, dict[str, Any]]], awards: Recipients
) -> tuple[tuple[Multiple, ...], tuple[Salary, ...]]:
    salaries: list[Salary] = []
    multiples: list[Multiple] = []
    for name, content in files:
        read_money(name, content, awards, salaries, multiples)
    refuse_overlap("base salary", salaries, lambda row: "")
    refuse_overlap("multiple", multiples, lambda row: f"{row.award} {row.recipient}")
    return tuple(multiples), tuple(salaries)


def read_money(
    source: str,
    content: dict[str, Any],
    awards: Recipients,
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
            entry.one_of("recipient", vocabulary.RECIPIENTS),
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
    source: str, fields: Any, awards: Recipients, factors: dict[str, Any]
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
    recipient, multiple = (
        entry.one_of("recipient", vocabulary.RECIPIENTS),
        entry.decimal("multiple"),
    )
    start, end = entry.dates(required=True)
    named = entry.several_of("factors", factors) if "factors" in entry.fields else ()
    ways = [(recipient, multiple, entry.text("citation"))]
    for name in named:
        to, factor, citation = factors[name]
        ways.append((to, multiple * factor, f"{entry.text('citation')}; {citation}"))
    ceiling, verified = entry.truth("ceiling", False), entry.truth("verified")
    entry.done()
    for code in codes:
        if recipient not in awards[code]:
            raise entry.error(f"{code} is not given to {recipient}")
        for to, value, citation in ways:
            if to in awards[code]:
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
