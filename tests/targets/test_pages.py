import datetime
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.roles import Role
from jobs.models import Outgoing
from spreadsheets.read import read_rows
from targets.models import Allocation, Result, Target, TargetGroup
from targets.states import ResultState
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_addressee, make_campaign, make_issued
from tests.documents import samples
from tests.targets.factories import (
    make_accepted,
    make_allocation,
    make_group,
    make_result,
    make_target,
)
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def july(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2024, 7, 10))


@pytest.fixture
def world(client):
    """A campaign of a province with a target given to a commune, and people of both."""

    class World:
        province = make_unit("Tỉnh Phú Thọ", level="province")
        commune = make_unit("Xã Hùng Lô", parent=province, level="commune")
        campaign = make_issued(unit=province, code="phu-tho-2024")
        group = make_group(campaign, name="a) Về kinh tế")
        target = make_target(campaign, indicator="Tổng thu ngân sách", group=group)
        share = make_allocation(target, commune, low=D(400))
        secretary = make_user(Role.SECRETARIAT, province)
        officer = make_user(Role.OFFICER, commune)

    make_addressee(World.campaign, World.commune)
    return World


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"targets:{name}", args=args), query)


def post(client, user, name, *args, data=None):
    client.force_login(user)
    return client.post(reverse(f"targets:{name}", args=args), data or {})


def text_of(response):
    return response.content.decode()


# --- board


def test_board_shows_plan_result_and_judgement(client, world):
    make_accepted(world.target, world.commune, value=D(250))
    make_accepted(world.target, world.commune, period="2024Q2", value=D(300))
    page = text_of(get(client, world.secretary, "campaign_targets", "phu-tho-2024"))
    for words in ("từ 1.000 tỷ đồng trở lên", "550 tỷ đồng", "55,0%", "a) Về kinh tế"):
        assert words in page


def test_only_accepted_results_count(client, world):
    make_result(world.target, world.commune, value=D(250))
    make_result(world.target, world.commune, period="2024Q2", state=ResultState.RETURNED)
    page = get(client, world.secretary, "campaign_targets", "phu-tho-2024")
    [(_group, [line])] = page.context["groups"]
    assert (line["value"], line["waiting"][:2]) == ("", "1 ")


def test_board_filters_by_state_and_period(client, world):
    make_accepted(world.target, world.commune, value=D(250))
    make_accepted(world.target, world.commune, period="2024Q2", value=D(10))
    make_target(world.campaign)

    def shown(**query):
        page = get(client, world.secretary, "campaign_targets", "phu-tho-2024", **query)
        return [line["pk"] for _group, lines in page.context["groups"] for line in lines]

    assert shown(state="behind") == [world.target.pk]
    assert shown(state="behind", until="2024Q1") == []
    assert shown(state="on_track", until="2024Q1") == [world.target.pk]
    assert len(shown(until="nonsense")) == 2


def test_export_holds_exactly_what_is_shown(client, world):
    make_accepted(world.target, world.commune, value=D("250.5"))
    make_target(world.campaign, indicator="=1+1")
    assert exported(client, world, state="behind") == []
    rows = exported(client, world)
    assert rows == [("Tổng thu ngân sách", D("250.5")), ("=1+1", None)]


def exported(client, world, **query):
    """Target and result of each row of the workbook."""
    response = get(client, world.secretary, "export", "phu-tho-2024", **query)
    with translation.override("vi"):
        columns = {"target": [gettext("Target"), "Target"], "result": [gettext("Result"), "Result"]}
    rows = read_rows(response.content, columns=columns).rows
    return [(row.cells["target"].value, row.cells["result"].value) for row in rows]


def test_stranger_who_reads_a_public_campaign_sees_no_results(client, world):
    type(world.campaign).objects.update(public=True)
    make_accepted(world.target, world.commune, value=D(250))
    page = get(client, make_user(Role.OFFICER), "campaign_targets", "phu-tho-2024")
    assert page.context["groups"][0][1][0]["value"] == ""


# --- scope


PAGES = [
    ("get", "campaign_targets", "code"),
    ("get", "export", "code"),
    ("get", "targets_edit", "code"),
    ("get", "target_new", "code"),
    ("get", "groups_edit", "code"),
    ("get", "missing", "code"),
    ("post", "remind", "code"),
    ("get", "entry", "code"),
    ("get", "target_detail", "pk"),
    ("get", "target_edit", "pk"),
    ("get", "target_delete", "pk"),
    ("get", "allocation", "pk"),
]


