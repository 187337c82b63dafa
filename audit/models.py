from django.db import models
from django.utils.translation import pgettext_lazy


class EventQuerySet(models.QuerySet):
    def of(self, subject):
        """What was done to one object, the newest first."""
        return self.filter(
            subject_type=subject._meta.concrete_model._meta.label_lower, subject_id=subject.pk
        ).order_by("-seq")


class Event(models.Model):
    """Who did what to what, when, in which role. Only ever added (guard.py); no foreign keys."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    unit_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("audit", "event")
        verbose_name_plural = pgettext_lazy("audit", "events")
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self):
        return f"{self.seq} {self.verb} {self.subject_type} {self.subject_id}"

    def spelled(self):
        """Everything that the hash covers: all fields but the hash itself."""
        names = [field.attname for field in self._meta.concrete_fields if field.name != "hash"]
        return {name: getattr(self, name) for name in names}
