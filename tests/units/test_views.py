import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.units.factories import make_household, make_person, make_unit
from units.models import Household, Person, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make_unit("Tỉnh Phú Thọ", code="phu-tho")


@pytest.fixture
def officer(root, client):
    user = make_user(Role.OFFICER, root)
    client.force_login(user)
    return user


@pytest.fixture
def administrator(root, client):
    user = make_user(Role.ADMINISTRATOR, root)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"units:{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "name, number", [("unit_list", 5), ("person_list", 6), ("household_list", 6), ("search", 5)]
)
def test_queries_of_the_lists(client, root, officer, django_assert_num_queries, name, number, rows):
    for _ in range(rows):
        unit = make_unit("Xã A", parent=root)
        make_person(unit=unit)
        make_household("Trần A", unit=unit)
    with django_assert_num_queries(number):
        client.get(url(name), {"q": "a"})


def test_queries_of_the_page_of_a_unit(client, root, officer, django_assert_num_queries):
    for _ in range(3):
        make_person(unit=make_unit(parent=root))
    with django_assert_num_queries(13):
        client.get(url("unit_detail", root.pk))


def test_units_are_filtered_by_name_level_and_kind(client, root, officer):
    make_unit("Sở Y tế", parent=root)
    make_unit("Xã Hùng Lô", parent=root, level="commune", kind="people_committee")
    for wanted, names in [
        ({"q": "so y te"}, ["Sở Y tế"]),
        ({"level": "commune"}, ["Xã Hùng Lô"]),
        ({"kind": "people_committee", "q": "hung"}, ["Xã Hùng Lô"]),
        ({"kind": "press"}, []),
    ]:
        page = client.get(url("unit_list"), wanted)
        assert [line["name"] for line in page.context["lines"]] == names


@pytest.mark.parametrize("name", ["unit_detail", "unit_rename", "unit_move"])
def test_units_elsewhere_do_not_exist(client, administrator, name):
    assert client.get(url(name, make_unit().pk)).status_code == 404


