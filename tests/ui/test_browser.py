"""In Chromium: the policy blocks nothing, axe finds nothing, no sideways scrolling, menus close."""

import os
import shutil

import pytest
from axe_core_python.sync_playwright import Axe
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import PASSWORD, make_user

CHROMIUM = (
    shutil.which("chromium") or shutil.which("google-chrome") or os.environ.get("CHROMIUM", "")
)
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed."),
]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    args = ["--no-sandbox", "--disable-background-networking"]
    return {"executable_path": CHROMIUM, "args": args}


@pytest.fixture(scope="session")
def browser_context_args():
    return {
        "locale": "vi-VN",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def signed_in(page, live_server):
    user = make_user(Role.ADMINISTRATOR)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("requestfailed", lambda request: page.complaints.append(request.url))
    page.goto(f"{live_server.url}{reverse('account_login')}?next={reverse('components')}")
    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{reverse('components')}")
    return page


def test_components_in_the_browser(signed_in):
    page = signed_in
    assert page.complaints == []
    for width in (1280, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page, options={"resultTypes": ["violations"]})["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    icon = page.locator(".state svg").first
    assert icon.evaluate("node => node.getBoundingClientRect().width") == 15


@pytest.mark.urls("tests.ui.urls")
def test_an_open_job_asks_for_its_progress_until_it_is_done(page, live_server):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{live_server.url}/polling/")
    assert page.locator(".job progress").get_attribute("value") == "75"
    page.wait_for_selector(".job:not([hx-get])", timeout=8000)
    assert page.locator(".job progress").count() == 0
    assert complaints == []


def test_menus_close_with_escape_and_a_click_beside_them(signed_in):
    page = signed_in
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.click("h1")):
        page.click("details.drop >> nth=0")
        assert page.locator("details.drop[open]").count() == 1
        close()
        assert page.locator("details.drop[open]").count() == 0
