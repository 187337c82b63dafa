from django.db import models
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet):
    def of(self, subject):
        """What was done to one object, the newest first."""
        return self.filter(
            subject_type=subject._meta.concrete_model._meta.label_lower, subject_id=subject.pk
        ).order_by("-seq")


class Event(models.Model):
    """Who did what to what, when, in which role. Only ever added (guard.py); no foreign keys."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    actor_id = models.BigIntegerField(_("user"), null=True)
    role = models.CharField(_("role"), max_length=40, blank=True)
    unit_id = models.BigIntegerField(_("unit"), null=True)
    verb = models.CharField(_("deed"), max_length=60)
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_id = models.BigIntegerField(_("object"))
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    previous = models.CharField(_("hash of the event before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self):
        return f"{self.seq} {self.verb} {self.subject_type} {self.subject_id}"

    def spelled(self):
        """Everything that the hash covers: all fields but the hash itself."""
        names = [field.attname for field in self._meta.concrete_fields if field.name != "hash"]
        return {name: getattr(self, name) for name in names}