def test_people_and_households_elsewhere_do_not_exist(client, officer):
    person, household = make_person(), make_household()
    answers = [
        client.get(url("person_detail", person.pk)),
        client.get(url("person_edit", person.pk)),
        client.get(url("post_create", person.pk)),
        client.get(url("post_end", person.posts.get().pk)),
        client.get(url("household_edit", household.pk)),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    found = client.get(url("search"), {"q": "nguyen van a"})
    assert list(found.context["people"]) == []


def test_the_line_above_is_seen_but_not_its_people(client, root):
    below = make_unit(parent=root)
    make_person("Người Trên", unit=root)
    client.force_login(make_user(unit=below))
    page = client.get(url("unit_detail", root.pk))
    assert page.status_code == 200 and list(page.context["people"]) == []


def test_search_covers_units_and_people(client, root, officer):
    unit = make_unit("Trường Nguyễn Văn A", parent=root)
    person = make_person("Nguyễn Văn A", unit=root)
    page = client.get(url("search"), {"q": "nguyen van a"})
    assert (list(page.context["units"]), list(page.context["people"])) == ([unit], [person])
    assert client.get(url("search")).status_code == 200


def founded(**changed):
    fields = {
        "name": "Sở Y tế",
        "code": "SYT",
        "kind": "department",
        "level": "department",
        "parent": "phu-tho",
        "on": "01/03/2024",
    }
    return fields | changed


def test_found_rename_move(client, root, administrator):
    assert client.get(url("unit_create"), {"parent": root.pk}).status_code == 200
    client.post(url("unit_create"), founded())
    unit = Unit.objects.get(code="SYT")
    client.post(url("unit_create"), founded(code="VP", name="Văn phòng"))
    fields = {"name": "Sở Y tế mới", "on": "01/01/2025", "version": 1}
    assert client.post(url("unit_rename", unit.pk), fields).status_code == 302
    fields = {"parent": "Văn phòng", "on": "01/02/2025", "version": 2}
    assert client.post(url("unit_move", unit.pk), fields).status_code == 302
    rows = unit.placements.order_by("valid_from").values_list("name", "parent__code")
    assert list(rows) == [("Sở Y tế", "phu-tho"), ("Sở Y tế mới", "phu-tho"), ("Sở Y tế mới", "VP")]
    page = client.get(url("unit_detail", unit.pk))
    assert [name for name, _ in page.context["line"]] == ["Tỉnh Phú Thọ", "Văn phòng"]


@pytest.mark.parametrize(
    "changed, status, field",
    [
        ({"code": "sở y tế"}, 422, "code"),
        ({"on": "2024"}, 422, "on"),
        ({"parent": "không có"}, 422, "parent"),
        ({"code": "phu-tho"}, 409, "code"),
        ({"on": "01/01/1990"}, 409, "parent"),
        ({"on": "01/01/2090"}, 409, "on"),
    ],
)
def test_what_was_typed_stays(client, administrator, changed, status, field):
    answer = client.post(url("unit_create"), founded(**changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (status, [field])
    assert 'value="Sở Y tế"' in answer.content.decode()
    assert Unit.objects.count() == 1


def test_a_name_of_several_units_asks_which(client, root, administrator):
    for code in ("x1", "x2"):
        make_unit("Xã Hùng Lô", parent=root, code=code)
    answer = client.post(url("unit_create"), founded(parent="xa hung lo"))
    assert answer.status_code == 422
    assert "Xã Hùng Lô (x1); Xã Hùng Lô (x2)" in answer.context["form"].errors["parent"][0]
    assert client.post(url("unit_create"), founded(parent="Xã Hùng Lô (x2)")).status_code == 302


def test_who_may_not_is_told_so(client, root, officer):
    person = make_person(unit=root)
    for name, args in [("unit_create", ()), ("unit_rename", (root.pk,)), ("unit_move", (root.pk,))]:
        assert client.get(url(name, *args)).status_code == 403
    client.force_login(make_user(Role.INSPECTOR, root))
    for name, args in [
        ("person_create", ()),
        ("person_edit", (person.pk,)),
        ("household_create", ()),
    ]:
        assert client.post(url(name, *args)).status_code == 403


def test_particulars_are_for_those_who_keep_them(client, root, officer):
    person = make_person(unit=root)
    assert "03/02/1980" in client.get(url("person_detail", person.pk)).content.decode()
    client.force_login(make_user(Role.INSPECTOR, root))
    assert "03/02/1980" not in client.get(url("person_detail", person.pk)).content.decode()


def test_a_person_from_the_first_day_to_the_last(client, root, officer):
    fields = {
        "full_name": "Trần Thị Bình",
        "birth_date": "05/06/1990",
        "gender": "female",
        "unit": "phu-tho",
        "position": "Chuyên viên",
        "position_group": "direct_worker",
        "direct_worker": "on",
        "valid_from": "01/03/2020",
    }
    assert client.post(url("person_create"), fields | {"birth_date": "5.6"}).status_code == 422
    answer = client.post(url("person_create"), fields)
    person = Person.objects.get()
    assert answer.url == url("person_detail", person.pk)
    edited = {"full_name": "Trần Thị Bính", "gender": "female", "version": 1}
    assert client.post(url("person_edit", person.pk), edited).status_code == 302
    assert client.post(url("person_edit", person.pk), edited).status_code == 409
    post = {"unit": "phu-tho", "position_group": "other", "valid_from": "01/03/2024"}
    assert client.post(url("post_create", person.pk), post).status_code == 302
    last = person.posts.get(valid_to=None)
    assert client.post(url("post_end", last.pk), {"on": "01/02/2024"}).status_code == 409
    assert client.post(url("post_end", last.pk), {"on": "01/05/2024"}).status_code == 302
    assert client.get(url("person_detail", person.pk)).status_code == 200


def test_a_household(client, root, officer):
    fields = {"head_name": "Lê Văn Sáu", "address": "Khu 3", "unit": "phu-tho"}
    assert client.post(url("household_create"), fields).status_code == 302
    household = Household.objects.get()
    page = url("household_edit", household.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {"head_name": "Lê Văn Bảy", "version": 1}).status_code == 302
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Bảy"


def test_names_of_people_do_not_stand_in_titles(client, root, officer):
    person = make_person("Nguyễn Văn A", unit=root)
    title = client.get(url("person_detail", person.pk)).content.decode().split("</title>")[0]
    assert "Nguyễn Văn A" not in title
