"""State names of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    """Asked for, then with its file; between the two its job tells how far it is."""

    REQUESTED = "requested", _("Being built")
    READY = "ready", pgettext_lazy("report", "Ready")


STEPS = (  # the phases of the job, in order, as the page shows them
    ("gather", _("Gather the figures")),
    ("freeze", _("Freeze the figures")),
    ("render", _("Make the PDF")),
    ("store", _("Store the file")),
)


def look(report):
    """(shape, words) of where a report stands; the job speaks while it is not ready."""
    if report.state == ReportState.READY:
        return "met", ReportState.READY.label
    job = report.job
    if job is None or job.state == "cancelled":
        return "back", _("Stopped")
    if job.state == "failed":
        return "fail", _("Did not succeed")
    return "track", ReportState.REQUESTED.label
