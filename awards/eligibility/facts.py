"""Gathers the histories of many nominees in a constant number of statements. The only module of
the engine that queries; which criterion uses which record: docs/eligibility.md.

History follows people across units, and units across succession.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from awards.eligibility import history as past
from awards.eligibility import vocabulary as words
from awards.models import (
    ClusterRank,
    Discipline,
    EarlierAward,
    Initiative,
    Leave,
    MemberCount,
    Nominee,
    OpenReview,
    YearRating,
)
from awards.states import State
from units import tree
from units.models import Post, Unit

REASONS = {  # Method of a dossier: reason of the law
    "merit": words.MERIT,
    "campaign": "phong_trao_thi_dua",
    "exceptional": "dot_xuat",
    "foreign": "doi_ngoai",
    "contribution": "qua_trinh_cong_hien",
    "long_service": "nien_han",
}
Key = tuple[str, int]  # ("person" | "unit" | "household", id)
KEY_OF = {"individual": "person", "collective": "unit", "household": "household"}


@dataclass(frozen=True)
class Subjects:
    """Whose histories are asked for; `pasts` names the units that a unit succeeded."""

    people: frozenset[int]
    households: frozenset[int]
    pasts: dict[int, set[int]]

    @property
    def units(self) -> set[int]:
        return {unit for ids in self.pasts.values() for unit in ids}

    def successors(self) -> dict[int, list[int]]:
        """{unit whose records count: units of the question they count for}"""
        found: dict[int, list[int]] = defaultdict(list)
        for root, ids in self.pasts.items():
            for unit in ids:
                found[unit].append(root)
        return found

    def filters(self, model: Any) -> list[dict[str, Any]]:
        """One filter for each kind of subject that the model knows and that is asked for."""
        names = {field.name for field in model._meta.get_fields()}
        asked = {"person": self.people, "unit": self.units, "household": self.households}
        return [{f"{name}__in": ids} for name, ids in asked.items() if name in names and ids]


def gather(keys: Iterable[Key], *, wanted: Iterable[str] | None = None) -> dict[Key, past.History]:
    """What is recorded of each. A list without any row is unknown (None), not empty; one with
    rows may still lack some (`History.partial`). `wanted` names the lists, without it all."""
    keys = set(keys)
    subjects = Subjects(
        people=frozenset(pk for kind, pk in keys if kind == "person"),
        households=frozenset(pk for kind, pk in keys if kind == "household"),
        pasts=tree.pasts(pk for kind, pk in keys if kind == "unit"),
    )
    names = set(READERS if wanted is None else wanted)
    read = {name: reader(subjects) for name, reader in READERS.items() if name in names}
    founded = units_founded(subjects) if "founded" in names else {}
    return {
        key: past.History(
            **{name: shape(name, rows.get(key)) for name, rows in read.items()},
            founded=founded.get(key[1]) if key[0] == "unit" else None,
            partial=PARTIAL,
        )
        for key in keys
    }


def shape(name: str, rows: Any) -> Any:
    if name == "ratings":
        return rows or {}
    return tuple(rows) if rows else None


# --- one reader a kind of record ---------------------------------------------------------------


def rows_of(
    model: Any, subjects: Subjects, fields: tuple[str, ...], **wanted: Any
) -> Iterable[tuple[Key, dict[str, Any]]]:
    """(subject, fields of the row); a predecessor's row comes once for each successor asked for.
    One statement a kind of subject."""
    successors = subjects.successors()
    for condition in subjects.filters(model):
        kind = next(iter(condition)).removesuffix("__in")
        rows = model.objects.filter(**condition, **wanted).order_by("pk")
        for row in rows.values(f"{kind}_id", *fields):
            subject = row.pop(f"{kind}_id")
            for pk in successors[subject] if kind == "unit" else [subject]:
                yield (kind, pk), row | {"own": pk == subject}


def read_ratings(subjects: Subjects) -> dict[Key, dict[int, str]]:
    """A unit's own rating wins over those of its predecessors; of several of these the lowest."""
    found: dict[Key, dict[int, str]] = defaultdict(dict)
    own: set[tuple[Key, int]] = set()
    rank = words.RATINGS.index
    for key, row in rows_of(YearRating, subjects, ("year", "rating"), struck=False):
        year, rating = row["year"], row["rating"]
        known = found[key].get(year)
        if row["own"]:
            own.add((key, year))
            found[key][year] = rating
        elif (key, year) not in own and (known is None or rank(rating) < rank(known)):
            found[key][year] = rating
    return found


def read_awards(subjects: Subjects) -> dict[Key, list[past.Award]]:
    """Those typed or loaded, and those granted here."""
    fields = (
        "award_type__code", "year", "reason", "decision_date", "period_from", "period_to",
        "revoked",
    )  # fmt: skip
    found = listed(
        rows_of(EarlierAward, subjects, fields, struck=False),
        lambda row: past.Award(
            award=row["award_type__code"],
            year=row["year"],
            reason=row["reason"] or None,
            decision_date=row["decision_date"],
            period_from=row["period_from"],
            period_to=row["period_to"],
            revoked=row["revoked"],
        ),
    )
    for key, award in granted_here(subjects):
        found[key].append(award)
    return found


