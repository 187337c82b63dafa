"""Both databases run the same statements; these tests run on either."""

import datetime

import pytest

from tests.units.factories import make_placement, make_succession, make_unit
from units import tree
from units.models import Unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 7, 10)


def names(expression):
    return sorted(Unit.objects.filter(id__in=expression).values_list("name", flat=True))


@pytest.fixture
def province():
    """A province with two departments, a commune below one of them, and a neighbour."""
    root = make_unit("tỉnh")
    health = make_unit("sở y tế", parent=root)
    make_unit("sở nội vụ", parent=root)
    make_unit("trạm y tế", parent=health)
    make_unit("tỉnh bạn")
    return root


def test_subtree_holds_the_unit_and_all_below(province):
    assert names(tree.subtree([province.pk], DAY)) == ["sở nội vụ", "sở y tế", "trạm y tế", "tỉnh"]


def test_subtree_of_several_roots(province):
    roots = Unit.objects.filter(name__in=["sở y tế", "tỉnh bạn"]).values_list("pk", flat=True)
    assert names(tree.subtree(roots, DAY)) == ["sở y tế", "trạm y tế", "tỉnh bạn"]


def test_no_roots_select_nothing(province):
    assert names(tree.subtree([], DAY)) == []
    assert names(tree.line([], DAY)) == []
    assert names(tree.above([], DAY)) == []


def test_subtree_follows_the_tree_of_the_day(province):
    health = Unit.objects.get(name="sở y tế")
    moved = make_unit("bệnh viện", parent=health, until=datetime.date(2024, 6, 30))
    make_placement(moved, parent=province, since=datetime.date(2024, 7, 1))
    assert "bệnh viện" in names(tree.subtree([health.pk], datetime.date(2024, 6, 30)))
    assert "bệnh viện" not in names(tree.subtree([health.pk], datetime.date(2024, 7, 1)))
    assert "bệnh viện" in names(tree.subtree([province.pk], datetime.date(2024, 7, 1)))


def test_line_adds_predecessors_and_theirs(province):
    older, oldest = make_unit("ty y tế"), make_unit("phòng y tế cũ")
    make_succession(oldest, older)
    make_succession(older, Unit.objects.get(name="sở y tế"))
    expected = ["phòng y tế cũ", "sở nội vụ", "sở y tế", "trạm y tế", "ty y tế", "tỉnh"]
    assert names(tree.line([province.pk], DAY)) == expected
    assert "ty y tế" not in names(tree.subtree([province.pk], DAY))


def test_history_of_a_split_is_counted_once(province):
    whole = make_unit("sở cũ")
    for name in ("sở y tế", "sở nội vụ"):
        make_succession(whole, Unit.objects.get(name=name))
    assert names(tree.line([province.pk], DAY)).count("sở cũ") == 1


def test_ancestors_nearest_first(province):
    station = Unit.objects.get(name="trạm y tế")
    line = tree.ancestors(station.pk, DAY)
    assert [Unit.objects.get(pk=pk).name for pk in line] == ["sở y tế", "tỉnh"]
    assert tree.ancestors(province.pk, DAY) == []


def test_ancestors_are_one_statement(province, django_assert_num_queries):
    with django_assert_num_queries(1):
        tree.ancestors(province.pk, DAY)


def test_above_holds_the_line_up(province):
    station = Unit.objects.get(name="trạm y tế")
    assert names(tree.above([station.pk], DAY)) == ["sở y tế", "trạm y tế", "tỉnh"]


def test_parent_of(province):
    health = Unit.objects.get(name="sở y tế")
    assert tree.parent_of(health.pk, DAY) == province.pk
    assert tree.parent_of(province.pk, DAY) is None
    assert tree.parent_of(health.pk, datetime.date(2000, 1, 1)) is None
