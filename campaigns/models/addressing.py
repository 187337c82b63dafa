"""Whom a campaign addresses: as its plan says it, and frozen at issue."""

from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.work import Answer
from units.models import Level, Unit, UnitKind
from vietnamese.fields import LineField

INSIDE = Q(unit__isnull=False)
STANDINGS = {  # where an addressee can stand; needs `with_answers`
    "received": INSIDE & Q(received_at__isnull=False),
    "not_received": INSIDE & Q(received_at=None),
    "answered": INSIDE & Q(answered=True),
    "not_answered": INSIDE & Q(asks_answer=True, answered=False),
    "plan_sent": INSIDE & Q(asks_plan=True, plan_sent=True),
    "plan_missing": INSIDE & Q(asks_plan=True, plan_sent=False),
    "pact_signed": INSIDE & Q(asks_pact=True, pact_signed=True),
    "pact_missing": INSIDE & Q(asks_pact=True, pact_signed=False),
    "outside": ~INSIDE,
}


class UnitListQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's own units, of the units below and of the line above."""
        return self.filter(owner__in=Unit.objects.visible_to(user))

    def for_list(self):
        return self.annotate(size=Count("units")).order_by("name", "pk")


class UnitList(models.Model):
    """A named list of units, such as a Khối thi đua, that campaigns can address."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="unit_lists")
    name = LineField(_("name"), max_length=200)
    units = models.ManyToManyField(Unit, related_name="in_lists", verbose_name=_("units"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitListQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="unit_list_named_once")
        ]

    def __str__(self):
        return self.name


class Addressing(models.Model):
    """Whom a campaign addresses, as its plan says it: a unit, a kind or level of units, a list,
    or an outside body by name.

    Resolved into `Addressee` rows when the campaign is issued.
    """

    class Group(models.TextChoices):
        UNIT = "unit", _("One unit")
        KIND = "kind", _("Units of a kind")
        LEVEL = "level", _("Units of a level")
        LIST = "list", _("A named list")
        BODY = "body", _("A body outside the system")

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="addressings")
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


class AddresseeQuerySet(models.QuerySet):
    def visible_to(self, user, of=None):
        """One's own units and those below; all of a campaign for its launching unit and above.

        `of`: only those of one campaign, of which the launching unit need not be asked for more.
        """
        today = timezone.localdate()
        found = self if of is None else self.filter(campaign=of)
        if of and of.unit_id in user.own_units_on(today):
            return found
        units = user.units_on(today)
        return found.filter(Q(unit__in=units) | Q(campaign__unit__in=units))

    def with_answers(self):
        """answered, plan_sent, pact_signed: by what the unit has sent."""
        sent = sent_answers()
        return self.annotate(
            answered=Exists(sent),
            plan_sent=Exists(sent.exclude(plan_number="", own_campaign=None)),
            pact_signed=Exists(sent.filter(pact_signed_on__isnull=False)),
        )

    def standing(self, name):
        """Those who stand so: a name of STANDINGS."""
        return self.with_answers().filter(STANDINGS[name])

    def progress(self, names=tuple(STANDINGS)):
        """How many are addressed, and how many stand how, in one statement (P2)."""
        return plain_names(self.with_answers().aggregate(**counts(names)))

    def progress_by_campaign(self, names=("answered", "not_answered")):
        """{campaign id: how many are addressed, and stand how, of answering}, in one statement."""
        wanted = counts(names)
        answers = self.annotate(answered=Exists(sent_answers()))
        rows = answers.order_by().values("campaign").annotate(**wanted)
        return {row["campaign"]: plain_names(row) for row in rows}

    def answers_by_campaign(self):
        """{campaign id: {"asked": units asked to answer, or that answered, "answered": those that
        did}}, in one statement. Grouped, not counted with filters: those cost more to build."""
        rows = self.filter(unit__isnull=False).annotate(answered=Exists(sent_answers())).order_by()
        groups = rows.values_list("campaign", "asks_answer", "answered").annotate(Count("pk"))
        found = defaultdict(lambda: {"asked": 0, "answered": 0})
        for campaign, asks, answered, count in groups:
            if asks or answered:
                found[campaign]["asked"] += count
                found[campaign]["answered"] += count if answered else 0
        return found


def sent_answers():
    """Of the addressee of the outer query."""
    return Answer.objects.filter(
        campaign=OuterRef("campaign_id"), unit=OuterRef("unit_id"), sent_at__isnull=False
    )


def counts(names=tuple(STANDINGS)):
    """One count for each standing; the prefix keeps their names apart from the annotations'."""
    named = {f"n_{name}": Count("pk", filter=STANDINGS[name]) for name in names}
    return {"n_addressed": Count("pk")} | named


def plain_names(row):
    return {name[2:]: count for name, count in row.items() if name.startswith("n_")}


class Addressee(models.Model):
    """One addressed unit or body, frozen at issue with the name it bore and what is asked of it."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="addressed_by")
    name = LineField(max_length=300)
    requested = models.BooleanField(default=False)
    asks_answer = models.BooleanField(default=True)
    asks_plan = models.BooleanField(default=False)
    asks_pact = models.BooleanField(default=False)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="addressee_once")]

    def __str__(self):
        return self.name
