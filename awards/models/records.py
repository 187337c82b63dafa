"""What the criteria of awards are judged by: ratings, initiatives, earlier awards, disciplines,
reviews, leave, members and ranks. Which criterion uses which: docs/eligibility.md.

Rows are corrected in place, each change an event; `struck` takes a row out of every count.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards import permissions
from awards.models.catalogue import AwardType
from documents.models import Attachment
from units.models import Household, Person, Post, Unit
from vietnamese.dates import format_date
from vietnamese.fields import FoldedField, LineField, ProseField


class RatingValue(models.TextChoices):
    """The scale of the law, from the lowest."""

    NOT_DONE = "khong_hoan_thanh", _("Tasks not completed")
    DONE = "hoan_thanh", _("Tasks completed")
    WELL = "hoan_thanh_tot", _("Tasks well completed")
    EXCELLENT = "hoan_thanh_xuat_sac", _("Tasks excellently completed")


class Reason(models.TextChoices):
    """Kinds of commendation (Luật 06/2022/QH15 Điều 8)."""

    MERIT = "cong_trang", _("By merit")
    SUDDEN = "dot_xuat", _("Exceptional deed")
    CAMPAIGN = "phong_trao_thi_dua", _("By drive or theme")
    CONTRIBUTION = "qua_trinh_cong_hien", _("Contribution over a working life")
    SENIORITY = "nien_han", _("Long service")
    FOREIGN = "doi_ngoai", _("Foreign relations")


class Scope(models.TextChoices):
    BASE = "co_so", _("Base level")
    PROVINCE = "bo_tinh", _("Ministry or province level")
    NATION = "toan_quoc", _("National level")


class InitiativeKind(models.TextChoices):
    INITIATIVE = "sang_kien", _("Initiative")
    TOPIC = "de_tai_khoa_hoc", _("Scientific topic")
    SCHEME = "de_an_khoa_hoc", _("Scientific scheme")
    WORK = "cong_trinh_khcn", _("Scientific or technological work")
    COMBAT = "combat_ingenuity", _("Resourcefulness in combat")


class DisciplineLevel(models.TextChoices):
    REPRIMAND = "khien_trach", pgettext_lazy("discipline", "reprimand")
    WARNING = "canh_cao", pgettext_lazy("discipline", "warning")
    LOWERED = "ha_bac_luong", pgettext_lazy("discipline", "lowering of the salary step")
    DEMOTED = "giang_chuc", pgettext_lazy("discipline", "demotion")
    REMOVED = "cach_chuc", pgettext_lazy("discipline", "removal from office")
    DISMISSED = "buoc_thoi_viec", pgettext_lazy("discipline", "dismissal")
    EXPELLED = "khai_tru", pgettext_lazy("discipline", "expulsion")


class ReviewKind(models.TextChoices):
    """What defers a proposal (Nghị định 152/2025 Điều 4 khoản 4)."""

    DISCIPLINE = "disciplinary_review", _("Discipline under consideration")
    INVESTIGATION = "investigation", _("Investigation")
    INSPECTION = "inspection_with_signs_of_violation", _("Inspection with signs of violation")
    COMPLAINT = "complaint_or_denunciation_being_verified", _("Complaint being verified")
    PRESS = "press_report_on_corruption_being_verified", _("Press report being verified")


class Organiser(models.TextChoices):
    PROVINCE = "ministry_or_province", _("the ministry or province")
    CENTRAL = "central_council", _("the Central Council")
    DISTRICT = "district", _("the district")
    OTHER = "other", _("another body")


class LeaveKind(models.TextChoices):
    MATERNITY = "thai_san", _("Maternity leave")
    OTHER = "khac", pgettext_lazy("leave", "Other leave")


YEARS = Q(year__gte=1945, year__lte=2100)


class RecordQuerySet(models.QuerySet):
    """Records of the people, units and households that the user sees."""

    def visible_to(self, user):
        units = user.units_on(timezone.localdate())
        names = {field.name for field in self.model._meta.get_fields()}
        seen = Q()
        if "person" in names:
            seen |= Q(person__in=Person.objects.visible_to(user))
        if "unit" in names:
            seen |= Q(unit__in=units)
        if "household" in names:
            seen |= Q(household__unit__in=units)
        return self.filter(seen)

    def standing(self):
        """Without those struck out."""
        return self.filter(struck=False)


class GraveQuerySet(RecordQuerySet):
    """Disciplines and open reviews: seen by those who keep them (`permissions.RECORDS_GRAVE`), of
    whoever works in their units now, or worked there last."""

    def visible_to(self, user):
        units = permissions.recording_units(user, permissions.RECORDS_GRAVE).values("pk")
        posts = Post.objects.filter(person=OuterRef("person"))
        current = posts.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
        last = posts.order_by("-valid_from", "-pk").values("unit")[:1]
        rows = self.alias(last_unit=Subquery(last))
        seen = Exists(current.filter(unit__in=units))
        seen |= Q(~Exists(current), last_unit__in=units)
        if "unit" in {field.name for field in self.model._meta.get_fields()}:
            seen |= Q(unit__in=units) | Q(household__unit__in=units)
        return rows.filter(seen)


class Record(models.Model):
    """What every record carries: who entered it last, and whether it was struck out."""

    note = ProseField(_("note"), max_length=2000, blank=True)
    struck = models.BooleanField(_("struck out"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


def one_of(*names):
    """Exactly one of the foreign keys is set."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class YearRating(Record):
    """How a person or a collective fulfilled its tasks in a year."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="ratings")
    year = models.PositiveSmallIntegerField(_("year"))
    rating = models.CharField(_("rating"), max_length=20, choices=RatingValue)
    decision = LineField(_("decision"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=one_of("person", "unit"), name="rating_of_one"),
            models.CheckConstraint(condition=YEARS, name="rating_year_in_range"),
            models.UniqueConstraint(fields=["person", "year"], name="rating_once_a_person"),
            models.UniqueConstraint(fields=["unit", "year"], name="rating_once_a_unit"),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_rating_display()}"


class Initiative(Record):
    """A solution of one author, or one line an author, with its recognition."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="initiatives")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="initiatives", verbose_name=_("unit where it is applied")
    )
    title = LineField(_("name of the initiative"), max_length=500)
    title_key = FoldedField(source="title")
    kind = models.CharField(
        _("kind"), max_length=20, choices=InitiativeKind, default=InitiativeKind.INITIATIVE
    )
    year = models.PositiveSmallIntegerField(_("year"))
    scope = models.CharField(_("scope of influence"), max_length=12, choices=Scope)
    recognised = models.BooleanField(_("recognised"), null=True)
    recognised_by = LineField(_("recognised by"), max_length=200, blank=True)
    recognition_number = LineField(_("number of the recognition"), max_length=60, blank=True)
    recognised_on = models.DateField(_("date of the recognition"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "title"]
        constraints = [models.CheckConstraint(condition=YEARS, name="initiative_year_in_range")]

    def __str__(self):
        return self.title


class EarlierAward(Record):
    """An award received: typed or loaded for the years before the system, written by a decision
    since. The period is the one that the decision rewards (Nghị định 152/2025 Điều 33 khoản 7)."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="earlier_awards"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="earlier_awards"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="earlier_awards"
    )
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="earlier_awards", verbose_name=_("award")
    )
    year = models.PositiveSmallIntegerField(_("year rewarded"))
    reason = models.CharField(_("kind of commendation"), max_length=20, choices=Reason, blank=True)
    decision_number = LineField(_("number of the decision"), max_length=60, blank=True)
    decision_date = models.DateField(_("date of the decision"), null=True, blank=True)
    period_from = models.DateField(_("achievement from"), null=True, blank=True)
    period_to = models.DateField(_("achievement to"), null=True, blank=True)
    revoked = models.BooleanField(_("revoked"), default=False)
    revoked_by = LineField(_("decision that revoked it"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "award_type__rank"]
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "unit", "household"), name="earlier_award_of_one"
            ),
            models.CheckConstraint(condition=YEARS, name="earlier_award_year_in_range"),
            models.CheckConstraint(
                condition=Q(period_from=None)
                | Q(period_to=None)
                | Q(period_from__lte=F("period_to")),
                name="earlier_award_period_in_order",
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject, "award_type", "year", "reason"],
                    condition=Q(struck=False),
                    name=f"earlier_award_once_a_{subject}",
                )
                for subject in ("person", "unit", "household")
            ),
        ]

    def __str__(self):
        return f"{self.award_type} {self.year}"


class Discipline(Record):
    person = models.ForeignKey(Person, models.PROTECT, related_name="disciplines")
    level = models.CharField(_("form"), max_length=20, choices=DisciplineLevel)
    date = models.DateField(_("date of the decision"))
    ended = models.DateField(_("served on"), null=True, blank=True)
    decision = LineField(_("decision"), max_length=200, blank=True)

    objects = GraveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended=None) | Q(ended__gte=F("date")), name="discipline_in_order"
            )
        ]

    def __str__(self):
        return f"{self.get_level_display()}, {format_date(self.date)}"


class OpenReview(Record):
    """A matter under consideration that defers awards until it is closed."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="open_reviews"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="open_reviews"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="open_reviews"
    )
    kind = models.CharField(_("matter"), max_length=50, choices=ReviewKind)
    opened = models.DateField(_("opened"))
    closed = models.DateField(_("closed"), null=True, blank=True)
    outcome = LineField(_("outcome"), max_length=300, blank=True)

    objects = GraveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-opened"]
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "unit", "household"), name="review_of_one"
            ),
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed__gte=F("opened")), name="review_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {format_date(self.opened)}"


