"""Units over time, and the people and households in them.

`Unit` is an identity that everything else points to. What it was called, its kind, its level and
its parent stand in its placements, one for any day. Only merging, splitting and abolishing end an
identity; `Succession` joins it to those that carry on. Written only by `units.actions`.
"""

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import tree
from vietnamese.fields import FoldedField, LineField, SortKeyField
from vietnamese.folding import fold


class Level(models.TextChoices):
    CENTRAL = "central", _("central")
    PROVINCE = "province", _("province level")
    DEPARTMENT = "department", _("department of the province")
    DISTRICT = "district", _("district level (until 2025)")
    COMMUNE = "commune", _("commune level")
    BASE = "base", _("base unit")


class UnitKind(models.TextChoices):
    PEOPLE_COMMITTEE = "people_committee", _("People's Committee")
    DEPARTMENT = "department", _("department, board or sector")
    OFFICE = "office", _("office")
    FATHERLAND_FRONT = "fatherland_front", _("Fatherland Front")
    MASS_ORGANISATION = "mass_organisation", _("mass organisation")
    PARTY_BOARD = "party_board", _("board of the Party")
    PRESS = "press", _("press body")
    ENTERPRISE = "enterprise", _("enterprise")
    SCHOOL = "school", _("school")
    SMALL_COLLECTIVE = "small_collective", _("small collective")
    SECRETARIAT_BOARD = "secretariat_board", _("emulation and commendation board")
    ARMED_FORCE = "armed_force", _("armed force")
    COOPERATIVE = "cooperative", _("cooperative")
    OTHER = "other", pgettext_lazy("unit kind", "other")


def valid_on(date, prefix=""):
    """Rows whose valid_from..valid_to holds the date, the last day included."""
    return Q(**{f"{prefix}valid_from__lte": date}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": date})
    )


def words_match(text, field="search_key"):
    """Every word of the text is somewhere in the folded key, in any order."""
    condition = Q()
    for word in fold(text).split():
        condition &= Q(**{f"{field}__contains": word})
    return condition


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What lies below the user's units (and their predecessors), and the line above them."""
        today = timezone.localdate()
        own = user.own_units_on(today)
        return self.filter(Q(id__in=user.units_on(today)) | Q(id__in=tree.above(own, today)))

    def below(self, user):
        return self.filter(id__in=user.units_on(timezone.localdate()))

    def alive_on(self, date):
        return self.filter(
            Q(founded__isnull=True) | Q(founded__lte=date),
            Q(dissolved__isnull=True) | Q(dissolved__gt=date),
        )

    def placed_on(self, date):
        """Units placed on the date, with name_then, short_name_then, kind, level, parent_id."""
        return (
            self.annotate(
                placed=FilteredRelation("placements", condition=valid_on(date, "placements__"))
            )
            .filter(placed__isnull=False)
            .annotate(
                name_then=F("placed__name"),
                short_name_then=F("placed__short_name"),
                kind=F("placed__kind"),
                level=F("placed__level"),
                parent_id=F("placed__parent_id"),
            )
        )

    def for_list(self, date):
        return self.placed_on(date).annotate(parent_name=F("placed__parent__name"))

    def search(self, text):
        """By any name the unit has borne, or its code."""
        return self.filter(
            words_match(text)
            | Q(code__iexact=text.strip())
            | Q(id__in=Placement.objects.filter(words_match(text)).values("unit_id"))
        )


class Unit(models.Model):
    code = LineField(_("code"), max_length=60, unique=True)
    name = LineField(_("name"), max_length=300, editable=False)
    founded = models.DateField(_("founded"), null=True, blank=True)
    dissolved = models.DateField(_("dissolved"), null=True, blank=True)
    search_key = FoldedField(source="name")
    sort_key = SortKeyField(source="name")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="unit_sorted")]
        constraints = [
            models.CheckConstraint(
                name="unit_dissolved_after_founded",
                condition=Q(founded__isnull=True)
                | Q(dissolved__isnull=True)
                | Q(dissolved__gte=F("founded")),
            )
        ]

    def __str__(self):
        return self.name

    def placement_on(self, date):
        return self.placements.on(date).first()


