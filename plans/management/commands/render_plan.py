"""render_plan CODE --output OUT.pdf: the plan of a campaign as a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from campaigns.models import Campaign
from documents.pdf import PdfError
from plans import render, snapshot
from plans.models import PlanVersion


class Command(BaseCommand):
    help = "Write the plan of a campaign as PDF: the latest issued version, or the draft."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the campaign's short code, for example phu-tho-2024")
        parser.add_argument("--output", required=True, type=Path, help="the file to write: OUT.pdf")

    def handle(self, *, code, output, **options):
        translation.activate("vi")
        check(output)
        data = plan_of(code)
        try:
            content = render.to_pdf(data)
        except PdfError as error:
            raise CommandError(str(error)) from error
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        what = f"plan {data['number']}" if data["number"] else "draft"
        self.stdout.write(f"{what} of {code} written to {output} ({len(content)} bytes)")


def check(output):
    kind = output.suffix.lower()
    if kind == ".docx":
        raise CommandError("A plan as DOCX is not built yet; give a name that ends in .pdf.")
    if kind != ".pdf":
        raise CommandError(f"{output.name} is no form of output: give a name that ends in .pdf.")
    if not output.parent.is_dir():
        raise CommandError(f"There is no folder {output.parent}.")


def plan_of(code):
    """The frozen data of the latest version, otherwise the campaign as it is now."""
    campaign = Campaign.objects.select_related("unit", "parent").filter(code=code).first()
    if campaign is None:
        raise CommandError(f"There is no campaign with the code {code}.")
    if plan := PlanVersion.objects.latest_of(campaign):
        return plan.data
    return snapshot.gather(campaign, number=campaign.number, issued_on=campaign.issued_on)
