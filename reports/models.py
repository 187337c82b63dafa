"""Reports: what was asked for, the frozen snapshot, and the files made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Drive
from documents.models import Document
from jobs.models import Job
from reports.states import ReportState
from units.models import Unit
from vietnamese.fields import LineField
from vietnamese.periods import Period


class ReportKind(models.TextChoices):
    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of the units one works for and of those below."""
        return self.filter(unit__in=user.units_on(timezone.localdate()))

    def of_key(self, *, campaign, unit, kind, period_code, drive=None):
        """All reports ever made of the same thing, the last one first."""
        same = self.filter(campaign=campaign, unit=unit, kind=kind, period_code=period_code)
        return same.filter(drive=drive).order_by("-pk")

    def ready(self):
        return self.filter(state=ReportState.READY)

    def for_list(self):
        joined = self.select_related("campaign", "drive", "unit", "job", "requested_by")
        return joined.order_by("-requested_at", "-pk")

    def for_rows(self):
        """As reports/lines.html shows them, and nothing else."""
        joined = self.select_related("unit", "job").only(
            "kind", "period_code", "title", "state", "requested_at", "replaces",
            "unit__name", "job__state",
        )  # fmt: skip
        return joined.order_by("-requested_at", "-pk")


class Report(models.Model):
    """The interim or final report of a campaign (or one of its drives) by a unit, for a period."""

    kind = models.CharField(_("kind"), max_length=7, choices=ReportKind)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="reports", verbose_name=_("campaign")
    )
    drive = models.ForeignKey(
        Drive,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("drive"),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("unit"))
    period_code = models.CharField(_("period"), max_length=9)
    title = LineField(max_length=400)
    state = models.CharField(
        max_length=9, choices=ReportState, default=ReportState.REQUESTED, editable=False
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-requested_at"], name="report_of_unit"),
            models.Index(fields=["campaign", "unit", "kind", "period_code"], name="report_same"),
        ]
        constraints = [models.UniqueConstraint(fields=["job"], name="report_one_a_job")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:report_detail", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)


class Snapshot(models.Model):
    """The figures of a report, frozen: plain data, its hash, and the cut-off.

    Only ever added: the database refuses changes. A correction is another report that replaces it.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="snapshot")
    schema = models.PositiveSmallIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    cut_off = models.DateTimeField()

    def __str__(self):
        return self.sha256[:12]


class ReportFile(models.Model):
    """A file rendered from the snapshot; one a format."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=Format)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="report_file_once"),
            models.CheckConstraint(
                condition=Q(format__in=["pdf"]), name="report_file_format_known"
            ),
        ]

    def __str__(self):
        return f"{self.report_id} {self.format}"
