"""Opening, prolonging, reminding, registering and striking: what is done and what is refused."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Event
from awards.models import Registration, RegistrationWindow
from awards.registration import actions, board
from jobs.models import Outgoing
from tests.awards.factories import make_person, make_unit, make_user
from tests.awards.registration.factories import (
    CLOSES,
    OPENS,
    make_registration,
    make_title,
    make_window,
    open_window,
)
from units.models import Level

DAY = datetime.timedelta(days=1)


def told(verb):
    payloads = Outgoing.objects.values_list("payload", flat=True)
    return sorted(payload["unit"] for payload in payloads if payload["verb"] == verb)


def on(monkeypatch, day):
    moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    monkeypatch.setattr(timezone, "localdate", lambda value=None: (value or moment).date())
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def window(world):
    return open_window(world)


@pytest.fixture
def officer(world):
    return make_user("officer", world.department)


@pytest.fixture
def secretary(world):
    return make_user("secretariat", world.province)


# --- the window
def test_the_units_asked_are_frozen_and_told(window, world):
    asked = sorted([world.department.pk, world.commune.pk])
    assert sorted(window.units.values_list("pk", flat=True)) == asked
    assert told("registration_asked") == asked
    event = Event.objects.of(window).get()
    assert (event.verb, event.facts["units"]) == ("open", asked)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"closes": OPENS - DAY}, "closes"),
        ({"opens": OPENS - 60 * DAY, "closes": OPENS}, "closes"),
        ({"year": 2026}, "year"),
        ({"units": []}, "__all__"),
    ],
)
def test_an_impossible_window_is_refused(window, world, fields, field):
    """The second of a year is told to prolong the first."""
    with pytest.raises(ValidationError) as refused:
        open_window(world, **{"year": 2027} | fields)
    found = getattr(refused.value, "error_dict", {"__all__": None})
    assert list(found) == [field]
    assert RegistrationWindow.objects.count() == 1


def test_units_elsewhere_are_not_asked(world):
    elsewhere = make_unit("UBND tỉnh khác", level=Level.PROVINCE)
    with pytest.raises(ValidationError, match="UBND tỉnh khác"):
        open_window(world, units=[world.commune, elsewhere])


def test_only_a_unit_that_may_grant_asks(world):
    by = make_user("secretariat", world.hospital)
    with pytest.raises(PermissionDenied):
        open_window(world, authority=world.hospital, units=[world.ward], by=by)


def test_prolonging_tells_the_units_and_opens_again(window, world, secretary, officer, monkeypatch):
    on(monkeypatch, CLOSES + 3 * DAY)
    later = CLOSES + 10 * DAY
    actions.prolong(window, closes=later, version=1, by=secretary)
    assert told("registration_prolonged") == told("registration_asked")
    person = make_person(unit=world.department)
    actions.register(
        window, world.department, award_type=make_title(), recipients=[person], by=officer
    )
    assert Registration.objects.get().person == person


@pytest.mark.parametrize("closes", [CLOSES, CLOSES - DAY])
def test_prolonging_is_to_a_later_day(window, secretary, closes):
    with pytest.raises(ValidationError):
        actions.prolong(window, closes=closes, version=1, by=secretary)


def test_two_who_prolong_at_once(window, secretary):
    actions.prolong(window, closes=CLOSES + DAY, version=1, by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.prolong(window, closes=CLOSES + 2 * DAY, version=1, by=secretary)
    assert refused.value.code == "conflict"


# --- reminding
def test_who_has_registered_nothing_is_reminded_once_a_day(window, world, secretary, monkeypatch):
    make_registration(window, world.department)
    assert actions.remind(window, by=secretary) == 1
    assert told("registration_missing") == [world.commune.pk]
    assert actions.remind(window, by=secretary) == 0
    on(monkeypatch, timezone.localdate() + DAY)
    assert actions.remind(window, by=secretary) == 1
    assert board.reminders(window).reminded_on(world.commune.pk) == timezone.localdate()


def test_a_struck_registration_is_none(window, world, secretary):
    make_registration(window, world.department, struck=True)
    assert actions.remind(window, by=secretary) == 2


def test_nobody_is_reminded_when_it_is_closed(window, secretary, monkeypatch):
    on(monkeypatch, CLOSES + DAY)
    with pytest.raises(ValidationError, match="gia hạn"):
        actions.remind(window, by=secretary)


# --- registering
def test_people_and_the_unit_itself(window, world, officer):
    title, person = make_title(), make_person(unit=world.hospital)  # below the department
    actions.register(
        window, world.department, award_type=title, by=officer,
        recipients=[person, world.department],
    )  # fmt: skip
    rows = list(Registration.objects.values_list("person", "collective", "unit"))
    assert rows == [
        (person.pk, None, world.department.pk),
        (None, world.department.pk, world.department.pk),
    ]
    event = Event.objects.of(window).filter(verb="register").get()
    assert event.facts["recipients"] == [{"person": person.pk}, {"collective": world.department.pk}]


def test_the_same_title_twice_is_refused_by_name(window, world, officer):
    title = make_title()
    person = make_person("Đỗ Văn Khánh", unit=world.department)
    other = make_person("Lê Thị Hoa", unit=world.department)
    fields = {"award_type": title, "by": officer}
    actions.register(window, world.department, recipients=[person], **fields)
    with pytest.raises(ValidationError, match=r"Đỗ Văn Khánh \(Sở Y tế\)") as refused:
        actions.register(window, world.department, recipients=[other, person], **fields)
    assert refused.value.code == "registered"
    assert Registration.objects.count() == 1


def test_after_striking_it_may_be_registered_again(window, world, officer):
    title, person = make_title(), make_person(unit=world.department)
    fields = {"award_type": title, "recipients": [person], "by": officer}
    [row] = actions.register(window, world.department, **fields)
    actions.strike(row, version=1, by=officer)
    actions.register(window, world.department, **fields)
    assert sorted(Registration.objects.values_list("struck", flat=True)) == [False, True]


def test_outsiders_and_wrong_kinds_are_refused(window, world, officer):
    for title, recipient, words in (
        (make_title(), make_person(unit=world.commune), "Hiện không thuộc Sở Y tế"),
        (make_title(for_collective=False), world.department, "Tập thể"),
        (make_title(for_individual=False), make_person(unit=world.department), "Cá nhân"),
        (make_title(kind="certificate_of_merit"), world.department, "đầu năm"),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.register(
                window, world.department, award_type=title, recipients=[recipient], by=officer
            )
    with pytest.raises(ValidationError, match="Chưa đánh dấu"):
        actions.register(
            window, world.department, award_type=make_title(), recipients=[], by=officer
        )
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "words"), [(OPENS - DAY, "mở từ ngày 01/05/2026"), (CLOSES + DAY, "ngày 31/05/2026")]
)
def test_outside_the_days_the_unit_is_told_why(window, world, officer, monkeypatch, day, words):
    person = make_person(unit=world.department)
    row = make_registration(window, world.department)
    on(monkeypatch, day)
    with pytest.raises(ValidationError, match=words) as refused:
        actions.register(
            window, world.department, award_type=make_title(), recipients=[person], by=officer
        )
    assert refused.value.code == "closed"
    with pytest.raises(ValidationError, match=words):
        actions.strike(row, version=1, by=officer)


def test_on_the_last_day_it_is_open(window, world, officer, monkeypatch):
    on(monkeypatch, CLOSES)
    person = make_person(unit=world.department)
    assert actions.register(
        window, world.department, award_type=make_title(), recipients=[person], by=officer
    )


def test_the_authority_adds_and_strikes_later_with_a_reason(window, world, secretary, monkeypatch):
    on(monkeypatch, CLOSES + DAY)
    fields = {
        "award_type": make_title(),
        "recipients": [make_person(unit=world.department)],
        "by": secretary,
    }
    with pytest.raises(ValidationError) as refused:
        actions.register(window, world.department, note=" ", **fields)
    assert list(refused.value.error_dict) == ["note"]
    [row] = actions.register(window, world.department, note="Công văn 12/SYT", **fields)
    assert row.note == "Công văn 12/SYT"
    with pytest.raises(ValidationError):
        actions.strike(row, version=1, by=secretary)
    actions.strike(row, version=1, by=secretary, note="Người này đã chuyển đi")
    assert Registration.objects.get().struck
    assert Event.objects.of(row).get().note == "Người này đã chuyển đi"


def test_two_who_strike_at_once(window, world, officer):
    row = make_registration(window, world.department)
    actions.strike(row, version=1, by=officer)
    with pytest.raises(ValidationError) as refused:
        actions.strike(row, version=1, by=officer)
    assert refused.value.code == "conflict"


def test_a_unit_that_was_not_asked_registers_nothing(world, officer):
    window = make_window(world.province, world.commune)
    with pytest.raises(PermissionDenied):
        actions.register(
            window, world.department, award_type=make_title(), by=officer,
            recipients=[world.department],
        )  # fmt: skip