@pytest.mark.parametrize(("method", "name", "key"), PAGES)
def test_others_get_404(client, world, method, name, key):
    client.force_login(make_user(Role.SECRETARIAT))
    argument = {"code": world.campaign.code, "pk": world.target.pk}[key]
    address = reverse(f"targets:{name}", args=[argument])
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("name", ["target_list", "check", "returned"])
def test_visitors_are_asked_to_sign_in(client, name):
    assert client.get(reverse(f"targets:{name}")).status_code == 302


def test_list_of_somebody_without_targets_is_empty(client, world):
    head = make_user(Role.HEAD, make_unit("Sở Y tế", parent=world.province))
    assert list(get(client, head, "target_list").context["page"]) == []


def test_list_goes_by_campaign_the_newest_first(client, world):
    newer = make_issued(
        unit=world.province, start=datetime.date(2024, 6, 1), title="Thi đua chuyển đổi số"
    )
    make_target(newer, indicator="Hồ sơ trực tuyến", position=1)
    groups = get(client, world.secretary, "target_list").context["groups"]
    assert [(title, [line["name"] for line in lines]) for title, lines in groups] == [
        ("Thi đua chuyển đổi số", ["Hồ sơ trực tuyến"]),
        (world.campaign.title, ["Tổng thu ngân sách"]),
    ]


def test_results_of_others_are_not_decided(client, world):
    result = make_result(world.target, world.commune)
    for name in ("accept", "return"):
        data = {"seen": f"{result.pk}:1", "sure": "1", "reason": "x"}
        assert post(client, make_user(Role.SECRETARIAT), name, data=data).status_code == 404
        assert post(client, world.officer, name, data=data).status_code == 403
    assert Result.objects.get().state == ResultState.REPORTED


def test_units_see_the_rows_of_their_own_units_only(client, world):
    other = make_allocation(world.target, make_unit("Xã Kim Đức", parent=world.province)).unit
    make_accepted(world.target, other, value=D(777), note="Riêng của Kim Đức")
    page = get(client, world.officer, "target_detail", world.target.pk)
    assert [line["unit"] for line in page.context["units"]] == ["Xã Hùng Lô"]
    assert "Riêng của Kim Đức" not in text_of(page)


def test_units_and_results_of_a_target_come_in_parts(client, world, monkeypatch):
    monkeypatch.setattr("targets.views.detail.UNITS_SHOWN", 2)
    monkeypatch.setattr("targets.views.detail.RESULTS_PER_PAGE", 2)
    for name in ("Xã B", "Xã A"):
        make_result(world.target, make_unit(name, parent=world.province))
    make_accepted(world.target, world.commune, period="2024Q2", value=D(250))

    def shown(**query):
        page = get(client, world.secretary, "target_detail", world.target.pk, **query)
        units = [line["unit"] for line in page.context["units"]]
        return units, [line["unit"] for line in page.context["results"]]

    first = ["Xã Hùng Lô", "Xã A"]
    assert shown() == (first, first)
    assert shown(units="all", page="2") == ([*first, "Xã B"], ["Xã B"])
    assert [shown(page=page)[1] for page in ("0", "3", "x", "²")] == [first] * 4


def test_results_of_one_target_are_those_of_it_that_one_sees(world):
    other = make_target(world.campaign)
    sibling = make_unit("Xã Kim Đức", parent=world.province)
    for target in (world.target, other):
        make_result(target, world.commune)
        make_result(target, sibling)
    stranger = make_user(Role.OFFICER)
    for user, seen in ((world.secretary, 2), (world.officer, 1), (stranger, 0)):
        found = set(Result.objects.visible_to(user, of=world.target))
        assert found == set(Result.objects.visible_to(user).filter(target=world.target))
        assert len(found) == seen


def test_earlier_events_are_shown_when_asked_for(client, world, monkeypatch):
    monkeypatch.setattr("targets.views.detail.EVENTS_SHOWN", 2)
    for value in ("1", "2", "3"):
        version = {"version": "0" if value == "1" else str(int(value) - 1)}
        data = sheet(world, value=value, **version)
        assert post(client, world.officer, "entry", "phu-tho-2024", data=data).status_code == 302

    def shown(**query):
        page = get(client, world.secretary, "target_detail", world.target.pk, **query)
        values = [event["more"].rpartition(", ")[2] for event in page.context["events"]]
        return values, "?events=all#history" in text_of(page)

    assert shown() == (["3 tỷ đồng", "2 tỷ đồng"], True)
    assert shown(events="all") == (["3 tỷ đồng", "2 tỷ đồng", "1 tỷ đồng"], False)


