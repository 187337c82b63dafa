"""A campaign with its text, legal bases, movements and recipients."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.addressing import Addressee
from campaigns.states import CampaignState
from units.conditions import RowExists
from units.models import Unit, words_match
from vietnamese.fields import FoldedField, LineField, ProseField
from vietnamese.periods import Period


class CampaignKind(models.TextChoices):
    """How a campaign is run (Luật Thi đua, khen thưởng 2022, Điều 16 and 17)."""

    REGULAR = "regular", _("Regular")
    DRIVE = "drive", _("By drive")
    THEMATIC = "thematic", _("Thematic")


PUBLISHED = [state for state in CampaignState if state != CampaignState.DRAFT]
ADDRESSED = """SELECT 1 FROM campaigns_addressee addressee
 WHERE addressee.campaign_id = {0} AND addressee.unit_id IN {1}"""


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones for everybody, drafts for the launching unit, issued ones for those
        addressed and those above them."""
        if not user.is_authenticated:
            return self.filter(public=True, state__in=PUBLISHED)
        today = timezone.localdate()
        own, units = user.own_units_on(today), user.units_on(today)
        seen = Q(public=True) | Q(unit__in=units) | RowExists(ADDRESSED, units)
        return self.filter(Q(unit__in=own) | (Q(state__in=PUBLISHED) & seen))

    def running_on(self, date):
        return self.filter(state=CampaignState.ISSUED, start__lte=date, end__gte=date)

    def search(self, text):
        """By words of the title or the number of the plan."""
        return self.filter(words_match(text) | Q(number__icontains=text.strip()))

    def in_year(self, year):
        """Those that run on some day of the year."""
        return self.filter(start__year__lte=year, end__year__gte=year)

    def addressed_to(self, units):
        addressed = Addressee.objects.filter(campaign=OuterRef("pk"), unit__in=units)
        return self.filter(Q(unit__in=units) | Exists(addressed))

    def for_list(self):
        """Each with the names that a row shows; no texts."""
        joined = self.select_related("unit", "parent").only(
            "code", "title", "number", "state", "start", "end", "unit__name", "parent__title"
        )
        return joined.order_by("-start", "title")

    def for_rows(self):
        """As the list shows them: values alone, objects would cost more than their queries."""
        return self.order_by("-start", "title").values(
            "pk", "code", "title", "number", "state", "start", "end", "unit__name", "parent__title"
        )


class Campaign(models.Model):
    """A phong trào thi đua with its plan (kế hoạch) as text, dates and signature."""

    code = models.SlugField(_("short code"), max_length=60, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns", verbose_name=_("launching unit")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=CampaignKind, default=CampaignKind.REGULAR
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("term campaign it belongs to"),
    )
    title = LineField(_("title"), max_length=400)
    search_key = FoldedField(source="title", max_length=800)
    theme = LineField(_("theme"), max_length=600, blank=True)
    participants = ProseField(_("participants"), blank=True)
    period_code = models.CharField(_("year or term"), max_length=9)
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    answer_due = models.DateField(_("answers due"), null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=CampaignState, default=CampaignState.DRAFT, editable=False
    )
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
    amendment_reason = ProseField(
        _("reason of the amendment"), blank=True, max_length=2000, editable=False
    )  # while an amendment is open
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="campaign_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT, issued_on=None)
                | (~Q(state=CampaignState.DRAFT) & Q(issued_on__isnull=False) & ~Q(number="")),
                name="campaign_issued_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.ISSUED) | Q(amendment_reason=""),
                name="campaign_amended_while_under_way",
            ),
        ]
        indexes = [models.Index(fields=["state", "start"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:campaign_detail", args=[self.code])

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_draft(self):
        return self.state == CampaignState.DRAFT

    @property
    def is_amended(self):
        """Whether an amendment of its plan is being prepared."""
        return bool(self.amendment_reason)

    @property
    def is_open(self):
        """Whether its plan can be edited: a draft, or while an amendment is prepared."""
        return self.is_draft or self.is_amended


class Section(models.Model):
    """A heading of the plan with its paragraphs; the tree gives I. / 1. / a). Some are filled from
    rows."""

    class Content(models.TextChoices):
        TEXT = "text", _("Text")
        TARGETS = "targets", _("Targets by group")
        QUOTAS = "quotas", _("Award quotas")
        DRIVES = "drives", _("Drives")
        TASKS = "tasks", _("Tasks by body")
        MOVEMENTS = "movement", _("Movements continued")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField()
    heading = LineField(_("heading"), max_length=300, blank=True)
    text = ProseField(_("text"), blank=True, max_length=20000)
    content = models.CharField(
        _("filled from"), max_length=8, choices=Content, default=Content.TEXT
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.heading


class LegalBasis(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    number = LineField(_("number"), max_length=60, blank=True)
    issuer = LineField(_("issued by"), max_length=200, blank=True)
    date_text = LineField(
        _("date"),
        max_length=20,
        blank=True,
        help_text=_("As in the document: 16/7/2021, or a year"),
    )
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
    """A line of Nơi nhận; with its unit where there is one, so that receipt can be followed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = LineField(_("recipient"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text
