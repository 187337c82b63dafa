"""The pages: what they show, to whom, and with how many statements."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import sessions
from awards.models import Nomination
from jobs.models import Outgoing
from spreadsheets.read import read_rows
from tests.awards.factories import (
    DECISION,
    make_award_type,
    make_campaign,
    make_household,
    make_nomination,
    make_person,
    make_quota,
    make_user,
    right_person,
    walk,
)
from tests.documents.samples import pdf_bytes, upload

LIST = "/awards/nominations/"


def signed_in(client, role, unit):
    user = make_user(role, unit)
    client.force_login(user)
    return user


def url(name, nomination, *args):
    return reverse(f"awards:{name}", args=[nomination.pk, *args])


def codes(response):
    return [line["code"] for line in response.context["lines"]]


# --- who sees what


def test_a_draft_is_its_own_units_until_it_is_sent(client, world):
    nomination = make_nomination(world.hospital, world.province)
    page = url("nomination_detail", nomination)
    seen = {}
    for where in ("hospital", "department", "commune"):
        signed_in(client, "head", getattr(world, where))
        seen[where] = client.get(page).status_code
    assert seen == {"hospital": 200, "department": 404, "commune": 404}
    walk(nomination, "submit")
    for where in ("hospital", "department", "province", "commune"):
        signed_in(client, "officer", getattr(world, where))
        seen[where] = client.get(page).status_code
    assert seen == {"hospital": 200, "department": 200, "province": 200, "commune": 404}


@pytest.mark.parametrize("name", ["nomination_edit", "nomination_move"])
def test_pages_of_another_unit_do_not_exist(client, world, name):
    nomination = make_nomination(world.hospital, world.province)
    signed_in(client, "head", world.commune)
    args = ("submit",) if name == "nomination_move" else ()
    assert client.get(url(name, nomination, *args)).status_code == 404
    assert client.post(url(name, nomination, *args), {"version": 1}).status_code == 404


def test_others_of_the_line_see_but_do_not_act(client, world):
    nomination = walk(make_nomination(world.hospital, world.province), "submit")
    signed_in(client, "officer", world.province)
    assert (
        client.post(url("nomination_move", nomination, "receive"), {"version": 2}).status_code
        == 403
    )
    assert client.get(url("nomination_edit", nomination)).status_code == 403
    assert client.get(url("nomination_move", nomination, "fly")).status_code == 404


def test_a_visitor_signs_in_first(client, world):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


# --- the list


@pytest.fixture
def several(world):
    campaign = make_campaign(world.province, code="pt-2026", public=True)
    first = make_nomination(world.hospital, world.province, campaign=campaign)
    second = make_nomination(
        world.hospital, world.province, nominees=[make_person("Ngô Thị Lan", unit=world.hospital)]
    )
    walk(second, "submit")
    third = make_nomination(world.hospital, world.province, title="Sáng kiến lò đốt")
    walk(third, "submit", "receive", "refuse")
    return first, second, third


FILTERS = [
    ({}, "123"),
    ({"q": "ngo thi lan"}, "2"),
    ({"q": "Ngô Lan"}, "2"),
    ({"q": "sang kien"}, "3"),
    ({"q": "kt-2026-0001"}, "1"),
    ({"q": "không có"}, ""),
    ({"state": "draft"}, "1"),
    ({"campaign": "pt-2026"}, "1"),
    ({"who": "waiting"}, "1"),
    ({"who": "unit"}, "123"),
    ({"who": "mine"}, ""),
    ({"unit": "Bệnh viện"}, "123"),
    ({"state": "nonsense"}, "123"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters(client, world, several, query, expected):
    signed_in(client, "officer", world.hospital)
    found = codes(client.get(LIST, query))
    assert sorted(found) == [several[int(n) - 1].code for n in expected]


def test_counts_by_state_follow_the_other_filters(client, world, several):
    signed_in(client, "officer", world.hospital)
    states = client.get(LIST, {"state": "draft"}).context["states"]
    assert [(count, current) for _sign, _label, _url, count, current in states] == [
        (1, True),
        (1, False),
        (0, False),
        (0, False),
        (0, False),
        (1, False),
    ]


@pytest.mark.slow
def test_the_workbook_holds_the_filtered_list(client, world, several):
    signed_in(client, "officer", world.hospital)
    response = client.get("/awards/nominations/export/", {"state": "draft"})
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert re.fullmatch(
        r'attachment; filename="ho-so-khen-thuong-2026-05-20.xlsx"',
        response.headers["Content-Disposition"],
    )
    table = read_rows(response.content, columns={"code": ["Mã", "Code"]})
    assert [row.cells["code"].value for row in table.rows] == [several[0].code]


def statements(client, page):
    """How many statements the page asks, when it is asked a second time."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_a_row_says_who_is_nominated_where_it_lies_and_what_is_due(client, world):
    people = [make_person(f"Người <{n}>", unit=world.hospital) for n in range(3)]
    nomination = make_nomination(world.hospital, world.province, nominees=people, title="{code} &")
    Nomination.objects.filter(pk=nomination.pk).update(
        return_reason="Thiếu",
        mend_by=datetime.date(2026, 5, 25),
        held_since=datetime.datetime(2026, 5, 20, 3, tzinfo=datetime.UTC),
    )
    signed_in(client, "officer", world.hospital)
    page = client.get(LIST).content.decode()
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    told = " ".join(re.sub("<[^>]+>", " ", row).split())
    assert f'href="{url("nomination_detail", nomination)}"' in row
    assert f'value="{nomination.pk}:{nomination.version}"' in row
    assert nomination.award_type.name in told
    assert "{code} &amp;" in told
    assert "Người &lt;0&gt; và 2 mục khác" in told
    assert "từ 20/05/2026 · hạn gửi lại 25/05/2026, còn 5 ngày Bị trả lại, chờ bổ sung" in told


