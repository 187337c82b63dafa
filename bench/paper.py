"""The final report and the printing of plan and report."""

import time

from weasyprint import HTML

from bench import measure
from plans import render as plan_render
from plans import snapshot as plan_snapshot
from plans.models import PlanVersion
from reports import gather
from reports import render as report_render
from reports.facts import SCHEMA
from reports.models import Report, ReportKind, Snapshot

ROUNDS = 3
LONG = 5  # seconds; such a document is made once
OPTIONS = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}


def final_report(world):
    return Report(
        kind=ReportKind.FINAL,
        campaign=world.campaign,
        unit=world.root,
        period_code=str(world.year),
    )


def freeze(world):
    """The plan as issued, then as amended, with all its targets; and once a report to be read."""
    campaign = world.campaign
    number, day = campaign.number, campaign.issued_on
    plan = plan_snapshot.gather(campaign, number=number, issued_on=day)
    version = PlanVersion.objects.filter(campaign=campaign).count() + 1
    PlanVersion.objects.create(
        campaign=campaign,
        version=version,
        schema=plan_snapshot.SCHEMA,
        data=plan,
        sha256=plan_snapshot.digest(plan),
        number=number,
        issued_on=day,
        reason="Bổ sung chỉ tiêu" if version > 1 else "",
    )
    report = Report.objects.filter(unit=world.root).order_by("pk").first()
    if version == 1:
        summary = gather.summary_of(report)
        Snapshot.objects.create(
            report=report,
            schema=SCHEMA,
            data=summary.data(),
            sha256="0" * 64,
            cut_off=summary.head.cut_off,
        )


def gather_statements(world):
    with measure.counted() as seen:
        gather.summary_of(final_report(world))
    return len(seen)


def times(world):
    """{document: (CPU ms of ours, of bare WeasyPrint, pages)}"""
    plan = plan_snapshot.gather(
        world.campaign, number=world.campaign.number, issued_on=world.campaign.issued_on
    )
    plan_html = plan_render.html(plan)
    report = gather.summary_of(final_report(world)).data()
    report_html = report_render.html(report)
    return {
        "plan": compared(lambda: plan_render.to_pdf(plan), plan_html),
        "final report": compared(lambda: report_render.to_pdf(report), report_html),
    }


def compared(ours, html):
    started = time.process_time()
    pages = len(HTML(string=html).render(**OPTIONS).pages)
    long = time.process_time() - started > LONG
    taken = measure.interleaved(
        {"ours": ours, "bare": lambda: HTML(string=html).write_pdf(**OPTIONS)},
        rounds=1 if long else ROUNDS,
        warm=0 if long else 1,
    )
    return taken["ours"], taken["bare"], pages
