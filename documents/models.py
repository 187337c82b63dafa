"""Files that people brought (attachments) and official documents that the system made, with the
numbers of their series."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vietnamese.fields import LineField

from . import access
from .official import number_value


class FileKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")
    PNG = "png", _("PNG picture")
    JPG = "jpg", _("JPEG picture")


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own uploads of a unit one still works for, and what owning apps show."""
        own = Q(uploaded_by=user.pk, unit__in=user.own_units_on(timezone.localdate()))
        return self.filter(access.shown(access.ATTACHMENT, user, own))


class Attachment(models.Model):
    name = LineField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind.choices)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments", max_length=100)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values), name="attachment_kind_known"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            models.UniqueConstraint(fields=["file"], name="attachment_file_unique"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("documents:attachment", args=[self.pk])


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one made for a unit one still works for, and what owning apps show."""
        own = Q(made_by=user.pk, unit__in=user.own_units_on(timezone.localdate()))
        return self.filter(access.shown(access.DOCUMENT, user, own))


class Document(models.Model):
    """An official document as a file: a draft without number, or issued."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=5)
    number = models.CharField(_("number and symbol"), max_length=50, blank=True)
    symbol = models.CharField(_("symbol"), max_length=40)
    date = models.DateField(_("date"), null=True, blank=True)
    title = LineField(_("title"), max_length=500)
    file = models.FileField(upload_to="documents", max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number="") | Q(date__isnull=False), name="document_number_has_date"
            ),
            models.UniqueConstraint(fields=["file"], name="document_file_unique"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self):
        return reverse("documents:document", args=[self.pk])


class Series(models.Model):
    """The numbers of one kind of document of one body in one year: from 01, without gaps."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["unit", "kind", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="series_unique"),
        ]

    def __str__(self):
        return f"{self.kind} {self.year}"


class Number(models.Model):
    """A number given, and to what."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    value = models.PositiveIntegerField()
    symbol = models.CharField(max_length=40)
    on = models.DateField()
    manual = models.BooleanField(default=False)
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()

    class Meta:
        ordering = ["series", "value"]
        constraints = [
            models.UniqueConstraint(fields=["series", "value"], name="number_once_a_series"),
            models.CheckConstraint(condition=Q(value__gte=1), name="number_positive"),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return f"{number_value(self.value)}/{self.symbol}"