def test_a_row_without_recipients_says_so(client, world):
    nomination = make_nomination(world.hospital, world.province)
    nomination.nominees.all().delete()
    signed_in(client, "officer", world.hospital)
    assert ">chưa có ai</span>" in client.get(LIST).content.decode()


@pytest.mark.slow
def test_the_list_asks_the_same_number_of_statements(client, world):
    signed_in(client, "officer", world.hospital)
    make_nomination(world.hospital, world.province)
    one = statements(client, LIST)
    walk(make_nomination(world.hospital, world.province), "submit")
    make_nomination(world.hospital, world.province, campaign=make_campaign(world.province))
    assert statements(client, LIST) == one <= 12


# --- one dossier


@pytest.mark.slow
@pytest.mark.parametrize("before", [(), ("submit", "receive", "recommend", "receive")])
def test_the_dossier_asks_the_same_number_of_statements(client, world, before):
    people = [make_person(f"Người {n}", unit=world.hospital) for n in range(3)]
    signed_in(client, "officer", world.hospital)
    asked = []
    for some in (people[:1], people):
        nomination = make_nomination(world.hospital, world.province, nominees=some)
        walk(nomination, *before)
        asked.append(statements(client, url("nomination_detail", nomination)))
    assert asked[0] == asked[1] <= 15


def test_a_draft_shows_what_is_missing_and_where_to_mend_it(client, world):
    nomination = make_nomination(world.hospital, world.province, achievement="")
    signed_in(client, "head", world.hospital)
    response = client.get(url("nomination_detail", nomination))
    now = response.context["now"]
    assert [(act["url"], bool(act.get("disabled"))) for act in now["acts"]] == [
        (url("nomination_move", nomination, "submit"), True),
        (url("nomination_edit", nomination), False),
    ]
    assert (
        f'href="{url("nomination_edit", nomination)}#id_achievement"' in response.content.decode()
    )


