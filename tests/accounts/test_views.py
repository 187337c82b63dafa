import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import make_appointment, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make_unit("Tỉnh Phú Thọ", code="phu-tho")


@pytest.fixture
def administrator(root, client):
    user = make_user(Role.ADMINISTRATOR, root)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_list(client, root, administrator, django_assert_num_queries, rows):
    for _ in range(rows):
        make_appointment(make_user(unit=root), Role.HEAD, root)
    with django_assert_num_queries(7):
        client.get(url("user_list"))


def test_only_administrators_list_users(client, root):
    client.force_login(make_user(Role.HEAD, root))
    assert client.get(url("user_list")).status_code == 403


@pytest.mark.parametrize(
    "wanted, found",
    [
        ({"q": "hong nhung"}, ["Vũ Hồng Nhung"]),
        ({"q": "vu.nhung"}, ["Vũ Hồng Nhung"]),
        ({"role": "head"}, ["Lê Trưởng"]),
        ({"state": "closed"}, ["Trần Đóng"]),
        ({"unit": "phu-tho", "role": "officer"}, ["Trần Đóng", "Vũ Hồng Nhung"]),
    ],
)
def test_filters(client, root, administrator, wanted, found):
    make_user(unit=root, full_name="Vũ Hồng Nhung", username="vu.nhung")
    make_user(Role.HEAD, root, full_name="Lê Trưởng")
    make_user(unit=root, full_name="Trần Đóng", is_active=False, closed_at=timezone.now())
    page = client.get(url("user_list"), wanted)
    assert [line["name"] for line in page.context["lines"]] == found


def test_a_row_says_what_a_user_holds_today_and_whether_one_can_sign_in(
    client, root, administrator
):
    User.objects.filter(pk=administrator.pk).update(language="en")
    now = timezone.now()
    gone = {"is_active": False, "closed_at": now, "full_name": "<b>Trần Không</b>"}
    closed = make_user(None, username="khong", **gone)
    held = make_user(Role.HEAD, root, username="hai.viec", must_change_password=True)
    given = now - datetime.timedelta(days=90)
    User.objects.filter(pk=held.pk).update(password_given_at=given)
    make_appointment(held, Role.OFFICER, make_unit("Sở {Y} tế", parent=root))
    ended = datetime.date(2020, 1, 1)
    make_appointment(closed, Role.OFFICER, root, until=ended)
    make_appointment(held, Role.OFFICER, make_unit("Sở cũ", parent=root), until=ended)
    page = client.get(url("user_list")).content.decode()
    rows = {
        name: row for row in page.split("<tr>") for name in ("khong", "hai.viec") if name in row
    }
    assert [words in rows["hai.viec"] for words in (str(root), "Sở {Y} tế", "Sở cũ")] == [
        True, True, False,
    ]  # fmt: skip
    assert "expired" in rows["hai.viec"]
    for words in ("&lt;b&gt;Trần Không", "none", "never", "closed"):
        assert words in rows["khong"]


def typed(**changed):
    fields = {
        "full_name": "Vũ Hồng Nhung",
        "username": "vu.nhung",
        "role": "officer",
        "unit": "phu-tho",
        "valid_from": "01/03/2024",
        "language": "vi",
    }
    return fields | changed


