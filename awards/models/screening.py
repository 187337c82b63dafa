"""Screenings: a whole unit judged for one award in the background, with the file made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import AwardType, RecipientKind
from awards.workflow import APPRAISE, WRITES
from documents.models import Attachment
from jobs.models import Job
from units import tree
from units.models import Unit

SCREENS = frozenset({*WRITES, *APPRAISE})
KINDS = (RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE)


class ScreeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the units for which the user nominates or appraises, and of those below: a line may
        tell of a discipline, so seeing the unit alone is not enough."""
        units = tree.line(user.units_holding(SCREENS), timezone.localdate())
        return self.filter(unit__in=units)

    def for_list(self):
        return self.select_related("unit", "award_type", "job", "requested_by").order_by("-pk")


class Screening(models.Model):
    """Asked for, judged by a job, and kept with its workbook."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name=_("award")
    )
    recipient = models.CharField(_("recipients"), max_length=10, choices=RecipientKind)
    year = models.PositiveSmallIntegerField(_("year"))
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", editable=False)
    counts = models.JSONField(default=dict, editable=False)  # {standing: how many}
    file = models.OneToOneField(
        Attachment, models.PROTECT, null=True, related_name="+", editable=False
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "-id"], name="screening_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["job"], name="screening_one_a_job"),
            models.CheckConstraint(
                condition=Q(file=None, ready_at=None)
                | Q(file__isnull=False, ready_at__isnull=False),
                name="screening_ready_has_file",
            ),
            models.CheckConstraint(condition=Q(recipient__in=KINDS), name="screening_recipient"),
        ]

    def __str__(self):
        return f"{self.award_type} {self.year}, {self.unit}"

    def get_absolute_url(self):
        return reverse("awards:screening_detail", args=[self.pk])
