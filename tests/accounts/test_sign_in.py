"""Signing in as a browser does: the forms of django-allauth under our own rules."""

import base64
import datetime
import hashlib
import hmac
import struct
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from accounts import actions, sessions
from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import PASSWORD, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")
LIST = reverse("units:unit_list")


def sign_in(client, username="nguyen.an", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": username, "password": password, **more})


def signed_in(client):
    return client.get(LIST).status_code == 200


@pytest.fixture
def user():
    return make_user(username="nguyen.an")


def test_right_and_wrong(client, user):
    assert not signed_in(client)
    assert sign_in(client, password="sai mật khẩu rồi").status_code == 200
    assert not signed_in(client)
    assert sign_in(client, username=" Nguyen.AN ").status_code == 302
    assert signed_in(client)


@pytest.mark.slow
def test_known_and_unknown_names_get_one_answer(client, user):
    make_user(username="da.dong", is_active=False, closed_at=datetime.datetime.now(datetime.UTC))
    answers = {
        sign_in(client, username=name, password=password)
        .content.decode()
        .replace(name, "?")
        .split("<main")[1]
        .partition("csrfmiddlewaretoken")[0]
        for name, password in [
            ("nguyen.an", "sai mật khẩu rồi"),
            ("khong.co.ai", "sai mật khẩu rồi"),
            ("da.dong", PASSWORD),
        ]
    }
    assert len(answers) == 1


@pytest.mark.slow
def test_locked_after_five_wrong_passwords_even_with_an_empty_cache(client, user):
    for _ in range(5):
        answer = sign_in(client, password="sai mật khẩu rồi")
    assert answer.status_code == 429
    cache.clear()
    assert sign_in(client).status_code == 429
    assert not signed_in(client)


@pytest.mark.slow
def test_other_spellings_of_a_name_count_as_one(client, user):
    for name in ("nguyen.an", "Nguyen.an", " nguyen.an", "NGUYEN.AN", "nguyen.AN"):
        sign_in(client, username=name, password="sai mật khẩu rồi")
    cache.clear()
    assert sign_in(client).status_code == 429


@pytest.mark.slow
def test_the_lock_is_for_one_name_at_one_address(client, user):
    make_user(username="tran.binh")
    for _ in range(5):
        sign_in(client, password="sai mật khẩu rồi")
    cache.clear()
    assert sign_in(client, username="tran.binh").status_code == 302


@pytest.mark.slow
def test_a_forged_address_does_not_escape_the_lock(client, user):
    for number in range(5):
        client.post(
            SIGN_IN,
            {"login": "nguyen.an", "password": "sai mật khẩu rồi"},
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        )
    cache.clear()
    assert sign_in(client).status_code == 429


@pytest.mark.slow
def test_a_name_is_slowed_from_any_addresses(client, user):
    for number in range(6):
        client.post(
            SIGN_IN,
            {"login": "nguyen.an", "password": "sai mật khẩu rồi"},
            REMOTE_ADDR=f"10.0.0.{number}",
        )
    answer = client.post(
        SIGN_IN, {"login": "nguyen.an", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9"
    )
    assert answer.status_code == 200
    assert not signed_in(client)


def test_there_is_no_signing_up(client):
    assert client.get("/account/signup/").status_code in (302, 404)
    assert client.post(
        "/account/signup/", {"username": "moi", "password1": PASSWORD}
    ).status_code in (
        302,
        404,
    )
    assert not User.objects.filter(username="moi").exists()


def test_next_leads_on_but_not_to_other_hosts(client, user):
    assert sign_in(client, next=LIST).url == LIST
    client.post(reverse("account_logout"))
    assert sign_in(client, next="https://elsewhere.example/").url == "/"


# --- sessions -------------------------------------------------------------------------------------
def test_the_key_of_the_session_changes_at_sign_in_and_dies_at_sign_out(client, user):
    client.get(SIGN_IN)
    before = client.session.session_key
    sign_in(client)
    key = client.session.session_key
    assert key != before
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.slow
def test_idle_sessions_end(client, user, settings):
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(user)
        clock.shift(datetime.timedelta(minutes=14))
        assert signed_in(client)
        clock.shift(datetime.timedelta(minutes=14))
        assert signed_in(client)
        clock.shift(datetime.timedelta(minutes=16))
        assert not signed_in(client)


@pytest.mark.slow
def test_sessions_end_after_a_working_day_however_busy(client, user):
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(user)
        for _ in range(54):
            clock.shift(datetime.timedelta(minutes=10))
            assert signed_in(client)
        clock.shift(datetime.timedelta(minutes=10))
        assert not signed_in(client)


def test_use_is_noted_once_a_minute_at_most(client, user, django_assert_num_queries):
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(user)
        signed_in(client)
        clock.shift(datetime.timedelta(minutes=2))
        signed_in(client)
        user.refresh_from_db()
        assert user.last_seen == datetime.datetime(2024, 7, 10, 1, 2, tzinfo=datetime.UTC)


def test_closing_an_account_ends_its_session_at_once(client):
    unit = make_unit()
    user = make_user(unit=unit)
    client.force_login(user)
    assert signed_in(client)
    actions.close_account(user, by=make_user(Role.ADMINISTRATOR, unit))
    assert not signed_in(client)


def test_a_new_password_ends_the_other_sessions(client, user, django_user_model):
    other = type(client)()
    for browser in (client, other):
        browser.force_login(user)
    answer = client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "mười hai con giáp",
            "password2": "mười hai con giáp",
        },
    )
    assert answer.status_code == 302
    assert signed_in(client) and not signed_in(other)


