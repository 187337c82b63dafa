"""The head of the page for somebody who has signed in."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import make_appointment, make_user
from tests.units.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


def page_for(client, user, address="/nowhere/"):
    client.force_login(user)
    return client.get(address)


def test_the_switcher_lists_the_appointments_of_today(client):
    user = make_user(Role.OFFICER, make_unit(name="Sở Y tế"))
    make_appointment(user, Role.COUNCIL, make_unit(name="Hội đồng"))
    switcher = page_for(client, user).context["switcher"]
    assert switcher["url"] == reverse("accounts:act_as")
    assert [(place["unit"], place["current"]) for place in switcher["places"]] == [
        ("Sở Y tế", True),
        ("Hội đồng", False),
    ]


@pytest.mark.parametrize(("role", "shown"), [(Role.ADMINISTRATOR, True), (Role.OFFICER, False)])
def test_administration_is_shown_to_administrators(client, role, shown):
    context = page_for(client, make_user(role)).context
    assert ("accounts:user_list" in {entry["name"] for entry in context["navigation"]}) is shown
    assert ("components" in {entry["name"] for entry in context["user_links"]}) is shown


@pytest.mark.slow
@pytest.mark.parametrize(("role", "status"), [(Role.ADMINISTRATOR, 200), (Role.SECRETARIAT, 404)])
def test_components_are_for_administrators(client, role, status):
    assert page_for(client, make_user(role), reverse("components")).status_code == status


def test_every_act_in_the_head_is_a_post_with_a_token(client):
    html = page_for(client, make_user()).content.decode()
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
    assert len(forms) == 3  # unit, language, signing out
    assert all("csrfmiddlewaretoken" in form for form in forms)


def test_signed_in_pages_are_not_kept(client):
    assert (
        page_for(client, make_user(), "/private/").headers["Cache-Control"] == "no-store, private"
    )


def test_the_log_names_people_by_id(client, caplog):
    user = make_user()
    with caplog.at_level("INFO", logger="access"):
        page_for(client, user, "/private/")
    assert [record.who for record in caplog.records if record.name == "access"] == [user.pk]


@pytest.mark.parametrize("appointments", [1, 3])
def test_the_frame_asks_the_database_four_times_at_most(
    client, django_assert_max_num_queries, appointments
):
    user = make_user()
    for _number in range(appointments - 1):
        make_appointment(user, Role.OFFICER, make_unit())
    client.force_login(user)
    client.get("/nowhere/")
    with django_assert_max_num_queries(4):
        client.get("/nowhere/")