@pytest.mark.parametrize(
    ("role", "lead"),
    [("officer", "Bản nháp đã đủ. Thủ trưởng đơn vị trình hồ sơ."), ("head", "")],
)
def test_a_complete_draft_says_who_submits_it_to_those_who_do_not(client, world, role, lead):
    nomination = make_nomination(world.hospital, world.province)
    signed_in(client, role, world.hospital)
    assert client.get(url("nomination_detail", nomination)).context["now"]["lead"] == lead


def test_the_history_names_who_did_what(client, world):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive", "grant")
    signed_in(client, "officer", world.commune)
    events = client.get(url("nomination_detail", nomination)).context["events"]
    assert [(event["unit"], event["key"]) for event in events] == [
        ("UBND tỉnh", True),
        ("UBND tỉnh", False),
        ("UBND xã Tiên Lương", True),
        ("UBND xã Tiên Lương", False),
    ]
    assert DECISION["decision_number"] in events[0]["more"]


# --- the draft


def typed(world, award_type, **changed):
    values = {
        "unit": world.hospital.pk,
        "award_type": award_type.pk,
        "campaign": "",
        "method": "merit",
        "authority": "",
        "title": "Cứu người",
        "achievement": "Đã cứu 3 người",
        "period_from": "01/01/2025",
        "period_to": "31/12/2025",
        "form_key": "6f8d7c52-7e6a-4f2c-9b7e-0a2f0f6b1c11",
    }
    return values | changed


NEW = "/awards/nominations/new/"


def test_searching_keeps_what_was_typed_and_saves_nothing(client, world):
    person = make_person("Ngô Thị Lan", unit=world.hospital)
    chosen = make_person("Lê Mai", unit=world.hospital)
    make_person("Ngô Thị Lan", unit=world.commune)
    signed_in(client, "officer", world.hospital)
    values = typed(world, make_award_type(), title="", period_from="sai", search="1")
    values |= {
        "find": "ngo lan",
        "find_kind": "individual",
        "recipient": f"individual:{chosen.pk}",
    }
    response = client.post(NEW, values)
    assert response.status_code == 200
    assert [line["value"] for line in response.context["found"]] == [f"individual:{person.pk}"]
    assert [line["value"] for line in response.context["chosen"]] == [f"individual:{chosen.pk}"]
    assert response.context["form"]["period_from"].value() == "sai"
    assert response.context["form"]["period_from"].errors == []
    assert Nomination.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("collective", lambda world: world.ward),
        ("household", lambda world: make_household("Bùi Lan", unit=world.hospital)),
    ],
)
def test_collectives_and_households_are_found(client, world, kind, make):
    recipient = make(world)
    signed_in(client, "officer", world.hospital)
    values = typed(world, make_award_type(), search="1", find_kind=kind)
    found = client.post(NEW, values | {"find": str(recipient)}).context["found"]
    assert [line["value"] for line in found] == [f"{kind}:{recipient.pk}"]


def test_saved_once_however_often_it_is_sent(client, world):
    person = make_person(unit=world.hospital)
    signed_in(client, "officer", world.hospital)
    values = typed(world, make_award_type(), recipient=f"individual:{person.pk}")
    answers = [client.post(NEW, values) for _n in "ab"]
    nomination = Nomination.objects.get()
    assert [answer.url for answer in answers] == [url("nomination_detail", nomination)] * 2
    assert nomination.nominees.get().person == person


