"""Campaigns and everything a plan says about them, apart from targets and award quotas.

The targets of a campaign are rows of `targets`, its quotas of `awards`, the plan as one document of `plans`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.states import CampaignState, TaskState
from documents.models import Attachment
from units.models import Level, Unit, UnitKind
from vietnamese.fields import LineField, ProseField
from vietnamese.periods import Period


class CampaignKind(models.TextChoices):
    """How a campaign is run (Luật Thi đua, khen thưởng 2022, Điều 16 and 17)."""

    REGULAR = "regular", _("Regular")
    DRIVE = "drive", _("By drive")
    THEMATIC = "thematic", _("Thematic")


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones for everybody; drafts for the launching unit; issued ones for those addressed and above them."""
        public = Q(public=True) & ~Q(state=CampaignState.DRAFT)
        if not user.is_authenticated:
            return self.filter(public)
        today = timezone.localdate()
        own, units = user.own_units_on(today), user.units_on(today)
        addressed = Addressee.objects.filter(campaign=OuterRef("pk"), unit__in=units)
        issued = ~Q(state=CampaignState.DRAFT) & (Q(unit__in=units) | Exists(addressed))
        return self.filter(public | Q(unit__in=own) | issued)

    def running_on(self, date):
        return self.filter(state=CampaignState.ISSUED, start__lte=date, end__gte=date)

    def for_list(self):
        return self.select_related("unit", "parent").order_by("-start", "title")


class Campaign(models.Model):
    """A phong trào thi đua with its plan (kế hoạch) as text, dates and signature."""

    code = models.SlugField(_("short code"), max_length=60, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name=_("launching unit"))
    kind = models.CharField(_("kind"), max_length=10, choices=CampaignKind, default=CampaignKind.REGULAR)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("term campaign it belongs to")
    )
    title = LineField(_("title"), max_length=400)
    theme = LineField(_("theme"), max_length=600, blank=True)
    participants = ProseField(_("participants"), blank=True)
    period_code = models.CharField(_("year or term"), max_length=9)
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    answer_due = models.DateField(_("answers due"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    public = models.BooleanField(_("shown to the public"), default=False)

    preamble = ProseField(_("opening paragraph"), blank=True)
    closing = ProseField(_("closing paragraph"), blank=True)
    symbol = LineField(_("symbol"), max_length=40, default="KH-UBND")
    place = LineField(_("place"), max_length=80)
    signer_authority = LineField(_("signing for"), max_length=200, blank=True)
    signer_position = LineField(_("position of the signatory"), max_length=200)
    signer_name = LineField(_("name of the signatory"), max_length=120)
    number = LineField(_("number"), max_length=60, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="campaign_starts_before_it_ends"),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT, issued_on=None)
                | (~Q(state=CampaignState.DRAFT) & Q(issued_on__isnull=False) & ~Q(number="")),
                name="campaign_issued_has_number_and_date",
            ),
        ]
        indexes = [models.Index(fields=["state", "start"])]

    def __str__(self):
        return self.title

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_draft(self):
        return self.state == CampaignState.DRAFT


class Section(models.Model):
    """A heading of the plan with its paragraphs; the tree gives I. / 1. / a). Some sections are filled from rows."""

    class Content(models.TextChoices):
        TEXT = "text", _("Text")
        TARGETS = "targets", _("Targets by group")
        QUOTAS = "quotas", _("Award quotas")
        DRIVES = "drives", _("Drives")
        TASKS = "tasks", _("Tasks by body")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    heading = LineField(_("heading"), max_length=300, blank=True)
    text = ProseField(_("text"), blank=True, max_length=20000)
    content = models.CharField(_("filled from"), max_length=8, choices=Content, default=Content.TEXT)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.heading


