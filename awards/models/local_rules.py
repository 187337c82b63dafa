"""The second layer of the catalogue: what a granting authority decided itself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import AwardType
from awards.models.records import Record, RecordQuerySet
from units.models import Unit, valid_on
from vietnamese.fields import LineField


class LocalRuleQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Of the authorities above the user's units, which grant to them, and of those below."""
        return self.filter(authority__in=Unit.objects.visible_to(user))

    def in_force_on(self, day):
        return self.standing().filter(valid_on(day))


class LocalRule(Record):
    """A criterion of the authority's own decision, in the vocabulary of the catalogue."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="local_rules")
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="local_rules", verbose_name=_("award")
    )
    recipient = models.CharField(_("recipients"), max_length=10, blank=True)
    type = models.CharField(_("criterion"), max_length=30)
    params = models.JSONField(default=dict)
    decision = LineField(_("decision"), max_length=200)
    article = LineField(_("article"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects: ClassVar[models.Manager] = LocalRuleQuerySet.as_manager()

    class Meta:
        ordering = ["award_type__rank", "pk"]

    def __str__(self):
        return f"{self.award_type} {self.type}"
