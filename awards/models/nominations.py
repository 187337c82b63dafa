"""Dossiers with their recipients and the frozen way they take."""

import uuid
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from awards import workflow
from awards.models.catalogue import AwardType, RecipientKind
from awards.states import FINAL, State
from campaigns.models import Campaign
from documents.models import Attachment
from units import tree
from units.conditions import RowExists
from units.models import Gender, Household, Person, PositionGroup, Unit, words_match
from vietnamese.fields import FoldedField, LineField, ProseField


class Method(models.TextChoices):
    """Why an award is given: the seven methods of statistical forms 0602 and 0603."""

    MERIT = "merit", _("By merit")
    CAMPAIGN = "campaign", _("By drive or theme")
    EXCEPTIONAL = "exceptional", _("Exceptional deed")
    FOREIGN = "foreign", _("Foreign relations")
    CONTRIBUTION = "contribution", _("Contribution over a working life")
    LONG_SERVICE = "long_service", _("Long service")
    RESISTANCE = "resistance", _("Resistance wars")


PASSED = """SELECT 1 FROM awards_routestep step
 WHERE step.nomination_id = {0} AND step.reached_at IS NOT NULL AND step.unit_id IN {1}"""


@cache
def recipient_columns():
    """Expressions that do not depend on the asker, so built once."""
    lines = Nominee.objects.filter(nomination=OuterRef("pk")).order_by()
    many = lines.values("nomination").annotate(n=Count("pk")).values("n")
    return {
        "first_recipient": Subquery(lines.order_by("position", "pk").values("name")[:1]),
        "recipient_count": Coalesce(Subquery(many), 0),
    }


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is its own unit's; what was sent is seen above, by its holder and by every
        unit it passed."""
        today = timezone.localdate()
        own = user.own_units_on(today)
        if not own:
            return self.none()
        sent = Q(unit__in=user.units_on(today), submitted_at__isnull=False)
        passed = RowExists(PASSED, tree.units(own))
        return self.filter(Q(unit__in=own) | Q(holder__in=own) | passed | sent)

    def pending(self):
        return self.exclude(state__in=FINAL)

    def awaiting(self, user):
        """Those whose next move is in the hands of one of the user's roles; drafts wait for
        those who write."""
        waits = Q()
        for state, roles in workflow.WAITS_FOR.items():
            waits |= Q(state=state, holder__in=user.units_holding(roles))
        return self.filter(waits)

    def search(self, text):
        """By code, achievement, or the name of a recipient, with or without diacritics."""
        named = Nominee.objects.filter(words_match(text, "name_key"), nomination=OuterRef("pk"))
        return self.filter(
            words_match(text, "title_key") | Q(code__icontains=text.strip()) | Exists(named)
        )

    def with_recipients(self):
        """Each with the name of its first recipient and how many there are."""
        return self.annotate(**recipient_columns())

    def with_route(self):
        return self.prefetch_related(
            Prefetch("route", RouteStep.objects.select_related("unit", "received_by"))
        )

    def for_list(self):
        joined = self.select_related("award_type", "unit", "holder", "campaign", "authority")
        return joined.order_by("-held_since", "-pk")

    def for_rows(self):
        """As the list shows them, and nothing else."""
        joined = self.select_related("award_type", "unit", "holder", "campaign").only(
            "code", "title", "version", "state", "held_since", "mend_by", "return_reason",
            "award_type__name", "award_type__name_en", "unit__name", "holder__name",
            "campaign__code",
        )  # fmt: skip
        return joined.order_by("-held_since", "-pk")


class Nomination(models.Model):
    """A dossier: one award, one or several recipients, on its frozen route (`design.md`, a
    nomination's way)."""

    code = models.CharField(_("code"), max_length=20, unique=True, editable=False)
    form_key = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False
    )  # a form sent twice makes one dossier
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("campaign"),
    )
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="nominations", verbose_name=_("award")
    )
    method = models.CharField(_("method"), max_length=12, choices=Method, default=Method.MERIT)
    title = LineField(_("achievement in one line"), max_length=300)
    title_key = FoldedField(source="title")
    achievement = ProseField(_("achievement"), blank=True)
    period_from = models.DateField(_("achievement from"))
    period_to = models.DateField(_("achievement to"))

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="nominations", verbose_name=_("nominating unit")
    )
    authority = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("granting authority")
    )
    holder = models.ForeignKey(
        Unit, models.PROTECT, related_name="held_nominations", editable=False
    )
    held_since = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    return_reason = ProseField(max_length=2000, blank=True, editable=False)
    mend_by = models.DateField(_("send again by"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    forwarded_to = LineField(_("sent to"), max_length=200, blank=True, editable=False)
    forwarded_number = LineField(
        _("number of the submission"), max_length=60, blank=True, editable=False
    )
    forwarded_on = models.DateField(_("sent on"), null=True, editable=False)
    decision_number = LineField(
        _("number of the decision"), max_length=60, blank=True, editable=False
    )
    decided_on = models.DateField(_("date of the decision"), null=True, editable=False)
    decided_by = LineField(
        _("signatory of the decision"), max_length=200, blank=True, editable=False
    )

    files = models.ManyToManyField(Attachment, blank=True, related_name="nominations")

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state__in=FINAL, decided_on__isnull=False) & ~Q(decision_number=""))
                | (~Q(state__in=FINAL) & Q(decided_on=None, decision_number="")),
                name="nomination_final_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FORWARDED) | Q(forwarded_on__isnull=False),
                name="nomination_forwarded_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(submitted_at__isnull=False),
                name="nomination_sent",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="nomination_period_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "state"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["campaign", "state"]),
        ]

    def __str__(self):
        return self.code

    @cached_property
    def steps(self):
        """The frozen route; a draft has none until `route.prepare` shows the way it would take."""
        return [] if self.state == State.DRAFT else list(self.route.all())


