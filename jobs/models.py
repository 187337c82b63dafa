from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy


class JobQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Job.OPEN)

    def expired(self):
        """Running ones whose worker has not been heard of in time."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())

    def visible_to(self, user):
        """One's own; an owning app shows the jobs of its objects through them."""
        return self.none() if user.pk is None else self.filter(requester_id=user.pk)


class Job(models.Model):
    """A piece of long work. The row is the truth; the broker only rings (docs/architecture.md)."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "waiting")
        RUNNING = "running", pgettext_lazy("job", "running")
        DONE = "done", pgettext_lazy("job", "done")
        FAILED = "failed", pgettext_lazy("job", "failed")
        CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")

    OPEN = (State.QUEUED, State.RUNNING)

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    requester_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    phase = models.CharField(max_length=60, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)  # of its progress; a msgid
    result = models.JSONField(null=True)
    result_hash = models.CharField(max_length=64, blank=True)
    refusal = models.TextField(blank=True)  # why it failed; a msgid
    reference = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    rung_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("job", "job")
        verbose_name_plural = pgettext_lazy("job", "jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["requester_id", "-created_at"], name="job_requester")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=["queued", "running"]),
                name="job_one_open_a_key",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) & ~Q(token="")
                | ~Q(state="running") & Q(lease_until=None, token=""),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_finished_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    # What the pages show. Sentences are kept as msgids and translated for the reader.

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def label(self):
        if self.state == self.State.RUNNING and self.cancel_asked:
            return pgettext("job", "being cancelled")
        return self.get_state_display()

    @property
    def words(self):
        """What it is doing now, or how it ended, for a person."""
        if self.error:
            return self.error
        if self.state == self.State.QUEUED:
            return gettext("Waiting for its turn")
        return gettext(self.said) if self.said else self.label

    @property
    def error(self):
        if not self.refusal:
            return ""
        if not self.reference:
            return gettext(self.refusal)
        return gettext(self.refusal) + " " + gettext("Reference: %s.") % self.reference

    @property
    def can_retry(self):
        return self.state in (self.State.FAILED, self.State.CANCELLED)


class OutgoingQuerySet(models.QuerySet):
    def due(self):
        """Waiting ones whose time has come, and ones whose sender was lost on the way."""
        now = timezone.now()
        return self.filter(
            Q(state=Outgoing.State.WAITING, not_before__lte=now)
            | Q(state=Outgoing.State.TAKEN, lease_until__lt=now)
        )


class Outgoing(models.Model):
    """A row of the outbox: written with the deed that causes it, sent after the commit."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("outbox", "waiting")
        TAKEN = "taken", pgettext_lazy("outbox", "being sent")
        SENT = "sent", pgettext_lazy("outbox", "sent")
        FAILED = "failed", pgettext_lazy("outbox", "failed")

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    reference = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("outbox", "message")
        verbose_name_plural = pgettext_lazy("outbox", "messages")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=["waiting", "taken"]),
                name="outgoing_due",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
