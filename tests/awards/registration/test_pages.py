"""The pages: who sees what, what they say, and with how many statements."""

import datetime
import re

import pytest
from django.urls import reverse

from awards.models import Registration, RegistrationWindow
from spreadsheets.read import read_rows
from tests.awards.factories import make_nomination, make_person, walk
from tests.awards.registration.factories import (
    make_registration,
    make_title,
    make_window,
    open_window,
)
from tests.awards.test_views import signed_in, statements

WINDOWS, OPEN = "/awards/registration/", "/awards/registration/new/"
LIST, EXPORT = "/awards/registration/titles/", "/awards/registration/titles/export/"


def url(name, *args):
    return reverse(f"awards:registration_{name}", args=args)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def window(world):
    return open_window(world)


# --- opening
TYPED = {
    "year": "2026",
    "opens": "01/05/2026",
    "closes": "31/05/2026",
    "levels": ["department"],
    "units": "UBND xã Tiên Lương",
}


def test_opening_asks_first_with_count_and_list(client, world):
    signed_in(client, "secretariat", world.province)
    typed = TYPED | {"authority": world.province.pk}
    page = client.post(OPEN, typed)
    assert RegistrationWindow.objects.count() == 0
    told = text_of(page)
    assert "Mở đăng ký và thông báo 2 đơn vị" in told
    assert "Sở Y tế" in told and "UBND xã Tiên Lương" in told
    again = client.post(OPEN, typed | {"change": "1"})
    assert 'value="31/05/2026"' in again.content.decode()
    done = client.post(OPEN, typed | {"confirmed": "1"})
    window = RegistrationWindow.objects.get()
    assert done.url == url("board", window.pk)
    assert set(window.units.all()) == {world.department, world.commune}


def test_what_was_typed_stays_when_it_is_refused(client, world, window):
    signed_in(client, "secretariat", world.province)
    page = client.post(OPEN, TYPED | {"authority": world.province.pk})
    assert page.status_code == 409
    assert "đã mở đăng ký năm 2026" in text_of(page)
    assert 'value="31/05/2026"' in page.content.decode()


# --- the list of years
def test_each_sees_the_years_that_concern_them(client, world, window):
    make_registration(window, world.department)
    seen = {}
    for place in ("province", "department", "hospital", "commune"):
        signed_in(client, "officer", getattr(world, place))
        lines = client.get(WINDOWS).context["lines"]
        seen[place] = [
            (line["asked"], line["registered"], [name for _pk, name in line["sheets"]])
            for line in lines
        ]
    assert seen == {
        "province": [(2, 1, [])],
        "department": [(1, 1, ["Sở Y tế"])],
        "hospital": [],
        "commune": [(1, 0, ["UBND xã Tiên Lương"])],
    }


# --- the board
def test_the_board_says_who_has_registered_what(client, world, window):
    title = make_title()
    make_registration(window, world.department, award_type=title)
    make_registration(window, world.department, award_type=title, collective=world.department)
    signed_in(client, "secretariat", world.province)
    page = client.get(url("board", window.pk))
    told = text_of(page)
    assert "Chiến sĩ thi đua cơ sở: 2" in told
    assert "chưa đăng ký yêu cầu ngày 20/05/2026" in told
    assert [str(line.unit) for line in page.context["lines"]] == ["Sở Y tế", "UBND xã Tiên Lương"]
    missing = client.get(url("board", window.pk), {"standing": "missing"})
    assert [str(line.unit) for line in missing.context["lines"]] == ["UBND xã Tiên Lương"]


def test_a_unit_sees_its_own_line_of_the_board(client, world, window):
    make_registration(window, world.commune, person=make_person("Ẩn Danh", unit=world.commune))
    signed_in(client, "head", world.department)
    page = client.get(url("board", window.pk))
    assert [str(line.unit) for line in page.context["lines"]] == ["Sở Y tế"]
    assert page.context["compared"] == []