def granted_here(subjects: Subjects) -> Iterable[tuple[Key, past.Award]]:
    successors = subjects.successors()
    asked = {"person": subjects.people, "collective": subjects.units,
             "household": subjects.households}  # fmt: skip
    for kind, ids in asked.items():
        if not ids:
            continue
        rows = Nominee.objects.filter(**{f"{kind}__in": ids}, nomination__state=State.GRANTED)
        for subject, code, method, decided_on, start, end in rows.order_by("pk").values_list(
            f"{kind}_id",
            "nomination__award_type__code",
            "nomination__method",
            "nomination__decided_on",
            "nomination__period_from",
            "nomination__period_to",
        ):
            award = past.Award(
                award=code,
                year=end.year,
                reason=REASONS.get(method),
                decision_date=decided_on,
                period_from=start,
                period_to=end,
            )
            for pk in successors[subject] if kind == "collective" else [subject]:
                yield ("unit" if kind == "collective" else kind, pk), award


def listed(
    rows: Iterable[tuple[Key, dict[str, Any]]], make: Callable[[dict[str, Any]], Any]
) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for key, row in rows:
        found[key].append(make(row))
    return found


def read_initiatives(subjects: Subjects) -> dict[Key, list[past.Initiative]]:
    return listed(
        rows_of(Initiative, people_of(subjects), INITIATIVE, struck=False),
        lambda row: past.Initiative(row["year"], row["scope"], row["recognised"], row["kind"]),
    )


INITIATIVE = ("year", "scope", "recognised", "kind")


def people_of(subjects: Subjects) -> Subjects:
    """Records that belong to people also name a unit, where it was: not whose they are."""
    return Subjects(subjects.people, frozenset(), {})


def read_disciplines(subjects: Subjects) -> dict[Key, list[past.Discipline]]:
    return listed(
        rows_of(Discipline, subjects, ("level", "date", "ended"), struck=False),
        lambda row: past.Discipline(
            row["level"], row["date"], row["ended"], lasting=row["ended"] is None
        ),
    )


def read_reviews(subjects: Subjects) -> dict[Key, list[past.Review]]:
    return listed(
        rows_of(OpenReview, subjects, ("kind", "opened", "closed"), struck=False),
        lambda row: past.Review(row["kind"], row["opened"], row["closed"]),
    )


def read_leaves(subjects: Subjects) -> dict[Key, list[past.Leave]]:
    return listed(
        rows_of(Leave, subjects, ("kind", "start", "end"), struck=False),
        lambda row: past.Leave(row["kind"], row["start"], row["end"]),
    )


def read_posts(subjects: Subjects) -> dict[Key, list[past.Post]]:
    return listed(
        rows_of(Post, people_of(subjects), ("position", "valid_from", "valid_to")),
        lambda row: past.Post(row["position"], row["valid_from"], row["valid_to"]),
    )


def read_ranks(subjects: Subjects) -> dict[Key, list[past.Rank]]:
    return listed(
        rows_of(ClusterRank, subjects, ("year", "place", "organiser"), struck=False),
        lambda row: past.Rank(row["year"], str(row["place"]), row["organiser"]),
    )


READERS: dict[str, Callable[[Subjects], dict[Key, Any]]] = {
    "ratings": read_ratings,
    "awards": read_awards,
    "initiatives": read_initiatives,
    "discipline": read_disciplines,
    "open_reviews": read_reviews,
    "leave": read_leaves,
    "posts": read_posts,
    "emulation_ranks": read_ranks,
}


def units_founded(subjects: Subjects) -> dict[int, datetime.date | None]:
    return dict(Unit.objects.filter(pk__in=subjects.pasts).values_list("pk", "founded"))


# Lists that people fill over time. Until their unit says that one is complete, too little in it
# is not known to be too little.
PARTIAL = frozenset({"awards", "initiatives", "emulation_ranks", "process_steps"})
# What each criterion type looks at, by name of the list or field of the history.
NEEDS = {
    "annual_rating": {"ratings"},
    "rating_streak": {"ratings", "awards", "leave", "discipline"},
    "rating_count": {"ratings"},
    "prior_award": {"awards", "discipline"},
    "meets_award_criteria": {"awards", "ratings"},
    "min_years_between": {"awards"},
    "initiative": {"initiatives"},
    "emulation_rank": {"emulation_ranks"},
    "long_service": {"posts"},
    "unit_age_min": {"founded"},
}
PRINCIPLES_NEED = {"discipline", "open_reviews", "awards"}


def needs(types: Iterable[str]) -> set[str]:
    """The lists that criteria of these types and the principles look at."""
    return PRINCIPLES_NEED.union(*(NEEDS.get(name, set()) for name in types))


def members_of(row: MemberCount) -> past.Members:
    names = (
        "completed_tasks", "advanced_worker", "advanced_soldier", "grassroots_emulation_fighter",
    )  # fmt: skip
    counts = {name: getattr(row, name) for name in names if getattr(row, name) is not None}
    levels = {"khien_trach": row.disciplined_reprimand, "canh_cao": row.disciplined_warning}
    known = tuple((level, many) for level, many in levels.items() if many is not None)
    return past.Members(row.total, counts, known or None)
