"""The pages of any kind of record, shown by ratings, counts and earlier awards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from awards.models import EarlierAward, MemberCount, RatingValue, YearRating
from awards.records import actions
from tests.awards.factories import make_award_type, make_household, make_person, make_user
from tests.awards.records.factories import make_count, make_earlier, make_rating


def signed_in(client, role, unit):
    user = make_user(role, unit)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"awards:{name}", args=args)


def names(response):
    return [line["name"] for line in response.context["lines"]]


def queries(client, address):
    client.get(address)  # words and addresses that are looked up once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


# --- lists
def fill(world, start, count):
    for number in range(start, start + count):
        person = make_person(f"Nguyễn Văn {number}", unit=world.hospital)
        make_rating(person)
        make_earlier(person)
        make_earlier(make_household(unit=world.hospital))
        make_count(world.hospital, year=2000 + number)


@pytest.mark.parametrize(
    ("name", "most"), [("rating_list", 11), ("count_list", 11), ("earlier_list", 12)]
)
def test_lists_ask_the_same_with_one_and_six_records(client, world, name, most):
    fill(world, 0, 1)
    signed_in(client, "secretariat", world.province)
    one = queries(client, url(name))
    fill(world, 1, 5)
    assert queries(client, url(name)) == one <= most


def test_a_list_is_found_by_name_unit_year_and_rating(client, world, nurse):
    make_rating(nurse, 2025)
    make_rating(nurse, 2024, RatingValue.DONE)
    make_rating(world.hospital, 2025)
    make_rating(world.commune, 2025, struck=True)
    signed_in(client, "secretariat", world.province)
    found = {
        query: len(names(client.get(f"{url('rating_list')}?{query}")))
        for query in (
            "",
            "q=do+van+khanh",
            "q=Bệnh viện",
            "year=2024",
            "rating=hoan_thanh",
            "unit=Sở Y tế",
            "struck=struck",
            "struck=standing",
            "year=hai",
        )
    }
    assert list(found.values()) == [4, 2, 1, 1, 1, 3, 1, 3, 4]


def test_earlier_awards_are_found_by_award_reason_and_revoked(client, world, nurse):
    award = make_award_type("bang-khen")
    make_earlier(nurse, award, reason="cong_trang")
    make_earlier(nurse, award, reason="dot_xuat", revoked=True)
    make_earlier(nurse, year=2020)
    signed_in(client, "officer", world.hospital)
    found = [
        len(names(client.get(f"{url('earlier_list')}?{query}")))
        for query in ("award_type=bang-khen", "reason=dot_xuat", "revoked=yes", "revoked=no")
    ]
    assert found == [2, 1, 1, 2]


def test_what_a_filter_does_not_understand_it_says(client, world):
    signed_in(client, "officer", world.hospital)
    page = client.get(f"{url('rating_list')}?year=2024,5").content.decode()
    assert "Nhập số nguyên" in page


# --- entering
def enter(client, name, **typed):
    return client.post(url(name), typed)


def test_somebody_is_found_chosen_and_recorded(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    typed = {"year": "2025", "rating": "hoan_thanh_tot", "decision": "35/QĐ-SYT"}
    found = enter(client, "rating_create", search="1", find="khanh", **typed)
    assert [line["value"] for line in found.context["found"]] == [f"individual:{nurse.pk}"]
    assert found.context["form"]["decision"].value() == "35/QĐ-SYT"
    assert not found.context["form"].errors
    done = enter(client, "rating_create", subject=f"individual:{nurse.pk}", **typed)
    record = YearRating.objects.get()
    assert done["Location"] == url("rating_detail", record.pk)
    assert (record.person, record.year, record.rating) == (nurse, 2025, "hoan_thanh_tot")


def test_nothing_typed_is_lost_when_nobody_is_chosen(client, world):
    signed_in(client, "officer", world.hospital)
    response = enter(client, "rating_create", year="2025", rating="hoan_thanh", decision="9/QĐ")
    assert response.status_code == 422
    assert response.context["form"]["decision"].value() == "9/QĐ"


def test_a_person_of_another_unit_cannot_be_chosen(client, world):
    stranger = make_person(unit=world.commune)
    signed_in(client, "officer", world.hospital)
    typed = {"subject": f"individual:{stranger.pk}", "year": "2025", "rating": "hoan_thanh"}
    assert enter(client, "rating_create", **typed).status_code == 422
    assert not YearRating.objects.exists()


@pytest.mark.parametrize("year", ["7,5", "2025,5", "1899", "abc", "2.025.000", "²", "2027"])
def test_years_that_are_none_are_refused_at_the_field(client, world, nurse, year):
    signed_in(client, "officer", world.hospital)
    typed = {"subject": f"individual:{nurse.pk}", "year": year, "rating": "hoan_thanh"}
    response = enter(client, "rating_create", **typed)
    assert response.status_code in (409, 422)
    assert response.context["form"].errors["year"]


def test_a_rating_outside_the_scale_is_refused(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    typed = {"subject": f"individual:{nurse.pk}", "year": "2025", "rating": "xuat_sac"}
    assert enter(client, "rating_create", **typed).status_code == 422


def test_a_part_above_the_whole_is_named_beside_its_field(client, world):
    signed_in(client, "officer", world.hospital)
    typed = {"subject": f"collective:{world.hospital.pk}", "year": "2025", "total": "40"}
    response = enter(client, "count_create", advanced_worker="41", **typed)
    assert response.status_code == 409 and not MemberCount.objects.exists()
    assert list(response.context["form"].errors) == ["advanced_worker"]
    assert enter(client, "count_create", advanced_worker="1.000", **typed).status_code == 409
    assert enter(client, "count_create", advanced_worker="40", **typed).status_code == 302


def test_an_earlier_award_of_a_household(client, world):
    household = make_household(unit=world.commune)
    award = make_award_type(for_household=False)
    signed_in(client, "officer", world.commune)
    typed = {"subject": f"household:{household.pk}", "year": "2024", "award_type": award.pk}
    response = enter(client, "earlier_create", **typed)
    assert response.status_code == 409 and "award_type" in response.context["form"].errors
    typed["award_type"] = make_award_type().pk
    assert enter(client, "earlier_create", **typed).status_code == 302
    assert EarlierAward.objects.get().household == household


# --- one record
@pytest.mark.parametrize(
    ("role", "where", "shown"),
    [
        ("officer", "hospital", 2),
        ("head", "hospital", 2),
        ("leader", "hospital", 2),
        ("secretariat", "province", 2),
        ("inspector", "hospital", 0),
        ("council", "province", 0),
        ("leader", "province", 0),
        ("officer", "department", 0),
        ("administrator", "province", 0),
    ],
)
def test_buttons_and_deeds_ask_the_same(client, world, nurse, role, where, shown):
    record = make_rating(nurse)
    signed_in(client, role, getattr(world, where))
    page = client.get(url("rating_detail", record.pk))
    deeds = [client.get(url(f"rating_{deed}", record.pk)) for deed in ("edit", "strike")]
    assert len(page.context["acts"]) == shown
    assert {deed.status_code for deed in deeds} == {200 if shown else 403}


@pytest.mark.parametrize("name", ["rating_detail", "rating_edit", "rating_strike"])
def test_records_of_another_unit_do_not_exist(client, world, nurse, name):
    record = make_rating(nurse)
    signed_in(client, "secretariat", world.commune)
    assert client.get(url(name, record.pk)).status_code == 404


def test_a_correction_is_told_in_words(client, world, nurse):
    record = make_rating(nurse)
    signed_in(client, "officer", world.hospital)
    typed = {"year": "2025", "rating": "hoan_thanh", "version": "1"}
    assert client.post(url("rating_edit", record.pk), typed).status_code == 302
    page = client.get(url("rating_detail", record.pk))
    assert "Hoàn thành tốt nhiệm vụ → Hoàn thành nhiệm vụ" in page.content.decode()


def test_who_was_overtaken_sees_both_and_may_save_then(client, world, nurse):
    record = make_rating(nurse)
    user = signed_in(client, "officer", world.hospital)
    record.rating = RatingValue.EXCELLENT
    actions.correct(record, version=1, by=user)
    typed = {"year": "2024", "rating": "hoan_thanh", "version": "1"}
    response = client.post(url("rating_edit", record.pk), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Hoàn thành xuất sắc nhiệm vụ" in page and 'value="2024"' in page
    assert (
        client.post(
            url("rating_edit", record.pk),
            typed | {"version": response.context["form"]["version"].value()},
        ).status_code
        == 302
    )


def test_striking_asks_for_a_reason_and_shows_it(client, world, nurse):
    record = make_rating(nurse)
    signed_in(client, "head", world.hospital)
    address = url("rating_strike", record.pk)
    assert client.post(address, {"version": "1", "note": " "}).status_code == 422
    assert client.post(address, {"version": "1", "note": "Nhầm người"}).status_code == 302
    page = client.get(url("rating_detail", record.pk))
    assert "Nhầm người" in page.content.decode() and page.context["acts"] == []
    assert Event.objects.of(record).get().verb == "strike"
    assert client.get(url("rating_edit", record.pk)).status_code == 403