def test_registered_proposed_granted(client, world, window):
    """A dossier counts in the year in which its achievement ends; a draft does not count."""
    title, other = make_title(), make_title(name="Lao động tiên tiến")
    person = make_person(unit=world.hospital)
    make_registration(window, world.department, award_type=title, person=person)
    make_registration(window, world.department, award_type=other, person=person)
    make_registration(window, world.department, award_type=title, struck=True)
    this_year = {
        "award_type": title,
        "period_from": datetime.date(2026, 1, 1),
        "period_to": datetime.date(2026, 5, 1),
    }
    steps = ("submit", "receive", "recommend", "receive", "grant")
    granted = make_nomination(world.hospital, world.province, **this_year)
    walk(granted, *steps)
    walk(make_nomination(world.hospital, world.province, **this_year), "submit")
    make_nomination(world.hospital, world.province, **this_year)
    walk(make_nomination(world.hospital, world.province, award_type=title), "submit")  # of 2025
    signed_in(client, "secretariat", world.province)
    compared = client.get(url("board", window.pk)).context["compared"]
    assert [(c.award, c.registered, c.proposed, c.granted) for c in compared] == [
        (title, 1, 2, 1),
        (other, 1, 0, 0),
    ]


def test_reminding_asks_first_and_then_tells(client, world, window):
    make_registration(window, world.department)
    signed_in(client, "secretariat", world.province)
    page = client.get(url("remind", window.pk))
    assert "Gửi nhắc 1 đơn vị" in text_of(page) and "UBND xã Tiên Lương" in text_of(page)
    done = client.post(url("remind", window.pk), follow=True)
    assert "Đã nhắc 1 đơn vị." in text_of(done)
    again = client.post(url("remind", window.pk), follow=True)
    assert "Hôm nay các đơn vị này đều đã được nhắc." in text_of(again)
    signed_in(client, "head", world.department)
    assert client.post(url("remind", window.pk)).status_code == 403


def test_prolonging(client, world, window):
    signed_in(client, "secretariat", world.province)
    client.post(url("prolong", window.pk), {"closes": "15/06/2026", "version": 1})
    window.refresh_from_db()
    assert window.closes == datetime.date(2026, 6, 15)


# --- the sheet
def test_a_unit_registers_by_ticking(client, world, window):
    title = make_title(code="cstd")
    people = [make_person(f"Người {n}", unit=world.department) for n in range(3)]
    signed_in(client, "officer", world.department)
    sheet = url("sheet", window.pk, world.department.pk)
    assert "Chọn danh hiệu ở trên" in text_of(client.get(sheet))
    address = f"{sheet}?award=cstd"
    page = client.get(address)
    assert [line["name"] for line in page.context["lines"]] == ["Người 0", "Người 1", "Người 2"]
    done = client.post(address, {"recipient": [people[0].pk, people[2].pk]}, follow=True)
    assert "Đã ghi 2 đăng ký." in text_of(done)
    assert [line["registered"] for line in done.context["lines"]] == [True, False, True]
    assert set(Registration.objects.values_list("person", "award_type", "unit")) == {
        (people[0].pk, title.pk, world.department.pk),
        (people[2].pk, title.pk, world.department.pk),
    }


def test_a_title_of_collectives_lists_the_unit_and_those_below(client, world, window):
    make_title(code="tap-the", for_individual=False)
    signed_in(client, "head", world.department)
    page = client.get(url("sheet", window.pk, world.department.pk), {"award": "tap-the"})
    names = {line["name"] for line in page.context["lines"]}
    assert names == {"Sở Y tế", "Bệnh viện", "Khoa Cấp cứu"}


def test_nothing_ticked_keeps_the_page(client, world, window):
    make_title(code="cstd")
    make_person(unit=world.department)
    signed_in(client, "officer", world.department)
    page = client.post(f"{url('sheet', window.pk, world.department.pk)}?award=cstd", {})
    assert page.status_code == 409
    assert "Chưa đánh dấu dòng nào" in text_of(page)


