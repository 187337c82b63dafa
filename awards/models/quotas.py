"""How many awards a campaign plans (F4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import AwardType
from campaigns.models import Campaign
from vietnamese.fields import LineField, ProseField


class QuotaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(campaign__in=Campaign.objects.visible_to(user))


class Quota(models.Model):
    """How many awards a campaign plans (F4); one quota may stand over several awards together."""

    class Recipients(models.TextChoices):
        COLLECTIVE = "collective", _("collectives")
        INDIVIDUAL = "individual", _("individuals")
        HOUSEHOLD = "household", _("households")
        BOTH = "both", _("collectives and individuals")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="quotas")
    position = models.PositiveSmallIntegerField()
    label = LineField(_("award, as the plan names it"), max_length=200)
    award_types = models.ManyToManyField(AwardType, related_name="quotas", verbose_name=_("awards"))
    recipients = models.CharField(_("recipients"), max_length=10, choices=Recipients)
    grantor = LineField(_("granted by"), max_length=200)
    low = models.PositiveIntegerField(_("from"))
    high = models.PositiveIntegerField(_("to"))
    wording = ProseField(_("wording of the plan"), blank=True, max_length=1000)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="quota_bounds_in_order")
        ]

    def __str__(self):
        return self.label
