"""The frame: error pages, headers, access log, weight of a first visit."""

import gzip
import json
import logging
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory

from config import middleware, navigation
from config.logging import JsonFormatter

pytestmark = [pytest.mark.urls("tests.ui.urls")]

WEIGHT = 150_000


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/mistake/", 500, "Có lỗi ở máy chủ"),
        ("/absent/", 503, "Hệ thống tạm dừng"),
    ],
)
def test_error_pages_say_a_number_and_nothing_else(visitor, address, status, words):
    response = visitor.get(address)
    html = response.content.decode()
    assert (response.status_code, words in html) == (status, True)
    assert re.search(r'mã <b class="num">[0-9a-f]{10}</b>', html)
    assert not re.search(r"SELECT|Traceback|OperationalError|ValueError|connection", html)


def test_an_absent_database_says_when_to_come_back(visitor):
    assert visitor.get("/absent/").headers["Retry-After"] == "30"


@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/refused/", 403)])
def test_refusals_have_the_frame_of_the_product(visitor, address, status):
    response = visitor.get(address)
    assert response.status_code == status
    assert '<header class="app-head">' in response.content.decode()


def test_a_form_without_token_is_told_to_send_again():
    response = Client(enforce_csrf_checks=True).post("/form/")
    assert response.status_code == 403
    assert [t.name for t in response.templates][0] == "403_csrf.html"


def test_login_is_required_unless_said_otherwise(visitor):
    response = visitor.get("/private/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/account/login/?next=/private/",
    )


def test_headers_of_every_answer(visitor):
    headers = visitor.get("/form/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert {"default-src 'self'", "frame-ancestors 'none'", "object-src 'none'"} <= set(
        policy.split("; ")
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_access_log_is_one_line_without_the_query(visitor, caplog):
    with caplog.at_level(logging.INFO, logger="access"):
        visitor.get("/form/?q=Nguyễn+Văn+A")
    (record,) = [record for record in caplog.records if record.name == "access"]
    line = json.loads(JsonFormatter().format(record))
    assert line | {"at": "", "reference": "", "ms": 0} == {
        "at": "",
        "level": "info",
        "log": "access",
        "says": "request",
        "reference": "",
        "who": None,
        "method": "GET",
        "path": "/form/",
        "status": 200,
        "ms": 0,
        "address": "127.0.0.1",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00", line["at"])


def test_log_escapes_line_breaks():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "one\ntwo", (), None)
    assert "\n" not in JsonFormatter().format(record)


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # nobody we know: not believed
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (
            "10.0.0.1",
            "1.1.1.1, 198.51.100.1",
            "198.51.100.1",
        ),  # the first one was typed by the caller
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_forwarded_address_is_believed_from_known_proxies_only(
    settings, remote, forwarded, expected
):
    settings.TRUSTED_PROXIES = ["10.0.0.1", "10.0.0.2"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert middleware.client_address(request) == expected


@pytest.mark.parametrize(
    ("name", "view", "expected"),
    [
        ("campaigns:campaign_list", "campaigns:campaign_list", True),
        ("campaigns:campaign_list", "plans:plan_detail", True),
        ("reports:report_list", "reports:report_detail", True),
        ("reports:report_list", "reports:my_work", False),
        ("reports:my_work", "reports:my_work", True),
        ("units:unit_list", "accounts:user_list", False),
    ],
)
def test_which_entry_a_page_belongs_to(name, view, expected):
    fits = {entry.name: navigation.fit(entry, view) for entry in navigation.NAVIGATION}
    assert (fits[name] > 0 and fits[name] == max(fits.values())) is expected


def packed(content):
    return {
        "gzip": len(gzip.compress(content, 6)),
        "brotli": len(brotli.compress(content, quality=5)),
    }


def test_first_visit_weighs_under_150_kilobytes(visitor):
    """A page with its styles, scripts, icons, and htmx as on pages that poll."""
    page = visitor.get("/nowhere/").content
    parts = [
        "js-lib-bootstrap5/css/bootstrap.min.css",
        "ui/app.css",
        "ui/app.js",
        "ui/icons.svg",
        "ui/favicon.svg",
        "django_htmx/htmx-2.min.js",
    ]
    files = [page, *(Path(finders.find(part)).read_bytes() for part in parts)]
    for way in ("gzip", "brotli"):
        assert sum(packed(content)[way] for content in files) < WEIGHT
    assert set(re.findall(rb'(?:href|src)="/static/([^"#]+)', page)) <= {p.encode() for p in parts}
