"""What addressed units do: their answers, the state of their tasks, the difficulties they meet."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.states import TaskState
from documents.models import Attachment
from units.models import Unit
from vietnamese.fields import LineField, ProseField


class Task(models.Model):
    """What a body is charged with or requested to do (tổ chức thực hiện); followed up (F9)."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    body = LineField(_("body"), max_length=300, help_text=_("As the plan names it"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="tasks")
    for_all = models.BooleanField(_("for every addressee"), default=False)
    requested = models.BooleanField(_("requested, not instructed"), default=False)
    text = ProseField(_("task"), max_length=3000)
    due = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:80]


class TaskReportQuerySet(models.QuerySet):
    def visible_to(self, user, of=None):
        """Those of one's units and below, and all about campaigns launched there.

        `of`: only those of one campaign, of which the launching unit need not be asked for more.
        """
        today = timezone.localdate()
        found = self if of is None else self.filter(task__campaign=of)
        if of and of.unit_id in user.own_units_on(today):
            return found
        units = user.units_on(today)
        return found.filter(Q(unit__in=units) | Q(task__campaign__unit__in=units))

    def latest(self):
        """Where each unit stands now with each task."""
        last = TaskReport.objects.order_by().values("task", "unit").annotate(last=Max("pk"))
        return self.filter(pk__in=last.values("last"))


class TaskReport(models.Model):
    """Where a unit stands with a task: the last row of a unit counts, none is ever changed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=6, choices=TaskState)
    text = ProseField(_("what was done"), blank=True, max_length=3000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = TaskReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["task", "unit", "-id"])]

    def __str__(self):
        return self.get_state_display()


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own units'; once sent, those of units below and those to one's own campaigns."""
        today = timezone.localdate()
        own, units = user.own_units_on(today), user.units_on(today)
        sent = Q(sent_at__isnull=False)
        return self.filter(
            Q(unit__in=own) | (sent & (Q(unit__in=units) | Q(campaign__unit__in=own)))
        )


class Answer(models.Model):
    """How a unit takes up a campaign (hưởng ứng): its text, its own plan, the pact it signed."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answers")
    text = ProseField(_("how the unit takes part"), blank=True)
    plan_number = LineField(_("number of its own plan"), max_length=60, blank=True)
    plan_date = models.DateField(_("date of its own plan"), null=True, blank=True)
    pact_signed_on = models.DateField(_("pact signed on"), null=True, blank=True)
    own_campaign = models.ForeignKey(
        "campaigns.Campaign", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    files = models.ManyToManyField(Attachment, blank=True, related_name="answers")
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="answer_once")]

    def __str__(self):
        return f"{self.campaign_id}: {self.unit_id}"

    @property
    def is_sent(self):
        return self.sent_at is not None

    @property
    def has_plan(self):
        return bool(self.plan_number) or self.own_campaign_id is not None


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's units and below, and those about campaigns one's unit launched."""
        today = timezone.localdate()
        return self.filter(
            Q(unit__in=user.units_on(today)) | Q(campaign__unit__in=user.own_units_on(today))
        )


class Feedback(models.Model):
    """A difficulty that a unit met (khó khăn, vướng mắc) and what was answered (F22)."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="feedback")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="feedback")
    text = ProseField(_("difficulty"), max_length=5000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    reply = ProseField(_("answer"), blank=True, max_length=5000)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    replied_at = models.DateTimeField(null=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="feedback_reply_is_dated",
            )
        ]

    def __str__(self):
        return self.text[:60]
