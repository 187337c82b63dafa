"""Registration of titles at the start of the year (F11): when it is open, who registers what."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import AwardType
from awards.models.records import YEARS, Record, one_of
from units.models import Person, Unit


class WindowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's units, and those of the units above, which ask them to register."""
        today = timezone.localdate()
        units = user.units_on(today)
        return self.filter(Q(authority__in=units) | Q(units__in=units)).distinct()


class RegistrationWindow(models.Model):
    """A granting authority asks the units below it to register titles of a year."""

    authority = models.ForeignKey(
        Unit, models.PROTECT, related_name="registration_windows", verbose_name=_("asked by")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"))
    units = models.ManyToManyField(
        Unit, related_name="asked_to_register", verbose_name=_("units asked")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opens"]
        constraints = [
            models.CheckConstraint(condition=YEARS, name="registration_year_in_range"),
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")), name="registration_window_in_order"
            ),
            models.UniqueConstraint(
                fields=["authority", "year"], name="registration_window_once_a_year"
            ),
        ]

    def __str__(self):
        return f"{self.authority} {self.year}"

    def is_open_on(self, day):
        return self.opens <= day <= self.closes


class Registration(Record):
    """A title that a person or a collective strives for in the year, registered by its unit."""

    window = models.ForeignKey(RegistrationWindow, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="registrations", verbose_name=_("registering unit")
    )
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="registrations", verbose_name=_("title")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    collective = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="title_registrations"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "collective"), name="registration_of_one"
            ),
            models.UniqueConstraint(
                fields=["window", "award_type", "person"],
                condition=Q(struck=False),
                name="registration_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["window", "award_type", "collective"],
                condition=Q(struck=False),
                name="registration_once_a_collective",
            ),
        ]

    def __str__(self):
        return f"{self.award_type}"
