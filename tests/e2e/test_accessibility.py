"""The main pages as everybody has to be able to use them: axe, narrow screens, keyboard, weight."""

import gzip

import pytest
from axe_core_python.sync_playwright import Axe
from django.utils import timezone

from plans import actions as plans
from reports import actions as reports
from targets.models import Target
from tests.awards.factories import make_nomination
from tests.jobs.running import run_jobs
from tests.targets.factories import make_accepted

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
FIRST_VISIT = 150_000  # bytes, compressed


@pytest.fixture
def running(province):
    """An issued campaign with a result and a dossier."""
    campaign = province.make_draft()
    plans.issue(campaign, version=campaign.version, on=timezone.localdate(), by=province.secretary)
    campaign.refresh_from_db()
    make_accepted(
        Target.objects.get(), province.school, period=f"{campaign.start.year}Q1", value=97
    )
    province.nomination = make_nomination(
        province.school,
        province.unit,
        by=province.principal,
        nominees=[province.teacher],
        award_type=province.award,
        campaign=campaign,
    )
    province.campaign = campaign
    return province


@pytest.fixture
def reported(running):
    """With a report that is ready, and the plan printed."""
    running.report = reports.request_report(
        campaign=running.campaign,
        unit=running.unit,
        kind="final",
        period_code=running.campaign.period_code,
        by=running.secretary,
    )
    run_jobs()
    return running


# who looks, at which page
PAGES = {
    "sign-in": (None, "account_login", None),
    "overview": ("leader", "reports:overview", None),
    "my work": ("principal", "reports:my_work", None),
    "campaigns": ("secretary", "campaigns:campaign_list", None),
    "campaign": ("secretary", "plans:campaign_detail", "code"),
    "plan": ("secretary", "plans:plan_text", "code"),
    "targets": ("secretary", "targets:campaign_targets", "code"),
    "entry sheet": ("principal", "targets:entry", "code"),
    "nominations": ("principal", "awards:nomination_list", None),
    "nomination": ("principal", "awards:nomination_detail", "nomination"),
    "criteria": ("principal", "awards:nomination_check", "nomination"),
    "confirming": ("principal", "awards:nomination_state", "nomination"),
    "ratings": ("principal", "awards:rating_list", None),
    "awards received": ("principal", "awards:earlier_list", None),
    "registration": ("secretary", "awards:registration_windows", None),
    "catalogue": ("principal", "awards:catalogue", None),
    "screening": ("secretary", "awards:screening", None),
    "report": ("secretary", "reports:report_detail", "report"),
    "editing": ("administrator", "accounts:user_create", None),
}


ARGUMENTS = {
    None: lambda province: [],
    "code": lambda province: [province.campaign.code],
    "nomination": lambda province: [province.nomination.pk],
    "report": lambda province: [province.report.pk],
}


def violations(page):
    found = Axe().run(page, options=AXE)["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def too_wide(page, width):
    """What sticks out on the right, when the page scrolls sideways."""
    if page.evaluate("document.documentElement.scrollWidth") <= width:
        return []
    return page.evaluate(
        "width => [...document.querySelectorAll('main *, header *')]"
        ".filter(node => node.getBoundingClientRect().right > width)"
        ".map(node => node.outerHTML.slice(0, 120)).slice(-3)",
        width,
    ) or ["the page"]


def test_main_pages_are_accessible_and_narrow_and_keep_the_policy(visit, reported):
    visitors, found = {}, []
    for name, (who, address, key) in PAGES.items():
        user = getattr(reported, who) if who else None
        visitor = visitors.setdefault(who, None) or visit(user)
        visitors[who] = visitor
        assert visitor.open(address, *ARGUMENTS[key](reported)).status == 200
        for width in (1280, 360):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            found += [(name, width, *each) for each in violations(visitor.page)]
            found += [(name, width, "sideways", each) for each in too_wide(visitor.page, width)]
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        found += [(name, each) for each in visitor.complaints]
        visitor.complaints.clear()
    assert found == []


def test_forms_with_errors_are_accessible(visit, running):
    """The summary has the focus, names the fields, and nothing typed is lost."""
    principal = visit(running.principal)
    page = principal.page
    principal.open("awards:nomination_create")
    page.get_by_label("Thành tích từ ngày").fill("31/02/2024")
    principal.press("Lưu bản nháp")
    assert page.title().startswith("Lỗi:")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    assert page.get_by_label("Thành tích từ ngày").input_value() == "31/02/2024"
    page.locator(".error-summary").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.tagName") in ("INPUT", "SELECT", "TEXTAREA")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert (violations(page), too_wide(page, width)) == ([], [])
    assert principal.complaints == []


def test_everything_is_reached_by_the_keyboard(visit, running):
    secretary = visit(running.secretary)
    secretary.open("campaigns:campaign_list")
    page = secretary.page
    page.keyboard.press("Tab")
    assert focused(page) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

    secretary.open("campaigns:campaign_list")
    menu = page.locator("header details.drop summary").last
    for _step in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "3px" in outline, page.evaluate("document.activeElement.outerHTML")
        if menu.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert menu.evaluate("node => node.parentElement.open")
    page.keyboard.press("Tab")
    assert menu.evaluate("node => node.parentElement.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not menu.evaluate("node => node.parentElement.open")


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim()")


@pytest.mark.parametrize("name", ["sign-in", "campaign"])
def test_a_first_visit_is_light(visit, running, name):
    """Everything that a browser with an empty cache fetches, as a compressing server sends it."""
    who, address, key = PAGES[name]
    known = visit(getattr(running, who) if who else None).page.context.storage_state()
    stranger, sizes = visit(storage_state=known), {}

    def weigh(response):
        packed = any(kind in response.headers["content-type"] for kind in ("text", "svg"))
        body = response.body()
        sizes[response.url] = len(gzip.compress(body)) if packed else len(body)

    stranger.page.on("requestfinished", lambda request: weigh(request.response()))
    stranger.open(address, *ARGUMENTS[key](running))
    stranger.page.wait_for_load_state("networkidle")
    assert len(sizes) > 2
    assert sum(sizes.values()) < FIRST_VISIT, sizes
