"""Valid rows of units, people and households; nothing has to be given."""

import datetime
import itertools

from units.models import (
    Gender,
    Household,
    Level,
    Person,
    Placement,
    PositionGroup,
    Post,
    Succession,
    Unit,
    UnitKind,
)

NUMBERS = itertools.count(1)
LONG_AGO = datetime.date(2010, 1, 1)


def make_unit(name="", *, parent=None, code="", since=LONG_AGO, until=None, **placed):
    """A unit with one placement, open unless `until` is given."""
    number = next(NUMBERS)
    name = name or f"Đơn vị số {number}"
    unit = Unit.objects.create(code=code or f"dv-{number}", name=name, founded=since)
    make_placement(unit, name=name, parent=parent, since=since, until=until, **placed)
    return unit


def make_placement(unit, *, name="", parent=None, since=LONG_AGO, until=None, **placed):
    fields = {"kind": UnitKind.DEPARTMENT, "level": Level.DEPARTMENT} | placed
    return Placement.objects.create(
        unit=unit,
        name=name or unit.name,
        parent=parent,
        valid_from=since,
        valid_to=until,
        **fields,
    )


def make_succession(predecessor, successor, on=datetime.date(2025, 7, 1)):
    return Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, legal_document="202/2025/QH15"
    )


def make_person(full_name="Nguyễn Văn A", *, unit=None, since=LONG_AGO, until=None, **fields):
    person = Person.objects.create(
        full_name=full_name,
        **{"birth_date": datetime.date(1980, 2, 3), "gender": Gender.MALE} | fields,
    )
    make_post(person, unit=unit, since=since, until=until)
    return person


def make_post(person, *, unit=None, since=LONG_AGO, until=None, **fields):
    return Post.objects.create(
        person=person,
        unit=unit or make_unit(),
        **{"position": "Chuyên viên", "position_group": PositionGroup.OTHER} | fields,
        valid_from=since,
        valid_to=until,
    )


def make_household(head_name="Trần Thị Bình", *, unit=None, **fields):
    return Household.objects.create(
        head_name=head_name, unit=unit or make_unit(), **{"address": "Khu 3"} | fields
    )