def test_after_the_closing_day_the_unit_reads_why(client, world):
    window = make_window(
        world.province, world.department,
        opens=datetime.date(2026, 1, 1), closes=datetime.date(2026, 3, 31),
    )  # fmt: skip
    make_title(code="cstd")
    person = make_person(unit=world.department)
    sheet = f"{url('sheet', window.pk, world.department.pk)}?award=cstd"
    signed_in(client, "officer", world.department)
    page = client.get(sheet)
    assert "Đã hết hạn đăng ký (ngày 31/03/2026)" in text_of(page)
    assert 'name="recipient"' not in page.content.decode()
    assert client.post(sheet, {"recipient": person.pk}).status_code == 409
    signed_in(client, "secretariat", world.province)
    without = client.post(sheet, {"recipient": person.pk, "note": ""})
    assert without.status_code == 409
    assert f'value="{person.pk}" checked' in without.content.decode()
    client.post(sheet, {"recipient": person.pk, "note": "Công văn 12/SYT"})
    assert Registration.objects.get().note == "Công văn 12/SYT"


def test_who_does_not_register_for_the_unit_is_kept_out(client, world, window):
    found = {}
    for role, place in (
        ("inspector", "department"), ("officer", "province"), ("officer", "commune"),
        ("head", "hospital"),
    ):  # fmt: skip
        signed_in(client, role, getattr(world, place))
        found[role, place] = client.get(url("sheet", window.pk, world.department.pk)).status_code
    assert found == {
        ("inspector", "department"): 403,
        ("officer", "province"): 403,
        ("officer", "commune"): 404,
        ("head", "hospital"): 404,
    }


def test_striking(client, world, window):
    row = make_registration(window, world.department)
    signed_in(client, "officer", world.department)
    page = url("strike", row.pk)
    assert "Đỗ Văn Khánh" in text_of(client.get(page))
    client.post(page, {"version": 1})
    row.refresh_from_db()
    assert row.struck
    assert client.post(page, {"version": 1}).status_code == 409


# --- the list and its workbook
@pytest.fixture
def several(world, window):
    first = make_registration(
        window, world.department, award_type=make_title(code="cstd"),
        person=make_person("Ngô Thị Lan", unit=world.department),
    )  # fmt: skip
    second = make_registration(
        window, world.commune, collective=world.commune, award_type=make_title(code="co-thi-dua")
    )
    third = make_registration(window, world.department, struck=True, note="=1+1")
    return first, second, third


FILTERS = [
    ({}, "123"),
    ({"q": "ngo lan"}, "1"),
    ({"q": "tien luong"}, "2"),
    ({"kind": "collective"}, "2"),
    ({"kind": "individual"}, "13"),
    ({"state": "struck"}, "3"),
    ({"state": "standing"}, "12"),
    ({"award_type": "cstd"}, "1"),
    ({"year": "2025"}, ""),
    ({"unit": "Sở Y tế"}, "13"),
    ({"state": "nonsense"}, "123"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_of_the_list_and_its_workbook(client, world, several, query, expected):
    signed_in(client, "inspector", world.province)
    wanted = sorted(str(several[int(n) - 1].pk) for n in expected)
    lines = client.get(LIST, query).context["lines"]
    assert sorted(str(line["row"].pk) for line in lines) == wanted
    table = read_rows(client.get(EXPORT, query).content, columns={"name": ["Đối tượng"]})
    assert [row.cells["name"].value for row in table.rows] == [line["recipient"] for line in lines]


def test_a_unit_lists_its_own(client, world, several):
    signed_in(client, "officer", world.commune)
    assert [line["recipient"] for line in client.get(LIST).context["lines"]] == [
        "UBND xã Tiên Lương"
    ]


# --- statements
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "limit"), [("windows", 12), ("list", 12), ("board", 15), ("sheet", 15)]
)
def test_pages_ask_the_same_with_one_and_three(client, world, name, limit):
    title = make_title(code="cstd")
    make_person("Người còn lại", unit=world.department)
    window = open_window(world)
    make_registration(window, world.department, award_type=title)
    signed_in(client, "secretariat", world.province)
    address = {
        "windows": WINDOWS,
        "list": LIST,
        "board": url("board", window.pk),
        "sheet": f"{url('sheet', window.pk, world.department.pk)}?award=cstd",
    }[name]
    one = statements(client, address)
    for year in (2024, 2025):
        before = make_window(world.province, world.commune, world.department, year=year)
        make_registration(before, world.commune)
        make_registration(window, world.department, award_type=title)
        make_registration(window, world.commune, award_type=make_title())
        make_person(unit=world.department)
    assert statements(client, address) == one <= limit
