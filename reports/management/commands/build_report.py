"""build_report --campaign CODE --period 2024 --kind final --output OUT.pdf: a report as a file."""

import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from campaigns.models import Campaign, Drive
from campaigns.states import CampaignState
from jobs import running
from jobs.models import Job
from reports import actions
from reports.models import ReportFile, ReportKind
from units.models import Placement, Unit
from vietnamese.periods import Period

LATER = {".docx": "DOCX", ".xlsx": "XLSX"}


class Command(BaseCommand):
    help = "Build the interim or final report of a campaign, or of one of its drives, as PDF."

    def add_arguments(self, parser):
        parser.add_argument(
            "--campaign", help="the campaign's short code, for example phu-tho-2024"
        )
        parser.add_argument(
            "--drive", type=int, help="the number of a drive, instead of a campaign"
        )
        parser.add_argument(
            "--unit", help="code of the reporting unit; the launching one otherwise"
        )
        parser.add_argument(
            "--period", required=True, help="2024, 2024H1, 2024Q2, 2024-05, 2020-2025"
        )
        parser.add_argument("--kind", required=True, choices=ReportKind.values)
        parser.add_argument("--output", required=True, type=Path, help="the file to write: OUT.pdf")
        parser.add_argument("--by", help="user name of who asks; otherwise the system itself")
        parser.add_argument(
            "--worker", action="store_true", help="let a worker build it, and wait for it"
        )
        parser.add_argument(
            "--timeout", type=int, default=600, help="seconds to wait for the worker"
        )

    def handle(self, *, output, worker, timeout, **options):
        translation.activate("vi")
        check(output)
        report = ask(options)
        if not worker:
            running.run(report.job_id)  # a worker that was quicker is waited for
        job = self.wait(report.job_id, timeout)
        if job.state != Job.State.DONE:
            raise CommandError(f"The report was not built: {job.words}")
        made = ReportFile.objects.select_related("document").get(report=report)
        with default_storage.open(made.document.file.name) as file:
            content = file.read()
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{report.title}: {output} ({len(content)} bytes)")

    def wait(self, job_id, timeout):
        """Until the job has ended, a line for each thing it says."""
        end, told = time.monotonic() + timeout, ""
        while (job := Job.objects.get(pk=job_id)).is_open:
            words = f"{job.percent:3d} %  {job.words}"
            if words != told:
                self.stdout.write(words)
                self.stdout.flush()
                told = words
            if time.monotonic() > end:
                raise CommandError(
                    f"No worker built the report within {timeout} seconds. Is one running?"
                )
            time.sleep(0.2)
        return job


def check(output):
    kind = output.suffix.lower()
    if kind in LATER:
        raise CommandError(
            f"A report as {LATER[kind]} is not built yet; give a name that ends in .pdf."
        )
    if kind != ".pdf":
        raise CommandError(f"{output.name} is no form of output: give a name that ends in .pdf.")
    if not output.parent.is_dir():
        raise CommandError(f"There is no folder {output.parent}.")


def ask(options):
    try:
        period = Period.parse(options["period"])
    except ValueError as error:
        raise CommandError(str(error)) from error
    unit = unit_of(options["unit"], period) if options["unit"] else None
    drive = drive_of(options["drive"]) if options["drive"] else None
    campaign = campaign_of(options["campaign"], drive, unit, period)
    try:
        return actions.request_report(
            campaign=campaign,
            unit=unit or campaign.unit,
            kind=options["kind"],
            period_code=period.code,
            drive=drive,
            by=user_of(options["by"]) if options["by"] else None,
        )
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from refusal


def unit_of(code, period):
    """The unit that bore the code at the end of the period."""
    placed = Placement.objects.on(period.end).select_related("unit")
    unit = Unit.objects.filter(code=code).first()
    official = placed.filter(official_code=code).first()
    if unit and placed.filter(unit=unit).exists():
        return unit
    if official:
        return official.unit
    raise CommandError(f"There was no unit with the code {code} on {period.end:%d/%m/%Y}.")


def drive_of(pk):
    drive = Drive.objects.select_related("campaign__unit").filter(pk=pk).first()
    if drive is None:
        raise CommandError(f"There is no drive with the number {pk}.")
    return drive


def campaign_of(code, drive, unit, period):
    if drive is not None:
        if code and drive.campaign.code != code:
            raise CommandError(f"The drive {drive.pk} belongs to {drive.campaign.code}.")
        return drive.campaign
    if code:
        campaign = Campaign.objects.select_related("unit").filter(code=code).first()
        if campaign is None:
            raise CommandError(f"There is no campaign with the code {code}.")
        return campaign
    if unit is None:
        raise CommandError("Say what to report on: --campaign CODE, --drive ID or --unit CODE.")
    return only_campaign(unit, period)


def only_campaign(unit, period):
    """A unit alone is enough where it takes part in one campaign in the period."""
    found = list(
        Campaign.objects.exclude(state=CampaignState.DRAFT)
        .filter(start__lte=period.end, end__gte=period.start)
        .addressed_to([unit.pk])
        .select_related("unit")
        .order_by("code")
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"{unit.name} takes part in no campaign in {period.code}.")
    codes = ", ".join(campaign.code for campaign in found)
    raise CommandError(
        f"{unit.name} takes part in several campaigns: add --campaign with one of {codes}."
    )


def user_of(name):
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user {name}.")
    return user
