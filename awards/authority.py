"""Who grants an award on which day: levels of authority with citation and dates.

A level stands at most once on a day; a newer text ends the older one (docs/catalogue.md).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from awards.eligibility.rules import Dated, overlap
from awards.entries import Entry

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
class Grant(Dated):
    level: str


def read_grants(entry: Entry) -> tuple[Grant, ...]:
    """The list `granted_by` of an award: each row names levels, citation, dates, verified."""
    rows = entry.get("granted_by")
    if not isinstance(rows, list) or not rows:
        raise entry.error("granted_by is not a list of periods")
    found: list[Grant] = []
    for fields in rows:
        part = Entry(entry.source, f"{entry.label}: granted_by", fields)
        start, end = part.dates(required=True)
        levels = part.several_of("levels", LEVELS)
        citation, verified = part.text("citation"), part.truth("verified")
        part.done()
        found += [Grant(citation, verified, start, end, level) for level in levels]
    refuse_overlap(entry, found)
    return tuple(found)


def refuse_overlap(entry: Entry, grants: list[Grant]) -> None:
    for number, one in enumerate(grants):
        for other in grants[number + 1 :]:
            if one.level == other.level and overlap(one, other):
                raise entry.error(
                    f"granted_by: the dates of {one.level} from {one.valid_from} and from "
                    f"{other.valid_from} overlap"
                )


def levels_of(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Each level once, in the order of the file."""
    return tuple(dict.fromkeys(grant.level for grant in grants))


def on(grants: Iterable[Grant], day: datetime.date) -> tuple[Grant, ...]:
    return tuple(grant for grant in grants if grant.in_force_on(day))
