import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts import actions, permissions
from accounts.models import Appointment, User
from accounts.roles import Role
from audit.models import Event
from tests.accounts.factories import PASSWORD, make_appointment, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def root():
    return make_unit("Tỉnh")


@pytest.fixture
def administrator(root):
    return make_user(Role.ADMINISTRATOR, root)


def open_account(by, unit, **changed):
    fields = {
        "username": "Vu.Nhung",
        "full_name": "Vũ Hồng Nhung",
        "role": Role.OFFICER,
        "valid_from": DAY,
    }
    return actions.open_account(unit=unit, by=by, **fields | changed)


def test_open_account_with_a_one_time_password(root, administrator):
    user = open_account(administrator, root)
    stored = User.objects.get(username="vu.nhung")
    assert stored.check_password(user.one_time_password) and stored.must_change_password
    assert [(a.role, a.unit, a.made_by) for a in stored.appointments.all()] == [
        (Role.OFFICER, root, administrator)
    ]
    verbs = (
        Event.objects.filter(actor_id=administrator.pk)
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["open", "appoint"]
    assert user.one_time_password not in str(list(Event.objects.values()))


def test_one_time_passwords_differ():
    assert len({actions.one_time_password() for _ in range(50)}) == 50


@pytest.mark.parametrize("password", ["ngan qua", "123456789012", "vu hong nhung", "password1234"])
def test_weak_passwords_are_refused(root, administrator, password):
    with pytest.raises(ValidationError):
        open_account(administrator, root, password=password)
    assert not User.objects.filter(username="vu.nhung").exists()


def test_long_words_without_digits_are_accepted(root, administrator):
    user = open_account(administrator, root, password=PASSWORD)
    assert user.check_password(PASSWORD) and not user.must_change_password


def test_a_user_name_is_given_once(root, administrator):
    open_account(administrator, root)
    with pytest.raises(ValidationError) as refusal:
        open_account(administrator, root, username="vu.NHUNG")
    assert list(refusal.value.error_dict) == ["username"]
    assert Appointment.objects.filter(role=Role.OFFICER).count() == 1


def test_accounts_are_opened_only_below_ones_own_unit(root, administrator):
    below = make_unit(parent=root)
    open_account(administrator, below)
    for by, unit in [
        (make_user(Role.ADMINISTRATOR, below), root),
        (make_user(Role.HEAD, root), root),
        (administrator, make_unit()),
    ]:
        with pytest.raises(PermissionDenied):
            open_account(by, unit, username="khac")


def test_an_administrator_below_does_not_manage_one_who_also_works_above(root):
    below = make_unit(parent=root)
    lower = make_user(Role.ADMINISTRATOR, below)
    both = make_user(unit=below)
    assert permissions.can_manage_user(lower, both)
    make_appointment(both, Role.SECRETARIAT, root)
    assert not permissions.can_manage_user(lower, both)
    with pytest.raises(PermissionDenied):
        actions.reset_password(both, by=lower)


def test_nobody_manages_or_appoints_themselves(root, administrator):
    assert not permissions.can_manage_user(administrator, administrator)
    with pytest.raises(ValidationError):
        actions.appoint(
            user=administrator, role=Role.LEADER, unit=root, valid_from=DAY, by=administrator
        )


def test_close_and_reopen(root, administrator):
    user = make_user(unit=root)
    actions.close_account(user, by=administrator, note="nghỉ hưu")
    user.refresh_from_db()
    assert not user.is_active and user.closed_at
    with pytest.raises(ValidationError):
        actions.close_account(user, by=administrator)
    actions.reopen_account(user, by=administrator)
    user.refresh_from_db()
    assert (user.is_active, user.closed_at) == (True, None)
    assert [event.verb for event in Event.objects.of(user)] == ["reopen", "close"]


def test_edit_by_version(root, administrator):
    user = make_user(unit=root)
    actions.edit_user(user, full_name="Tên Mới", version=1, by=administrator)
    with pytest.raises(ValidationError):
        actions.edit_user(
            User.objects.get(pk=user.pk), full_name="Khác", version=1, by=administrator
        )
    stored = User.objects.get(pk=user.pk)
    assert (stored.full_name, stored.search_key, stored.version) == ("Tên Mới", "ten moi", 2)


def test_one_does_not_rename_oneself():
    user = make_user(full_name="Tên Cũ")
    actions.edit_user(user, full_name="Tên Mới", phone="0210 000 111", version=1, by=user)
    stored = User.objects.get(pk=user.pk)
    assert (stored.full_name, stored.phone) == ("Tên Cũ", "0210 000 111")


def test_the_same_appointment_once_at_a_time(root, administrator):
    user = make_user(role=None)
    until = datetime.date(2024, 12, 31)
    actions.appoint(
        user=user, role=Role.HEAD, unit=root, valid_from=DAY, valid_to=until, by=administrator
    )
    with pytest.raises(ValidationError):
        actions.appoint(user=user, role=Role.HEAD, unit=root, valid_from=until, by=administrator)
    later = until + datetime.timedelta(days=1)
    actions.appoint(user=user, role=Role.HEAD, unit=root, valid_from=later, by=administrator)
    assert user.appointments.count() == 2


def test_an_appointment_ends_on_its_last_day(root, administrator):
    held = make_appointment(unit=root)
    today = timezone.localdate()
    actions.end_appointment(held, on=today, by=administrator)
    held.refresh_from_db()
    assert held.valid_to == today
    with pytest.raises(ValidationError):
        actions.end_appointment(held, on=today, by=administrator)
    with pytest.raises(PermissionDenied):
        actions.end_appointment(held, on=today, by=held.user)


def test_delegation_during_absence(root):
    head, deputy = make_user(Role.HEAD, root), make_user(unit=root)
    held = head.appointments.get()
    today = timezone.localdate()
    week = today + datetime.timedelta(days=7)
    given = actions.delegate(held, to=deputy, valid_from=today, valid_to=week, by=head)
    assert (given.role, given.unit, given.delegated_by) == (Role.HEAD, root, head)
    with pytest.raises(PermissionDenied):  # what was delegated is not delegated on
        actions.delegate(given, to=head, valid_from=today, valid_to=week, by=deputy)
    with pytest.raises(ValidationError):
        far = today + datetime.timedelta(days=200)
        actions.delegate(held, to=make_user(unit=root), valid_from=today, valid_to=far, by=head)
    actions.end_appointment(given, on=today, by=head)
    given.refresh_from_db()
    assert given.valid_to == today


def test_only_what_is_held_is_delegated_and_no_longer_than_it_lasts(root):
    """An appointment that has ended, or not begun, gives nothing to hand on."""
    today = timezone.localdate()
    day, week = datetime.timedelta(days=1), datetime.timedelta(days=7)
    head, deputy = make_user(role=None), make_user(unit=root)
    ended = make_appointment(head, Role.HEAD, root, until=today - day)
    future = make_appointment(head, Role.SECRETARIAT, root, since=today + day)
    ending = make_appointment(head, Role.LEADER, root, until=today + day)
    span = {"to": deputy, "valid_from": today, "valid_to": today + week, "by": head}
    for appointment in (ended, future):
        with pytest.raises(PermissionDenied):
            actions.delegate(appointment, **span)
    with pytest.raises(ValidationError):
        actions.delegate(ending, **span)
    assert not head.delegations.exists()
    actions.delegate(ending, **span | {"valid_to": today + day})
    assert deputy.holds(Role.LEADER, root.pk)


def test_who_acts_for_somebody_stops_with_them(root, administrator):
    today = timezone.localdate()
    day, week = datetime.timedelta(days=1), datetime.timedelta(days=7)
    head, deputy, later = make_user(Role.HEAD, root), make_user(unit=root), make_user(unit=root)
    held = head.appointments.get()
    given = actions.delegate(held, to=deputy, valid_from=today, valid_to=today + week, by=head)
    actions.delegate(held, to=later, valid_from=today + day, valid_to=today + week, by=head)
    actions.end_appointment(held, on=today, by=administrator)
    given.refresh_from_db()
    assert given.valid_to == today
    assert [row.user for row in head.delegations.all()] == [deputy]


def test_administration_is_not_delegated(root, administrator):
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        actions.delegate(
            administrator.appointments.get(),
            to=make_user(unit=root),
            valid_from=today,
            valid_to=today,
            by=administrator,
        )


def test_delegations_end_at_once_with_the_account_of_the_giver(root, administrator):
    head, today, day = make_user(Role.HEAD, root), timezone.localdate(), datetime.timedelta(days=1)
    spans = {"begun": today - day, "today": today, "later": today + day}
    deputies = {name: make_user(role=None) for name in spans}
    for name, since in spans.items():
        make_appointment(
            deputies[name], Role.HEAD, root, since=since, until=today + day, delegated_by=head
        )
    others = make_appointment(
        role=Role.HEAD, unit=root, since=today, until=today + day, delegated_by=administrator
    )
    actions.close_account(head, by=administrator)
    assert [(row.user, row.valid_to) for row in head.delegations.all()] == [
        (deputies["begun"], today - day)
    ]
    assert [name for name, user in deputies.items() if User.objects.get(pk=user.pk).acting] == []
    assert sorted(Event.objects.filter(verb="end").values_list("facts__user", flat=True)) == sorted(
        user.pk for user in deputies.values()
    )
    others.refresh_from_db()
    assert others.valid_to == today + day
