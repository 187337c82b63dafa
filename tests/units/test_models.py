import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.accounts.factories import make_user
from tests.units.factories import (
    LONG_AGO,
    make_household,
    make_person,
    make_placement,
    make_post,
    make_succession,
    make_unit,
)
from units.models import Household, Person, Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["nguyen van a", "NGUYỄN VĂN A", "Nguyễn Văn A", "van a nguyen", "  nguyen   a "],
)
def test_people_are_found_by_all_words_without_diacritics(typed):
    found = make_person("Nguyễn Văn A")
    make_person("Nguyễn Thị Bé")
    assert list(Person.objects.search(typed)) == [found]


def test_d_with_stroke_is_found_as_d():
    found = make_person("Đỗ Đình Đức")
    assert list(Person.objects.search("do dinh duc")) == [found]


def test_percent_and_underscore_are_letters_of_a_search():
    make_person("Nguyễn Văn A")
    assert list(Person.objects.search("%")) == []
    assert list(Person.objects.search("_")) == []


def test_people_stand_in_order_of_their_given_names():
    for name in ("Trần Văn Bình", "Lê Thị Ánh", "Nguyễn Văn An"):
        make_person(name)
    assert [p.full_name for p in Person.objects.all()] == [
        "Nguyễn Văn An",
        "Lê Thị Ánh",
        "Trần Văn Bình",
    ]


def test_units_are_found_by_code_and_by_former_names():
    unit = make_unit("Sở Nội vụ", code="SNV")
    make_placement(
        unit, name="Ban Tổ chức", since=datetime.date(2000, 1, 1), until=LONG_AGO.replace(year=2009)
    )
    make_unit("Sở Y tế", code="SYT")
    assert [list(Unit.objects.search(text)) for text in ("snv", "ban to chuc", "so noi vu")] == [
        [unit],
        [unit],
        [unit],
    ]


def test_placed_on_gives_name_and_place_of_the_day():
    root = make_unit("tỉnh")
    unit = make_unit("tên mới", parent=root, since=datetime.date(2024, 1, 1))
    make_placement(unit, name="tên cũ", since=LONG_AGO, until=datetime.date(2023, 12, 31))
    then = Unit.objects.placed_on(datetime.date(2023, 5, 1)).get(pk=unit.pk)
    now = Unit.objects.placed_on(datetime.date(2024, 5, 1)).get(pk=unit.pk)
    assert (then.name_then, then.parent_id, now.name_then, now.parent_id) == (
        "tên cũ",
        None,
        "tên mới",
        root.pk,
    )
    assert not Unit.objects.placed_on(datetime.date(2000, 1, 1)).filter(pk=unit.pk).exists()


def test_placement_on_includes_the_last_day():
    unit = make_unit(until=datetime.date(2023, 12, 31))
    assert unit.placement_on(datetime.date(2023, 12, 31)) is not None
    assert unit.placement_on(datetime.date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"since": LONG_AGO, "until": datetime.date(2011, 1, 1)},  # the same first day
        {"since": datetime.date(2015, 1, 1)},  # a second one without end
        {"since": datetime.date(2015, 1, 1), "until": datetime.date(2014, 1, 1)},
    ],
)
def test_the_database_refuses_impossible_placements(fields):
    unit = make_unit()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_placement(unit, **fields)


def test_a_unit_is_not_its_own_parent():
    unit = make_unit(until=datetime.date(2020, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_placement(unit, parent=unit, since=datetime.date(2021, 1, 1))


def test_units_visible_are_those_below_and_the_line_above():
    root = make_unit("tỉnh")
    health = make_unit("sở y tế", parent=root)
    make_unit("trạm y tế", parent=health)
    make_unit("sở nội vụ", parent=root)
    make_unit("tỉnh bạn")
    user = make_user(unit=health)
    visible = Unit.objects.visible_to(user).order_by("name").values_list("name", flat=True)
    assert list(visible) == ["sở y tế", "trạm y tế", "tỉnh"]
    below = Unit.objects.below(user).order_by("name").values_list("name", flat=True)
    assert list(below) == ["sở y tế", "trạm y tế"]


def test_people_visible_are_those_of_the_users_units_at_any_time():
    root = make_unit("tỉnh")
    health, other = make_unit(parent=root), make_unit(parent=root)
    former = make_unit("ty y tế")
    make_succession(former, health)
    here, was_here, of_the_past = (
        make_person("Ai Một", unit=health),
        make_person("Ai Hai", unit=health, until=datetime.date(2015, 1, 1)),
        make_person("Ai Ba", unit=former),
    )
    make_post(was_here, unit=other, since=datetime.date(2015, 1, 2))
    make_person("Người Khác", unit=other)
    assert set(Person.objects.visible_to(make_user(unit=health))) == {here, was_here, of_the_past}


def test_households_visible_are_those_of_the_users_units():
    unit = make_unit()
    own = make_household(unit=unit)
    make_household()
    assert list(Household.objects.visible_to(make_user(unit=unit))) == [own]


def test_an_appointment_of_yesterday_shows_nothing_today():
    person = make_person()
    user = make_user(unit=person.posts.get().unit)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    user.appointments.update(valid_to=yesterday)
    assert list(Person.objects.visible_to(user)) == []


def test_with_post_on_gives_the_post_of_the_day():
    person = make_person(until=datetime.date(2019, 12, 31))
    later = make_unit("sở mới")
    make_post(person, unit=later, since=datetime.date(2020, 1, 1), position="Giám đốc")
    row = Person.objects.with_post_on(datetime.date(2024, 1, 1)).get()
    assert (row.post_now, row.unit_now) == ("Giám đốc", "sở mới")
