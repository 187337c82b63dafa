"""The drives (đợt) of a campaign, what they honour, and the reviews they end with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns import anniversaries
from vietnamese.fields import LineField, ProseField


class DriveQuerySet(models.QuerySet):
    def running_on(self, date):
        """Those of which `days_left` can be said."""
        return self.filter(start__lte=date, end__gte=date)


class Drive(models.Model):
    """A đợt thi đua; a peak drive (cao điểm) may stand inside another and have no own dates."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="drives")
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="peaks",
        verbose_name=_("inside drive"),
    )
    position = models.PositiveSmallIntegerField()
    name = LineField(_("name"), max_length=300)
    is_peak = models.BooleanField(_("peak drive"), default=False)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    dates_text = LineField(_("dates as the plan words them"), max_length=120, blank=True)
    contents = ProseField(_("contents"), blank=True)
    occasions: models.ManyToManyField = models.ManyToManyField(
        "Occasion", through="DriveOccasion", related_name="drives"
    )

    objects = DriveQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__lte=F("end")),
                name="drive_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(is_peak=True) | Q(start__isnull=False), name="drive_has_dates"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def span(self):
        """Its dates; a peak drive without own dates lies in its parent, else in the campaign."""
        for holder in (self, self.parent, self.campaign):
            if holder is not None and holder.start is not None:
                return holder.start, holder.end or self.campaign.end
        return self.campaign.start, self.campaign.end

    def days_left(self, today):
        """Days to the end, None where the plan gives no end or the drive does not run today."""
        if self.end is None or not self.start <= today <= self.end:
            return None
        return (self.end - today).days


class Occasion(models.Model):
    """What is honoured (kỷ niệm), shared by drives of all campaigns; the years are computed."""

    name = LineField(_("occasion"), max_length=300)
    original_date = models.DateField(_("original date"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "original_date"], name="occasion_once"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(original_date__isnull=True),
                name="occasion_without_date_once",
            ),
        ]

    def __str__(self):
        return self.name

    def years_in(self, year: int) -> int | None:
        """The anniversary that falls in `year`: 70 for 07/5/1954 in 2024."""
        return year - self.original_date.year if self.original_date else None


class DriveOccasion(models.Model):
    """An occasion of a drive, with the anniversary number the plan states where it states one."""

    drive = models.ForeignKey(Drive, models.CASCADE, related_name="drive_occasions")
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="drive_occasions")
    position = models.PositiveSmallIntegerField()
    stated_years = models.PositiveSmallIntegerField(_("years as stated"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "occasion"], name="drive_honours_occasion_once"
            )
        ]

    def __str__(self):
        return f"{self.drive_id}: {self.occasion_id}"

    @property
    def years(self):
        """The number of the anniversary: computed, or as stated where there is no original date."""
        computed = anniversaries.years_within(self.occasion.original_date, *self.drive.span)
        if self.stated_years in computed or not computed:
            return self.stated_years
        return computed[0]

    @property
    def warning(self):
        """A sentence when the plan states another number than the original date gives, else ""."""
        return anniversaries.warning(
            self.occasion.name, self.occasion.original_date, self.stated_years, *self.drive.span
        )


class Activity(models.Model):
    drive = models.ForeignKey(Drive, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    text = ProseField(_("activity"), max_length=3000)
    due = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:60]


class Review(models.Model):
    """A sơ kết or tổng kết with its due date, or the event it is tied to."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("Interim review")
        FINAL = "final", _("Final review")
        ANNUAL = "annual", _("Yearly assessment")

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="reviews")
    drive = models.ForeignKey(Drive, models.CASCADE, null=True, blank=True, related_name="reviews")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    due = models.DateField(_("due"), null=True, blank=True)
    due_text = LineField(_("time as the plan words it"), max_length=200, blank=True)
    text = ProseField(_("text"), blank=True, max_length=3000)
    held_on = models.DateField(_("held on"), null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self):
        return self.get_kind_display()