class Leave(Record):
    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    kind = models.CharField(
        _("kind"), max_length=10, choices=LeaveKind, default=LeaveKind.MATERNITY
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="leave_in_order")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {format_date(self.start)}"


MEMBER_PARTS = (
    "completed_tasks",
    "advanced_worker",
    "advanced_soldier",
    "grassroots_emulation_fighter",
    "disciplined_reprimand",
    "disciplined_warning",
)


class MemberCount(Record):
    """The members of a collective in a year; each part is at most the whole."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="member_counts")
    year = models.PositiveSmallIntegerField(_("year"))
    total = models.PositiveIntegerField(_("members"))
    completed_tasks = models.PositiveIntegerField(_("completed their tasks"), null=True, blank=True)
    advanced_worker = models.PositiveIntegerField(_("advanced workers"), null=True, blank=True)
    advanced_soldier = models.PositiveIntegerField(_("advanced soldiers"), null=True, blank=True)
    grassroots_emulation_fighter = models.PositiveIntegerField(
        _("grassroots emulation fighters"), null=True, blank=True
    )
    disciplined_reprimand = models.PositiveIntegerField(
        _("disciplined: reprimand"), null=True, blank=True
    )
    disciplined_warning = models.PositiveIntegerField(
        _("disciplined: warning or more"), null=True, blank=True
    )

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=YEARS, name="member_count_year_in_range"),
            models.UniqueConstraint(fields=["unit", "year"], name="member_count_once_a_year"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__lte": F("total")}),
                    name=f"members_{part[:20]}_in_total",
                )
                for part in MEMBER_PARTS
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.total}"


class ClusterRank(Record):
    """A place in a cluster or block, entered by hand with its minutes until clusters deliver it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_ranks")
    year = models.PositiveSmallIntegerField(_("year"))
    cluster = LineField(_("cluster or block"), max_length=200)
    organiser = models.CharField(_("organised by"), max_length=20, choices=Organiser)
    place = models.PositiveSmallIntegerField(_("place"))
    minutes = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("minutes"),
    )  # fmt: skip

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=YEARS, name="cluster_rank_year_in_range"),
            models.CheckConstraint(condition=Q(place__gte=1), name="cluster_rank_from_one"),
            models.UniqueConstraint(
                fields=["unit", "year", "cluster"],
                condition=Q(struck=False),
                name="cluster_rank_once_a_year",
            ),
        ]

    def __str__(self):
        return f"{self.cluster} {self.year}: {self.place}"