def test_rows_say_what_waits_and_escape_what_was_typed(client, world):
    Target.objects.filter(pk=world.target.pk).update(qualifier="<trừ Thổ Châu>")
    make_result(world.target, world.commune, value=D(250), note="Thu <tăng>\nnhanh")
    page = text_of(get(client, world.secretary, "target_detail", world.target.pk))
    assert "<small>(&lt;trừ Thổ Châu&gt;)</small>" in page
    assert "Thu &lt;tăng&gt;<br>nhanh" in page
    with translation.override("vi"):
        waiting = gettext("%(count)s waiting") % {"count": 1}
    assert page.count(f'<small class="sub">{waiting}</small>') == 2  # the target, its unit


# --- entry sheet


def sheet(world, **fields):
    prefix = f"t{world.target.pk}-"
    data = {"unit": world.commune.pk, "period": "2024Q2", f"{prefix}version": "0"}
    return data | {f"{prefix}{name}": value for name, value in fields.items()}


def test_unit_reports_with_evidence(client, world):
    upload = samples.upload("bao-cao.pdf")
    data = sheet(world, value="250,5", note="Thu tăng", files=upload)
    response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    assert response.status_code == 302
    row = Result.objects.get()
    assert (row.value, row.note, row.evidence.count()) == (D("250.5"), "Thu tăng", 1)


def test_file_can_be_added_to_an_unchanged_result(client, world):
    data = sheet(world, value="250")
    post(client, world.officer, "entry", "phu-tho-2024", data=data)
    for _click in range(2):  # the second changes nothing
        data = sheet(world, value="250", version="1", files=samples.upload("bao-cao.pdf"))
        response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
        assert response.status_code == 302
    row = Result.objects.get()
    assert (row.version, row.evidence.count()) == (2, 1)


def test_ambiguous_number_asks_and_keeps_what_was_typed(client, world):
    data = sheet(world, value="7.5", note="Ghi chú dài")
    response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    page = text_of(response)
    assert (response.status_code, Result.objects.count()) == (422, 0)
    assert 'value="7.5"' in page
    assert "Ghi chú dài" in page
    assert "7,5" in page


def test_unusual_value_is_asked_about_once(client, world):
    data = sheet(world, value="100.000.000")
    response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    name = f"t{world.target.pk}-confirmed"
    assert (response.status_code, f'name="{name}"' in text_of(response)) == (422, True)
    other = sheet(world, value="200.000.000", confirmed="100.000.000")
    assert post(client, world.officer, "entry", "phu-tho-2024", data=other).status_code == 422
    sure = sheet(world, value="100.000.000", confirmed="100.000.000")
    assert post(client, world.officer, "entry", "phu-tho-2024", data=sure).status_code == 302


def test_leap_over_earlier_periods_is_asked_about_and_nothing_typed_is_lost(client, world):
    for period in ("2023Q4", "2024Q1"):
        make_result(world.target, world.commune, period=period, value=D(40))
    data = sheet(world, value="250,5", note="Thu tăng")
    response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    page = text_of(response)
    assert (response.status_code, Result.objects.count()) == (422, 2)
    for kept in ('value="250,5"', "Thu tăng", f'name="t{world.target.pk}-confirmed"', "5 lần"):
        assert kept in page
    sure = data | {f"t{world.target.pk}-confirmed": "250,5"}
    assert post(client, world.officer, "entry", "phu-tho-2024", data=sure).status_code == 302
    assert Result.objects.count() == 3


def test_all_rows_or_none(client, world):
    other = make_allocation(make_target(world.campaign), world.commune).target
    data = sheet(world, value="5") | {f"t{other.pk}-value": "xyz", f"t{other.pk}-version": "0"}
    response = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    assert (response.status_code, Result.objects.count()) == (422, 0)
    assert 'value="xyz"' in text_of(response)


def test_everything_that_needs_mending_is_said_at_once(client, world):
    other = make_allocation(make_target(world.campaign), world.commune).target
    data = sheet(world, value="7.5")
    data |= {f"t{other.pk}-value": "999.999.999", f"t{other.pk}-version": "0"}
    page = post(client, world.officer, "entry", "phu-tho-2024", data=data)
    assert len(page.context["failed"]) == 2


def test_rows_left_empty_are_not_sent(client, world):
    response = post(client, world.officer, "entry", "phu-tho-2024", data=sheet(world, value=""))
    assert (response.status_code, Result.objects.count()) == (302, 0)


