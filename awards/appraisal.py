"""The secretariat's papers on a dossier in appraisal: consultation of other bodies and publication.

What must be there before the dossier goes on is said by `open_papers`; days and awards are those of
awards/catalogue/procedure.yaml.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

import audit
from awards import catalogue, permissions
from awards.models import Consultation, Publication
from awards.verdicts import claim_version
from documents import actions as documents
from jobs.working_days import add_working_days, working_days_between
from vietnamese.dates import format_date

SIMPLIFIED = ("exceptional",)  # methods of the short way, without publication


def consult(nomination, *, body, matter, asked_on, by_ministry, version, by):
    """Ask another body; the law says in how many working days it answers."""
    refuse_stranger(nomination, by)
    with audit.deed(by=by) as event:
        claim_version(nomination, version)
        asked = Consultation.objects.create(
            nomination=nomination,
            body=body,
            matter=matter,
            asked_on=asked_on,
            due_on=add_working_days(asked_on, answer_days(asked_on)),
            by_ministry=by_ministry,
            made_by=by,
        )
        event(nomination, "consult", consultation=asked.pk, body=body, due=asked.due_on)
    return asked


def answer(consultation, *, opinion, answered_on, answer, paper=(), version, by):
    """Record what the body said, or that it did not answer."""
    nomination = consultation.nomination
    refuse_stranger(nomination, by)
    if answered_on < consultation.asked_on:
        raise ValidationError({"answered_on": _("The answer cannot come before the question.")})
    with audit.deed(by=by) as event:
        claim_version(nomination, version)
        for file in paper:
            consultation.paper = documents.attach(file, unit=nomination.holder, by=by, event=event)
        changed = Consultation.objects.filter(pk=consultation.pk, opinion="").update(
            opinion=opinion, answered_on=answered_on, answer=answer, paper=consultation.paper
        )
        if not changed:
            raise ValidationError(_("This answer was recorded meanwhile."), code="overtaken")
        event(
            nomination, "answer", note=answer, consultation=consultation.pk, opinion=opinion,
            answered_on=answered_on,
        )  # fmt: skip


def publish(nomination, *, version, by, **fields):
    """Record a publication with what it brought: `fields` are those of Publication."""
    refuse_stranger(nomination, by)
    if fields["complaints"] and not fields["handled"].strip():
        raise ValidationError(
            {"handled": _("Say how the complaints were handled: the council is told in writing.")}
        )
    with audit.deed(by=by) as event:
        claim_version(nomination, version)
        made = Publication.objects.create(nomination=nomination, made_by=by, **fields)
        event(
            nomination, "publish", note=fields["brought"], publication=made.pk,
            opened_on=fields["opened_on"], closed_on=fields["closed_on"],
            complaints=fields["complaints"],
        )  # fmt: skip
    return made


def answer_days(day):
    """Working days for an answer; without a text in force on the day, those of the last one."""
    procedure = catalogue.known().procedure
    return (procedure.answer_on(day) or procedure.answers[-1]).working_days


def refuse_stranger(nomination, user):
    if not permissions.can_appraise(user, nomination):
        raise PermissionDenied


# --- what must be there before the dossier goes on


def open_papers(nomination, on):
    """Sentences: who was asked and has not answered, and a publication that is missing or short."""
    found = [
        _("%(body)s was asked on %(asked)s and has not answered (due %(due)s).")
        % {
            "body": one.body,
            "asked": format_date(one.asked_on),
            "due": format_date(one.due_on),
        }
        for one in nomination.consultations.all()
        if one.is_open_on(on)
    ]
    rule = publication_rule(nomination, on)
    if rule and not was_published(nomination, rule, on):
        found.append(
            _(
                "The list must be published for at least %(days)d working days before the council "
                "(%(citation)s)."
            )
            % {"days": rule.working_days, "citation": rule.citation}
        )
    return found


def publication_rule(nomination, on):
    """What the law asks for on the day; None for other awards and in the short way."""
    if nomination.method in SIMPLIFIED:
        return None
    return catalogue.known().procedure.publication_of(nomination.award_type.code, on)


def was_published(nomination, rule, on):
    """Long enough, and over."""
    return any(
        one.closed_on <= on
        and working_days_between(one.opened_on, one.closed_on) >= rule.working_days
        for one in nomination.publications.all()
    )