class CodeYear(models.Model):
    """The last number given to a nomination of the year; counted up in the transaction that uses
    it, so without gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


class RouteStep(models.Model):
    """A unit that the dossier passes, in order; the last step is the secretariat of the granting
    authority.

    Copied from the way of the units when the dossier is submitted, so that later changes leave it
    alone (P1).
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="route")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = LineField(max_length=300)
    reached_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "position"], name="route_step_once"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(reached_at__isnull=False),
                name="route_step_left_after_reached",
            ),
        ]

    def __str__(self):
        return self.unit_name


class PlaceKind(models.TextChoices):
    """The working place of a recipient, for the shares of remote areas (F15)."""

    ORDINARY = "ordinary", _("Ordinary")
    REMOTE = "remote", _("Especially difficult area")
    BORDER = "border", _("Border")
    ISLAND = "island", _("Island")


class Occupation(models.TextChoices):
    """For whom some awards have standards of their own (Luật 06/2022/QH15 Điều 44, 73)."""

    WORKER = "worker", _("Worker")
    FARMER = "farmer", _("Farmer")


class Nominee(models.Model):
    """A recipient line with everything the statistics need, kept as it was (law: reports.md
    section 5)."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="nominees")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=RecipientKind)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="nominee_lines"
    )
    collective = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="nominee_lines"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="nominee_lines"
    )
    name = LineField(_("name as it was"), max_length=200)
    name_key = FoldedField(source="name")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("unit of the recipient")
    )
    unit_name = LineField(max_length=300)
    position_text = LineField(_("position"), max_length=200, blank=True)
    position_group = models.CharField(
        _("position group"), max_length=30, choices=PositionGroup, blank=True
    )
    direct_worker = models.BooleanField(_("direct worker"), default=False)
    occupation = models.CharField(
        _("occupation"), max_length=10, choices=Occupation, blank=True, default=""
    )
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    ethnic_minority = models.BooleanField(_("ethnic minority"), default=False)
    enterprise = models.BooleanField(_("enterprise"), default=False)
    small_collective = models.BooleanField(_("small collective"), default=False)
    place_kind = models.CharField(
        _("working place"), max_length=8, choices=PlaceKind, default=PlaceKind.ORDINARY
    )
    bonus_paid = models.PositiveBigIntegerField(_("bonus paid, VND"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="individual", person__isnull=False, collective=None, household=None
                )
                | Q(kind="collective", person=None, collective__isnull=False, household=None)
                | Q(kind="household", person=None, collective=None, household__isnull=False),
                name="nominee_is_one_of_three",
            ),
            models.UniqueConstraint(fields=["nomination", "person"], name="nominee_person_once"),
            models.UniqueConstraint(
                fields=["nomination", "collective"], name="nominee_collective_once"
            ),
            models.UniqueConstraint(
                fields=["nomination", "household"], name="nominee_household_once"
            ),
        ]

    def __str__(self):
        return self.name