def test_row_locked_meanwhile_is_refused_and_kept(client, world):
    make_accepted(world.target, world.commune, period="2024Q2", value=D(1))
    response = post(client, world.officer, "entry", "phu-tho-2024", data=sheet(world, value="5"))
    assert (response.status_code, Result.objects.get().value) == (409, 1)


def test_somebody_else_reported_meanwhile(client, world):
    make_result(world.target, world.commune, period="2024Q2", value=D(1))
    response = post(client, world.officer, "entry", "phu-tho-2024", data=sheet(world, value="5"))
    assert (response.status_code, Result.objects.get().value) == (409, 1)
    assert 'value="5"' in text_of(response)


def test_sheet_opens_on_the_last_period_that_ended(client, world):
    page = get(client, world.officer, "entry", "phu-tho-2024")
    assert page.context["period"].code == "2024Q2"


def test_sheet_of_another_unit_is_not_found(client, world):
    page = get(client, world.officer, "entry", "phu-tho-2024", unit=world.province.pk)
    assert page.status_code == 404


def test_returned_result_is_corrected(client, world):
    make_result(world.target, world.commune, period="2024Q2", state=ResultState.RETURNED)
    page = get(client, world.officer, "returned")
    assert "Số liệu chưa khớp" in text_of(page)
    data = sheet(world, value="30", version="1")
    post(client, world.officer, "entry", "phu-tho-2024", data=data)
    assert Result.objects.values_list("state", "value").get() == (ResultState.REPORTED, 30)


# --- checking


def test_accepting_shows_count_and_list_first(client, world):
    result = make_result(world.target, world.commune)
    assert "Tổng thu ngân sách" in text_of(get(client, world.secretary, "check"))
    asked = post(client, world.secretary, "accept", data={"seen": f"{result.pk}:1"})
    assert "Xã Hùng Lô: Tổng thu ngân sách" in text_of(asked)
    assert Result.objects.get().state == ResultState.REPORTED
    done = post(client, world.secretary, "accept", data={"seen": f"{result.pk}:1", "sure": "1"})
    assert (done.status_code, Result.objects.get().state) == (302, ResultState.ACCEPTED)
    again = post(client, world.secretary, "accept", data={"seen": f"{result.pk}:1", "sure": "1"})
    assert (again.status_code, Result.objects.get().version) == (302, 2)


def test_return_asks_for_the_reason(client, world):
    result = make_result(world.target, world.commune)
    data = {"one": f"{result.pk}:1"}
    assert "reason" in text_of(post(client, world.secretary, "return", data=data))
    data |= {"seen": f"{result.pk}:1", "sure": "1", "reason": ""}
    assert post(client, world.secretary, "return", data=data).status_code == 422
    data |= {"reason": "Thiếu minh chứng"}
    assert post(client, world.secretary, "return", data=data).status_code == 302
    assert Result.objects.get().reason == "Thiếu minh chứng"


def test_choosing_nothing_leads_back(client, world):
    assert post(client, world.secretary, "accept").status_code == 302


# --- who has not reported


def test_missing_reports_and_reminders(client, world):
    page = get(client, world.secretary, "missing", "phu-tho-2024", period="2024Q2")
    assert [(unit.name, unit.missing) for unit in page.context["units"]] == [("Xã Hùng Lô", 1)]
    data = {"period": "2024Q2", "unit": world.commune.pk}
    assert "Xã Hùng Lô" in text_of(
        post(client, world.secretary, "remind", "phu-tho-2024", data=data)
    )
    assert Outgoing.objects.count() == 0
    post(client, world.secretary, "remind", "phu-tho-2024", data=data | {"sure": "1"})
    assert Outgoing.objects.count() == 1


# --- drafts


def draft():
    campaign = make_campaign()
    return campaign, make_user(Role.SECRETARIAT, campaign.unit)


FORM = {
    "indicator": "Tỷ lệ hộ dùng điện",
    "comparator": "equal",
    "low": "99,60",
    "measure": "%",
    "basis": "share",
    "period": "2024",
    "strength": "plain",
    "frequency": "quarter",
    "over_periods": "last",
    "over_units": "none",
    "qualifier": "trừ Thổ Châu",
}


