"""Acts of great weight want a sign-in of a moment ago."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from accounts import sessions
from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import PASSWORD, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db
AGAIN = "/account/reauthenticate/"


@pytest.fixture
def clock():
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def root():
    return make_unit("Tỉnh Phú Thọ", code="phu-tho")


@pytest.fixture
def administrator(root, client, clock):
    user = make_user(Role.ADMINISTRATOR, root)
    client.force_login(user)
    return user


def minutes(number):
    return datetime.timedelta(minutes=number)


def led_back_to(answer):
    address = urlsplit(answer.url)
    assert (answer.status_code, address.path) == (302, AGAIN)
    return parse_qs(address.query)["next"][0]


DEEDS = ["user_close", "user_reopen", "user_password", "appointment_create", "appointment_end"]


def page_of(name, root):
    user = make_user(unit=root)
    pk = user.appointments.get().pk if name == "appointment_end" else user.pk
    return reverse(f"accounts:{name}", args=[pk])


@pytest.mark.parametrize("name", DEEDS)
def test_the_page_of_a_weighty_deed_opens_for_ten_minutes(client, root, administrator, clock, name):
    page = page_of(name, root)
    clock.shift(minutes(10))
    assert client.get(page).status_code == 200
    clock.shift(minutes(1))
    assert led_back_to(client.get(page)) == page


@pytest.mark.parametrize("name", ["user_list", "user_detail", "user_edit"])
def test_other_pages_do_not_ask(client, root, administrator, clock, name):
    pk = [] if name == "user_list" else [make_user(unit=root).pk]
    clock.shift(minutes(14))
    assert client.get(reverse(f"accounts:{name}", args=pk)).status_code == 200


def test_the_password_leads_back_and_the_page_opens(client, root, administrator, clock):
    page = page_of("user_close", root)
    clock.shift(minutes(11))
    asked = client.get(page).url
    assert client.get(asked).status_code == 200
    wrong = client.post(asked, {"password": "sai mật khẩu"})
    assert wrong.status_code == 200 and led_back_to(client.get(page)) == page
    right = client.post(asked, {"password": PASSWORD, "next": page})
    assert (right.status_code, right.url) == (302, page)
    assert client.get(page).status_code == 200


def test_a_form_opened_in_time_may_be_sent_within_half_an_hour(client, root, administrator, clock):
    user = make_user(unit=root)
    page = reverse("accounts:user_close", args=[user.pk])
    for _ in range(3):
        clock.shift(minutes(10))
        client.get(reverse("accounts:user_list"))  # the session stays in use
    assert client.post(page, {"note": "Nghỉ hưu"}).url == reverse(
        "accounts:user_detail", args=[user.pk]
    )
    assert not User.objects.get(pk=user.pk).is_active


def test_a_form_sent_later_does_nothing_and_is_offered_again(client, root, administrator, clock):
    user = make_user(unit=root)
    page = reverse("accounts:user_close", args=[user.pk])
    for _ in range(4):
        clock.shift(minutes(10))
        client.get(reverse("accounts:user_list"))
    answer = client.post(page, {"note": "Nghỉ hưu"})
    typed = reverse("accounts:typed_again")
    assert led_back_to(answer) == typed
    assert User.objects.get(pk=user.pk).is_active
    client.post(answer.url, {"password": PASSWORD, "next": typed})
    kept = client.get(typed).context["kept"]
    assert (kept["path"], [list(pair) for pair in kept["fields"]]) == (page, [["note", "Nghỉ hưu"]])
    client.post(page, {"note": "Nghỉ hưu"})
    assert not User.objects.get(pk=user.pk).is_active


def test_a_form_without_fields_comes_back_to_its_page(client, root, administrator, clock):
    page = page_of("user_password", root)
    session = client.session
    del session[sessions.CONFIRMED]
    session.save()
    assert led_back_to(client.post(page)) == page


def test_a_session_that_does_not_say_when_is_not_fresh(client, root, administrator):
    page = page_of("user_close", root)
    session = client.session
    del session[sessions.CONFIRMED]
    session.save()
    assert led_back_to(client.get(page)) == page


def test_nobody_is_asked_about_what_is_not_theirs(client, administrator, clock):
    clock.shift(minutes(11))
    elsewhere = make_user(unit=make_unit("Tỉnh Lào Cai", code="lao-cai"))
    assert client.get(reverse("accounts:user_close", args=[elsewhere.pk])).status_code == 404
