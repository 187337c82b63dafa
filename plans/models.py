"""The plan of a campaign as one frozen document: what was issued, and each amendment after it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from documents.models import Document
from vietnamese.fields import ProseField


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(campaign__in=Campaign.objects.visible_to(user))

    def latest_of(self, campaign):
        return self.filter(campaign=campaign).order_by("-version").first()


class PlanVersion(models.Model):
    """Campaign, targets and quotas as they were issued: plain data with its hash, never changed
    (the database refuses it).

    An amendment is a further row; the first stays.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plan_versions")
    version = models.PositiveSmallIntegerField()
    schema = models.PositiveSmallIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    reason = ProseField(_("reason of the amendment"), blank=True, max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="plan_amendment_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.version})"


class PlanFile(models.Model):
    """The PDF made of a plan version, by a job after the issue."""

    plan = models.OneToOneField(PlanVersion, models.PROTECT, related_name="file")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.plan_id}: {self.document_id}"