class PlacementQuerySet(models.QuerySet):
    def on(self, date):
        return self.filter(valid_on(date))


class Placement(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    name = LineField(_("name"), max_length=300)
    short_name = LineField(_("short name"), max_length=100, blank=True)
    search_key = FoldedField(source="name")
    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="children_placed",
        null=True,
        blank=True,
        verbose_name=_("directly under"),
    )
    official_code = LineField(_("official code"), max_length=20, blank=True)
    remote = models.BooleanField(_("area of special difficulty"), default=False)
    border = models.BooleanField(_("border area"), default=False)
    island = models.BooleanField(_("island area"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        ordering = ["unit", "valid_from"]
        indexes = [
            models.Index(
                fields=["parent", "valid_from", "valid_to", "unit"], name="placement_below"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_one_a_day"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="placement_one_open"
            ),
            models.CheckConstraint(
                name="placement_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="placement_not_below_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
            ),
        ]

    def __str__(self):
        return self.name


class Succession(models.Model):
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField(_("day of the succession"))
    legal_document = LineField(_("legal document"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_once_a_pair"
            ),
            models.CheckConstraint(
                name="succession_of_another", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class Gender(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", pgettext_lazy("gender", "other")


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People who hold or held a post in a unit of the user's."""
        units = user.units_on(timezone.localdate())
        return self.filter(id__in=Post.objects.filter(unit__in=units).values("person_id"))

    def search(self, text):
        return self.filter(words_match(text))

    def at_unit(self, unit):
        return self.filter(id__in=Post.objects.filter(unit=unit).values("person_id"))

    def with_post_on(self, date):
        """Each person with post_now (position) and unit_now (name) of the post held on the date."""
        post = Post.objects.filter(valid_on(date), person=OuterRef("pk")).order_by(
            "-valid_from", "-id"
        )
        return self.annotate(
            post_now=Subquery(post.values("position")[:1]),
            unit_now=Subquery(post.values("unit__name")[:1]),
            unit_now_id=Subquery(post.values("unit_id")[:1]),
        )


class Person(models.Model):
    full_name = LineField(_("full name"), max_length=200)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    ethnic_minority = models.BooleanField(_("ethnic minority"), default=False)
    search_key = FoldedField(source="full_name")
    sort_key = SortKeyField(source="full_name", person=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="person_sorted")]

    def __str__(self):
        return self.full_name


class PositionGroup(models.TextChoices):
    """The five groups of the statistics of awards, and the rest."""

    MINISTRY_PROVINCE_LEADER = "ministry_province_leader", _("leader of a ministry or province")
    DEPARTMENT_LEADER = "department_leader", _("leader of a department or the like")
    OTHER_LEADER = "other_leader", _("leader from head of division up, and the like")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur")
    DIRECT_WORKER = "direct_worker", _("direct worker")
    OTHER = "other", pgettext_lazy("position group", "other")


class Post(models.Model):
    """A person's place in a unit over time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    position = LineField(_("position"), max_length=200, blank=True)
    position_group = models.CharField(
        _("position group"), max_length=30, choices=PositionGroup, default=PositionGroup.OTHER
    )
    direct_worker = models.BooleanField(_("direct worker"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("post")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["unit", "person"], name="post_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(valid_to__isnull=True),
                name="post_one_open_a_unit",
            ),
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return self.position


class HouseholdQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(unit__in=user.units_on(timezone.localdate()))

    def search(self, text):
        return self.filter(words_match(text))

    def at_unit(self, unit):
        return self.filter(unit=unit)


class Household(models.Model):
    head_name = LineField(_("head of the household"), max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="households", verbose_name=_("unit")
    )
    address = LineField(_("address"), max_length=300, blank=True)
    search_key = FoldedField(source="head_name")
    sort_key = SortKeyField(source="head_name", person=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.head_name
