"""Reads the cases of `check_eligibility` (the form: docs/eligibility.md)."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from awards.eligibility import history as past
from awards.eligibility import vocabulary as words
from awards.eligibility.fields import Node, UniqueKeys, count, date, one_of, text, truth, year
from awards.eligibility.rules import Rulebook

LAW_BEGINS = datetime.date(2004, 7, 1)  # Luật 15/2003/QH11, the earliest of the catalogue


class CaseError(ValueError):
    """All faults of a file, one a line, each with its path."""


# --- the file


def read_cases(content: str, rulebook: Rulebook) -> list[past.Case]:
    """The cases of a YAML text, or a CaseError that lists every fault with its path."""
    try:
        document = yaml.load(content, UniqueKeys)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day such as 2026-02-30
        raise CaseError(f"not readable as YAML: {' '.join(str(error).split())}") from error
    faults: list[str] = []
    root = Node(document, "file", faults)
    cases = root.rows("cases", lambda node: read_case(node, rulebook))
    root.close()
    if cases is None:
        root.fault("cases", "is missing")
    refuse_repeated(cases or (), faults)
    if faults:
        raise CaseError("\n".join(fault.removeprefix("file.") for fault in faults))
    return list(cases or ())


def refuse_repeated(cases: Iterable[past.Case], faults: list[str]) -> None:
    seen: set[str] = set()
    for number, case in enumerate(cases):
        if case and case.id in seen:
            faults.append(f"cases[{number}].id: {case.id!r} stands twice")
        if case:
            seen.add(case.id)


def read_case(node: Node, rulebook: Rulebook) -> past.Case | None:
    before = len(node.faults)
    name = node.read("id", text, required=True)
    nomination = node.part("nomination")
    if nomination is None:
        node.fault("nomination", "is missing")
        return None
    fields = read_nomination(nomination, rulebook)
    known = node.part("history")
    history = read_history(known, rulebook) if known else past.History()
    return None if len(node.faults) > before else past.Case(id=name, history=history, **fields)


def read_nomination(node: Node, rulebook: Rulebook) -> dict[str, Any]:
    fields = {
        "award": node.read("award", one_of(rulebook.awards), required=True),
        "recipient": node.read("recipient", one_of(words.RECIPIENTS), required=True),
        "nomination_date": node.read("nomination_date", date, required=True),
        "reason": node.read("reason", one_of(words.REASONS)),
        "stated_year": node.read("year", year),
        "received_date": node.read("received_date", date),
        "direct_worker": node.read("direct_worker", truth),
        "occupation": node.read("occupation", text),
        "achievement_id": node.read("achievement_id", text),
    }
    day = fields["nomination_date"]
    if day and day < LAW_BEGINS:
        node.fault("nomination_date", f"lies before the law in the catalogue ({LAW_BEGINS})")
    if day and fields["stated_year"] and fields["stated_year"] > day.year:
        node.fault("year", "lies after the nomination")
    node.close()
    return fields


def read_history(node: Node, rulebook: Rulebook) -> past.History:
    known_award = one_of(rulebook.awards)
    history = past.History(
        ratings=read_ratings(node),
        statements=read_statements(node, rulebook),
        awards=node.rows("awards", lambda row: read_award(row, known_award)),
        initiatives=node.rows("initiatives", read_initiative),
        discipline=node.rows("discipline", read_discipline),
        open_reviews=node.rows("open_reviews", read_review),
        achievements=node.rows("achievements", read_achievement),
        campaigns=node.rows("campaigns", read_campaign),
        emulation_ranks=node.rows("emulation_ranks", read_rank),
        posts=node.rows("posts", read_post),
        process_steps=node.rows("process_steps", read_step),
        leave=node.rows("leave", read_leave),
        members=read_members(node.part("members"), rulebook),
        quota=read_quota(node.part("quota")),
        founded=node.read("founded", date),
    )
    node.close()
    return history


def read_ratings(node: Node) -> dict[int, str]:
    part = node.part("ratings")
    if part is None:
        return {}
    found = {}
    for key, value in part.fields.items():
        part.known.add(key)
        try:
            if value is not None:
                found[year(key)] = one_of(words.RATINGS)(value)
        except ValueError as error:
            part.fault(str(key), str(error))
    return found


def read_statements(node: Node, rulebook: Rulebook) -> dict[str, bool]:
    part = node.part("statements")
    if part is None:
        return {}
    stated = {name: part.read(name, truth) for name in rulebook.statements if name in part.fields}
    part.close()
    return {name: value for name, value in stated.items() if value is not None}


def read_award(row: Node, known_award: Callable[[Any], str]) -> past.Award:
    start, end = row.read("period_from", period_start), row.read("period_to", period_end)
    if start and end and end < start:
        row.fault("period_to", "lies before period_from")
    return past.Award(
        award=row.read("award", known_award, required=True),
        year=row.read("year", year, required=True) or 0,
        reason=row.read("reason", one_of(words.REASONS)),
        decision_date=row.read("decision_date", date),
        period_from=start,
        period_to=end,
        revoked=bool(row.read("revoked", truth)),
        achievement_id=row.read("achievement_id", text),
    )


def period_start(value: Any) -> datetime.date:
    return datetime.date(year(value), 1, 1) if isinstance(value, int) else date(value)


def period_end(value: Any) -> datetime.date:
    return datetime.date(year(value), 12, 31) if isinstance(value, int) else date(value)


def read_initiative(row: Node) -> past.Initiative:
    return past.Initiative(
        year=row.read("year", year, required=True) or 0,
        scope=row.read("scope", one_of(words.SCOPES)),
        recognised=row.read("recognised", truth),
        kind=row.read("kind", one_of((words.INITIATIVE, *words.SUBSTITUTES))) or words.INITIATIVE,
    )


def read_discipline(row: Node) -> past.Discipline:
    return past.Discipline(
        level=row.read("level", text),
        date=row.read("date", date),
        ended=row.read("ended", date),
        lasting="ended" in row.fields and row.fields["ended"] is None,
    )


def read_review(row: Node) -> past.Review:
    return past.Review(row.read("kind", text), row.read("opened", date), row.read("closed", date))


def read_achievement(row: Node) -> past.Achievement:
    return past.Achievement(
        category=row.read("category", text, required=True) or "",
        influence=row.read("influence", one_of((*words.INFLUENCES, "dia_ban_cap_huyen"))),
        confirmed_by=row.read("confirmed_by", text),
    )


def read_campaign(row: Node) -> past.CampaignChoice:
    return past.CampaignChoice(
        launched_by=row.read("launched_by", text),
        years=row.read("years", count),
        at=row.read("at", one_of(words.REVIEWS)),
    )


def read_rank(row: Node) -> past.Rank:
    return past.Rank(
        year=row.read("year", year, required=True) or 0,
        position=row.read("position", text),
        organiser=row.read("organiser", text),
    )


def read_post(row: Node) -> past.Post:
    start, end = row.read("from", period_start), row.read("to", period_end)
    if start and end and end < start:
        row.fault("to", "lies before from")
    return past.Post(row.read("post", text, required=True) or "", start, end)


def read_step(row: Node) -> past.Step:
    return past.Step(row.read("step", text, required=True) or "", row.read("date", date))


def read_leave(row: Node) -> past.Leave | None:
    kind = row.read("kind", text, required=True)
    start = row.read("from", period_start, required=True)
    end = row.read("to", period_end)
    if start and end and end < start:
        row.fault("to", "lies before from")
    return past.Leave(kind, start, end) if kind and start else None


def read_members(node: Node | None, rulebook: Rulebook) -> past.Members | None:
    if node is None:
        return None
    total = node.read("total", count)
    counts = {}
    for name in ("completed_tasks", *rulebook.awards):
        if name in node.fields:
            counts[name] = node.read(name, count)
            if total is not None and counts[name] is not None and counts[name] > total:
                node.fault(name, f"{counts[name]} of {total} members: the part exceeds the whole")
    disciplined = node.rows("disciplined", read_disciplined)
    if disciplined and total is not None and sum(many for _level, many in disciplined) > total:
        node.fault("disciplined", f"the part exceeds the whole of {total} members")
    node.close()
    return past.Members(total, counts, disciplined)


def read_disciplined(row: Node) -> tuple[str, int]:
    level = row.read("level", text, required=True)
    return level or "", row.read("count", count, required=True) or 0


def read_quota(node: Node | None) -> past.Quota | None:
    if node is None:
        return None
    numerator = node.read("numerator", count, required=True)
    denominator = node.read("denominator", count, required=True)
    node.close()
    if numerator is None or denominator is None:
        return None
    return past.Quota(numerator, denominator)