def test_target_of_a_draft_is_added_and_changed(client):
    campaign, user = draft()
    assert get(client, user, "target_new", campaign.code).status_code == 200
    response = post(client, user, "target_new", campaign.code, data=FORM)
    assert response.status_code == 302
    target = Target.objects.get()
    assert (target.low, target.decimals, target.period_code) == (D("99.6"), 2, "2024")
    assert "99,60%" in text_of(get(client, user, "targets_edit", campaign.code))
    assert 'value="99,6' in text_of(get(client, user, "target_edit", target.pk))
    data = FORM | {"low": "100", "version": "1"}
    assert post(client, user, "target_edit", target.pk, data=data).status_code == 302
    stale = data | {"low": "98"}
    assert post(client, user, "target_edit", target.pk, data=stale).status_code == 409
    assert Target.objects.get().low == 100


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"low": "7.5"}, "7.5"),
        ({"low": ""}, "Tỷ lệ hộ dùng điện"),
        ({"comparator": "between", "high": "90"}, "Tỷ lệ hộ dùng điện"),
        ({"period": "2030"}, "2030"),
        ({"comparator": "none_left"}, "99,60"),
    ],
)
def test_mistakes_are_shown_and_nothing_is_lost(client, changes, words):
    campaign, user = draft()
    response = post(client, user, "target_new", campaign.code, data=FORM | changes)
    assert (response.status_code, Target.objects.count()) == (422, 0)
    assert words in text_of(response)


def test_deleting_asks_first(client):
    campaign, user = draft()
    target = make_target(campaign)
    assert target.indicator in text_of(get(client, user, "target_delete", target.pk))
    assert post(client, user, "target_delete", target.pk).status_code == 409
    post(client, user, "target_delete", target.pk, data={"version": "1"})
    assert Target.objects.count() == 0


def test_groups(client):
    campaign, user = draft()
    group = make_group(campaign, name="a) Về kinh tế")
    data = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 1,
        "form-0-pk": group.pk,
        "form-0-name": "a) Kinh tế",
        "form-1-name": "b) Xã hội",
    }
    assert get(client, user, "groups_edit", campaign.code).status_code == 200
    post(client, user, "groups_edit", campaign.code, data=data)
    assert list(TargetGroup.objects.values_list("name", flat=True)) == ["a) Kinh tế", "b) Xã hội"]
    make_target(campaign, group=group)
    data |= {"form-0-name": ""}
    assert post(client, user, "groups_edit", campaign.code, data=data).status_code == 422


def test_drafts_are_not_edited_once_issued(client, world):
    assert get(client, world.secretary, "targets_edit", "phu-tho-2024").status_code == 403


# --- allocation


def test_allocation_page(client, world):
    unit = make_addressee(world.campaign, make_unit("Xã Kim Đức", parent=world.province)).unit
    page = text_of(get(client, world.secretary, "allocation", world.target.pk))
    assert "Xã Hùng Lô" in page
    assert "Xã Kim Đức" in page
    data = {
        f"u{world.commune.pk}-given": "on",
        f"u{world.commune.pk}-low": "500",
        f"u{world.commune.pk}-version": "1",
        f"u{unit.pk}-low": "7.5",
        f"u{unit.pk}-version": "0",
    }
    wrong = post(client, world.secretary, "allocation", world.target.pk, data=data)
    assert (wrong.status_code, 'value="7.5"' in text_of(wrong)) == (422, True)
    data |= {f"u{unit.pk}-low": "500"}
    fine = post(client, world.secretary, "allocation", world.target.pk, data=data)
    assert fine.status_code == 302
    assert sorted(Allocation.objects.values_list("low", flat=True)) == [500, 500]


# --- queries


def queries(client, user, name, *args):
    client.force_login(user)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(reverse(f"targets:{name}", args=args)).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("name", "key", "who", "most"),
    [
        ("target_list", None, "secretary", 12),
        ("campaign_targets", "code", "secretary", 15),
        ("target_detail", "pk", "secretary", 15),
        ("missing", "code", "secretary", 12),
        ("check", None, "secretary", 12),
        ("returned", None, "officer", 12),
        ("entry", "code", "officer", 15),
        ("allocation", "pk", "secretary", 12),
    ],
)
def test_number_of_queries_does_not_grow(client, world, name, key, who, most):
    user = getattr(world, who)
    arguments = {"code": [world.campaign.code], "pk": [world.target.pk], None: []}[key]

    def grow():
        target = make_target(world.campaign, group=world.group, responsible=make_unit())
        make_allocation(target, world.commune)
        unit = make_allocation(world.target, make_unit(parent=world.province)).unit
        make_addressee(world.campaign, unit)
        for period, state in (
            ("2024Q1", "accepted"),
            ("2024Q2", "reported"),
            ("2024Q3", "returned"),
        ):
            make_result(world.target, unit, period=period, state=state)
            make_result(target, world.commune, period=period, state=state)

    grow()
    few = queries(client, user, name, *arguments)
    grow()
    grow()
    assert (queries(client, user, name, *arguments), few <= most) == (few, True)
