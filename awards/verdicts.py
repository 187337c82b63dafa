"""What eligibility means for a dossier on its way: what stops it, what is frozen into its events,
and the deeds by which people state facts or let a failed criterion pass."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from awards import catalogue, permissions
from awards.eligibility import rules
from awards.eligibility import vocabulary as words
from awards.eligibility.dossiers import COMPLETE, LineReport, judge_dossier, received_on
from awards.eligibility.judging import Judged
from awards.eligibility.wording.telling import Teller
from awards.models import (
    AchievementClaim,
    Confirmation,
    GapConfirmation,
    Nomination,
    Nominee,
    Override,
    ProcessStep,
)

COMPLETE_LISTS = ("awards", "initiatives", "discipline", "open_reviews", "emulation_ranks")


# --- what stops a dossier


def stops(lines: list[LineReport]) -> list[str]:
    """Why the dossier cannot be proposed as it stands: one sentence a recipient and reason."""
    tell = Teller(catalogue.rulebook())
    found = []
    for line in lines:
        name = line.nominee.name
        if line.is_deferred:
            found.append(
                _("%(name)s: a review is still open, so nothing is proposed until it is closed.")
                % {"name": name}
            )
        found += [
            _("%(name)s: %(reason)s (%(citation)s)")
            % {
                "name": name,
                "reason": tell.message(one.criterion, one.finding),
                "citation": one.criterion.citation,
            }
            for one in line.blocking
        ]
    return found


def law_gap(nomination: Nomination, on: datetime.date) -> str:
    """The law that was in force when the dossier was received and was not read; "" without one."""
    gap = catalogue.rulebook().gap
    return gap.law if gap and received_on(nomination, on) >= gap.valid_from else ""


# --- what is frozen


def frozen(lines: list[LineReport]) -> list[dict[str, Any]]:
    """The reports as an event keeps them: persons by number, sentences by code and facts."""
    return [
        {
            "nominee": line.nominee.pk,
            "overall": str(line.report.overall),
            "on": line.report.on.isoformat(),
            **({"law_gap": line.report.law_gap} if line.report.law_gap else {}),
            "criteria": [frozen_criterion(one, line) for one in line.report.criteria],
            "principles": [
                {
                    "code": one.principle.id,
                    "verdict": str(one.verdict),
                    "citation": one.principle.citation,
                    "facts": words.plain(dict(one.finding.facts)),
                }
                for one in line.report.principles
            ],
        }
        for line in lines
    ]


def frozen_criterion(one: Judged, line: LineReport) -> dict[str, Any]:
    data = {
        "code": one.criterion.code,
        "type": one.criterion.type,
        "verdict": str(one.verdict),
        "decides": one.decides,
        "citation": one.criterion.citation,
        "facts": words.plain(dict(one.finding.facts)),
    }
    if one.branch:
        data |= {"branch": one.branch.id, "claimed": bool(one.claimed)}
    if override := line.overrides.get(one.criterion.code):
        data["override"] = override.reason
    return data


# --- deeds


@dataclass(frozen=True)
class Statements:
    """What the nominating unit states for the criteria of its dossier.

    `said`: {statement: holds}, None takes it back; `complete:<list>` says that the records of the
    list are complete. `claim`: category, influence, confirmed_by of the achievement. `steps`:
    {step: date}. `occupation` of the recipients.
    """

    said: dict[str, bool | None]
    claim: dict[str, str] | None = None
    steps: dict[str, datetime.date | None] = field(default_factory=dict)
    occupation: str | None = None


def state(
    nomination: Nomination,
    nominees: list[Nominee],
    stated: Statements,
    *,
    version: int,
    by: Any,
) -> None:
    """Write what the unit states of these recipients of its draft, and of the dossier."""
    if not permissions.can_edit(by, nomination):
        raise PermissionDenied
    refuse_unknown(nomination, stated.said)
    with audit.deed(by=by) as event:
        claim_version(nomination, version)
        for nominee in nominees:
            write_confirmations(nominee, stated.said)
        if stated.occupation is not None:
            people = [one.pk for one in nominees if one.kind == "individual"]
            Nominee.objects.filter(pk__in=people).update(occupation=stated.occupation)
        if stated.claim is not None:
            write_claim(nomination, stated.claim)
        write_steps(nomination, stated.steps)
        event(
            nomination,
            "state_facts",
            nominees=[one.pk for one in nominees],
            said=stated.said,
            claim=stated.claim,
            steps={step: day.isoformat() if day else None for step, day in stated.steps.items()},
        )


def write_confirmations(nominee: Nominee, said: dict[str, bool | None]) -> None:
    for statement, holds in said.items():
        if holds is None:
            nominee.confirmations.filter(statement=statement).delete()
        else:
            Confirmation.objects.update_or_create(
                nominee=nominee, statement=statement, defaults={"holds": holds}
            )


def write_claim(nomination: Nomination, claim: dict[str, str]) -> None:
    nomination.achievement_claims.all().delete()
    if claim.get("category"):
        AchievementClaim.objects.create(nomination=nomination, **claim)


def write_steps(nomination: Nomination, steps: dict[str, datetime.date | None]) -> None:
    for step, date in steps.items():
        if date is None:
            nomination.process_steps.filter(step=step).delete()
        else:
            ProcessStep.objects.update_or_create(
                nomination=nomination, step=step, defaults={"date": date}
            )


def refuse_unknown(nomination: Nomination, said: dict[str, bool | None]) -> None:
    allowed = set(statements_of(nomination)) | {COMPLETE + name for name in COMPLETE_LISTS}
    for statement in said:
        if statement not in allowed:
            raise ValidationError(_("This award asks for no such statement."), code="unknown")


def statements_of(nomination: Nomination) -> list[str]:
    return asked_by(nomination, "conduct", "statement")


def asked_by(nomination: Nomination, type_: str, name: str) -> list[str]:
    """The values of a parameter over all criteria of the type that the award, or one whose criteria
    it refers to, has today: which statements, steps or categories it asks for."""
    rulebook = catalogue.rulebook()
    found: dict[str, None] = {}
    for code in related_awards(nomination.award_type.code):
        for one in rules.every(rulebook.awards[code].criteria):
            if one.type == type_ and one.valid_to is None:
                found[one.params[name]] = None
    return list(found)


def related_awards(code: str) -> list[str]:
    rulebook = catalogue.rulebook()
    if code not in rulebook.awards:
        return []
    found = [code]
    for one in rules.every(rulebook.awards[code].criteria):
        if one.type == "meets_award_criteria":
            found += [other for other in one.params["award_any_of"] if other in rulebook.awards]
    return found


def override(nominee: Nominee, criterion: str, *, reason: str, version: int, by: Any) -> Override:
    """Let a failed criterion pass, with the reason; it is marked on every later page."""
    nomination = nominee.nomination
    if not permissions.can_override(by, nomination):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this criterion is let pass.")})
    lines = judge_dossier(nomination, timezone.localdate())
    line = next(one for one in lines if one.nominee.pk == nominee.pk)
    if criterion not in {one.criterion.code for one in line.blocking}:
        raise ValidationError(_("This criterion does not stop the dossier now."), code="not_failed")
    with audit.deed(by=by) as event:
        claim_version(nomination, version)
        made = Override.objects.create(nominee=nominee, criterion=criterion, reason=reason, by=by)
        event(nomination, "override", note=reason, nominee=nominee.pk, criterion=criterion)
    return made


def confirm_gap(nomination: Nomination, law: str, *, reason: str, event: Any) -> None:
    """Part of the move by which the authority decides: it goes on without the unread law."""
    GapConfirmation.objects.update_or_create(
        nomination=nomination, defaults={"law": law, "reason": reason, "by": event.by}
    )


def claim_version(nomination: Nomination, version: int) -> None:
    """Count the dossier's version up, or refuse because somebody changed it meanwhile."""
    changed = Nomination.objects.filter(pk=nomination.pk, version=version).update(
        version=version + 1
    )
    if not changed:
        raise ValidationError(
            _(
                "Somebody changed or moved dossier %(code)s meanwhile. Look at it again; what you "
                "typed is still here."
            )
            % {"code": nomination.code},
            code="overtaken",
        )
    nomination.version = version + 1
