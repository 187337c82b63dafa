"""Everything recorded of a person or a collective, on one page."""

import datetime

import pytest

from tests.awards.factories import make_nomination, make_person, walk
from tests.awards.records.conduct_factories import (
    make_discipline,
    make_initiative,
    make_leave,
    make_rank,
    make_review,
)
from tests.awards.records.factories import make_count, make_earlier, make_rating
from tests.awards.records.test_conduct import url
from tests.awards.test_views import signed_in, statements
from tests.units.factories import make_succession, make_unit


def fill(person, year=2025):
    make_rating(person, year)
    make_earlier(person, year=year)
    make_initiative(person, year=year)
    make_leave(person)
    make_discipline(person)
    make_review(person)


def counts(response):
    return [len(section.lines) for section in response.context["sections"]]


def grant(world, **fields):
    nomination = make_nomination(world.hospital, world.province, **fields)
    walk(nomination, "submit", "receive", "recommend", "receive", "grant")
    return nomination


def test_all_of_a_person_as_far_as_one_may_read_it(client, world, nurse):
    """Ratings, awards, dossiers, initiatives, leave; and for few disciplines and matters."""
    fill(nurse)
    fill(make_person("Người khác", unit=world.hospital))
    nomination = grant(world, nominees=[nurse])
    page = url("person_record", nurse.pk)
    signed_in(client, "head", world.hospital)
    response = client.get(page)
    assert counts(response) == [1, 1, 1, 1, 1, 1, 1]
    dossier = response.context["sections"][2].lines[0]
    assert dossier["url"] == url("nomination_detail", nomination.pk)
    assert dossier["cells"][0][1] == nomination.award_type.name
    signed_in(client, "officer", world.hospital)
    response = client.get(page)
    assert counts(response) == [1, 1, 1, 1, 1]
    assert "Khiển trách".lower() not in response.content.decode().lower()
    signed_in(client, "officer", world.commune)
    assert client.get(page).status_code == 404


def test_each_line_leads_to_its_record(client, world, nurse):
    rating = make_rating(nurse)
    make_rating(nurse, 2024, struck=True)
    signed_in(client, "officer", world.hospital)
    lines = client.get(url("person_record", nurse.pk)).context["sections"][0].lines
    assert lines[0]["url"] == url("rating_detail", rating.pk)
    assert [line["look"] for line in lines] == ["met", "back"]


def test_a_collective_with_what_it_succeeded(client, world):
    before = make_unit("Trung tâm cũ", parent=world.department, until=datetime.date(2025, 6, 30))
    make_succession(before, world.hospital)
    make_rating(before, 2024)
    make_rating(world.hospital, 2025)
    make_earlier(before)
    make_count(world.hospital)
    make_rank(before, year=2024)
    make_review(world.hospital)
    grant(world, nominees=[world.hospital])
    signed_in(client, "secretariat", world.department)
    response = client.get(url("unit_record", world.hospital.pk))
    assert counts(response) == [2, 1, 1, 1, 1, 1]
    ratings = response.context["sections"][0].lines
    assert [(line["cells"][0][1], line["of"]) for line in ratings] == [
        ("2025", ""),
        ("2024", "Trung tâm cũ"),
    ]
    signed_in(client, "head", world.commune)
    assert client.get(url("unit_record", world.hospital.pk)).status_code == 404


@pytest.mark.slow
def test_the_pages_ask_the_same_with_more_records(client, world, nurse):
    signed_in(client, "secretariat", world.province)
    pages = [url("person_record", nurse.pk), url("unit_record", world.hospital.pk)]
    fill(nurse)
    make_rank(world.hospital)
    grant(world, nominees=[nurse, world.hospital])
    few = [statements(client, page) for page in pages]
    for year in (2022, 2023, 2024):
        fill(nurse, year)
        make_rating(world.hospital, year)
        make_count(world.hospital, year)
        make_rank(world.hospital, year=year)
    grant(world, nominees=[nurse, world.hospital])
    assert [statements(client, page) for page in pages] == few
    assert max(few) <= 13
