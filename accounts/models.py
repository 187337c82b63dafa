"""Users, their appointments (user x role x unit x dates) and their notices.

Rights are computed from the appointments of a date at each request; a session stores nothing but
the choice of the appointment one acts in.
"""

import datetime
from collections import defaultdict

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import SECOND_FACTOR_ROLES, Role
from units import tree
from units.models import Unit, valid_on, words_match
from vietnamese.fields import FoldedField, LineField, SortKeyField

UNUSED_DAYS = 45


class Rights:
    """What appointments give. Shared by users and by nobody (who has none)."""

    _acting_id = None  # chosen in the session, set by accounts.middleware

    def appointments_on(self, date):
        """Appointments in force on the date, read once for an instance."""
        cache = self.__dict__.setdefault("_appointments", {})
        if date not in cache:
            cache[date] = self._read_appointments(date)
        return cache[date]

    def _read_appointments(self, date):
        return []

    def own_units_on(self, date):
        return sorted({appointment.unit_id for appointment in self.appointments_on(date)})

    def units_on(self, date):
        """Expression for `unit__in=`: own units, all below them, and their predecessors."""
        return tree.line(self.own_units_on(date), date)

    def holds(self, roles, unit_id=None):
        """Whether the user holds one of the roles today, at that unit or (None) anywhere."""
        roles = {roles} if isinstance(roles, str) else set(roles)
        return any(
            appointment.role in roles and unit_id in (None, appointment.unit_id)
            for appointment in self.appointments_on(timezone.localdate())
        )

    def units_holding(self, roles):
        """Ids of the units at which the user holds one of the roles today."""
        roles = {roles} if isinstance(roles, str) else set(roles)
        return sorted(
            {a.unit_id for a in self.appointments_on(timezone.localdate()) if a.role in roles}
        )

    @property
    def acting(self):
        """The appointment chosen in the session, otherwise the first; None without any."""
        appointments = self.appointments_on(timezone.localdate())
        chosen = [a for a in appointments if a.pk == self._acting_id]
        return (chosen or appointments or [None])[0]

    @property
    def acting_unit_id(self):
        return self.acting.unit_id if self.acting else None

    @property
    def needs_second_factor(self):
        return self.holds(SECOND_FACTOR_ROLES)


class Nobody(Rights, AnonymousUser):
    """The visitor who has not signed in."""

    language = ""
    must_change_password = False


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and for an administrator everybody appointed below the administrator's units."""
        managed = tree.line(user.units_holding(Role.ADMINISTRATOR), timezone.localdate())
        appointed = Appointment.objects.filter(unit__in=managed).values("user_id")
        return self.filter(Q(pk=user.pk) | Q(pk__in=appointed))

    def search(self, text):
        return self.filter(words_match(text) | Q(username__iexact=text.strip()))

    def holding(self, roles, *, unit, date):
        held = Appointment.objects.on(date).filter(role__in=roles, unit=unit)
        return self.filter(is_active=True, pk__in=held.values("user_id"))

    def unused(self):
        """Open accounts that nobody has signed in to for 45 days (they can be closed)."""
        moment = timezone.now() - datetime.timedelta(days=UNUSED_DAYS)
        return self.filter(is_active=True).filter(
            Q(last_seen__lt=moment) | Q(last_seen__isnull=True, created_at__lt=moment)
        )

    def in_state(self, state):
        if state == "unused":
            return self.unused()
        return self.filter(is_active=state == "open")

    def appointed(self, *, role=None, unit=None):
        """Who holds the role, at the unit, today; either may be left open."""
        held = Appointment.objects.on(timezone.localdate())
        if role:
            held = held.filter(role=role)
        if unit:
            held = held.filter(unit=unit)
        return self.filter(pk__in=held.values("user_id"))

    def appointed_below(self, unit):
        """Open accounts with an appointment today at the unit or below it."""
        today = timezone.localdate()
        held = Appointment.objects.on(today).filter(unit__in=tree.subtree([unit.pk], today))
        return self.filter(is_active=True, pk__in=held.values("user_id"))

    def for_list(self):
        return self.only(
            "username",
            "full_name",
            "last_seen",
            "is_active",
            "must_change_password",
            "password_given_at",
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username, full_name, password=None, **fields):
        user = self.model(username=username.strip().lower(), full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username=username.strip().lower())


class User(Rights, AbstractBaseUser):
    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        help_text=_("Small letters without diacritics, digits, and . - _"),
    )
    full_name = LineField(_("full name"), max_length=200)
    search_key = FoldedField(source="full_name")
    sort_key = SortKeyField(source="full_name", person=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.VIETNAMESE
    )
    is_active = models.BooleanField(_("open"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_given_at = models.DateTimeField(null=True, blank=True, editable=False)  # one-time
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_seen = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="user_sorted")]
        constraints = [
            models.CheckConstraint(
                name="user_closed_has_date",
                condition=Q(is_active=True) | Q(closed_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("_appointments", None)
        super().refresh_from_db(*args, **kwargs)

    @property
    def password_ends_at(self):
        """Until when the one-time password works; None for a password of one's own."""
        if not self.must_change_password or self.password_given_at is None:
            return None
        return self.password_given_at + datetime.timedelta(days=settings.ONE_TIME_PASSWORD_DAYS)

    @property
    def password_has_expired(self):
        return self.password_ends_at is not None and self.password_ends_at < timezone.now()

    def _read_appointments(self, date):
        if not self.is_active or self.pk is None:
            return []
        return list(self.appointments.on(date).select_related("unit").order_by("valid_from", "id"))


class AppointmentQuerySet(models.QuerySet):
    def on(self, date):
        return self.filter(valid_on(date))

    def in_words(self, users):
        """{user id: "role, unit" of each}"""
        words = defaultdict(list)
        rows = self.filter(user__in=users).values_list("user", "role", "unit__name")
        for user, role, unit in rows:
            words[user].append(f"{Role(role).label}, {unit}")
        return words

    def visible_to(self, user):
        """One's own, those one delegated, and for an administrator those below the own units."""
        managed = tree.line(user.units_holding(Role.ADMINISTRATOR), timezone.localdate())
        own = Q(user_id=user.pk) | Q(delegated_by_id=user.pk or 0)
        return self.filter(own | Q(unit__in=managed))


class Appointment(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("unit")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    delegated_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="delegations",
        null=True,
        blank=True,
        verbose_name=_("delegated by"),
    )
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="appointments_made", null=True, blank=True
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["unit", "role", "user"], name="appointment_at_unit")]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="appointment_delegated_by_another",
                condition=Q(delegated_by__isnull=True) | ~Q(delegated_by=F("user")),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(valid_to__isnull=True),
                name="appointment_one_open",
            ),
        ]

    def __str__(self):
        return f"{self.role_label}, {self.unit}"

    @property
    def role_label(self):
        return Role(self.role).label


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user_id=user.pk) if user.pk else self.none()

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A line for one user; written by the outbox (accounts.notices)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=40, editable=False)  # one a notification: delivery may repeat
    verb = models.CharField(max_length=60)
    subject = LineField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_delivered_once")
        ]

    def __str__(self):
        return self.subject
