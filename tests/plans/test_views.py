"""Pages of a campaign and its plan: who sees what, the deeds, what is kept after a refusal."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import sessions
from accounts.roles import Role
from campaigns.models import Campaign, DriveOccasion, Recipient
from jobs.models import Job
from plans import actions
from plans.models import PlanVersion
from tests.accounts.factories import make_user
from tests.jobs.running import run_jobs
from tests.plans import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
DETAIL_QUERIES = 13


def page(client, name, campaign, *more, **given):
    return client.get(reverse(f"plans:{name}", args=[campaign.code, *more]), **given)


def post(client, name, campaign, data, *more):
    return client.post(reverse(f"plans:{name}", args=[campaign.code, *more]), data)


@pytest.fixture
def draft():
    return factories.make_full_campaign()


@pytest.fixture
def issued():
    return factories.make_issued()


def signed_in(client, user):
    client.force_login(user)
    return client


# --- reading --------------------------------------------------------------------------------------
def test_the_page_of_an_issued_campaign(client, issued):
    run_jobs()
    response = page(signed_in(client, issued.office.secretary), "campaign_detail", issued)
    assert response.status_code == 200
    rows = response.context["drives"].rows
    assert [(row.drive.name, row.look) for row in rows] == [
        ("Đợt thi đua thứ nhất", "risk"),
        ("Đợt thi đua thứ hai", "met"),
        ("Các đợt thi đua cao điểm", "unknown"),
    ]
    targets = response.context["targets"]
    assert [(row.mark, row.name, row.total) for row in targets.rows] == [
        ("a)", "Về kinh tế", 5),
        ("b)", "Về xã hội", 7),
        ("c)", "Về môi trường", 3),
    ]
    assert (targets.total.total, sum(targets.total.counts)) == (15, 15)
    assert [label for label, _url, _primary in response.context["acts"]][-2:] == [
        "Điều chỉnh kế hoạch",
        "Kết thúc phong trào",
    ]
    document = issued.plan.file.document
    assert reverse("documents:document", args=[document.pk]) in response.text


def test_tasks_stand_with_their_day_and_how_far_the_units_are(client, issued):
    response = page(signed_in(client, issued.office.secretary), "campaign_detail", issued)
    first, asked, *_rest = response.context["tasks"]
    units = response.context["counts"]["units"]
    assert (first.due, first.is_late) == ("31/03/2024", True)
    assert [figure for _look, _words, figure in first.states] == [f"{units} / {units}"]
    assert (asked.requested, asked.due, asked.is_late) == (True, "", False)
    assert '<span class="nowrap due-late">31/03/2024</span>' in response.text
    assert first.url in response.text


def test_the_page_of_a_draft_offers_the_issue(client, draft):
    response = page(signed_in(client, draft.office.secretary), "campaign_detail", draft)
    urls = [url for _label, url, _primary in response.context["acts"]]
    assert urls == [
        reverse("plans:issue", args=[draft.code]),
        reverse("campaigns:campaign_edit", args=[draft.code]),
    ]


def test_an_addressed_unit_reads_but_does_not_lead(client, issued):
    response = page(signed_in(client, issued.office.officer), "campaign_detail", issued)
    assert (response.status_code, response.context["acts"]) == (200, [])


@pytest.mark.parametrize("name", ["campaign_detail", "plan_text", "version_list", "issue", "amend"])
def test_a_neighbour_finds_nothing(client, issued, name):
    assert page(signed_in(client, factories.Office().secretary), name, issued).status_code == 404


def test_a_visitor_reads_what_was_published(client, issued):
    assert page(client, "campaign_detail", issued).status_code == 404
    Campaign.objects.update(public=True)
    response = page(client, "campaign_detail", issued)
    assert response.status_code == 200
    assert {"tasks", "counts", "targets"} & response.context.keys() == set()
    assert page(client, "plan_text", issued).status_code == 200
    assert page(client, "version_list", issued).status_code == 302


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_a_fixed_number_of_statements(client, times):
    campaign = factories.make_full_campaign()
    for _again in range(times - 1):
        factories.add_lines(campaign)
        factories.add_targets(campaign)
        factories.add_drives(campaign)
        factories.add_tasks(campaign, campaign.office)
    actions.issue(campaign, version=1, on=factories.ISSUED_ON, by=campaign.office.secretary)
    signed_in(client, campaign.office.secretary)
    page(client, "campaign_detail", campaign)
    with CaptureQueriesContext(connection) as queries:
        assert page(client, "campaign_detail", campaign).status_code == 200
    assert len(queries) == DETAIL_QUERIES


def test_the_text_of_a_draft_points_out_anniversaries(client, draft):
    link = DriveOccasion.objects.get(occasion__name="Ngày thành lập Quân đội nhân dân Việt Nam")
    link.stated_years = 79
    link.save()
    response = page(signed_in(client, draft.office.secretary), "plan_text", draft)
    assert [finding.text for finding in response.context["doubts"]] == [link.warning]
    assert link.warning in response.text


def test_the_text_of_an_issued_plan_is_the_frozen_one(client, issued):
    Campaign.objects.update(theme="Chủ đề khác")
    response = page(signed_in(client, issued.office.officer), "plan_text", issued)
    assert factories.THEME in response.text
    assert "Chủ đề khác" not in response.text


def test_an_older_version_says_that_it_was_amended(client, issued):
    secretary = issued.office.secretary
    actions.open_amendment(issued, reason="Kéo dài", version=issued.version, by=secretary)
    Campaign.objects.update(theme="Chủ đề mới")
    actions.publish_amendment(issued, version=issued.version, on=factories.ISSUED_ON, by=secretary)
    signed_in(client, secretary)
    old = page(client, "version_text", issued, 1)
    assert (old.status_code, old.context["newest"].version) == (200, 2)
    assert page(client, "version_text", issued, 3).status_code == 404
    assert (
        reverse("plans:version_text", args=[issued.code, 2])
        in page(client, "version_list", issued).text
    )


def test_the_draft_of_an_amendment_is_read_by_those_who_lead(client, issued):
    secretary = issued.office.secretary
    actions.open_amendment(issued, reason="Đổi chủ đề", version=issued.version, by=secretary)
    Campaign.objects.update(theme="Chủ đề mới")
    url = reverse("plans:plan_text", args=[issued.code]) + "?draft"
    assert "Chủ đề mới" in signed_in(client, secretary).get(url).text
    assert "Chủ đề mới" not in signed_in(client, issued.office.officer).get(url).text


# --- issuing --------------------------------------------------------------------------------------
def typed(campaign, **given):
    return {"version": campaign.version, "on": "15/01/2024", "manual_number": ""} | given


def test_an_issue_by_the_page(client, draft):
    signed_in(client, draft.office.secretary)
    shown = page(client, "issue", draft)
    assert (shown.status_code, shown.context["findings"].addressees) == (200, 4)
    response = post(client, "issue", draft, typed(draft, manual_number="210"))
    assert response.url == reverse("plans:version_list", args=[draft.code])
    assert PlanVersion.objects.get().number == "210/KH-UBND"
    listed = client.get(response.url)
    assert listed.status_code == 200
    assert f'id="job-{Job.objects.get().pk}"' in listed.text


def test_a_double_click_issues_once(client, draft):
    signed_in(client, draft.office.secretary)
    post(client, "issue", draft, typed(draft))
    again = post(client, "issue", draft, typed(draft))
    assert again.url == reverse("plans:campaign_detail", args=[draft.code])
    assert PlanVersion.objects.count() == 1


def test_an_incomplete_plan_shows_what_lacks(client, draft):
    Recipient.objects.all().delete()
    response = page(signed_in(client, draft.office.secretary), "issue", draft)
    assert [row["url"] for row in response.context["missing"]] == [
        reverse("campaigns:bases_edit", args=[draft.code])
    ]
    assert "manual_number" not in response.text
    refused = post(client, "issue", draft, typed(draft))
    assert (refused.status_code, PlanVersion.objects.count()) == (409, 0)


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("on", "31/02/2024", 422),
        ("on", "01/01/2999", 422),
        ("manual_number", "12x", 409),
        ("version", "7", 409),
    ],
)
def test_what_was_typed_stays_after_a_refusal(client, draft, field, value, status):
    signed_in(client, draft.office.secretary)
    response = post(client, "issue", draft, typed(draft, **{field: value}))
    assert (response.status_code, response.context["form"].data[field]) == (status, value)
    assert PlanVersion.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR])
def test_who_does_not_lead_does_not_issue(client, draft, role):
    user = make_user(role, draft.office.unit)
    assert page(signed_in(client, user), "issue", draft).status_code == 403


# --- amending, printing ---------------------------------------------------------------------------
def test_an_amendment_by_the_pages(client, issued):
    signed_in(client, issued.office.secretary)
    campaign = Campaign.objects.get()
    opened = post(client, "amend", issued, {"version": campaign.version, "reason": "Kéo dài đợt"})
    assert opened.url == reverse("campaigns:campaign_edit", args=[issued.code])
    assert client.get(opened.url).status_code == 200
    Campaign.objects.update(theme="Chủ đề mới")
    campaign.refresh_from_db()
    assert page(client, "publish", issued).status_code == 200
    post(client, "publish", issued, typed(campaign))
    assert list(PlanVersion.objects.values_list("version", "number")) == [
        (1, "210/KH-UBND"),
        (2, "01/KH-UBND"),
    ]
    again = post(client, "publish", issued, typed(campaign))
    assert (again.status_code, PlanVersion.objects.count()) == (302, 2)


def test_the_text_of_the_plan_offers_its_amendment_to_those_who_may(client, issued):
    amend = f'href="{reverse("plans:amend", args=[issued.code])}"'
    close = f'href="{reverse("campaigns:campaign_close", args=[issued.code])}"'
    for user, offered in ((issued.office.secretary, True), (issued.office.officer, False)):
        text = page(signed_in(client, user), "plan_text", issued).text
        assert (amend in text, close in text) == (offered, offered)


def test_an_amendment_is_given_up_from_the_page_that_publishes(client, issued):
    secretary = issued.office.secretary
    actions.open_amendment(issued, reason="Nhầm", version=issued.version, by=secretary)
    signed_in(client, secretary)
    give_up = reverse("plans:give_up", args=[issued.code])
    assert f'action="{give_up}"' in page(client, "publish", issued).text
    assert client.get(give_up).status_code == 405
    Campaign.objects.update(theme="Chủ đề mới")
    refused = client.post(give_up, {"version": issued.version}, follow=True)
    assert "Kế hoạch đã được sửa từ khi mở điều chỉnh" in refused.text
    Campaign.objects.update(theme=factories.THEME)
    done = client.post(give_up, {"version": issued.version})
    assert done.url == reverse("plans:campaign_detail", args=[issued.code])
    assert Campaign.objects.get().is_amended is False


def test_an_amendment_without_a_reason(client, issued):
    signed_in(client, issued.office.secretary)
    response = post(client, "amend", issued, {"version": issued.version, "reason": " "})
    assert (response.status_code, Campaign.objects.get().is_amended) == (422, False)


def test_the_panel_of_the_print_job(client, issued):
    signed_in(client, issued.office.secretary)
    waiting = page(client, "job", issued, 1)
    assert (waiting.status_code, "HX-Refresh" in waiting) == (200, False)
    run_jobs()
    assert page(client, "job", issued, 1)["HX-Refresh"] == "true"


def test_a_failed_print_is_repeated_by_its_button(client, issued):
    signed_in(client, issued.office.secretary)
    Job.objects.update(
        state="failed", finished_at=datetime.datetime(2024, 1, 15, tzinfo=datetime.UTC)
    )
    again = reverse("plans:print_again", args=[issued.code, 1])
    assert again in page(client, "version_list", issued).text
    assert client.get(again).status_code == 405
    client.post(again)
    assert sorted(Job.objects.values_list("state", flat=True)) == ["failed", "queued"]


@pytest.mark.parametrize("name", ["issue", "publish"])
def test_issuing_and_publishing_want_a_fresh_sign_in(client, draft, issued, name):
    campaign = draft if name == "issue" else issued
    secretary = campaign.office.secretary
    if name == "publish":
        actions.open_amendment(
            campaign, reason="Bổ sung chỉ tiêu", version=campaign.version, by=secretary
        )
    signed_in(client, secretary)
    assert page(client, name, campaign).status_code == 200
    session = client.session
    session[sessions.CONFIRMED] -= 11 * 60
    session.save()
    here = reverse(f"plans:{name}", args=[campaign.code])
    again = page(client, name, campaign)
    expected = reverse("account_reauthenticate", query={"next": here})
    assert (again.status_code, again.url) == (302, expected)
    assert page(client, "plan_text", campaign).status_code == 200
    campaign.refresh_from_db()
    refused = post(client, name, campaign, typed(campaign, manual_number="x"))
    assert refused.status_code == 409  # opened in time: the deed itself answers
    session[sessions.CONFIRMED] -= 20 * 60
    session.save()
    late = post(client, name, campaign, typed(campaign))
    kept = reverse("account_reauthenticate", query={"next": reverse("accounts:typed_again")})
    assert (late.status_code, late.url) == (302, kept)
    assert PlanVersion.objects.filter(campaign=campaign).count() == (name == "publish")
