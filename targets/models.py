"""Targets of a campaign (chỉ tiêu), who they are given to, and the results reported on them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import UNIT_WORK_ROLES, Role
from campaigns.models import Campaign
from campaigns.states import CampaignState
from documents.models import Attachment
from targets.states import ResultState
from units import tree
from units.models import Unit
from vietnamese.fields import LineField, ProseField
from vietnamese.periods import Period

CHECKING_ROLES = frozenset({Role.SECRETARIAT, Role.HEAD, Role.LEADER})

MAGNITUDE: dict[str, Any] = {"max_digits": 20, "decimal_places": 6}


class Comparator(models.TextChoices):
    """How the result is held against the bounds; words of plans in brackets."""

    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    EQUAL = "equal", _("reaches")
    BETWEEN = "between", _("between")
    APPROXIMATELY = "approximately", _("about")
    MAINTAIN = "maintain_at_least", _("kept at")
    NONE_LEFT = "none_left", _("none left")
    QUALITATIVE = "qualitative", _("in words")


class Basis(models.TextChoices):
    """What the figure is a figure of."""

    LEVEL = "level", pgettext_lazy("basis", "level")
    SHARE = "share", _("share of a whole")
    INCREASE = "increase", _("increase")
    DECREASE = "decrease", _("decrease")
    ANNUAL_AVERAGE = "annual_average", _("yearly average")
    EVERY_YEAR = "every_year", _("every year")
    CUMULATIVE = "cumulative", _("total over the term")


class Strength(models.TextChoices):
    PLAIN = "plain", _("stated")
    STRIVE = "strive", _("to be striven for")
    ENSURE = "ensure", _("to be ensured")


class Adding(models.TextChoices):
    """How several values make one, over units or over periods."""

    SUM = "sum", _("sum")
    LAST = "last", _("last value")
    AVERAGE = "average", _("average")
    WEIGHTED = "weighted", _("average weighted by the base")
    NONE = "none", _("not additive")


class Frequency(models.TextChoices):
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF = "half", _("every half-year")
    YEAR = "year", _("every year")


class TargetGroup(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="target_groups")
    position = models.PositiveSmallIntegerField()
    name = LineField(_("group"), max_length=200)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The targets of the campaigns one sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user))

    def issued(self):
        return self.exclude(campaign__state=CampaignState.DRAFT)

    def given_to(self, unit_ids):
        """Targets that units answer for: allocated to them, or theirs as the responsible unit."""
        allocated = Allocation.objects.filter(target=OuterRef("pk"), unit__in=unit_ids)
        return self.filter(Exists(allocated) | Q(responsible__in=unit_ids))

    def in_plan_order(self):
        return self.order_by(F("group__position").asc(nulls_last=True), "position", "pk")

    def for_list(self):
        return self.select_related("group", "responsible", "campaign").in_plan_order()

    def for_words(self):
        """Only what targets.wording needs for the plan of each."""
        return self.only(
            "indicator", "comparator", "basis", "low", "high", "measure", "decimals", "wording",
            "direction",
        )  # fmt: skip


class Target(models.Model):
    """One figure (or one statement) to be reached, in the plan's own words and as data (F3)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    group = models.ForeignKey(
        TargetGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("group"),
    )
    position = models.PositiveSmallIntegerField()
    part_of = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    companion_of = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="companions",
        verbose_name=_("second measure of"),
    )
    indicator = LineField(_("indicator"), max_length=400)
    comparator = models.CharField(_("comparison"), max_length=17, choices=Comparator)
    low = models.DecimalField(_("lower bound"), null=True, blank=True, **MAGNITUDE)
    high = models.DecimalField(_("upper bound"), null=True, blank=True, **MAGNITUDE)
    decimals = models.PositiveSmallIntegerField(
        default=0, editable=False
    )  # as stated: 99,60 has two
    measure = LineField(_("unit of measure"), max_length=80, blank=True)
    basis = models.CharField(_("basis"), max_length=14, choices=Basis)
    direction = models.CharField(
        _("direction"),
        max_length=8,
        blank=True,
        choices=[("increase", _("increase")), ("decrease", _("decrease"))],
    )
    period_code = models.CharField(_("for the year or term"), max_length=9)
    qualifier = LineField(
        _("limited to"), max_length=200, blank=True, help_text=_("As in brackets: trừ Thổ Châu")
    )
    places = LineField(_("named places"), max_length=300, blank=True)
    strength = models.CharField(
        _("wording"), max_length=6, choices=Strength, default=Strength.PLAIN
    )
    wording = ProseField(_("wording of the plan"), blank=True, max_length=2000)
    baseline = models.DecimalField(_("baseline"), null=True, blank=True, **MAGNITUDE)
    baseline_text = LineField(_("source of the baseline"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("responsible unit"),
    )
    over_units = models.CharField(
        _("over units"), max_length=8, choices=Adding, default=Adding.NONE
    )
    over_periods = models.CharField(
        _("over periods"), max_length=8, choices=Adding, default=Adding.LAST
    )
    weight_label = LineField(_("base of the weighting"), max_length=120, blank=True)
    frequency = models.CharField(
        _("reported"), max_length=7, choices=Frequency, default=Frequency.QUARTER
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(
                        comparator__in=[
                            "at_least",
                            "more_than",
                            "equal",
                            "approximately",
                            "maintain_at_least",
                        ],
                        low__isnull=False,
                    )
                    | Q(comparator__in=["at_most", "less_than"], high__isnull=False)
                    | Q(
                        comparator="between",
                        low__isnull=False,
                        high__isnull=False,
                        low__lte=F("high"),
                    )
                    | Q(comparator__in=["none_left", "qualitative"], low=None, high=None)
                ),
                name="target_has_its_bounds",
            ),
            models.CheckConstraint(
                condition=~Q(over_units="last"), name="target_last_is_of_periods_only"
            ),
        ]

    def __str__(self):
        return self.indicator

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def in_words(self):
        return self.comparator == Comparator.QUALITATIVE

    def report_periods(self) -> list[Period]:
        """The periods for which a result is asked, in order.

        Where the last value counts, a target due in a year of a term is reported from the start of
        the term: the way there is seen.
        """
        span = self.period
        parts = span.parts(self.frequency) or [span]
        term = self.campaign.period
        if self.over_periods != Adding.LAST or not term.contains(span) or term == span:
            return parts
        return [part for part in term.parts(self.frequency) if part.end <= span.end] or parts


