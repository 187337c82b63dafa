import datetime

import pytest
from django.urls import reverse

import audit
from accounts import actions, notices
from accounts.models import Notice
from accounts.roles import Role
from jobs import outbox
from tests.accounts.factories import make_appointment, make_notice, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


def delivered():
    outbox.deliver_due()
    return list(Notice.objects.order_by("user_id").values_list("user_id", "verb", "subject"))


def test_a_notice_reaches_those_who_hold_the_role_there_and_not_the_doer():
    unit = make_unit()
    doer, officer, head = make_user(unit=unit), make_user(unit=unit), make_user(Role.HEAD, unit)
    make_user(Role.INSPECTOR, unit)
    make_user()
    ended = make_user(role=None)
    make_appointment(ended, unit=unit, until=datetime.date(2020, 1, 1))
    with audit.deed(by=doer) as event:
        event(unit, "try")
        notices.notify(
            unit=unit,
            roles=[Role.OFFICER, Role.HEAD],
            verb="appointed",
            subject="Kế hoạch 210/KH-UBND",
            url="/units/",
            event=event,
        )
    assert delivered() == [
        (user.pk, "appointed", "Kế hoạch 210/KH-UBND") for user in (officer, head)
    ]


def test_a_repeated_delivery_adds_nothing():
    user = make_user()
    payload = {
        "key": "k1",
        "unit": None,
        "roles": [],
        "user": user.pk,
        "doer": None,
        "verb": "appointed",
        "subject": "Việc",
        "url": "",
    }
    notices.deliver(payload)
    notices.deliver(payload)
    assert Notice.objects.count() == 1


def test_who_is_appointed_is_told():
    unit = make_unit("Sở Y tế")
    user = make_user(role=None)
    administrator = make_user(Role.ADMINISTRATOR, unit)
    day = datetime.date(2024, 3, 1)
    actions.appoint(user=user, role=Role.HEAD, unit=unit, valid_from=day, by=administrator)
    assert [row[:2] for row in delivered()] == [(user.pk, "appointed")]


def test_a_deed_that_fails_leaves_no_notice():
    unit = make_unit()
    make_user(unit=unit)
    with pytest.raises(ZeroDivisionError), audit.deed(by=None):
        notices.notify(unit=unit, roles=[Role.OFFICER], verb="appointed", subject="Việc")
        raise ZeroDivisionError
    assert delivered() == []


def test_ones_own_notices_are_listed_and_marked(client):
    own, other = make_notice(url=reverse("units:unit_list")), make_notice()
    client.force_login(own.user)
    page = client.get(reverse("accounts:notice_list"))
    assert [notice for notice, _ in page.context["rows"]] == [own]
    assert client.post(reverse("accounts:notice_read", args=[other.pk])).status_code == 404
    answer = client.post(reverse("accounts:notice_read", args=[own.pk]))
    assert (answer.status_code, answer.url) == (302, reverse("units:unit_list"))
    assert notices.unread_count(own.user) == 0


def test_a_link_to_another_host_is_not_followed(client):
    notice = make_notice(url="https://elsewhere.example/")
    client.force_login(notice.user)
    assert client.post(reverse("accounts:notice_read", args=[notice.pk])).url == "/"


def test_reading_is_a_post(client):
    notice = make_notice()
    client.force_login(notice.user)
    assert client.get(reverse("accounts:notice_read", args=[notice.pk])).status_code == 405
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_list(client, django_assert_num_queries, rows):
    user = make_user()
    for _ in range(rows):
        make_notice(user)
    client.force_login(user)
    with django_assert_num_queries(6):
        client.get(reverse("accounts:notice_list"))


def test_mark_all(client):
    notice, other = make_notice(), make_notice()
    make_notice(notice.user)
    client.force_login(notice.user)
    client.post(reverse("accounts:notices_read"))
    assert list(Notice.objects.unread()) == [other]
