"""The pages of a screening: what they show, to whom, and with how many statements."""

import pytest
from django.urls import reverse

from awards.models import Screening, YearRating
from awards.screening import views
from tests.awards.factories import make_award_type, make_person, make_user
from tests.awards.registration.test_pages import text_of
from tests.awards.screening.factories import make_screening, run_job
from tests.awards.test_views import signed_in, statements

PAGE, NEW = "/awards/screening/", "/awards/screening/new/"


@pytest.fixture
def advanced():
    return make_award_type(
        "advanced_worker", kind="emulation_title", name="Lao động tiên tiến", name_en="LĐTT"
    )


@pytest.fixture
def people(world):
    names = ("Vũ An", "Lê Bình", "Đỗ Cường")
    found = [make_person(name, unit=world.ward) for name in names]
    YearRating.objects.create(person=found[0], year=2025, rating="khong_hoan_thanh")
    return found


def question(where, **fields):
    typed = {"unit": where.code, "award": "advanced_worker", "kind": "individual", "year": "2025"}
    return typed | fields


def ask(client, where, **fields):
    return client.get(PAGE, question(where, **fields))


def test_it_asks_first(client, world, advanced):
    signed_in(client, "officer", world.department)
    page = client.get(PAGE)
    assert "Chọn đơn vị" in text_of(page)
    assert f"({world.department.code})" in page.content.decode()


def test_names_outcomes_and_what_is_missing(client, world, advanced, people):
    signed_in(client, "officer", world.department)
    told = text_of(ask(client, world.department))
    for name in ("Vũ An", "Lê Bình", "Đỗ Cường", "Khoa Cấp cứu", "Không đủ điều kiện"):
        assert name in told


def test_filtered_by_outcome(client, world, advanced, people):
    signed_in(client, "officer", world.department)
    told = text_of(ask(client, world.department, outcome="not_eligible"))
    assert "Vũ An" in told and "Lê Bình" not in told


def test_fifty_a_page(client, world, advanced):
    for number in range(51):
        make_person(f"Người {number:02}", unit=world.ward)
    signed_in(client, "officer", world.department)
    first, second = (text_of(ask(client, world.department, page=page)) for page in "12")
    assert "Người 49" in first and "Người 50" not in first
    assert "Người 50" in second


def test_above_the_limit_the_background_is_offered(client, world, advanced, people, monkeypatch):
    monkeypatch.setattr(views, "BATCH", 2)
    signed_in(client, "officer", world.department)
    told = text_of(ask(client, world.department))
    assert "Lê Bình" not in told
    assert "trong nền" in told


def test_asked_in_the_background_stopped_and_downloaded(client, world, advanced, people):
    signed_in(client, "officer", world.department)
    detail = client.post(NEW, question(world.department)).url
    screening = Screening.objects.get()
    page = client.get(detail)
    assert reverse("awards:screening_stop", args=[screening.pk]) in page.content.decode()
    run_job(screening)
    done = client.get(detail)
    file = reverse("documents:attachment", args=[screening.file_id])
    assert file in done.content.decode()
    answer = client.get(file)
    assert (answer.status_code, b"".join(answer)[:2]) == (200, b"PK")


def test_stopped_and_asked_again_from_the_page(client, world, advanced, people):
    user = signed_in(client, "officer", world.department)
    screening = make_screening(world.department, advanced, by=user)
    client.post(reverse("awards:screening_stop", args=[screening.pk]))
    screening.job.refresh_from_db()
    assert screening.job.state == "cancelled"
    assert client.post(reverse("awards:screening_stop", args=[screening.pk])).status_code == 409
    client.post(reverse("awards:screening_retry", args=[screening.pk]))
    screening.job.refresh_from_db()
    assert screening.job.state == "queued"


def test_progress_alone_and_a_new_page_at_its_end(client, world, advanced, people):
    user = signed_in(client, "officer", world.department)
    screening = make_screening(world.department, advanced, by=user)
    address = reverse("awards:screening_progress", args=[screening.pk])
    assert "HX-Refresh" not in client.get(address).headers
    run_job(screening)
    assert client.get(address).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    "wrong", [{"year": "2099"}, {"award": "x"}, {"unit": "nowhere"}, {"kind": "household"}]
)
def test_what_is_not_understood_judges_nobody(client, world, advanced, people, wrong):
    signed_in(client, "officer", world.department)
    page = ask(client, world.department, **wrong)
    assert (page.status_code, "Lê Bình" in text_of(page)) == (200, False)
    assert client.post(NEW, question(world.department, **wrong)).status_code == 422
    assert Screening.objects.count() == 0


def test_units_outside_are_not_known(client, world, advanced, people):
    signed_in(client, "officer", world.commune)
    assert "Lê Bình" not in text_of(ask(client, world.department))


@pytest.mark.parametrize("role", ["council", "inspector", "administrator"])
def test_others_are_refused(client, world, role):
    signed_in(client, role, world.province)
    assert client.get(PAGE).status_code == 403
    assert client.post(NEW, {}).status_code == 403


def test_the_statements_do_not_grow(client, world, advanced, people):
    signed_in(client, "officer", world.department)
    ask(client, world.department)
    few = statements(client, f"{PAGE}?{query(world)}")
    for number in range(30):
        person = make_person(f"Người {number}", unit=world.ward)
        YearRating.objects.create(person=person, year=2025, rating="hoan_thanh_tot")
    for year in (2022, 2023, 2024):
        make_screening(world.department, advanced, by=make_user("officer", world.department),
                       year=year)  # fmt: skip
    many = statements(client, f"{PAGE}?{query(world)}")
    assert few == many <= 40


def query(world):
    return "&".join(f"{name}={value}" for name, value in question(world.department).items())
