"""A report as plain values: for the file of `check_eligibility`, and frozen into events."""

from collections.abc import Iterable
from typing import Any

from awards.eligibility.judging import Judged, JudgedPrinciple, Report
from awards.eligibility.vocabulary import plain
from awards.eligibility.wording.telling import Teller, principle_message, recipient_refused


def as_data(report: Report, tell: Teller) -> dict[str, Any]:
    """`{id, overall, criteria, principles}`, with `law_gap` where a law was not read."""
    data: dict[str, Any] = {"id": report.case.id, "overall": str(report.overall)}
    if report.law_gap:
        data["law_gap"] = report.law_gap
    criteria = [criterion_data(one, tell) for one in report.criteria]
    if report.wrong_recipient:
        criteria.insert(0, refused_recipient(report, tell))
    data["criteria"] = criteria
    data["principles"] = [principle_data(one, tell) for one in report.principles]
    return data


def criterion_data(one: Judged, tell: Teller) -> dict[str, Any]:
    facts = plain(dict(one.finding.facts))
    if one.branch:
        facts |= {"branch": one.branch.id, "claimed": bool(one.claimed)}
    return {
        "code": one.criterion.code,
        "type": one.criterion.type,
        "verdict": str(one.verdict),
        "verified": one.criterion.verified,
        "citation": one.criterion.citation,
        "facts": facts,
        "message": tell.message(one.criterion, one.finding),
    }


def principle_data(one: JudgedPrinciple, tell: Teller) -> dict[str, Any]:
    return {
        "code": one.principle.id,
        "verdict": str(one.verdict),
        "verified": one.principle.verified,
        "citation": one.principle.citation,
        "message": principle_message(tell, one.principle.id, one.finding),
    }


def refused_recipient(report: Report, tell: Teller) -> dict[str, Any]:
    """The award is not given to this kind of recipient at all."""
    return {
        "code": f"{report.rules.code}.recipient",
        "type": "recipient",
        "verdict": "failed",
        "verified": True,
        "citation": report.rules.citation,
        "facts": {"recipient": report.case.recipient, "allowed": list(report.rules.recipients)},
        "message": recipient_refused(report.rules.name, report.case.recipient),
    }


def all_data(reports: Iterable[Report], tell: Teller) -> dict[str, Any]:
    return {"results": [as_data(report, tell) for report in reports]}
