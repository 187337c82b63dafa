"""Deeds with a plan: issuing it, amending it, and having it printed."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import campaigns.actions
import documents.actions
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES
from campaigns.models import Campaign
from campaigns.states import CampaignState
from documents import files, numbering
from jobs import actions as jobs_actions
from jobs.lease import Run
from plans import checks, permissions, render, snapshot
from plans.models import PlanFile, PlanVersion
from vietnamese.dates import format_date


def issue(
    campaign: Campaign,
    *,
    version: int,
    on: datetime.date,
    by,
    manual_number: str | None = None,
) -> PlanVersion:
    """Draft -> issued, all or nothing: its number, its addressees with their notices, the frozen
    plan, and the job that prints it.

    `manual_number` is one that the clerk's office gave ("210"). A draft that lacks something is
    refused with everything it lacks.
    """
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    check_day(on)
    with audit.deed(by=by) as event:
        if not campaigns.actions.drafts(campaign, version).exists():
            raise campaigns.actions.not_taken(campaign)
        checks.findings(campaign, on=on).refuse()
        number = reserve(event, campaign, on, manual_number)
        campaigns.actions.mark_issued(event, campaign, number=number, on=on, version=version)
        campaigns.actions.resolve_addressees(campaign, event)
        return freeze(event, campaign, number=number, on=on)


def check_day(on):
    today = timezone.localdate()
    if on > today:
        raise ValidationError(
            {
                "on": _("The day of issue must not be after today (%(today)s).")
                % {"today": format_date(today)}
            }
        )


def reserve(event, campaign, on, manual_number) -> str:
    return numbering.reserve(
        event,
        unit=campaign.unit,
        kind=render.KIND,
        on=on,
        symbol=campaign.symbol,
        document=campaign,
        manual=manual_number or None,
    )


def freeze(event, campaign, *, number, on, reason="", before: PlanVersion | None = None):
    """The plan as it is now, as one row that never changes, and the job that prints it."""
    amends = before and {
        "number": before.number,
        "issued_on": before.issued_on,
        "reason": reason,
    }
    data = snapshot.gather(campaign, number=number, issued_on=on, amends=amends)
    plan = PlanVersion.objects.create(
        campaign=campaign,
        version=before.version + 1 if before else 1,
        schema=snapshot.SCHEMA,
        data=data,
        sha256=snapshot.digest(data),
        number=number,
        issued_on=on,
        reason=reason,
        made_by=event.by,
    )
    event(plan, "freeze", campaign=campaign.pk, version=plan.version, sha256=plan.sha256)
    start_printing(plan, by=event.by)
    return plan


# --- amending -------------------------------------------------------------------------------------
def open_amendment(campaign: Campaign, *, reason: str, version: int, by) -> Campaign:
    """Open the issued plan for editing; what was issued stays in force until it is published."""
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    reason = Campaign._meta.get_field("amendment_reason").clean(reason, campaign)
    if not reason:
        raise ValidationError({"reason": _("Say why the plan is amended.")})
    with audit.deed(by=by) as event:
        taken = issued(campaign, version).filter(amendment_reason="")
        if not taken.update(amendment_reason=reason, version=F("version") + 1):
            raise amendment_refused(campaign, open_now=False)
        campaign.amendment_reason, campaign.version = reason, version + 1
        event(campaign, "open_amendment", note=reason)
    return campaign


def publish_amendment(
    campaign: Campaign,
    *,
    version: int,
    on: datetime.date,
    by,
    manual_number: str | None = None,
) -> PlanVersion:
    """The plan as edited becomes a further version under a number of its own; the first stays.

    Those who are addressed for the first time are told as at an issue, the others that the plan
    has changed.
    """
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    check_day(on)
    with audit.deed(by=by) as event:
        before = PlanVersion.objects.latest_of(campaign)
        taken = issued(campaign, version).exclude(amendment_reason="")
        reason = taken.values_list("amendment_reason", flat=True).first()
        if reason is None or before is None:
            raise amendment_refused(campaign, open_now=True)
        if on < before.issued_on:
            raise ValidationError(
                {
                    "on": _("The day must not be before that of the plan it amends (%(day)s).")
                    % {"day": format_date(before.issued_on)}
                }
            )
        campaign.refresh_from_db()
        if not changed(campaign, before):
            raise ValidationError(
                _(
                    "Nothing in the plan differs from the one in force (%(number)s). Edit it "
                    "first, or give the amendment up."
                )
                % {"number": before.number},
                code="unchanged",
            )
        checks.findings(campaign, on=on).refuse()
        number = reserve(event, campaign, on, manual_number)
        if not taken.update(amendment_reason="", version=F("version") + 1):
            raise amendment_refused(campaign, open_now=True)
        campaign.refresh_from_db()
        tell_of_change(campaign, event)
        campaigns.actions.resolve_addressees(campaign, event)
        event(campaign, "amend", note=reason, number=number, on=on.isoformat())
        return freeze(event, campaign, number=number, on=on, reason=reason, before=before)


def changed(campaign: Campaign, before: PlanVersion) -> bool:
    """Whether the plan as edited says anything else than the version in force, or addresses
    somebody new."""
    now = snapshot.gather(
        campaign,
        number=before.number,
        issued_on=before.issued_on,
        amends=before.data["amends"],
    )
    return snapshot.digest(now) != before.sha256 or bool(
        campaigns.actions.addressee_rows(campaign)[-1]
    )


def give_up_amendment(campaign: Campaign, *, version: int, by) -> Campaign:
    """End an amendment that changed nothing; the plan in force stays as it is."""
    if not permissions.can_lead(by, campaign):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        taken = issued(campaign, version).exclude(amendment_reason="")
        before = PlanVersion.objects.latest_of(campaign)
        reason = taken.values_list("amendment_reason", flat=True).first()
        if reason is None or before is None:
            raise amendment_refused(campaign, open_now=True)
        campaign.refresh_from_db()
        if changed(campaign, before):
            raise ValidationError(
                _(
                    "The plan has been edited since the amendment was opened. Publish the "
                    "amendment, or undo the edits first."
                ),
                code="changed",
            )
        if not taken.update(amendment_reason="", version=F("version") + 1):
            raise amendment_refused(campaign, open_now=True)
        campaign.refresh_from_db()
        event(campaign, "give_up_amendment", note=reason)
    return campaign


def tell_of_change(campaign, event):
    """Those addressed so far; before the new ones are added."""
    for unit_id in campaign.addressees.filter(unit__isnull=False).values_list("unit", flat=True):
        notify(
            unit=unit_id,
            roles=UNIT_WORK_ROLES,
            verb="plan_amended",
            subject=campaign.title,
            url=reverse("plans:plan_text", args=[campaign.code]),
            event=event,
        )


def issued(campaign, version):
    return Campaign.objects.filter(pk=campaign.pk, version=version, state=CampaignState.ISSUED)


def amendment_refused(campaign, *, open_now):
    now = Campaign.objects.values_list("state", "amendment_reason").get(pk=campaign.pk)
    if now[0] != CampaignState.ISSUED:
        return ValidationError(_("Only a plan that has been issued and runs is amended."))
    if bool(now[1]) == open_now:
        return campaigns.actions.conflict()
    if open_now:
        return ValidationError(_("No amendment of this plan is open."), code="issued")
    return ValidationError(
        _("An amendment of this plan is open already: go on editing it."), code="issued"
    )


# --- printing -------------------------------------------------------------------------------------
PRINT = "plans.pdf"


def printing_key(plan) -> str:
    return f"{PRINT}:{plan.pk}"


def start_printing(plan, *, by):
    """Inside a deed."""
    return jobs_actions.start(
        PRINT, key=printing_key(plan), payload={"plan": plan.pk}, requester=by
    )


def print_again(plan, *, by):
    """After a job that failed or was stopped; a plan that has its file is left alone."""
    if not permissions.can_lead(by, plan.campaign):
        raise PermissionDenied
    if PlanFile.objects.filter(plan=plan).exists():
        raise ValidationError(_("The file of this plan is there already."))
    with audit.deed(by=by) as event:
        job = start_printing(plan, by=by)
        event(plan, "print", job=job.pk)
    return job


def print_plan(plan: PlanVersion, run: Run) -> dict:
    """Make the one PDF of a plan. Run twice, it leaves the one file with the one hash."""
    if made := PlanFile.objects.filter(plan=plan).select_related("document").first():
        return outcome(made.document)
    run.phase("print", percent=20, words=gettext_lazy("Printing the plan"))
    kept = files.keep_pdf(render.to_pdf(plan.data))
    run.phase("store", percent=90, words=gettext_lazy("Storing the file"))
    with audit.deed(by=None) as event:
        run.phase("store", percent=95, words=gettext_lazy("Storing the file"))
        document = documents.actions.store(
            event,
            unit=plan.campaign.unit,
            kind=render.KIND,
            symbol=plan.data["campaign"]["symbol"],
            title=render.title(plan.data),
            pdf=kept,
            number=plan.number,
            date=plan.issued_on,
        )
        PlanFile.objects.create(plan=plan, document=document)
        if run.requester_id:
            notify(
                user=run.requester_id,
                verb="plan_printed",
                subject=f"{plan.number}: {plan.campaign.title}",
                url=reverse("plans:version_list", args=[plan.campaign.code]),
                event=event,
            )
        run.done(outcome(document))
    return outcome(document)


def outcome(document) -> dict:
    return {"document": document.pk, "sha256": document.sha256}
