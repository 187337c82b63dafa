"""Deeds with reports: asking for one, freezing its figures, making its file."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import documents.actions
import jobs.actions
from accounts.notices import notify
from campaigns.models import Campaign, Drive
from campaigns.states import CampaignState
from documents import files
from jobs.lease import Run
from plans.snapshot import digest
from reports import gather, permissions, render, wording
from reports.facts import SCHEMA, Summary
from reports.models import Report, ReportFile, ReportKind, Snapshot
from reports.states import ReportState
from units.models import Unit
from vietnamese.periods import Period

BUILD = "reports.build"


def request_report(
    *, campaign: Campaign, unit: Unit, kind: str, period_code: str, drive: Drive | None = None, by
) -> Report:
    """The report row with its job; two who ask for the same thing at the same moment get one.

    A report of the same thing that is ready already stays as it is: the new one replaces it. `by`
    None is the system itself (the command).
    """
    if by is not None and not permissions.can_request(by, campaign, unit.pk):
        raise PermissionDenied
    same = {
        "campaign": campaign,
        "unit": unit,
        "kind": kind,
        "period_code": checked(campaign, drive, kind, period_code).code,
        "drive": drive,
    }
    with audit.deed(by=by) as event:
        job = jobs.actions.start(BUILD, key=key_of(**same), payload=payload_of(same), requester=by)
        if asked := Report.objects.filter(job=job).first():
            return asked
        report = taken_up(job, same, by)
        event(report, "request", job=job.pk, kind=kind, period=report.period_code)
    return report


def checked(campaign, drive, kind, period_code) -> Period:
    """The period, when the campaign can be reported on for it."""
    if campaign.state == CampaignState.DRAFT:
        raise ValidationError(_("A draft has nothing to report: issue the campaign first."))
    if kind not in ReportKind.values:
        raise ValidationError({"kind": _("Choose an interim or a final report.")})
    try:
        period = Period.parse(period_code)
    except ValueError as error:
        raise ValidationError({"period": str(error)}) from error
    start, end = (campaign.start, campaign.end) if drive is None else drive.span
    if drive is not None and drive.campaign_id != campaign.pk:
        raise ValidationError({"drive": _("The drive belongs to another campaign.")})
    if period.end < start or period.start > end:
        raise ValidationError({"period": _("The campaign does not run in this period.")})
    if period.start > timezone.localdate():
        raise ValidationError({"period": _("The period has not begun yet.")})
    return period


def key_of(*, campaign, unit, kind, period_code, drive) -> str:
    thing = drive.pk if drive else 0
    return f"{BUILD}:{campaign.pk}:{unit.pk}:{kind}:{period_code}:{thing}"


def payload_of(same) -> dict:
    return {
        "campaign": same["campaign"].pk,
        "unit": same["unit"].pk,
        "kind": same["kind"],
        "period": same["period_code"],
        "drive": same["drive"].pk if same["drive"] else None,
    }


def taken_up(job, same, by) -> Report:
    """A new row for a new job; one that was given up before its figures were frozen is taken up."""
    before = Report.objects.of_key(**same).select_for_update().first()
    if before and before.state == ReportState.REQUESTED:
        if not Snapshot.objects.filter(report=before).exists():
            before.job, before.requested_by, before.requested_at = job, by, timezone.now()
            before.save(update_fields=["job", "requested_by", "requested_at"])
            return before
    return Report.objects.create(
        **same,
        title=title_of(same),
        job=job,
        requested_by=by,
        replaces=Report.objects.of_key(**same).ready().first(),
    )


def title_of(same) -> str:
    campaign, drive = same["campaign"], same["drive"]
    return wording.title(
        final=same["kind"] == ReportKind.FINAL,
        campaign=campaign.title,
        drive=drive.name if drive else "",
        period=Period(same["period_code"]),
        campaign_period=campaign.period_code,
    )[:400]


def stop(report: Report, *, by) -> None:
    """Its building ends now, or at the next phase."""
    if not permissions.can_steer(by, report):
        raise PermissionDenied
    if report.job is None:
        raise ValidationError(_("This report is not being built."))
    jobs.actions.stop(report.job, by=by)


def repeat(report: Report, *, by) -> None:
    """Build it again after it failed or was stopped; figures frozen already are used again."""
    if not permissions.can_steer(by, report):
        raise PermissionDenied
    if report.job is None or report.state == ReportState.READY:
        raise ValidationError(_("Only a report whose building ended can be built again."))
    jobs.actions.repeat(report.job, by=by)


# --- what the job does ----------------------------------------------------------------------------
GATHERING = gettext_lazy("Gathering the figures")
FREEZING = gettext_lazy("Freezing the figures")
RENDERING = gettext_lazy("Making the PDF")
STORING = gettext_lazy("Storing the file")


def build(report: Report, run: Run) -> dict:
    """Gather, freeze, render, store. May be killed at any instruction and run again: what is frozen
    is used again, the file is written aside and becomes a row in one transaction with the end."""
    if made := ReportFile.objects.filter(report=report).select_related("document").first():
        return outcome(made.document)
    snapshot = Snapshot.objects.filter(report=report).first()
    if snapshot is None:
        run.phase("gather", percent=10, words=GATHERING)
        summary = gather.summary_of(report)
        run.phase("freeze", percent=35, words=FREEZING)
        snapshot = freeze(report, summary, run)
    run.phase("render", percent=50, words=RENDERING)
    content = render.to_pdf(snapshot.data)
    run.phase("store", percent=90, words=STORING)
    return store(report, snapshot, content, run)


def freeze(report: Report, summary: Summary, run: Run) -> Snapshot:
    """The figures as one row that is never changed."""
    data = summary.data()
    with audit.deed(by=None) as event:
        run.phase("freeze", percent=40, words=FREEZING)
        snapshot = Snapshot.objects.create(
            report=report,
            schema=SCHEMA,
            data=data,
            sha256=digest(data),
            cut_off=summary.head.cut_off,
        )
        event(snapshot, "freeze", report=report.pk, sha256=snapshot.sha256)
    return snapshot


def store(report: Report, snapshot: Snapshot, content: bytes, run: Run) -> dict:
    """The file, its row, the state of the report and the end of the job: all or nothing."""
    kept = files.keep_pdf(content)
    with audit.deed(by=None) as event:
        run.phase("store", percent=95, words=STORING)
        document = documents.actions.store(
            event,
            unit=report.unit,
            kind=render.KIND,
            symbol=snapshot.data["head"]["symbol"],
            title=report.title,
            pdf=kept,
        )
        ReportFile.objects.create(report=report, format=ReportFile.Format.PDF, document=document)
        Report.objects.filter(pk=report.pk).update(state=ReportState.READY)
        event(report, "ready", document=document.pk, snapshot=snapshot.sha256)
        if run.requester_id:
            notify(
                user=run.requester_id,
                verb="report_ready",
                subject=report.title,
                url=reverse("reports:report_detail", args=[report.pk]),
                event=event,
            )
        run.done(outcome(document))
    return outcome(document)


def outcome(document) -> dict:
    return {"document": document.pk, "sha256": document.sha256}