def test_an_ended_appointment_stops_at_once(client):
    unit = make_unit()
    user = make_user(Role.ADMINISTRATOR, unit)
    client.force_login(user)
    assert client.get(reverse("accounts:user_list")).status_code == 200
    user.appointments.update(valid_to=datetime.date(2020, 1, 1))
    assert client.get(reverse("accounts:user_list")).status_code == 403


def test_what_was_typed_survives_the_end_of_a_session(client):
    unit = make_unit()
    user = make_user(username="nguyen.an", unit=unit)
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(user)
        clock.shift(datetime.timedelta(minutes=40))
        page = reverse("units:household_create")
        answer = client.post(page, {"head_name": "Lê Văn Sáu", "unit": unit.code, "password": "x"})
        assert answer.status_code == 302 and answer.url.startswith(SIGN_IN)
        answer = sign_in(client, next=reverse("accounts:typed_again"))
        shown = client.get(answer.url)
        assert "Lê Văn Sáu" in shown.content.decode()
        kept = shown.context["kept"]
        assert kept["path"] == page
        assert [list(pair) for pair in kept["fields"]] == [
            ["head_name", "Lê Văn Sáu"],
            ["unit", unit.code],
        ]


def test_what_was_typed_is_for_its_typist_only(client, user):
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(make_user())
        clock.shift(datetime.timedelta(minutes=40))
        client.post(reverse("units:household_create"), {"head_name": "Lê Văn Sáu"})
        sign_in(client)
        answer = client.get(reverse("accounts:typed_again"))
        assert (answer.status_code, answer.url) == (302, "/")


def test_a_stranger_without_session_keeps_nothing(client):
    client.post(reverse("units:household_create"), {"head_name": "Lê Văn Sáu"})
    assert sessions.TYPED not in client.session


# --- duties before anything else ------------------------------------------------------------------
def test_a_one_time_password_is_changed_first(client, user):
    User.objects.update(must_change_password=True)
    sign_in(client)
    answer = client.get(LIST)
    assert (answer.status_code, answer.url) == (302, reverse("account_change_password"))
    new = "mười hai con giáp"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert signed_in(client)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARIAT, Role.COUNCIL, Role.LEADER])
def test_some_roles_set_up_a_second_factor_first(client, settings, role):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_user(role))
    answer = client.get(LIST)
    assert (answer.status_code, answer.url) == (302, reverse("mfa_activate_totp"))


def test_officers_need_none_and_the_demonstration_asks_nobody(client, settings):
    client.force_login(make_user(Role.SECRETARIAT))
    assert signed_in(client)
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_user(Role.OFFICER))
    assert signed_in(client)


def code_of(secret):
    """RFC 6238 by hand: what the telephone shows."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.mark.slow
def test_the_second_factor_from_setting_it_up_to_signing_in(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user(Role.SECRETARIAT, username="ban.tdkt")
    sign_in(client, username="ban.tdkt")
    again = client.get(
        reverse("mfa_activate_totp")
    ).url  # adding a factor asks for the password again
    page = client.post(again, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).status_code == 200 and signed_in(client)
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)

    client.post(reverse("account_logout"))
    cache.clear()  # one code is good for one sign-in
    answer = sign_in(client, username="ban.tdkt")
    assert answer.url == reverse("mfa_authenticate") and not signed_in(client)
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert client.post(answer.url, {"code": code_of(secret)}).status_code == 302
    assert signed_in(client)


def test_a_required_second_factor_is_not_switched_off(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user(Role.LEADER, username="pho.chu.tich")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    sign_in(client, username="pho.chu.tich")
    client.post(reverse("mfa_authenticate"), {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert signed_in(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


# --- one-time passwords expire --------------------------------------------------------------------
def test_a_one_time_password_works_for_seven_days(client, user):
    administrator = make_user(Role.ADMINISTRATOR, user.appointments.get().unit)
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        password = actions.reset_password(user, by=administrator)
        clock.shift(datetime.timedelta(days=7))
        assert sign_in(client, password=password).status_code == 302
        clock.shift(datetime.timedelta(seconds=1))
        assert not client.get(LIST).wsgi_request.user.is_authenticated
        other = type(client)()
        texts = [
            sign_in(other, password=given).content.decode().split("<main")[1]
            for given in (password, "sai mật khẩu rồi")
        ]
        answers = [text.partition("csrfmiddlewaretoken")[0] for text in texts]
        assert answers[0] == answers[1] and not signed_in(other)
        again = actions.reset_password(user, by=administrator)
        assert sign_in(other, password=again).status_code == 302


def test_an_own_password_does_not_expire(client, user):
    administrator = make_user(Role.ADMINISTRATOR, user.appointments.get().unit)
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        actions.reset_password(user, by=administrator)
        actions.change_password(user, PASSWORD, by=user)
        clock.shift(datetime.timedelta(days=400))
        assert sign_in(client).status_code == 302
        assert signed_in(client)
