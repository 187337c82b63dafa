import datetime

import pytest
from django.utils import timezone

from accounts.models import Nobody, User
from accounts.roles import Role
from tests.accounts.factories import make_appointment, make_user
from tests.units.factories import make_succession, make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 7, 10)


def reach(user, date):
    return sorted(Unit.objects.filter(id__in=user.units_on(date)).values_list("name", flat=True))


def test_units_on_is_the_subtree_and_its_predecessors():
    root = make_unit("tỉnh")
    health = make_unit("sở", parent=root)
    make_unit("trạm", parent=health)
    make_succession(make_unit("ty"), health)
    make_unit("khác")
    assert reach(make_user(unit=health), DAY) == ["sở", "trạm", "ty"]


def test_appointments_count_from_the_first_to_the_last_day():
    user = make_user(role=None)
    unit = make_unit("sở")
    make_appointment(user, unit=unit, since=datetime.date(2024, 7, 1), until=DAY)
    one = datetime.timedelta(days=1)
    days = [datetime.date(2024, 6, 30), datetime.date(2024, 7, 1), DAY, DAY + one]
    assert [user.own_units_on(day) for day in days] == [[], [unit.pk], [unit.pk], []]


def test_appointments_are_read_once_a_date(django_assert_num_queries):
    user = make_user()
    with django_assert_num_queries(1):
        for _ in range(3):
            user.holds(Role.OFFICER)
            str(user.acting.unit)


def test_holds_a_role_anywhere_or_at_one_unit():
    unit, other = make_unit(), make_unit()
    user = make_user(Role.HEAD, unit)
    assert user.holds(Role.HEAD) and user.holds([Role.OFFICER, Role.HEAD], unit.pk)
    assert not user.holds(Role.HEAD, other.pk) and not user.holds({Role.LEADER})


def test_a_closed_account_has_no_appointments():
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False, closed_at=timezone.now())
    assert User.objects.get(pk=user.pk).appointments_on(DAY) == []


def test_acting_is_the_chosen_appointment_if_still_held():
    user = make_user(Role.OFFICER)
    second = make_appointment(user, Role.HEAD)
    assert user.acting.role == Role.OFFICER
    user._acting_id = second.pk
    assert (user.acting, user.acting_unit_id) == (second, second.unit_id)
    user._acting_id = 0
    assert user.acting.role == Role.OFFICER


def test_nobody_has_the_same_questions_and_empty_answers():
    nobody = Nobody()
    make_unit()
    answers = (
        nobody.is_authenticated,
        nobody.appointments_on(DAY),
        nobody.own_units_on(DAY),
        reach(nobody, DAY),
        nobody.holds(list(Role)),
        nobody.acting,
        nobody.acting_unit_id,
    )
    assert answers == (False, [], [], [], False, None, None)


@pytest.mark.parametrize("role", Role)
def test_who_needs_a_second_factor(role):
    needs = {Role.ADMINISTRATOR, Role.SECRETARIAT, Role.COUNCIL, Role.LEADER}
    assert make_user(role).needs_second_factor == (role in needs)


def test_users_visible_to_an_administrator_are_those_appointed_below():
    root = make_unit()
    below = make_unit(parent=root)
    administrator = make_user(Role.ADMINISTRATOR, root)
    officer, ended = make_user(unit=below), make_user(unit=below)
    ended.appointments.update(valid_to=datetime.date(2015, 1, 1))
    make_user()
    assert set(User.objects.visible_to(administrator)) == {administrator, officer, ended}
    assert set(User.objects.visible_to(officer)) == {officer}
    assert set(User.objects.visible_to(Nobody())) == set()


def test_unused_accounts():
    old = timezone.now() - datetime.timedelta(days=46)
    never = make_user(created_at=old)
    long_ago = make_user(created_at=old, last_seen=old)
    make_user(created_at=old, last_seen=timezone.now())
    make_user()
    make_user(created_at=old, is_active=False, closed_at=old)
    assert set(User.objects.unused()) == {never, long_ago}


def test_a_name_is_one_name_in_any_spelling():
    user = make_user(username="nguyen.an")
    assert User.objects.get_by_natural_key(" Nguyen.AN ") == user