def test_what_cannot_be_read_is_shown_again(client, world):
    signed_in(client, "officer", world.hospital)
    values = typed(world, make_award_type(), period_to="31/12/2024")
    response = client.post(NEW, values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["period_to"]
    assert response.context["form"]["title"].value() == "Cứu người"


def test_ids_out_of_reach_are_not_taken(client, world):
    stranger = make_person(unit=world.commune)
    award_type = make_award_type()
    signed_in(client, "officer", world.hospital)
    client.post(NEW, typed(world, award_type, recipient=f"individual:{stranger.pk}"))
    assert Nomination.objects.get().nominees.count() == 0
    response = client.post(NEW, typed(world, award_type, unit=world.commune.pk))
    assert list(response.context["form"].errors) == ["unit"]


def test_two_who_change_one_draft(client, world):
    nomination = make_nomination(world.hospital, world.province)
    person = nomination.nominees.get().person
    signed_in(client, "officer", world.hospital)
    values = typed(world, nomination.award_type, version=1, recipient=f"individual:{person.pk}")
    page = url("nomination_edit", nomination)
    assert client.post(page, values | {"title": "Bản một"}).status_code == 302
    response = client.post(page, values | {"title": "Bản hai"})
    assert response.status_code == 409
    assert response.context["form"]["title"].value() == "Bản hai"
    assert Nomination.objects.get().title == "Bản một"


def test_who_may_not_nominate_gets_no_form(client, world):
    signed_in(client, "council", world.hospital)
    assert client.get(NEW).status_code == 403


# --- moves


def test_the_page_of_a_move_and_its_refusals(client, world):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive")
    signed_in(client, "secretariat", world.province)
    page = url("nomination_move", nomination, "return")
    assert client.get(page).status_code == 200
    unreadable = client.post(page, {"version": 3, "note": "", "mend_by": "31/13/2026"})
    assert unreadable.status_code == 422
    assert sorted(unreadable.context["form"].errors) == ["mend_by", "note"]
    late = client.post(page, {"version": 2, "note": "Thiếu biên bản"})
    assert late.status_code == 409
    assert late.context["form"]["note"].value() == "Thiếu biên bản"
    done = client.post(page, {"version": 3, "note": "Thiếu biên bản", "mend_by": "30/05/2026"})
    assert done.url == url("nomination_detail", nomination)
    assert Nomination.objects.get().return_reason == "Thiếu biên bản"


def test_a_move_sent_twice_is_made_once(client, world):
    nomination = make_nomination(world.commune, world.province)
    client.force_login(right_person(nomination, "submit"))
    page = url("nomination_move", nomination, "submit")
    assert [client.post(page, {"version": 1}).status_code for _n in "ab"] == [302, 409]
    assert Nomination.objects.get().version == 2


def test_a_decision_is_typed_in(client, world):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive")
    signed_in(client, "secretariat", world.province)
    page = url("nomination_move", nomination, "grant")
    values = {"version": 3, "decision_number": "1874/QĐ-UBND", "decided_by": "Chủ tịch"}
    future = client.post(page, values | {"decided_on": "21/05/2026"})
    assert list(future.context["form"].errors) == ["decided_on"]
    assert client.post(page, values | {"decided_on": "20/05/2026"}).status_code == 302
    assert Nomination.objects.get().state == "granted"


def test_deciding_wants_a_fresh_sign_in_and_other_moves_do_not(client, world):
    nomination = walk(make_nomination(world.commune, world.province), "submit", "receive")
    signed_in(client, "secretariat", world.province)
    session = client.session
    del session[sessions.CONFIRMED]
    session.save()
    pages = {name: url("nomination_move", nomination, name) for name in ("grant", "refuse")}
    bulk = f"/awards/nominations/bulk/?pick={nomination.pk}&step=grant"
    for page in (*pages.values(), bulk):
        answer = client.get(page)
        expected = reverse("account_reauthenticate", query={"next": page})
        assert (answer.status_code, answer.url) == (302, expected)
    assert client.get(url("nomination_move", nomination, "return")).status_code == 200
    late = reverse("account_reauthenticate", query={"next": reverse("accounts:typed_again")})
    sent = {"version": 3, "note": "Không đủ điều kiện"}
    assert client.post(pages["refuse"], sent).url == late
    picked = {"pick": f"{nomination.pk}:3", "step": "refuse", **sent}
    assert client.post("/awards/nominations/bulk/", picked).url == late
    assert Nomination.objects.get().state == "appraisal"


def test_who_made_it_sees_why_he_cannot_decide(client, world):
    by = signed_in(client, "secretariat", world.province)
    nomination = make_nomination(world.province, world.province, by=by)
    walk(nomination, "submit", "receive")
    response = client.get(url("nomination_detail", nomination))
    disabled = {a["url"].split("/")[-2] for a in response.context["now"]["acts"] if a["disabled"]}
    assert disabled == {"grant", "refuse"}
    assert len(response.context["now"]["reasons"]) == 1


def test_a_bulk_act_asks_first_with_count_and_list(client, world):
    ready = [walk(make_nomination(world.hospital, world.province), "submit") for _n in range(2)]
    other = walk(make_nomination(world.hospital, world.province), "submit", "receive")
    signed_in(client, "head", world.department)
    picks = [f"{n.pk}:{n.version}" for n in (*ready, other)]
    asked = client.get("/awards/nominations/bulk/", {"pick": picks, "step": "receive"})
    assert (len(asked.context["items"]), len(asked.context["left"])) == (2, 1)
    assert Nomination.objects.filter(route__received_at__isnull=False).count() == 1
    values = {"step": "receive", "pick": picks[:2]}
    assert client.post("/awards/nominations/bulk/", values).status_code == 302
    assert Nomination.objects.filter(route__received_at__isnull=False).count() == 3
    again = client.post("/awards/nominations/bulk/", values)
    assert again.status_code == 409
    assert Nomination.objects.get(pk=ready[0].pk).version == 3


def test_a_bulk_act_touches_nothing_out_of_reach(client, world):
    nomination = walk(make_nomination(world.hospital, world.province), "submit")
    signed_in(client, "head", world.commune)
    picks = {"pick": f"{nomination.pk}:2", "step": "receive"}
    assert client.get("/awards/nominations/bulk/", picks).context["items"] == []
    client.post("/awards/nominations/bulk/", picks)
    assert Nomination.objects.get().version == 2
    assert client.get("/awards/nominations/bulk/", {"step": "recall"}).status_code == 404


# --- catalogue and campaign


@pytest.mark.slow
def test_the_catalogue(client, world):
    signed_in(client, "officer", world.commune)
    make_award_type(verified=False)
    one = statements(client, "/awards/catalogue/")
    for _n in range(2):
        make_award_type(verified=False)
    assert statements(client, "/awards/catalogue/") == one <= 12
    response = client.get("/awards/catalogue/")
    assert len(response.context["lines"]) == 3
    assert response.content.decode().count("due-soon") == 3


@pytest.mark.slow
def test_the_awards_of_a_campaign(client, world):
    campaign = make_campaign(world.province)
    signed_in(client, "secretariat", world.province)
    page, asked = f"/campaigns/{campaign.code}/awards/", []
    for more in (1, 2):
        for _n in range(more):
            award_type = make_award_type()
            make_quota(campaign, award_type)
            nomination = make_nomination(
                world.commune, world.province, campaign=campaign, award_type=award_type
            )
            walk(nomination, "submit", "receive", "grant")
        asked.append(statements(client, page))
    assert asked[0] == asked[1] <= 15
    response = client.get(page)
    assert [row["line"].granted for row in response.context["quotas"]] == [1, 1, 1]
    assert response.context["visible_count"] == 3


def test_a_campaign_out_of_sight_has_no_awards_page(client, world):
    campaign = make_campaign(world.department)
    signed_in(client, "secretariat", world.commune)
    assert client.get(f"/campaigns/{campaign.code}/awards/").status_code == 404
    assert client.get(f"/campaigns/{campaign.code}/edit/quotas/").status_code == 404


def quota_rows(campaign, award_type, **changed):
    row = {
        "label": "Bằng khen",
        "recipients": "both",
        "grantor": "Chủ tịch UBND tỉnh",
        "low": "1.500",
        "high": "2.000",
        "award_types": [award_type.pk],
        "wording": "",
    } | changed
    rows = {f"quotas-0-{name}": value for name, value in row.items()}
    return rows | {
        "quotas-TOTAL_FORMS": "1",
        "quotas-INITIAL_FORMS": "0",
        "version": campaign.version,
    }


def test_quotas_of_a_draft_plan(client, world):
    campaign = make_campaign(world.province, state="draft", number="", issued_on=None)
    award_type = make_award_type()
    signed_in(client, "secretariat", world.province)
    page = f"/campaigns/{campaign.code}/edit/quotas/"
    assert client.get(page).status_code == 200
    wrong = client.post(page, quota_rows(campaign, award_type, high="1.000"))
    assert wrong.status_code == 422
    assert campaign.quotas.count() == 0
    assert client.post(page, quota_rows(campaign, award_type)).status_code == 302
    quota = campaign.quotas.get()
    assert (quota.low, quota.high, list(quota.award_types.all())) == (1500, 2000, [award_type])
    late = client.post(page, quota_rows(campaign, award_type, label="Khác"))
    assert late.status_code == 409
    assert campaign.quotas.get().label == "Bằng khen"


def test_quotas_of_an_issued_plan_stay(client, world):
    campaign = make_campaign(world.province)
    signed_in(client, "secretariat", world.province)
    page = f"/campaigns/{campaign.code}/edit/quotas/"
    assert client.post(page, quota_rows(campaign, make_award_type())).status_code == 409
    assert campaign.quotas.count() == 0


# --- files and notices


def test_files_come_with_the_draft_and_are_seen_by_those_who_see_it(client, world):
    signed_in(client, "officer", world.hospital)
    award_type, person = make_award_type(), make_person(unit=world.hospital)
    values = typed(world, award_type, recipient=f"individual:{person.pk}", files=upload())
    client.post(NEW, values)
    nomination = Nomination.objects.get()
    page = nomination.files.get().get_absolute_url()
    seen = {}
    for situation, moves in (("draft", ()), ("sent", ("submit",))):
        walk(nomination, *moves)
        signed_in(client, "head", world.department)
        response = client.get(page)
        seen[situation] = response.status_code
        b"".join(response)  # reads it to the end, which closes the file
    assert seen == {"draft": 404, "sent": 200}


def test_what_is_no_file_of_a_known_kind_is_refused(client, world):
    signed_in(client, "officer", world.hospital)
    values = typed(world, make_award_type(), files=upload("bao-cao.pdf", b"MZ khong phai PDF"))
    response = client.post(NEW, values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["files"]


def test_a_file_without_its_tick_leaves_the_draft(client, world):
    signed_in(client, "officer", world.hospital)
    award_type = make_award_type()
    two = [upload("mot.pdf"), upload("hai.pdf", pdf_bytes(b"khac"))]
    client.post(NEW, typed(world, award_type, files=two))
    nomination = Nomination.objects.get()
    kept = nomination.files.get(name="hai.pdf")
    page, values = url("nomination_edit", nomination), typed(world, award_type, file=kept.pk)
    again = client.post(page, values | {"version": 1, "title": ""})
    assert [file["checked"] for file in again.context["files"]] == [False, True]
    client.post(page, values | {"version": 1})
    assert list(nomination.files.all()) == [kept]


def test_a_recipient_who_moved_away_stays_in_the_draft(client, world):
    nomination = make_nomination(world.hospital, world.province)
    person = nomination.nominees.get().person
    person.posts.update(unit=world.commune)
    signed_in(client, "officer", world.hospital)
    values = typed(world, nomination.award_type, version=1, recipient=f"individual:{person.pk}")
    assert client.post(url("nomination_edit", nomination), values).status_code == 302
    assert nomination.nominees.get().person == person


def test_notices_go_to_whom_it_concerns(world):
    nomination = make_nomination(world.hospital, world.province)
    walk(nomination, "submit", "receive", "return", "submit", "recall", "submit", "receive")
    walk(nomination, "recommend", "receive", "grant")
    told = [
        (row.payload["verb"].removeprefix("nomination_"), row.payload["unit"])
        for row in Outgoing.objects.filter(kind="notice").order_by("pk")
    ]
    department, home = world.department.pk, world.hospital.pk
    assert told == [
        ("arrived", department),
        ("returned", home),
        ("arrived", department),
        ("recalled", department),
        ("arrived", department),
        ("arrived", world.province.pk),
        ("granted", home),
    ]