class LegalBasis(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    number = LineField(_("number"), max_length=60, blank=True)
    issuer = LineField(_("issued by"), max_length=200, blank=True)
    date_text = LineField(_("date"), max_length=20, blank=True, help_text=_("As in the document: 16/7/2021, or a year"))
    title = LineField(_("title"), max_length=500)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "legal bases"

    def __str__(self):
        return self.title


class Movement(models.Model):
    """A standing movement that the campaign answers or continues (seed 001 continues ten)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="movements")
    position = models.PositiveSmallIntegerField()
    name = LineField(_("movement"), max_length=400)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class Recipient(models.Model):
    """A line of Nơi nhận; a unit of the system where there is one, so that receipt can be followed (F24)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = LineField(_("recipient"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class Drive(models.Model):
    """A đợt thi đua; a peak drive (cao điểm) may stand inside another and may have no dates of its own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="drives")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="peaks", verbose_name=_("inside drive"))
    position = models.PositiveSmallIntegerField()
    name = LineField(_("name"), max_length=300)
    is_peak = models.BooleanField(_("peak drive"), default=False)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    dates_text = LineField(_("dates as the plan words them"), max_length=120, blank=True)
    contents = ProseField(_("contents"), blank=True)
    occasions = models.ManyToManyField("Occasion", through="DriveOccasion", related_name="drives")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__lte=F("end")), name="drive_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(is_peak=True) | Q(start__isnull=False), name="drive_has_dates"),
        ]

    def __str__(self):
        return self.name

    def days_left(self, today):
        """Days to the end, None where the plan gives no end or the drive does not run today."""
        if self.end is None or not self.start <= today <= self.end:
            return None
        return (self.end - today).days


class Occasion(models.Model):
    """What is honoured (kỷ niệm). Shared by drives of all campaigns; the number of years is computed, not typed."""

    name = LineField(_("occasion"), max_length=300)
    original_date = models.DateField(_("original date"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "original_date"], name="occasion_once", nulls_distinct=False)
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
        constraints = [models.UniqueConstraint(fields=["drive", "occasion"], name="drive_honours_occasion_once")]

    def __str__(self):
        return f"{self.drive_id}: {self.occasion_id}"


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

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reviews")
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


class UnitList(models.Model):
    """A named list of units, such as a Khối thi đua, that campaigns can address."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="unit_lists")
    name = LineField(_("name"), max_length=200)
    units = models.ManyToManyField(Unit, related_name="in_lists", verbose_name=_("units"))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="unit_list_named_once")]

    def __str__(self):
        return self.name


class Addressing(models.Model):
    """Whom a campaign addresses, as its plan says it: a unit, a kind or level of units, a list, or an outside body by name.

    Resolved into `Addressee` rows when the campaign is issued.
    """

    class Group(models.TextChoices):
        UNIT = "unit", _("One unit")
        KIND = "kind", _("Units of a kind")
        LEVEL = "level", _("Units of a level")
        LIST = "list", _("A named list")
        BODY = "body", _("A body outside the system")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="addressings")
    position = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(_("addressed"), max_length=5, choices=Group)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    unit_kind = models.CharField(_("kind"), max_length=24, choices=UnitKind, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    unit_list = models.ForeignKey(UnitList, models.PROTECT, null=True, blank=True, related_name="+")
    body_name = LineField(_("name of the body"), max_length=300, blank=True)
    requested = models.BooleanField(_("requested, not instructed"), default=False)
    asks_answer = models.BooleanField(_("asked to answer"), default=True)
    asks_plan = models.BooleanField(_("asked for a plan of its own"), default=False)
    asks_pact = models.BooleanField(_("asked to sign a pact"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group="unit", unit__isnull=False)
                | (Q(group="kind") & ~Q(unit_kind=""))
                | (Q(group="level") & ~Q(level=""))
                | Q(group="list", unit_list__isnull=False)
                | (Q(group="body") & ~Q(body_name="")),
                name="addressing_names_its_group",
            )
        ]

    def __str__(self):
        return self.body_name or self.get_group_display()


class Addressee(models.Model):
    """One addressed unit or body, frozen at issue with the name it bore and what is asked of it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="addressed_by")
    name = LineField(max_length=300)
    requested = models.BooleanField(default=False)
    asks_answer = models.BooleanField(default=True)
    asks_plan = models.BooleanField(default=False)
    asks_pact = models.BooleanField(default=False)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="addressee_once")]

    def __str__(self):
        return self.name


class Task(models.Model):
    """What a body is charged with, or requested to do (tổ chức thực hiện); followed up by the secretariat (F9)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
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


class TaskReport(models.Model):
    """Where a unit stands with a task: the last row of a unit counts, none is ever changed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=6, choices=TaskState)
    text = ProseField(_("what was done"), blank=True, max_length=3000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["task", "unit", "-id"])]

    def __str__(self):
        return self.get_state_display()


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its own unit's, those of units below, and, once sent, those to the unit that launched the campaign."""
        today = timezone.localdate()
        own, units = user.own_units_on(today), user.units_on(today)
        sent = Q(sent_at__isnull=False)
        return self.filter(Q(unit__in=own) | (sent & (Q(unit__in=units) | Q(campaign__unit__in=own))))


class Answer(models.Model):
    """How a unit takes up a campaign (hưởng ứng): its text, its own plan, the pact it signed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answers")
    text = ProseField(_("how the unit takes part"), blank=True)
    plan_number = LineField(_("number of its own plan"), max_length=60, blank=True)
    plan_date = models.DateField(_("date of its own plan"), null=True, blank=True)
    pact_signed_on = models.DateField(_("pact signed on"), null=True, blank=True)
    own_campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="+")
    files = models.ManyToManyField(Attachment, blank=True, related_name="answers")
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="answer_once")]

    def __str__(self):
        return f"{self.campaign_id}: {self.unit_id}"


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's units and below, and those about campaigns one's unit launched."""
        today = timezone.localdate()
        return self.filter(Q(unit__in=user.units_on(today)) | Q(campaign__unit__in=user.own_units_on(today)))


class Feedback(models.Model):
    """A difficulty that a unit met (khó khăn, vướng mắc) and what was answered (F22)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="feedback")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="feedback")
    text = ProseField(_("difficulty"), max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    reply = ProseField(_("answer"), blank=True, max_length=5000)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    replied_at = models.DateTimeField(null=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="feedback_reply_is_dated",
            )
        ]

    def __str__(self):
        return self.text[:60]
