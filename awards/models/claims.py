"""What a dossier itself states for the criteria, and what people decided about their verdicts."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nomination, Nominee
from vietnamese.fields import LineField, ProseField


class Confirmation(models.Model):
    """A statement on conduct that the nominating unit confirms, or denies, for a recipient."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="confirmations")
    statement = models.CharField(max_length=60)  # a code of the criteria of type conduct
    holds = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nominee", "statement"], name="confirmation_once")
        ]

    def __str__(self):
        return f"{self.statement}: {self.holds}"


class AchievementClaim(models.Model):
    """An achievement that the dossier is about: its category, influence and who confirmed it."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="achievement_claims")
    category = models.CharField(_("category"), max_length=60)
    influence = models.CharField(_("influence"), max_length=30, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=40, blank=True)
    text = LineField(_("what it is"), max_length=500, blank=True)

    def __str__(self):
        return self.category


class ProcessStep(models.Model):
    """A step before the decision that a criterion asks for, with its date."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="process_steps")
    step = models.CharField(_("step"), max_length=80)  # a code of the criteria of type process_step
    date = models.DateField(_("date"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "step"], name="process_step_once")
        ]

    def __str__(self):
        return f"{self.step} {self.date}"


class Override(models.Model):
    """A failed criterion that a person lets pass, with the reason; shown on every later page."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="overrides")
    criterion = models.CharField(max_length=120)
    reason = ProseField(_("reason"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nominee", "criterion"], name="override_once")
        ]

    def __str__(self):
        return self.criterion


class GapConfirmation(models.Model):
    """The secretariat lets a dossier go on although a law in force was not read (proc T7)."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="gap_confirmation")
    law = LineField(max_length=100)
    reason = ProseField(_("reason"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.law
