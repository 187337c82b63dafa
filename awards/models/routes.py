"""Ways that differ from the line of units (P1)."""

from django.db import models

from awards.models.catalogue import AwardType
from units.models import Unit, valid_on


class ReviewRoute(models.Model):
    """A way that differs from the line of units: which units review, by award and by nominating
    unit (P1).

    Without a row the dossier passes the units between the nominating unit and the authority.
    """

    authority = models.ForeignKey(Unit, models.CASCADE, related_name="review_routes")
    award_type = models.ForeignKey(
        AwardType, models.CASCADE, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.authority_id}: {self.award_type_id} {self.unit_id}"

    @staticmethod
    def on(date):
        return ReviewRoute.objects.filter(valid_on(date))


class ReviewRouteStep(models.Model):
    route = models.ForeignKey(ReviewRoute, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="review_route_step_once")
        ]

    def __str__(self):
        return f"{self.route_id}: {self.position}"
