import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.models import Event
from tests.accounts.factories import make_user
from tests.units.factories import make_household, make_person, make_unit
from units import actions
from units.models import Level, Person, Unit, UnitKind

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def root():
    return make_unit("Tỉnh Phú Thọ", code="phu-tho")


@pytest.fixture
def administrator(root):
    return make_user(Role.ADMINISTRATOR, root)


@pytest.fixture
def officer(root):
    return make_user(Role.OFFICER, root)


def founded(by, parent, **changed):
    fields = {
        "code": "SYT",
        "name": "Sở Y tế",
        "kind": UnitKind.DEPARTMENT,
        "level": Level.DEPARTMENT,
        "on": DAY,
    }
    return actions.found_unit(parent=parent, by=by, **fields | changed)


def test_found_unit_places_it_and_says_so_in_the_log(root, administrator):
    unit = founded(administrator, root)
    placement = unit.placement_on(DAY)
    assert (unit.name, unit.founded, placement.parent, placement.valid_from) == (
        "Sở Y tế",
        DAY,
        root,
        DAY,
    )
    event = Event.objects.of(unit).get()
    assert (event.verb, event.actor_id, event.role, event.unit_id) == (
        "found",
        administrator.pk,
        "administrator",
        root.pk,
    )


def test_a_code_is_given_once(root, administrator):
    founded(administrator, root)
    with pytest.raises(ValidationError) as refusal:
        founded(administrator, root, name="Sở khác")
    assert list(refusal.value.error_dict) == ["code"]
    assert Unit.objects.count() == 2


def test_only_administrators_of_the_parent_found_units(root, officer):
    stranger = make_user(Role.ADMINISTRATOR)
    for by in (officer, stranger):
        with pytest.raises(PermissionDenied):
            founded(by, root)
    with pytest.raises(PermissionDenied):
        founded(stranger, None)
    assert Unit.objects.filter(code="SYT").count() == 0


def test_rename_keeps_what_it_was_called(root, administrator):
    unit = founded(administrator, root)
    on = datetime.date(2025, 1, 1)
    actions.rename(unit, name="Sở Y tế mới", on=on, version=1, by=administrator)
    unit.refresh_from_db()
    names = list(
        unit.placements.order_by("valid_from").values_list("name", "valid_from", "valid_to")
    )
    assert names == [
        ("Sở Y tế", DAY, datetime.date(2024, 12, 31)),
        ("Sở Y tế mới", on, None),
    ]
    assert (unit.name, unit.search_key, unit.version) == ("Sở Y tế mới", "so y te moi", 2)


def test_two_who_opened_the_same_version_one_writes(root, administrator):
    unit = founded(administrator, root)
    for_another = Unit.objects.get(pk=unit.pk)
    actions.rename(unit, name="Tên A", on=datetime.date(2025, 1, 1), version=1, by=administrator)
    with pytest.raises(ValidationError, match="Compare|So sánh"):
        actions.rename(
            for_another, name="Tên B", on=datetime.date(2025, 2, 1), version=1, by=administrator
        )
    assert Unit.objects.get(pk=unit.pk).name == "Tên A"
    assert unit.placements.count() == 2


@pytest.mark.parametrize("days", [0, -30])
def test_rename_not_before_what_is_recorded(root, administrator, days):
    unit = founded(administrator, root)
    with pytest.raises(ValidationError):
        actions.rename(
            unit, name="Khác", on=DAY + datetime.timedelta(days=days), version=1, by=administrator
        )
    assert unit.placements.count() == 1


def test_rename_not_in_the_future(root, administrator):
    unit = founded(administrator, root)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        actions.rename(unit, name="Khác", on=tomorrow, version=1, by=administrator)


def test_move_stands_elsewhere_from_that_day(root, administrator):
    unit, office = (
        founded(administrator, root),
        founded(administrator, root, code="VP", name="Văn phòng"),
    )
    on = datetime.date(2025, 1, 1)
    actions.move(unit, parent=office, on=on, version=1, by=administrator)
    assert unit.placement_on(on).parent == office
    assert unit.placement_on(on - datetime.timedelta(days=1)).parent == root
    assert unit.placement_on(on).name == "Sở Y tế"


def test_no_circle_in_the_tree(root, administrator):
    unit = founded(administrator, root)
    below = founded(administrator, unit, code="TT", name="Trung tâm")
    on = datetime.date(2025, 1, 1)
    for parent in (below, unit):
        with pytest.raises(ValidationError):
            actions.move(unit, parent=parent, on=on, version=1, by=administrator)
    assert unit.placements.count() == 1


def test_move_only_within_ones_own_tree(root, administrator):
    unit = founded(administrator, root)
    with pytest.raises(PermissionDenied):
        actions.move(
            unit, parent=make_unit(), on=datetime.date(2025, 1, 1), version=1, by=administrator
        )


def test_add_person_with_post(root, officer):
    person = actions.add_person(
        full_name="Trần  Thị   Bình",
        gender="female",
        unit=root,
        position="Chuyên viên",
        valid_from=DAY,
        by=officer,
    )
    post = person.posts.get()
    assert (person.full_name, person.search_key, post.unit) == (
        "Trần Thị Bình",
        "tran thi binh",
        root,
    )
    facts = Event.objects.of(person).get().facts
    assert facts == {"unit": root.pk}  # no personal data in the log


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.COUNCIL])
def test_who_may_not_add_people(root, role):
    with pytest.raises(PermissionDenied):
        actions.add_person(full_name="Ai", unit=root, valid_from=DAY, by=make_user(role, root))
    assert Person.objects.count() == 0


def test_the_unit_above_keeps_people_the_unit_beside_does_not(root, officer):
    health, beside = make_unit(parent=root), make_unit(parent=root)
    person = make_person(unit=health)
    actions.edit_person(person, full_name="Tên Sửa", version=1, by=officer)
    with pytest.raises(PermissionDenied):
        actions.edit_person(person, full_name="Tên Khác", version=2, by=make_user(unit=beside))
    person.refresh_from_db()
    assert (person.full_name, person.version) == ("Tên Sửa", 2)


def test_edit_names_fields_not_values(officer, root):
    person = make_person(unit=root)
    actions.edit_person(person, full_name="Tên Sửa", gender="male", version=1, by=officer)
    assert Event.objects.of(person).get().facts == {"changed": ["full_name"]}


def test_a_new_post_ends_the_open_one_at_the_same_unit(root, officer):
    person = make_person(unit=root)
    actions.give_post(person, unit=root, position="Trưởng phòng", valid_from=DAY, by=officer)
    assert [(post.position, post.valid_to) for post in person.posts.all()] == [
        ("Trưởng phòng", None),
        ("Chuyên viên", DAY - datetime.timedelta(days=1)),
    ]


def test_a_post_ends_once(root, officer):
    post = make_person(unit=root).posts.get()
    actions.end_post(post, on=DAY, by=officer)
    with pytest.raises(ValidationError):
        actions.end_post(post, on=DAY, by=officer)
    post.refresh_from_db()
    assert post.valid_to == DAY


def test_households(root, officer):
    household = actions.add_household(head_name="Lê Văn Sáu", unit=root, by=officer)
    actions.edit_household(
        household, head_name="Lê Văn Bảy", address="Khu 5", version=1, by=officer
    )
    household.refresh_from_db()
    assert (household.head_name, household.address, household.version) == ("Lê Văn Bảy", "Khu 5", 2)
    with pytest.raises(PermissionDenied):
        actions.edit_household(make_household(), head_name="Khác", version=1, by=officer)
