"""State names of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """The job tells how the building goes; the report itself is asked for, then frozen, then has its files."""

    REQUESTED = "requested", _("Being built")
    READY = "ready", _("Ready")