class Allocation(models.Model):
    """What a unit is given of a target (giao chỉ tiêu); bounds may be left open where only the
    reporting is asked."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="allocations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="allocations")
    low = models.DecimalField(_("lower bound"), null=True, blank=True, **MAGNITUDE)
    high = models.DecimalField(_("upper bound"), null=True, blank=True, **MAGNITUDE)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "unit"], name="allocation_once"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
                name="allocation_bounds_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.target_id}: {self.unit_id}"


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user, of=None):
        """Results of one's units and below, and those on campaigns that one's unit launched.

        `of`: only those of one target, whose campaign is known and need not be joined.
        """
        today = timezone.localdate()
        own, below = user.own_units_on(today), Q(unit__in=user.units_on(today))
        if of is None:
            return self.filter(below | Q(target__campaign__unit__in=own))
        found = self.filter(target=of)
        return found if of.campaign.unit_id in own else found.filter(below)

    def waiting(self):
        return self.filter(state=ResultState.REPORTED)

    def returned(self):
        return self.filter(state=ResultState.RETURNED)

    def of_units(self, user):
        """Those that the user's own units report."""
        return self.filter(unit__in=user.units_holding(UNIT_WORK_ROLES))

    def checkable_by(self, user):
        """By the secretariat of the launching unit, or by a unit above; never by who reported."""
        above = user.units_holding(CHECKING_ROLES)
        below = tree.subtree(above, timezone.localdate())
        return self.filter(
            Q(target__campaign__unit__in=user.units_holding({Role.SECRETARIAT}))
            | (Q(unit__in=below) & ~Q(unit__in=above))
        ).exclude(reported_by=user.pk)

    def with_files(self):
        return self.prefetch_related("evidence")

    def for_checking(self):
        """As the page of results to check shows them: values alone, the oldest first."""
        return self.order_by("reported_at", "pk").values(
            "pk", "version", "target", "unit", "period_code", "value", "fulfilled", "note",
            "reported_at", "unit__name", "reported_by__full_name",
        )  # fmt: skip

    def for_list(self):
        return self.select_related("target", "target__campaign", "unit").order_by(
            "-period_end", "target__position", "pk"
        )


class Result(models.Model):
    """The value a unit measured for one period of a target. Accepted rows are locked."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="results")
    period_code = models.CharField(_("period"), max_length=9)
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.DecimalField(_("value"), null=True, blank=True, **MAGNITUDE)
    weight = models.DecimalField(_("base"), null=True, blank=True, **MAGNITUDE)
    fulfilled = models.BooleanField(
        _("fulfilled"), null=True, blank=True, help_text=_("For targets in words")
    )
    note = ProseField(_("explanation"), blank=True, max_length=3000)
    state = models.CharField(
        max_length=8, choices=ResultState, default=ResultState.REPORTED, editable=False
    )
    reason = ProseField(_("reason of the return"), blank=True, max_length=2000, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    checked_at = models.DateTimeField(null=True, editable=False)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="results")

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "unit", "period_code"], name="result_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(fulfilled__isnull=False),
                name="result_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", checked_at=None)
                | (~Q(state="reported") & Q(checked_at__isnull=False)),
                name="result_checked_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="result_return_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["target", "unit", "-period_end"]),
        ]

    def __str__(self):
        return f"{self.target_id} {self.unit_id} {self.period_code}"

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_locked(self):
        return self.state == ResultState.ACCEPTED
