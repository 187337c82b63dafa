"""What the secretariat gathers while it appraises: opinions of other bodies, and what the public
said of the list."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nomination
from documents.models import Attachment
from vietnamese.fields import LineField, ProseField


class Paper(models.Model):
    """Who asked, and when."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Consultation(Paper):
    """Another body is asked (lấy ý kiến; Nghị định 152/2025 Điều 34). Its clock counts working
    days; only where the Ministry asked does silence count as agreement (khoản 6)."""

    class Opinion(models.TextChoices):
        AGREES = "agrees", _("agrees")
        OBJECTS = "objects", _("does not agree")
        SILENT = "silent", _("did not answer")

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="consultations")
    body = LineField(_("body asked"), max_length=200)
    matter = LineField(_("asked about"), max_length=500)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due"))
    by_ministry = models.BooleanField(_("the Ministry asked"), default=False)
    opinion = models.CharField(_("opinion"), max_length=8, choices=Opinion, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = ProseField(_("answer"), max_length=3000, blank=True)
    paper = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("letter"),
    )  # fmt: skip

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion="", answered_on=None)
                | (~Q(opinion="") & Q(answered_on__isnull=False)),
                name="consultation_opinion_has_date",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")), name="consultation_in_order"
            ),
        ]

    def __str__(self):
        return self.body

    def is_open_on(self, day):
        """Still waited for: silence closes it only where the Ministry asked."""
        return not self.opinion and not (self.by_ministry and day > self.due_on)


class Publication(Paper):
    """The list was shown to the public; what it brought is kept for the minutes (Điều 44)."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="publications")
    where = LineField(_("where"), max_length=300)
    opened_on = models.DateField(_("published on"))
    closed_on = models.DateField(_("open until"))
    brought = ProseField(_("what the public said"), max_length=5000, blank=True)
    complaints = models.PositiveSmallIntegerField(_("complaints"), default=0)
    handled = ProseField(_("how complaints were handled"), max_length=5000, blank=True)

    class Meta:
        ordering = ["opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__gte=F("opened_on")), name="publication_in_order"
            )
        ]

    def __str__(self):
        return self.where
