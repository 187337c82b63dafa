"""What every answer carries, what the log says, and whose address is believed."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from django.urls import reverse

from config.logging import JsonFormatter
from config.middleware import client_address
from tests.accounts.factories import make_user

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [reverse("campaigns:campaign_list"), "/khong-co/"])
def test_headers_of_every_answer(client, address):
    """A Content-Security-Policy that allows nothing inline and no other host, on errors as well."""
    response = client.get(address)
    found = {name: response.headers.get(name) for name in HEADERS}
    found["Content-Security-Policy"] = "; ".join(
        sorted((found["Content-Security-Policy"] or "").split("; "))
    )
    wanted = HEADERS | {
        "Content-Security-Policy": "; ".join(sorted(HEADERS["Content-Security-Policy"].split("; ")))
    }
    assert found == wanted
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [reverse("campaigns:campaign_list"), "/khong-co/"])
def test_pages_of_somebody_signed_in_are_not_kept(client, address):
    client.force_login(make_user(), backend="accounts.backends.PasswordBackend")
    assert client.get(address).headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    "came_from, forwarded, believed",
    [
        ("203.0.113.9", "10.9.9.9", "203.0.113.9"),  # no proxy of ours: the header is only text
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),  # what the caller wrote goes before
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),  # two proxies of ours
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_our_proxies_say_whose_address_it_is(settings, came_from, forwarded, believed):
    settings.TRUSTED_PROXIES = ["10.0.0.1", "10.0.0.2"]
    request = RequestFactory().get(
        "/", REMOTE_ADDR=came_from, headers={"X-Forwarded-For": forwarded}
    )
    assert client_address(request) == believed


@pytest.mark.django_db
def test_the_access_log_names_people_by_id_and_leaves_out_what_they_search(client, caplog):
    user = make_user(full_name="Khuất Nẻo")
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    with caplog.at_level(logging.INFO, logger="access"):
        client.get(reverse("units:search"), {"q": "Nguyễn Văn Kín"})
    [line] = [JsonFormatter().format(r) for r in caplog.records if r.name == "access"]
    said = json.loads(line)
    assert (said["who"], said["method"], said["path"], said["status"]) == (
        user.pk,
        "GET",
        reverse("units:search"),
        200,
    )
    assert "Kín" not in line and "Khuất" not in line


def test_a_line_break_forges_no_line():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Not Found: %s", ("/a\n{}",), None)
    line = JsonFormatter().format(record)
    assert "\n" not in line and json.loads(line)["says"] == "Not Found: /a\n{}"


def test_a_refused_row_is_not_copied_into_the_log():
    try:
        raise IntegrityError("new row violates x\nDETAIL:  Failing row contains (1, Nguyễn Văn A).")
    except IntegrityError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    trace = json.loads(JsonFormatter().format(record))["trace"]
    assert trace.splitlines()[-2:] == [
        "django.db.utils.IntegrityError: new row violates x",
        "DETAIL: left out",
    ]
