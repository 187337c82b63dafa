import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from campaigns.models import (
    Answer,
    Campaign,
    Drive,
    DriveOccasion,
    Feedback,
    Movement,
    TaskReport,
    UnitList,
)
from campaigns.states import CampaignState
from tests.accounts.factories import make_user
from tests.campaigns import factories as make
from tests.documents import samples
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"campaigns:{name}", args=args)


def text_of(response):
    """The words of the page in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def sign_in(client, role, unit, language="en"):
    user = make_user(role, unit, language=language)
    client.force_login(user)
    return user


def typed(response):
    """What a browser would send back from a page of rows."""
    data = {"version": str(response.context["version"])}
    for _prefix, _legend, formset in response.context["groups"]:
        for form in [formset.management_form, *formset.forms]:
            for field in form:
                value = field.value()
                if value is not None and value is not False:
                    shown = field.field.prepare_value(value)
                    data[field.html_name] = "on" if shown is True else str(shown)
    return data


def statuses(client, *addresses):
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.getvalue()  # a file is closed at its end
    return [answer.status_code for answer in answers]


@pytest.fixture
def draft():
    return make.make_campaign(title="Phong trào năm 2024")


@pytest.fixture
def secretary(client, draft):
    return sign_in(client, Role.SECRETARIAT, draft.unit)


# --- the list -------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_list(client, django_assert_num_queries, rows):
    unit = make_unit()
    for _row in range(rows):
        campaign = make.make_issued(unit=unit)
        make.make_drive(campaign)
        make.make_answer(campaign)
    sign_in(client, Role.SECRETARIAT, unit)
    with django_assert_num_queries(7):
        assert len(client.get(url("campaign_list")).context["lines"]) == rows


def test_the_list_shows_state_days_left_and_answers(client):
    today = timezone.localdate()
    campaign = make.make_issued(
        title="Phong trào năm nay",
        start=today.replace(month=1, day=1),
        end=today.replace(month=12, day=31),
    )
    make.make_drive(campaign, name="Đợt hai", start=today, end=today)
    make.make_answer(campaign)
    make.make_addressee(campaign)
    sign_in(client, Role.HEAD, campaign.unit)
    response = client.get(url("campaign_list"))
    [line] = response.context["lines"]
    assert (line["answers"], line["running"]) == ("1 / 2", "Đợt hai, today")
    assert "Đợt hai, today" in text_of(response)


def test_the_list_names_the_drives_of_today_and_the_campaign_above(client):
    today = timezone.localdate()
    above = make.make_issued(title=" ".join(["một"] * 13))
    campaign = make.make_issued(unit=above.unit, title="<b> & {code}", parent=above)
    for name, days in (("Đã qua", (-9, -1)), ("Chưa tới", (1, 9)), ("Đang làm", (-1, 1))):
        start, end = (today + timedelta(days=n) for n in days)
        make.make_drive(campaign, name=name, start=start, end=end)
    make.make_drive(campaign, name="Không rõ hạn", start=today, end=None)
    sign_in(client, Role.HEAD, above.unit)
    response = client.get(url("campaign_list"), {"q": "code"})
    [line] = response.context["lines"]
    assert line["running"] == "Đang làm, 1 day left"
    assert line["about"].endswith(f" · in: {' '.join(['một'] * 12)} …")
    assert "&lt;b&gt; &amp; {code}</a>" in response.content.decode()


@pytest.mark.slow
def test_the_list_is_paged(client):
    unit = make_unit()
    for _row in range(51):
        make.make_campaign(unit=unit)
    sign_in(client, Role.HEAD, unit)
    response = client.get(url("campaign_list"), {"page": "2", "state": "draft"})
    assert len(response.context["lines"]) == 1
    assert 'href="?page=1&amp;state=draft"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Nông thôn mới", "Thi đua yêu nước"}),
        ("q=nong thon", {"Nông thôn mới"}),
        ("q=210", {"Thi đua yêu nước"}),
        ("state=draft", {"Nông thôn mới"}),
        ("kind=thematic", {"Nông thôn mới"}),
        ("year=2023", {"Nông thôn mới"}),
        ("year=2022", set()),
        ("mine=launched", {"Nông thôn mới"}),
        ("mine=addressed", {"Thi đua yêu nước"}),
        ("state=wrong", {"Nông thôn mới", "Thi đua yêu nước"}),
    ],
)
def test_filters_of_the_list(client, query, titles):
    unit = make_unit()
    draft = make.make_campaign(unit=unit, title="Nông thôn mới", kind="thematic")
    Campaign.objects.filter(pk=draft.pk).update(start=make.YEAR[0].replace(year=2023))
    make.make_addressee(make.make_issued(title="Thi đua yêu nước", number="210/KH-UBND"), unit)
    sign_in(client, Role.HEAD, unit)
    lines = client.get(f"{url('campaign_list')}?{query}").context["lines"]
    assert {line["title"] for line in lines} == titles


def test_visitors_see_published_campaigns_alone(client):
    make.make_issued(title="Đã công bố", public=True)
    make.make_issued(title="Chưa công bố")
    make.make_campaign(title="Dự thảo", public=True)
    lines = client.get(url("campaign_list")).context["lines"]
    assert [line["title"] for line in lines] == ["Đã công bố"]


# --- who sees what --------------------------------------------------------------------------------
PAGES = ["campaign_units", "campaign_tasks", "feedback_list"]
EDIT_PAGES = [
    "campaign_edit",
    "drives_edit",
    "sections_edit",
    "addressing_edit",
    "bases_edit",
    "tasks_edit",
]


@pytest.mark.parametrize("name", PAGES)
def test_an_issued_campaign_is_seen_by_its_unit_and_those_addressed(client, name):
    campaign = make.make_issued()
    addressee = make.make_addressee(campaign, make_unit())
    seen = {}
    for who, unit in (
        ("own", campaign.unit),
        ("addressed", addressee.unit),
        ("other", make_unit()),
    ):
        sign_in(client, Role.OFFICER, unit)
        seen[who] = client.get(url(name, campaign.code)).status_code
    assert seen == {"own": 200, "addressed": 200, "other": 404}


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_seen_by_its_own_unit_alone(client, draft, name):
    below = make_unit(parent=draft.unit)
    above = make_unit()
    seen = []
    for unit in (draft.unit, below, above):
        sign_in(client, Role.HEAD, unit)
        seen.append(client.get(url(name, draft.code)).status_code)
    assert seen == [200, 404, 404]


@pytest.mark.parametrize("name", EDIT_PAGES)
def test_a_draft_is_edited_by_those_who_lead_it(client, draft, name):
    answers = []
    for role, unit in (
        (Role.SECRETARIAT, draft.unit),
        (Role.OFFICER, draft.unit),
        (Role.SECRETARIAT, make_unit()),
    ):
        sign_in(client, role, unit)
        answers.append(client.get(url(name, draft.code)).status_code)
    assert answers == [200, 403, 404]


def test_an_addressed_unit_sees_its_own_row_of_the_board(client):
    campaign = make.make_issued()
    own, _other = make.make_addressee(campaign), make.make_addressee(campaign)
    sign_in(client, Role.OFFICER, own.unit)
    response = client.get(url("campaign_units", campaign.code))
    assert [line.addressee for line in response.context["lines"]] == [own]
    assert response.context["counts"]["addressed"] == 1


# --- drafting -------------------------------------------------------------------------------------
HEAD = {
    "title": "Phong trào thi đua năm 2025",
    "kind": "regular",
    "period": "2025",
    "symbol": "KH-UBND",
    "place": "Phú Thọ",
    "signer_position": "CHỦ TỊCH",
    "signer_name": "Bùi Văn Quang",
}


def test_a_campaign_is_made_with_the_days_of_its_year(client):
    user = sign_in(client, Role.SECRETARIAT, make_unit())
    unit = user.appointments.get().unit
    response = client.post(url("campaign_create"), HEAD | {"unit": unit.pk, "code": "nam-2025"})
    campaign = Campaign.objects.get()
    assert response.headers["Location"] == url("drives_edit", "nam-2025")
    assert (str(campaign.start), str(campaign.end)) == ("2025-01-01", "2025-12-31")
    assert campaign.created_by == user


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"title": "\u200b\u200b"}, ["title"]),
        ({"period": "2025Q1"}, ["period"]),
        ({"period": "khi nào"}, ["period"]),
        ({"start": "31/12/2025", "end": "01/01/2025"}, ["end"]),
        ({"start": "32/01/2025"}, ["start"]),
        ({"start": "1.5"}, ["start"]),
        ({"code": "có dấu"}, ["code"]),
        ({"unit": "0"}, ["unit"]),
        ({"kind": "other"}, ["kind"]),
        ({"parent": "0"}, ["parent"]),
        ({"signer_name": "x" * 200}, ["signer_name"]),
    ],
)
def test_bad_input_stays_in_the_form_with_an_error_at_the_field(client, changes, fields):
    unit = make_unit()
    sign_in(client, Role.SECRETARIAT, unit)
    response = client.post(url("campaign_create"), HEAD | {"unit": unit.pk} | changes)
    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == fields
    assert 'value="Bùi Văn Quang"' in response.content.decode() or "signer_name" in changes
    assert Campaign.objects.count() == 0


def test_a_taken_code_is_said_at_the_field(client, draft, secretary):
    data = HEAD | {"unit": draft.unit_id, "code": draft.code}
    response = client.post(url("campaign_create"), data)
    assert response.status_code == 409
    assert list(response.context["form"].errors) == ["code"]


def test_two_editors_of_the_head_lose_nothing(client, draft, secretary):
    data = HEAD | {"period": "2024", "version": "1"}
    assert client.post(url("campaign_edit", draft.code), data).status_code == 302
    second = client.post(url("campaign_edit", draft.code), data | {"title": "Tên của người sau"})
    assert second.status_code == 409
    assert "Tên của người sau" in second.content.decode()
    assert Campaign.objects.get().title == HEAD["title"]
    assert second.context["form"]["version"].value() == "2"


def rows(prefix, *rows, version=1, initial=0):
    """Data of one kind of rows as the page would send it."""
    data = {
        f"{prefix}-TOTAL_FORMS": str(len(rows)),
        f"{prefix}-INITIAL_FORMS": str(initial),
        "version": str(version),
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def drive_rows(*drives, reviews=(), **options):
    return rows("reviews", *reviews) | rows("drives", *drives, **options)


FIRST = {"name": "Đợt một", "start": "01/01/2024", "end": "30/06/2024"}


def test_drives_and_reviews_are_saved_and_empty_rows_are_not(client, draft, secretary):
    reviews = [{"kind": "final", "due": "31/12/2024"}, {}]
    data = drive_rows(FIRST, {}, FIRST | {"name": "Đợt hai"}, reviews=reviews)
    assert client.post(url("drives_edit", draft.code), data).status_code == 302
    drives = draft.drives.values_list("name", "position")
    assert list(drives) == [("Đợt một", 1), ("Đợt hai", 2)]
    assert [str(review.due) for review in draft.reviews.all()] == ["2024-12-31"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": ""}, "name"),
        ({"start": ""}, "start"),
        ({"start": "", "end": ""}, "start"),
        ({"end": ""}, "end"),
        ({"start": "01/07/2024"}, "end"),
        ({"start": "31/12/2023"}, "start"),
        ({"end": "01/01/2025"}, "end"),
        ({"start": "2024"}, "start"),
        ({"parent": "0"}, "parent"),
    ],
)
def test_a_wrong_drive_is_said_at_its_field(client, draft, secretary, row, field):
    response = client.post(url("drives_edit", draft.code), drive_rows(FIRST | row))
    assert response.status_code == 422
    [(_prefix, _legend, formset), _reviews] = response.context["groups"]
    assert list(formset.forms[0].errors) == [field]
    assert draft.drives.count() == 0


def test_a_peak_drive_lies_in_the_drive_around_it_as_typed_now(client, draft, secretary):
    around = make.make_drive(draft, name="Đợt một")
    row = FIRST | {"pk": str(around.pk), "end": "31/03/2024"}
    peak = {"name": "Cao điểm", "is_peak": "on", "parent": str(around.pk)}
    late = drive_rows(row, peak | {"start": "01/05/2024", "end": "07/05/2024"}, initial=1)
    response = client.post(url("drives_edit", draft.code), late)
    assert response.status_code == 422
    assert set(response.context["groups"][0][2].forms[1].errors) == {"start", "end"}
    data = drive_rows(row, peak | {"start": "01/03/2024", "end": "07/03/2024"}, initial=1)
    assert client.post(url("drives_edit", draft.code), data).status_code == 302
    assert Drive.objects.get(name="Cao điểm").parent == around


@pytest.mark.parametrize("page", ["drives_edit", "sections_edit", "bases_edit", "tasks_edit"])
def test_pages_of_rows_explain_the_star_once(client, draft, secretary, page):
    shown = text_of(client.get(url(page, draft.code)))
    assert shown.count("has to be filled in") == 1


def test_a_review_before_its_drive_is_said_at_its_field(client, draft, secretary):
    drive = make.make_drive(draft, start=make.YEAR[0].replace(month=7), end=make.YEAR[1])
    reviews = [{"kind": "final", "due": "30/06/2024", "drive": str(drive.pk)}]
    data = drive_rows(reviews=reviews)
    response = client.post(url("drives_edit", draft.code), data)
    assert response.status_code == 422
    assert list(response.context["groups"][1][2].forms[0].errors) == ["due"]


def test_one_more_row_loses_nothing_and_saves_nothing(client, draft, secretary):
    data = drive_rows({"name": "Chưa xong", "start": "sai"}) | {"add": "drives"}
    response = client.post(url("drives_edit", draft.code), data)
    assert response.status_code == 200
    formset = response.context["groups"][0][2]
    assert [form["name"].value() for form in formset] == ["Chưa xong", None]
    assert formset.forms[0].errors == {}
    assert 'value="sai"' in response.content.decode()
    assert draft.drives.count() == 0
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_new_row_of_addressing_starts_with_its_defaults(client, draft, secretary):
    data = rows("addressing") | {"add": "addressing"}
    response = client.post(url("addressing_edit", draft.code), data)
    [form] = response.context["groups"][0][2].forms
    assert form["asks_answer"].value() is True
    data = typed(response)
    assert client.post(url("addressing_edit", draft.code), data).status_code == 302
    assert draft.addressings.count() == 0


def movement_rows(*movements, **options):
    return rows("bases") | rows("recipients") | rows("movements", *movements, **options)


@pytest.mark.parametrize(
    ("positions", "order"),
    [
        (["1", "2", "3"], "abc"),
        (["1", "2", "1"], "cab"),
        (["3", "2", "3"], "bca"),
        (["", "2", "3"], "bca"),
        (["9", "8", "7"], "cba"),
    ],
)
def test_rows_follow_their_numbers(client, draft, secretary, positions, order):
    made = [
        Movement.objects.create(campaign=draft, position=n, name=c) for n, c in enumerate("abc")
    ]
    sent = [
        {"pk": str(row.pk), "name": row.name, "position": position}
        for row, position in zip(made, positions, strict=True)
    ]
    data = movement_rows(*sent, initial=3)
    assert client.post(url("bases_edit", draft.code), data).status_code == 302
    assert "".join(draft.movements.values_list("name", flat=True)) == order


def test_a_ticked_row_is_taken_away_even_when_it_is_wrong(client, draft, secretary):
    row = Movement.objects.create(campaign=draft, position=1, name="bỏ đi")
    data = movement_rows({"pk": str(row.pk), "name": "", "DELETE": "on"}, initial=1)
    assert client.post(url("bases_edit", draft.code), data).status_code == 302
    assert draft.movements.count() == 0


def test_a_row_of_another_campaign_becomes_a_new_one(client, draft, secretary):
    foreign = Movement.objects.create(campaign=make.make_campaign(), position=1, name="của họ")
    data = movement_rows({"pk": str(foreign.pk), "name": "của ta"}, initial=1)
    client.post(url("bases_edit", draft.code), data)
    foreign.refresh_from_db()
    assert (foreign.name, draft.movements.get().name) == ("của họ", "của ta")


def test_two_editors_of_rows_lose_nothing(client, draft, secretary):
    page = url("bases_edit", draft.code)
    assert client.post(page, movement_rows({"name": "một"})).status_code == 302
    second = client.post(page, movement_rows({"name": "hai"}))
    assert second.status_code == 409
    assert 'value="hai"' in second.content.decode()
    again = client.post(page, movement_rows({"name": "hai"}, version=second.context["version"]))
    assert again.status_code == 302
    assert set(draft.movements.values_list("name", flat=True)) == {"một", "hai"}


def test_a_double_click_on_save_writes_once_and_looks_saved(client, draft, secretary):
    page = url("bases_edit", draft.code)
    answers = [client.post(page, movement_rows({"name": "một"})).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert draft.movements.count() == 1


@pytest.mark.parametrize("name", EDIT_PAGES)
def test_a_saved_page_sends_back_what_it_shows(client, draft, secretary, name):
    drive = make.make_drive(draft)
    make.make_drive(draft, parent=drive, is_peak=True, start=None, end=None)
    make.make_review(draft, drive=drive)
    make.make_section(draft, parent=make.make_section(draft))
    make.make_addressing(draft, unit=make_unit(parent=draft.unit))
    make.make_task(draft, unit=make_unit(parent=draft.unit))
    Movement.objects.create(campaign=draft, position=1, name="một")
    response = client.get(url(name, draft.code))
    assert response.status_code == 200
    if name == "campaign_edit":
        return

    def recorded():
        drives = draft.drives.values_list("pk", "name", "start", "end", "is_peak", "parent")
        return [list(drives), list(draft.sections.values_list("pk", "parent"))]

    before = recorded()
    response = client.post(url(name, draft.code), typed(response))
    assert response.status_code == 302
    assert recorded() == before
    assert (draft.addressings.count(), draft.tasks.count()) == (1, 1)


def test_occasions_are_entered_and_a_wrong_number_is_pointed_out(client, draft, secretary):
    drive = make.make_drive(draft)
    page = url("drive_edit", draft.code, drive.pk)
    occasion = {"name": "Điện Biên Phủ", "original_date": "07/05/1954", "stated_years": "71"}
    data = rows("activities", {"text": "Trồng cây"}) | rows("occasions", occasion)
    assert client.post(page, data).status_code == 302
    assert DriveOccasion.objects.get().stated_years == 71
    for response in (client.get(page), client.get(url("drives_edit", draft.code))):
        assert "states 71 years; counted from 07/05/1954 it is 70." in text_of(response)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "", "original_date": "07/05/1954"}, "name"),
        ({"original_date": "hôm qua"}, "original_date"),
        ({"stated_years": "bảy mươi"}, "stated_years"),
        ({"stated_years": "-1"}, "stated_years"),
    ],
)
def test_a_wrong_occasion_is_said_at_its_field(client, draft, secretary, row, field):
    drive = make.make_drive(draft)
    data = rows("activities") | rows("occasions", {"name": "Điện Biên Phủ"} | row)
    response = client.post(url("drive_edit", draft.code, drive.pk), data)
    assert response.status_code == 422
    assert list(response.context["groups"][0][2].forms[0].errors) == [field]


def test_an_occasion_stands_once_in_a_drive(client, draft, secretary):
    drive = make.make_drive(draft)
    data = rows("activities") | rows("occasions", {"name": "Một"}, {"name": "Một"})
    assert client.post(url("drive_edit", draft.code, drive.pk), data).status_code == 422


def test_occasions_of_campaigns_out_of_sight_are_not_suggested(client, draft, secretary):
    drive = make.make_drive(draft)
    make.make_occasion(drive, name="Ngày của ta")
    make.make_occasion(name="Ngày của họ")
    response = client.get(url("drive_edit", draft.code, drive.pk))
    assert [each.name for each in response.context["known_occasions"]] == ["Ngày của ta"]


def test_a_drive_of_another_campaign_is_not_found(client, draft, secretary):
    foreign = make.make_drive()
    assert client.get(url("drive_edit", draft.code, foreign.pk)).status_code == 404


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"group": "unit"}, "unit"),
        ({"group": "unit", "unit": "không có đơn vị này"}, "unit"),
        ({"group": "kind"}, "unit_kind"),
        ({"group": "level"}, "level"),
        ({"group": "list"}, "unit_list"),
        ({"group": "body"}, "body_name"),
        ({"group": "", "unit": ""}, "group"),
        ({"group": "sai"}, "group"),
    ],
)
def test_an_addressing_names_what_its_group_needs(client, draft, secretary, row, field):
    data = rows("addressing", row | {"asks_plan": "on"})
    response = client.post(url("addressing_edit", draft.code), data)
    assert response.status_code == 422
    assert list(response.context["groups"][0][2].forms[0].errors) == [field]


def test_units_are_addressed_by_name_or_code_and_outsiders_by_the_whole_name(
    client, draft, secretary
):
    below = make_unit("Sở Y tế", code="SYT", parent=draft.unit)
    front = make_unit("Ban Tuyên giáo Tỉnh ủy", code="BTG")
    data = rows(
        "addressing",
        {"group": "unit", "unit": "y te", "asks_answer": "on"},
        {"group": "unit", "unit": "Ban Tuyên giáo Tỉnh ủy", "requested": "on"},
        {"group": "body", "body_name": "Báo Nhân Dân"},
    )
    assert client.post(url("addressing_edit", draft.code), data).status_code == 302
    found = draft.addressings.values_list("unit", "body_name")
    assert list(found) == [(below.pk, ""), (front.pk, ""), (None, "Báo Nhân Dân")]
    part = rows("addressing", {"group": "unit", "unit": "tuyen giao"}, version=2)
    assert client.post(url("addressing_edit", draft.code), part).status_code == 422


def test_a_section_without_words_is_refused_unless_it_is_filled(client, draft, secretary):
    page = url("sections_edit", draft.code)
    empty = {"depth": "2", "content": "text"}
    assert client.post(page, rows("sections", empty)).status_code == 422
    filled = [{"depth": "1", "content": "text", "heading": "I"}, empty | {"content": "targets"}]
    assert client.post(page, rows("sections", *filled)).status_code == 302
    assert list(draft.sections.values_list("parent__heading", "content")) == [
        (None, "text"),
        ("I", "targets"),
    ]


def test_a_task_for_all_has_no_unit(client, draft, secretary):
    unit = make_unit("Sở Y tế", parent=draft.unit)
    row = {"body": "Các đơn vị", "text": "Ký giao ước", "for_all": "on", "unit": unit.name}
    response = client.post(url("tasks_edit", draft.code), rows("tasks", row))
    assert response.status_code == 422
    assert list(response.context["groups"][0][2].forms[0].errors) == ["unit"]


def test_an_issued_campaign_is_not_changed_by_its_old_page(client):
    campaign = make.make_issued()
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    response = client.post(url("bases_edit", campaign.code), movement_rows({"name": "muộn"}))
    assert response.status_code == 409
    assert campaign.movements.count() == 0


# --- lists of units -------------------------------------------------------------------------------
def test_a_list_is_typed_line_by_line(client, draft, secretary):
    units = [
        make_unit(name, code=code, parent=draft.unit) for name, code in (("A", "a1"), ("B", "b1"))
    ]
    data = {"owner": draft.unit_id, "name": "Khối một", "units": "a1\n\nB (b1)\na1"}
    assert client.post(url("list_create"), data).status_code == 302
    kept = UnitList.objects.get()
    assert set(kept.units.all()) == set(units)
    shown = client.get(url("list_edit", kept.pk)).content.decode()
    assert "A (a1)\nB (b1)" in shown
    edited = {"name": "Khối hai", "units": "a1", "version": "1"}
    assert client.post(url("list_edit", kept.pk), edited).status_code == 302
    assert client.post(url("list_edit", kept.pk), edited | {"name": "x"}).status_code == 409


def test_a_line_that_names_no_unit_is_said_with_its_number(client, draft, secretary):
    data = {"owner": draft.unit_id, "name": "Khối", "units": f"{draft.unit.code}\nkhông có"}
    response = client.post(url("list_create"), data)
    assert response.status_code == 422
    assert "Line 2:" in text_of(response)
    assert "không có" in response.content.decode()


def test_a_list_of_another_unit_is_not_found(client, draft, secretary):
    assert client.get(url("list_edit", make.make_unit_list().pk)).status_code == 404
    below = make.make_unit_list(owner=make_unit(parent=draft.unit))
    assert client.get(url("list_edit", below.pk)).status_code == 403


@pytest.mark.parametrize("lists", [1, 3])
def test_queries_of_the_lists(client, draft, secretary, django_assert_num_queries, lists):
    for _list in range(lists):
        make.make_unit_list(owner=draft.unit)
    with django_assert_num_queries(4):
        client.get(url("list_list"))


# --- who has answered -----------------------------------------------------------------------------
@pytest.mark.parametrize("units", [1, 3])
def test_queries_of_the_board(client, django_assert_num_queries, units):
    campaign = make.make_issued()
    for _unit in range(units):
        make.make_answer(campaign)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    with django_assert_num_queries(9):
        page = client.get(url("campaign_units", campaign.code))
    assert len(page.context["lines"]) == units


def test_the_board_counts_and_filters_by_state(client):
    campaign = make.make_issued(answer_due=make.YEAR[0])
    done = make.make_addressee(campaign, make_unit("Sở Y tế", parent=campaign.unit))
    make.make_answer(campaign, done.unit)
    late = make.make_addressee(campaign, make_unit("Sở Nội vụ", parent=campaign.unit))
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    page = url("campaign_units", campaign.code)
    response = client.get(page)
    states = response.context["states"]
    assert {address.partition("=")[2]: count for _look, _words, address, count, _now in states} == {
        "not_received": 2,
        "answered": 1,
        "not_answered": 1,
    }
    response = client.get(f"{page}?standing=not_answered")
    assert [line.addressee for line in response.context["lines"]] == [late]
    assert "Remind 1 unit" in text_of(response)
    assert [line.late for line in response.context["lines"]] == [True]
    response = client.get(f"{page}?q=y te")
    assert [line.addressee for line in response.context["lines"]] == [done]


def test_reminding_shows_count_and_list_first(client):
    campaign = make.make_issued()
    unit = make_unit("Sở Nội vụ", parent=campaign.unit)
    make.make_addressee(campaign, unit)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    page = url("remind", campaign.code, "not_answered")
    before = text_of(client.get(page))
    assert "Remind 1 unit" in before and "Sở Nội vụ" in before
    for said in ("1 unit reminded.", "All of these units have been reminded today."):
        assert said in text_of(client.post(page, follow=True))
    sign_in(client, Role.OFFICER, unit)
    assert client.post(page).status_code == 403


# --- answering ------------------------------------------------------------------------------------
@pytest.fixture
def addressee():
    return make.make_addressee(asks_plan=True)


@pytest.fixture
def officer(client, addressee):
    return sign_in(client, Role.OFFICER, addressee.unit)


def test_a_unit_receives_answers_and_attaches(client, addressee, officer):
    campaign, unit = addressee.campaign, addressee.unit
    client.post(url("receive", campaign.code), {"unit": unit.pk})
    addressee.refresh_from_db()
    assert addressee.received_by == officer
    data = {"version": "0", "text": "Hưởng ứng", "files": samples.upload("ke-hoach.pdf")}
    page = url("answer_edit", campaign.code)
    assert client.post(page, data | {"draft": "1"}).status_code == 302
    answer = Answer.objects.get()
    assert (answer.is_sent, answer.files.count()) == (False, 1)
    assert client.post(page, {"version": "1", "text": "Hưởng ứng"}).status_code == 302
    answer.refresh_from_db()
    assert (answer.is_sent, answer.files.count()) == (True, 1)


def test_the_upper_unit_reads_a_sent_answer_and_its_file_not_a_draft(client, addressee, officer):
    campaign = addressee.campaign
    page = url("answer_edit", campaign.code)
    data = {"version": "0", "text": "Hưởng ứng", "files": samples.upload("ke-hoach.pdf")}
    client.post(page, data | {"draft": "1"})
    answer = Answer.objects.get()
    [file] = answer.files.all()
    detail = url("answer_detail", campaign.code, answer.pk)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    assert statuses(client, detail, file.get_absolute_url()) == [404, 404]
    Answer.objects.update(sent_at=timezone.now(), sent_by=officer)
    assert statuses(client, detail, file.get_absolute_url()) == [200, 200]
    sign_in(client, Role.SECRETARIAT, make.make_addressee(campaign).unit)
    assert statuses(client, detail, file.get_absolute_url()) == [404, 404]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plan_date": "31/12/2099"}, "plan_date"),
        ({"plan_date": "15/01/2024"}, "plan_number"),
        ({"plan_date": "01.02"}, "plan_date"),
        ({"own_campaign": "0"}, "own_campaign"),
        ({"version": ""}, "version"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(client, addressee, officer, changes, field):
    data = {"version": "0", "text": "Nội dung đã gõ"} | changes
    response = client.post(url("answer_edit", addressee.campaign.code), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Nội dung đã gõ" in response.content.decode()


def test_a_file_that_is_not_what_its_name_says_is_refused(client, addressee, officer):
    false = samples.upload("gia.pdf", b"khong phai PDF")
    data = {"version": "0", "text": "Nội dung đã gõ", "files": false}
    response = client.post(url("answer_edit", addressee.campaign.code), data)
    assert list(response.context["form"].errors) == ["files"]
    assert Answer.objects.count() == 0


def test_two_answers_at_once_lose_nothing(client, addressee, officer):
    page = url("answer_edit", addressee.campaign.code)
    client.post(page, {"version": "0", "text": "Của người thứ nhất"})
    second = client.post(page, {"version": "0", "text": "Của người thứ hai"})
    assert second.status_code == 409
    assert "Của người thứ hai" in second.content.decode()
    assert Answer.objects.get().text == "Của người thứ nhất"


def test_a_double_click_on_send_looks_sent(client, addressee, officer):
    page = url("answer_edit", addressee.campaign.code)
    data = {"version": "0", "text": "Hưởng ứng", "plan_number": "05/KH-SYT"}
    assert [client.post(page, data).status_code for _click in range(2)] == [302, 302]
    assert Answer.objects.get().version == 1


def test_who_is_not_addressed_cannot_answer(client, addressee):
    sign_in(client, Role.SECRETARIAT, addressee.campaign.unit)
    page = url("answer_edit", addressee.campaign.code)
    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]
    receipt = client.post(url("receive", addressee.campaign.code), {"unit": addressee.unit_id})
    assert receipt.status_code == 404
    sign_in(client, Role.OFFICER, make_unit())
    assert client.get(page).status_code == 404


def test_only_what_is_asked_is_in_the_form(client):
    addressee = make.make_addressee(asks_pact=True)
    sign_in(client, Role.HEAD, addressee.unit)
    form = client.get(url("answer_edit", addressee.campaign.code)).context["form"]
    assert list(form.fields) == ["text", "pact_signed_on", "version", "files"]


# --- tasks and difficulties -----------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_drives_and_tasks(client, django_assert_num_queries, number):
    campaign = make.make_issued()
    for _each in range(number):
        make.make_occasion(make.make_drive(campaign))
        make.make_task_report(make.make_task(campaign, unit=make_unit(parent=campaign.unit)))
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    with django_assert_num_queries(12):
        client.get(url("campaign_tasks", campaign.code))


def test_tasks_count_units_by_state(client):
    campaign = make.make_issued()
    task = make.make_task(campaign, for_all=True)
    for state in ("done", "doing", None):
        unit = make.make_addressee(campaign).unit
        if state:
            make.make_task_report(task, unit, state="doing")
            make.make_task_report(task, unit, state=state)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    response = client.get(url("campaign_tasks", campaign.code))
    [line] = response.context["tasks"]
    assert [(look, count) for look, _words, count in line.states] == [
        ("todo", 1),
        ("track", 1),
        ("met", 1),
    ]


def test_a_task_names_the_units_that_said_nothing(client):
    campaign = make.make_issued()
    task = make.make_task(campaign, for_all=True)
    said, silent = make.make_addressee(campaign), make.make_addressee(campaign)
    make.make_addressee(campaign, name="Ban Tuyên giáo")
    make.make_task_report(task, said.unit)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    response = client.get(url("task_report", campaign.code, task.pk))
    assert response.context["silent"] == [silent.name]
    assert [report.unit for report, _look in response.context["lines"]] == [said.unit]


def test_a_unit_reports_on_its_task(client, addressee, officer):
    task = make.make_task(addressee.campaign, unit=addressee.unit)
    page = url("task_report", addressee.campaign.code, task.pk)
    data = {"unit": addressee.unit_id, "state": "doing", "text": "Đang làm"}
    assert [client.post(page, data).status_code for _click in range(2)] == [302, 302]
    assert TaskReport.objects.get().by == officer
    bad = client.post(page, data | {"state": "finished"})
    assert (bad.status_code, "Đang làm" in bad.content.decode()) == (422, True)
    foreign = make.make_task(addressee.campaign, unit=make_unit())
    page = url("task_report", addressee.campaign.code, foreign.pk)
    assert client.post(page, data).status_code == 403


def test_a_difficulty_is_told_and_answered(client, addressee, officer):
    campaign = addressee.campaign
    page = url("feedback_list", campaign.code)
    assert client.post(page, {"unit": addressee.unit_id, "text": ""}).status_code == 422
    data = {"unit": addressee.unit_id, "text": "Thiếu kinh phí"}
    assert [client.post(page, data).status_code for _click in range(2)] == [302, 302]
    told = Feedback.objects.get()
    reply = url("feedback_reply", campaign.code, told.pk)
    assert client.get(reply).status_code == 403
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    assert client.post(reply, {"text": "Đã bổ sung"}).status_code == 302
    assert client.post(reply, {"text": "Câu khác"}).status_code == 409
    assert "Đã bổ sung" in text_of(client.get(page))


def test_difficulties_of_other_units_are_not_seen(client, addressee, officer):
    make.make_feedback(addressee.campaign, text="Của đơn vị khác")
    response = client.get(url("feedback_list", addressee.campaign.code))
    assert "Của đơn vị khác" not in text_of(response)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_difficulties(client, django_assert_num_queries, rows):
    campaign = make.make_issued()
    for _row in range(rows):
        make.make_feedback(campaign)
    sign_in(client, Role.SECRETARIAT, campaign.unit)
    with django_assert_num_queries(7):
        client.get(url("feedback_list", campaign.code))


def test_a_campaign_is_summed_up_by_its_leaders(client, addressee, officer):
    campaign = addressee.campaign
    page = url("campaign_close", campaign.code)
    assert client.post(page, {"version": "1"}).status_code == 403
    sign_in(client, Role.LEADER, campaign.unit)
    asked = text_of(client.get(page))
    assert ("no unit can answer" in asked, "has to be filled in" in asked) == (True, False)
    assert client.post(page, {"version": "7"}).status_code == 409
    assert client.post(page, {"version": "1"}).status_code == 302
    assert Campaign.objects.get().state == CampaignState.CLOSED