def test_open_an_account_and_see_the_password_once(client, administrator):
    answer = client.post(url("user_create"), typed())
    user = User.objects.get(username="vu.nhung")
    password = re.search(r"<b>((?:[a-z2-9]{4}-){3}[a-z2-9]{4})</b>", answer.content.decode()).group(
        1
    )
    assert user.check_password(password)
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    "changed, status, field",
    [
        ({"username": "vũ nhung"}, 422, "username"),
        ({"valid_from": "31/02/2024"}, 422, "valid_from"),
        ({"unit": "khong-co"}, 422, "unit"),
        ({"username": "da.co"}, 409, "username"),
        ({"valid_to": "01/01/2020"}, 409, "valid_to"),
    ],
)
def test_what_was_typed_stays(client, root, administrator, changed, status, field):
    make_user(unit=root, username="da.co")
    answer = client.post(url("user_create"), typed(**changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (status, [field])
    assert 'value="Vũ Hồng Nhung"' in answer.content.decode()
    assert not User.objects.filter(username="vu.nhung").exists()


def test_units_outside_ones_reach_cannot_be_chosen(client, administrator):
    make_unit("Tỉnh bạn", code="ban")
    assert client.post(url("user_create"), typed(unit="ban")).status_code == 422


DEEDS = ["user_edit", "user_close", "user_reopen", "user_password", "appointment_create"]


@pytest.mark.parametrize("name", ["user_detail", *DEEDS])
def test_users_elsewhere_do_not_exist(client, administrator, name):
    assert client.get(url(name, make_user().pk)).status_code == 404


@pytest.mark.parametrize("name", DEEDS)
def test_a_person_sees_their_own_account_but_does_no_deed_on_it(client, root, name):
    user = make_user(unit=root)
    client.force_login(user)
    assert client.get(url("user_detail", user.pk)).status_code == 200
    assert client.post(url(name, user.pk)).status_code == 403


@pytest.mark.parametrize("name", ["user_edit", "user_close", "user_password", "appointment_create"])
def test_forms_of_deeds_are_shown(client, root, administrator, name):
    assert client.get(url(name, make_user(unit=root).pk)).status_code == 200


def test_close_by_the_page(client, root, administrator):
    user = make_user(unit=root)
    assert client.post(url("user_close", user.pk), {"note": "nghỉ hưu"}).status_code == 302
    assert client.post(url("user_close", user.pk)).status_code == 409
    assert not User.objects.get(pk=user.pk).is_active


def test_appoint_and_end_by_the_pages(client, root, administrator):
    user = make_user(role=None)
    make_appointment(user, unit=root)
    fields = {"role": "head", "unit": "Tỉnh Phú Thọ (phu-tho)", "valid_from": "01/03/2024"}
    assert client.post(url("appointment_create", user.pk), fields).status_code == 302
    held = user.appointments.get(role="head")
    assert client.get(url("appointment_end", held.pk)).status_code == 200
    assert client.post(url("appointment_end", held.pk), {"on": "05/03/2024"}).status_code == 302
    held.refresh_from_db()
    assert held.valid_to.isoformat() == "2024-03-05"


def test_appointments_elsewhere_do_not_exist(client, administrator):
    assert client.get(url("appointment_end", make_appointment().pk)).status_code == 404


# --- oneself --------------------------------------------------------------------------------------
def test_act_as_chooses_among_ones_own_appointments(client):
    user = make_user()
    second, other = make_appointment(user, Role.HEAD), make_appointment()
    client.force_login(user)
    assert client.post(url("act_as"), {"appointment": other.pk}).status_code == 404
    assert client.post(url("act_as"), {"appointment": second.pk}).status_code == 302
    assert client.get(url("profile")).context["user"].acting == second
    assert client.get(url("act_as")).status_code == 405


def test_language_of_a_visitor_and_of_a_user(client):
    client.post(url("language"), {"language": "en", "next": reverse("account_login")})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"
    user = make_user()
    client.force_login(user)
    assert client.get(url("profile")).headers["Content-Language"] == "vi"
    answer = client.post(url("language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
    assert client.get(url("profile")).headers["Content-Language"] == "en"
    assert client.post(url("language"), {"language": "xx"}).status_code == 404


def test_the_browsers_language_does_not_choose(client):
    answer = client.get(reverse("account_login"), headers={"accept-language": "en-US"})
    assert answer.headers["Content-Language"] == "vi"


def test_profile_saves_by_version(client):
    user = make_user()
    client.force_login(user)
    fields = {"email": "a@example.vn", "phone": "", "language": "vi", "version": 1}
    assert client.post(url("profile"), fields).status_code == 302
    assert client.post(url("profile"), fields | {"email": "b@example.vn"}).status_code == 409
    assert User.objects.get(pk=user.pk).email == "a@example.vn"


def test_delegate_by_the_page(client, root):
    head, deputy = make_user(Role.HEAD, root), make_user(unit=root, username="pho")
    make_user(username="nguoi.la")
    client.force_login(head)
    page = url("appointment_delegate", head.appointments.get().pk)
    day = timezone.localdate().strftime("%d/%m/%Y")
    later = (timezone.localdate() + datetime.timedelta(days=7)).strftime("%d/%m/%Y")
    fields = {"to": "nguoi.la", "valid_from": day, "valid_to": later}
    assert client.post(page, fields).status_code == 422
    assert client.post(page, fields | {"to": "pho"}).status_code == 302
    assert deputy.appointments.get(delegated_by=head).role == Role.HEAD
    assert list(client.get(url("profile")).context["given"]) == [
        deputy.appointments.get(role="head")
    ]
    given = deputy.appointments.get(role="head")
    assert client.post(url("appointment_end", given.pk), {"on": day}).status_code == 302
    given.refresh_from_db()
    assert given.valid_to == timezone.localdate()


def test_the_list_says_whose_one_time_password_has_expired(client, root, administrator):
    user = make_user(unit=root)
    page = client.post(url("user_password", user.pk))
    user.refresh_from_db()
    assert user.password_ends_at - user.password_given_at == datetime.timedelta(days=7)
    ends = timezone.localtime(user.password_ends_at)
    assert ends.strftime("%H:%M %d/%m/%Y") in page.content.decode()
    words = "mật khẩu dùng một lần đã hết hạn"
    assert words not in client.get(url("user_list")).content.decode()
    long_ago = timezone.now() - datetime.timedelta(days=8)
    User.objects.filter(pk=user.pk).update(password_given_at=long_ago)
    assert client.get(url("user_list")).content.decode().count(words) == 1
