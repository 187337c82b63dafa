"""The pages: who sees them, what stands on them, how many statements they ask."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.roles import Role
from reports import my_work
from reports.models import Report
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_issued
from tests.reports.factories import (
    Province,
    make_failed,
    make_ready,
    make_report,
    make_stopped,
    run_of,
)
from tests.units.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def province():
    return Province()


@pytest.fixture
def secretary(client, province):
    client.force_login(province.secretary)
    return client


def detail(report):
    return reverse("reports:report_detail", args=[report.pk])


def test_home_sends_each_to_their_first_page(client):
    assert client.get("/").url == reverse("campaigns:campaign_list")
    for role, page in (
        (Role.LEADER, "overview"),
        (Role.SECRETARIAT, "overview"),
        (Role.OFFICER, "my_work"),
        (Role.HEAD, "my_work"),
    ):
        client.force_login(make_user(role))
        assert client.get("/").url == reverse(f"reports:{page}")


def test_the_request_page_asks_with_the_campaign_chosen(secretary, province):
    url = reverse("reports:report_request", args=[province.campaign.code])
    page = secretary.get(url)
    assert page.context["form"].initial["unit"] == province.root.pk
    answer = secretary.post(
        url, {"kind": "final", "period": "2024", "drive": "", "unit": province.root.pk}
    )
    report = province.campaign.reports.get()
    assert answer.url == detail(report)
    assert report.title == (
        "Kết quả thực hiện phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2024"
    )


def test_a_period_outside_the_campaign_is_said_at_its_field(secretary, province):
    url = reverse("reports:report_request", args=[province.campaign.code])
    answer = secretary.post(url, {"kind": "final", "period": "1999", "unit": province.root.pk})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["period"]


def test_a_waiting_report_shows_its_job_and_can_be_stopped(secretary, province):
    report = make_report(province.campaign)
    page = secretary.get(detail(report)).content.decode()
    assert reverse("reports:report_progress", args=[report.pk]) in page
    answer = secretary.post(reverse("reports:report_stop", args=[report.pk]))
    assert answer.url == detail(report)
    report.refresh_from_db()
    assert report.job.state == "cancelled"


def test_stopping_twice_is_refused_in_words(secretary, province):
    report = make_stopped(make_report(province.campaign))
    answer = secretary.post(reverse("reports:report_stop", args=[report.pk]))
    assert answer.status_code == 409


def test_a_failed_report_shows_its_reason_and_is_built_again(secretary, province):
    report = make_failed(make_report(province.campaign))
    page = secretary.get(detail(report)).content.decode()
    assert "The disk is full." in page
    secretary.post(reverse("reports:report_retry", args=[report.pk]))
    report.refresh_from_db()
    assert report.job.state == "queued"


def test_the_progress_of_an_ended_job_loads_the_page_anew(secretary, province):
    report = make_report(province.campaign)
    url = reverse("reports:report_progress", args=[report.pk])
    assert "HX-Refresh" not in secretary.get(url)
    run_of(report).failed("The disk is full.")
    assert secretary.get(url)["HX-Refresh"] == "true"


def test_a_ready_report_is_read_and_downloaded(secretary, province):
    report = make_ready(make_report(province.campaign))
    page = secretary.get(detail(report))
    assert [block.words for block in page.context["outline"]] == [
        "I. Công tác triển khai phong trào thi đua",
        "II. Kết quả thực hiện chỉ tiêu",
        "III. Công tác khen thưởng",
        "IV. Khó khăn, vướng mắc",
        "V. Chấp hành chế độ báo cáo",
    ]
    document = page.context["document"]
    assert reverse("documents:document", args=[document.pk]) in page.content.decode()
    answer = secretary.get(reverse("documents:document", args=[document.pk]))
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_a_row_of_the_list_has_the_file_once_it_is_ready(secretary, province):
    first = make_ready(make_report(province.campaign))
    Report.objects.filter(pk=first.pk).update(title="Báo cáo <1> {title}")
    again = make_report(province.campaign, kind="interim")
    Report.objects.filter(pk=again.pk).update(replaces=first)
    page = secretary.get(reverse("reports:report_list")).content.decode()
    waiting, ready = page.partition("<tbody>")[2].split("</tr>")[:2]
    assert "Báo cáo &lt;1&gt; {title}</a>" in ready
    assert reverse("documents:document", args=[first.files.get().document_id]) in ready
    assert f"{timezone.localtime(first.requested_at):%H:%M %d/%m/%Y}" in ready
    with translation.override(province.secretary.language):
        replaces, download = gettext("replaces an earlier one"), gettext("Download PDF")
    assert [(replaces in row, download in row) for row in (waiting, ready)] == [
        (True, False),
        (False, True),
    ]


def test_others_see_nothing_of_a_report(client, province):
    report = make_ready(make_report(province.campaign))
    document = report.files.get().document
    client.force_login(make_user(Role.SECRETARIAT, make_unit()))
    for url in (
        detail(report),
        reverse("reports:report_progress", args=[report.pk]),
        reverse("documents:document", args=[document.pk]),
        reverse("reports:campaign_reports", args=[province.campaign.code]),
        reverse("reports:report_request", args=[province.campaign.code]),
    ):
        assert client.get(url).status_code == 404, url
    for name in ("report_stop", "report_retry"):
        assert client.post(reverse(f"reports:{name}", args=[report.pk])).status_code == 404
    assert client.get(reverse("reports:report_list")).context["lines"] == []


def test_a_unit_below_does_not_see_the_report_of_the_unit_above(client, province):
    report = make_report(province.campaign)
    client.force_login(make_user(Role.HEAD, province.communes[0]))
    assert client.get(detail(report)).status_code == 404


def test_an_inspector_reads_but_does_not_ask(client, province):
    client.force_login(make_user(Role.INSPECTOR, province.root))
    assert client.get(reverse("reports:report_list")).status_code == 200
    url = reverse("reports:report_request", args=[province.campaign.code])
    assert client.get(url).status_code == 403


@pytest.fixture
def asked(django_assert_max_num_queries):
    def ask(client, url):
        with django_assert_max_num_queries(60) as seen:
            assert client.get(url).status_code == 200
        return len(seen.captured_queries)

    return ask


@pytest.mark.parametrize("name", ["report_list", "campaign_reports"])
def test_lists_ask_the_same_with_one_and_three_reports(secretary, province, asked, name):
    args = [province.campaign.code] if name == "campaign_reports" else []
    url = reverse(f"reports:{name}", args=args)
    make_report(province.campaign)
    one = asked(secretary, url)
    make_report(province.campaign, period="2024H1", kind="interim")
    make_report(province.campaign, unit=province.communes[0])
    assert (asked(secretary, url), one <= 12) == (one, True)


def test_a_report_asks_the_same_at_two_sizes(client, asked):
    counts = []
    for communes in (2, 5):
        province = Province(communes)
        report = make_ready(make_report(province.campaign))
        client.force_login(province.secretary)
        counts.append(asked(client, detail(report)))
    assert (counts[1], counts[0] <= 10) == (counts[0], True)


def running(province):
    """The campaign of the province, under way today."""
    today = timezone.localdate()
    campaign = province.campaign
    campaign.start, campaign.end = today.replace(month=1, day=1), today.replace(month=12, day=31)
    campaign.save()
    drive = campaign.drives.get()
    drive.start, drive.end = campaign.start, campaign.end
    drive.save()


def test_the_overview_says_where_things_stand(secretary, province):
    running(province)
    page = secretary.get(reverse("reports:overview"))
    found = page.context["found"]
    assert (found.targets, found.good, found.asked, found.answered) == (2, 0, 3, 1)
    assert [row.target.indicator for row in found.rows][0] == "Tổng thu ngân sách"
    assert dict((state, n) for state, _words, n in found.nominations) == {
        "appraisal": 1,
        "granted": 1,
    }


def test_the_overview_asks_the_same_at_two_sizes(client, asked):
    counts = []
    for communes in (2, 5):
        province = Province(communes)
        make_report(province.campaign)
        running(province)
        client.force_login(province.secretary)
        counts.append(asked(client, reverse("reports:overview")))
    assert (counts[0] == counts[1], counts[0] <= 15) == (True, True), counts


def test_my_work_asks_the_same_at_two_sizes(client, asked):
    counts = []
    for communes in (2, 5):
        province = Province(communes)
        client.force_login(make_user(Role.HEAD, province.communes[0]))
        counts.append(asked(client, reverse("reports:my_work")))
    assert (counts[0] == counts[1], counts[0] <= 15) == (True, True), counts


def test_what_waits_for_a_unit_stands_in_groups_with_one_verb_each(client, province):
    head = make_user(Role.HEAD, province.communes[-1])
    client.force_login(head)
    page = client.get(reverse("reports:my_work"))
    found = [(item.state, item.url.partition("?")[0]) for item in page.context["items"]]
    entry = reverse("targets:entry", args=[province.campaign.code])
    assert ("todo", reverse("campaigns:answer_edit", args=[province.campaign.code])) in found
    assert {("todo", entry), ("back", entry)} <= set(found)
    rows = [item for group in page.context["groups"] for item in group.items]
    assert rows == page.context["items"]
    assert my_work.known_count(head) == str(len(page.context["items"]))


def test_a_kind_with_more_than_is_listed_says_so(client, province, monkeypatch):
    """Never a number below what waits."""
    monkeypatch.setattr(my_work, "SHOWN", 1)
    client.force_login(province.secretary)
    page = client.get(reverse("reports:my_work"))
    listed = len(page.context["items"])
    assert page.context["found"].number == f"trên {listed}"
    assert my_work.known_count(province.secretary) == f"{listed}+"
    assert "Mỗi loại việc chỉ hiện 1 việc" in page.text


def test_what_waits_for_the_secretariat(client, province):
    items = my_work.waiting(province.secretary).items
    what = sorted(item.url for item in items)
    feedback = province.campaign.feedback.get()
    assert reverse("campaigns:feedback_reply", args=[province.campaign.code, feedback.pk]) in what
    assert f"{reverse('targets:check')}?campaign={province.campaign.code}" in what


def test_what_was_sent_is_on_the_second_tab(client, province):
    client.force_login(make_user(Role.HEAD, province.communes[-1]))
    page = client.get(reverse("reports:my_work"), {"tab": "sent"})
    dossier = province.campaign.nominations.get(state="appraisal")
    assert [item.url for item in page.context["items"]] == [
        reverse("awards:nomination_detail", args=[dossier.pk])
    ]


def test_the_pages_are_empty_in_words(client):
    client.force_login(make_user(Role.LEADER))
    for name in ("overview", "my_work", "report_list"):
        assert client.get(reverse(f"reports:{name}")).status_code == 200
    campaign = make_issued()
    client.force_login(make_user(Role.LEADER, campaign.unit))
    assert client.get(reverse("reports:campaign_reports", args=[campaign.code])).status_code == 200
