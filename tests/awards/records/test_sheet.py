"""The ratings of a unit and a year on one sheet, saved at once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Event
from awards.models import RatingValue, YearRating
from awards.records import actions
from tests.awards.factories import make_person, make_user
from tests.awards.records.factories import make_rating
from tests.awards.records.test_pages import queries, signed_in

SHEET = reverse("awards:rating_sheet")
WELL, EXCELLENT = RatingValue.WELL, RatingValue.EXCELLENT


def key(subject, kind="person"):
    return f"{kind}-{subject.pk}"


def lines(response):
    return [(line["name"], line["value"]) for line in response.context["lines"]]


def test_the_sheet_opens_with_ones_own_unit_and_the_year_before(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    response = client.get(SHEET)
    assert (response.context["unit"], response.context["year"]) == (world.hospital, 2025)
    assert lines(response) == [("Bệnh viện", ""), ("Đỗ Văn Khánh", "")]


def test_the_people_are_those_of_the_last_day_of_the_year(client, world, nurse):
    nurse.posts.update(valid_to=datetime.date(2025, 12, 30))
    make_person("Vào sau", unit=world.hospital, since=datetime.date(2026, 1, 1))
    left = make_person("Đi sau", unit=world.hospital)
    left.posts.update(valid_to=datetime.date(2025, 12, 31))
    signed_in(client, "officer", world.hospital)
    seen = {
        year: [
            name for name, _value in lines(client.get(f"{SHEET}?unit=Bệnh viện&year={year}"))[1:]
        ]
        for year in (2025, 2026)
    }
    assert seen == {2025: ["Đi sau"], 2026: ["Vào sau"]}


def test_all_are_saved_at_once_and_counted(client, world, nurse):
    other = make_person("Lê Thị Hoa", unit=world.hospital)
    make_rating(other, rating=RatingValue.DONE)
    signed_in(client, "officer", world.hospital)
    typed = {
        key(world.hospital, "unit"): WELL,
        key(nurse): EXCELLENT,
        key(other): RatingValue.DONE,
        f"{key(other)}-version": "1",
        "decision": "35/QĐ-SYT",
    }
    assert client.post(SHEET, typed).status_code == 302
    found = {(str(r.person or r.unit), r.rating, r.decision) for r in YearRating.objects.all()}
    assert found == {
        ("Bệnh viện", WELL, "35/QĐ-SYT"),
        ("Đỗ Văn Khánh", EXCELLENT, "35/QĐ-SYT"),
        ("Lê Thị Hoa", RatingValue.DONE, ""),
    }
    counts = [count for _look, _words, count in client.get(SHEET).context["counts"]]
    assert counts == [1, 0, 1, 0, 0]
    assert Event.objects.filter(subject_type="awards.yearrating").count() == 2


def test_who_was_overtaken_loses_nothing_and_nothing_is_saved(client, world, nurse):
    other = make_person("Lê Thị Hoa", unit=world.hospital)
    signed_in(client, "officer", world.hospital)
    make_rating(nurse, rating=WELL)  # entered meanwhile
    response = client.post(SHEET, {key(nurse): EXCELLENT, key(other): EXCELLENT})
    assert response.status_code == 409
    assert YearRating.objects.get().rating == WELL
    assert dict(lines(response)) == {
        "Bệnh viện": "", "Đỗ Văn Khánh": EXCELLENT, "Lê Thị Hoa": EXCELLENT,
    }  # fmt: skip
    assert "Hoàn thành tốt nhiệm vụ</span>" in response.content.decode()
    typed = {key(nurse): EXCELLENT, f"{key(nurse)}-version": "1", key(other): EXCELLENT}
    assert client.post(SHEET, typed).status_code == 302


def test_a_rating_struck_out_may_be_given_again(client, world, nurse):
    make_rating(nurse, struck=True)
    signed_in(client, "officer", world.hospital)
    assert client.post(SHEET, {key(nurse): EXCELLENT}).status_code == 302
    record = YearRating.objects.get()
    assert (record.struck, record.rating, record.version) == (False, EXCELLENT, 2)


@pytest.mark.parametrize("value", ["xuat_sac", "7,5", "\0", ""])
def test_what_is_no_rating_is_refused(client, world, nurse, value):
    make_rating(nurse)
    signed_in(client, "officer", world.hospital)
    response = client.post(SHEET, {key(nurse): value, f"{key(nurse)}-version": "1"})
    assert response.status_code == 409 and "Đỗ Văn Khánh" in response.context["refusal"][0]


def test_a_sheet_of_another_unit_is_out_of_reach(client, world):
    make_person("Người Xã", unit=world.commune)
    signed_in(client, "officer", world.hospital)
    response = client.get(f"{SHEET}?unit={world.commune.code}&year=2025")
    assert "unit" not in response.context and "Người Xã" not in response.content.decode()
    assert client.post(f"{SHEET}?unit={world.commune.code}&year=2025").status_code == 422
    user = make_user("officer", world.hospital)
    with pytest.raises(PermissionDenied):
        actions.rate(world.commune, year=2025, entries=[], by=user)


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("leader", 200), ("council", 403)])
def test_who_may_open_a_sheet(client, world, role, status):
    signed_in(client, role, world.hospital)
    assert client.get(SHEET).status_code == status


def test_a_year_to_come_is_not_rated(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    assert "unit" not in client.get(f"{SHEET}?unit=Bệnh viện&year=2027").context
    with pytest.raises(ValidationError):
        actions.rate(world.hospital, year=2027, entries=[], by=make_user("officer", world.hospital))


def test_a_sheet_asks_the_same_with_one_and_thirty_people(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    make_rating(nurse)
    one = queries(client, SHEET)
    for number in range(30):
        make_rating(make_person(f"Người {number}", unit=world.hospital))
    assert queries(client, SHEET) == one <= 16
