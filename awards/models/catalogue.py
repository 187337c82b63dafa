"""The catalogue of awards as loaded from YAML (awards/catalogue/*.yaml), with its money."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese.fields import LineField


class RecipientKind(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    COLLECTIVE = "collective", _("Collective")
    HOUSEHOLD = "household", _("Household")


class AwardTypeQuerySet(models.QuerySet):
    def in_force_on(self, date):
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=date), Q(valid_to=None) | Q(valid_to__gte=date)
        )

    def for_recipient(self, kind):
        return self.filter(**{f"for_{kind}": True})

    def choices(self):
        """(code, name) under the heads of their kinds."""
        name = "name_en" if get_language() == "en" else "name"
        groups = {}
        for kind, code, words in self.values_list("kind", "code", name):
            groups.setdefault(kind, []).append((code, words))
        return [(AwardType.Kind(kind).label, awards) for kind, awards in groups.items()]


class AwardType(models.Model):
    """A title or form of award of the catalogue; the code is the contract
    (awards/catalogue/*.yaml)."""

    class Kind(models.TextChoices):
        TITLE = "emulation_title", _("Emulation title")
        FLAG = "emulation_flag", _("Emulation flag")
        ORDER = "order", pgettext_lazy("award", "Order")
        MEDAL = "medal", _("Medal")
        STATE_TITLE = "state_honour_title", _("State honour")
        PRIZE = "prize", _("Prize")
        CERTIFICATE = "certificate_of_merit", _("Certificate of merit")
        PAPER = "commendation_paper", _("Commendation paper")
        COMMEMORATIVE = "commemorative_medal", _("Commemorative medal")

    code = models.SlugField(max_length=60, unique=True)
    name = LineField(max_length=200)
    name_en = LineField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    granted_by = models.CharField(max_length=200)  # level words of the catalogue, joined by |
    granted_by_state = models.BooleanField(default=False)  # counted in form 0602, otherwise in 0603
    for_individual = models.BooleanField(default=False)
    for_collective = models.BooleanField(default=False)
    for_household = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField()  # order of the catalogue, the highest first
    citation = models.CharField(max_length=300)
    grant_citation = models.CharField(max_length=300)
    verified = models.BooleanField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    objects = AwardTypeQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]

    def __str__(self):
        return self.name

    @property
    def local_name(self):
        """The official name; in the English interface its translation."""
        return self.name_en if get_language() == "en" else self.name


class Bonus(models.Model):
    """Multiple of the base salary paid with an award (Nghị định 152/2025, Điều 50 - 55)."""

    award_type = models.ForeignKey(AwardType, models.CASCADE, related_name="bonuses")
    recipient = models.CharField(max_length=10, choices=RecipientKind)
    multiple = models.DecimalField(max_digits=6, decimal_places=2)
    ceiling = models.BooleanField(default=False)
    citation = models.CharField(max_length=300)
    verified = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award_type", "recipient", "valid_from"], name="bonus_once_a_date"
            )
        ]

    def __str__(self):
        return f"{self.award_type_id} {self.recipient} {self.multiple}"


class BaseSalary(models.Model):
    """The base salary in force from a date, in VND a month; bonuses use that of the day of the
    decision."""

    amount = models.PositiveIntegerField()
    citation = models.CharField(max_length=300)
    verified = models.BooleanField()
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "base salaries"
        ordering = ["valid_from"]

    def __str__(self):
        return f"{self.amount} {self.valid_from}"
