"""Initiatives with their recognition; places in clusters with their minutes."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from awards.models import ClusterRank, Initiative
from awards.records import actions
from documents.models import Attachment
from tests.awards.factories import make_person, make_user
from tests.awards.records.conduct_factories import make_initiative, make_rank
from tests.awards.records.test_conduct import url
from tests.awards.test_views import signed_in, statements
from tests.documents.samples import pdf_bytes, upload

TYPED = {"title": "Lò đốt rác", "kind": "sang_kien", "year": "2025", "scope": "co_so"}
RECOGNITION = {
    "recognised": "yes",
    "scope": "bo_tinh",
    "recognised_by": "Hội đồng sáng kiến tỉnh",
    "recognition_number": "12/QĐ-HĐSK",
    "recognised_on": "15/12/2025",
}


def test_an_initiative_is_applied_where_its_author_works(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    client.post(url("initiative_create"), TYPED | {"subject": f"individual:{nurse.pk}"})
    found = Initiative.objects.get()
    assert (found.unit, found.recognised, found.title) == (world.hospital, None, "Lò đốt rác")


def test_it_may_be_applied_in_another_unit_of_the_user(client, world, nurse):
    signed_in(client, "secretariat", world.department)
    typed = TYPED | {"subject": f"individual:{nurse.pk}"}
    client.post(url("initiative_create"), typed | {"unit": "Khoa Cấp cứu"})
    assert Initiative.objects.get().unit == world.ward
    elsewhere = client.post(url("initiative_create"), typed | {"unit": "UBND xã Tiên Lương"})
    assert elsewhere.status_code == 422


def test_the_council_recognises_it(client, world, nurse):
    record = make_initiative(nurse)
    signed_in(client, "officer", world.hospital)
    detail = client.get(url("initiative_detail", record.pk))
    assert detail.context["acts"][0][1] == url("initiative_recognise", record.pk)
    page = url("initiative_recognise", record.pk)
    without = client.post(page, RECOGNITION | {"recognised_by": "", "version": 1})
    assert without.status_code == 409
    undecided = client.post(page, RECOGNITION | {"recognised": "", "version": 1})
    assert undecided.status_code == 422
    client.post(page, RECOGNITION | {"version": 1})
    record.refresh_from_db()
    assert (record.recognised, record.scope, record.recognition_number, record.recognised_on) == (
        True, "bo_tinh", "12/QĐ-HĐSK", datetime.date(2025, 12, 15),
    )  # fmt: skip
    assert client.get(page).status_code == 403


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"year": 2027}, "year"),
        ({"recognised": True, "recognised_on": datetime.date(2026, 1, 1)}, "recognised_by"),
        ({"recognised": True, "recognised_by": "Hội đồng"}, "recognised_on"),
        ({"recognition_number": "12/QĐ"}, "recognised"),
        ({"recognised": False, "recognised_on": datetime.date(2026, 5, 21)}, "recognised_on"),
        ({"recognised": False, "recognised_on": datetime.date(2024, 5, 21)}, "recognised_on"),
    ],
)
def test_a_recognition_that_cannot_be_is_refused(world, nurse, fields, field):
    record = Initiative(
        **{"person": nurse, "unit": world.hospital, "title": "Lò", "year": 2025, "scope": "co_so"}
        | fields
    )
    with pytest.raises(ValidationError) as refused:
        actions.enter(record, by=make_user("officer", world.hospital))
    assert list(refused.value.error_dict) == [field]


def test_initiatives_are_found_by_words_scope_and_recognition(client, world, nurse):
    make_initiative(nurse)
    make_initiative(nurse, title="Phần mềm hẹn khám", scope="toan_quoc", recognised=True)
    make_initiative(nurse, title="Xe đẩy", recognised=False, year=2024)
    signed_in(client, "officer", world.hospital)
    found = [
        len(client.get(f"{url('initiative_list')}?{query}").context["lines"])
        for query in ("title=lo+dot", "scope=toan_quoc", "recognised=yes", "recognised=no",
                      "recognised=open", "year=2024", "q=khanh")
    ]  # fmt: skip
    assert found == [1, 1, 1, 1, 1, 1, 3]


# --- places in clusters
def rank_typed(unit):
    return {
        "subject": f"collective:{unit.pk}", "year": "2025", "cluster": "Khối y tế",
        "organiser": "ministry_or_province", "place": "1",
    }  # fmt: skip


def test_a_place_is_entered_with_its_minutes(client, world):
    signed_in(client, "officer", world.hospital)
    file = upload("bien-ban.pdf", pdf_bytes())
    done = client.post(
        url("rank_create"), rank_typed(world.hospital) | {"files": file}, follow=True
    )
    rank = ClusterRank.objects.get()
    assert rank.minutes.name == "bien-ban.pdf"
    assert rank.minutes.get_absolute_url() in done.content.decode()
    signed_in(client, "secretariat", world.province)
    file = client.get(rank.minutes.get_absolute_url())
    assert b"".join(file).startswith(b"%PDF")  # read to its end, the file is closed
    signed_in(client, "secretariat", world.commune)
    assert client.get(rank.minutes.get_absolute_url()).status_code == 404


def test_minutes_come_later(client, world):
    rank = make_rank(world.hospital)
    signed_in(client, "officer", world.hospital)
    page = url("rank_minutes", rank.pk)
    assert client.post(page, {"version": 1}).status_code == 422
    client.post(page, {"version": 1, "files": upload("bien-ban.pdf", pdf_bytes())})
    rank.refresh_from_db()
    assert (rank.minutes.name, rank.version) == ("bien-ban.pdf", 2)
    stale = {"version": 1, "files": upload("khac.pdf", pdf_bytes())}
    assert client.post(page, stale).status_code == 409
    assert Attachment.objects.count() == 1


def test_a_place_twice_and_the_wrong_file_are_refused(client, world):
    make_rank(world.hospital)
    signed_in(client, "officer", world.hospital)
    again = client.post(url("rank_create"), rank_typed(world.hospital))
    assert again.status_code == 409
    wrong = rank_typed(world.hospital) | {"files": upload("bien-ban.pdf", b"MZ not a pdf")}
    assert client.post(url("rank_create"), wrong).status_code == 422
    assert ClusterRank.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["initiative", "rank"])
def test_lists_ask_the_same_with_one_and_four(client, world, name):
    def make(number):
        if name == "rank":
            make_rank(world.hospital, year=2020 + number)
        else:
            make_initiative(make_person(f"Người {number}", unit=world.hospital))

    make(0)
    signed_in(client, "secretariat", world.province)
    one = statements(client, url(f"{name}_list"))
    for number in range(1, 4):
        make(number)
    assert statements(client, url(f"{name}_list")) == one <= 12
