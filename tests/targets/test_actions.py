import dataclasses
import datetime
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from audit.models import Event
from campaigns.states import CampaignState
from jobs.models import Outgoing
from targets import actions, result_actions
from targets.actions import Share
from targets.models import Allocation, Result, Target
from targets.result_actions import Entry, EntryErrors
from targets.states import ResultState
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_addressee, make_campaign, make_issued
from tests.documents import samples
from tests.targets.factories import make_accepted, make_allocation, make_result, make_target
from tests.units.factories import make_unit
from vietnamese.periods import Period

pytestmark = pytest.mark.django_db
Q1, Q2 = Period("2024Q1"), Period("2024Q2")


@pytest.fixture(autouse=True)
def july(monkeypatch):
    """10 July 2024: quarter II is over, quarter III runs, quarter IV has not begun."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2024, 7, 10))


@pytest.fixture
def given():
    """A target given to a unit, with an officer there."""
    allocation = make_allocation()
    return allocation.target, allocation.unit, make_user(Role.OFFICER, allocation.unit)


def secretary_of(target):
    return make_user(Role.SECRETARIAT, target.campaign.unit)


def verbs(subject):
    return [event.verb for event in Event.objects.of(subject)]


# --- targets of a draft


def unsaved(campaign, **fields):
    defaults = {
        "indicator": "Tỷ lệ hộ dùng điện",
        "comparator": "equal",
        "low": D("99.60"),
        "measure": "%",
        "basis": "share",
        "period_code": "2024",
    }
    return Target(campaign=campaign, **defaults | fields)


def test_target_of_a_draft_is_saved_with_its_stated_decimals():
    campaign = make_campaign()
    target = actions.save_target(unsaved(campaign), by=make_user(Role.SECRETARIAT, campaign.unit))
    assert (target.position, target.decimals, verbs(target)) == (1, 2, ["save"])


def test_target_of_an_issued_campaign_is_not_edited():
    campaign = make_issued()
    with pytest.raises(ValidationError, match="."):
        actions.save_target(unsaved(campaign), by=make_user(Role.SECRETARIAT, campaign.unit))
    assert Target.objects.count() == 0


def test_target_is_edited_by_its_launching_unit_only():
    campaign = make_campaign()
    with pytest.raises(PermissionDenied):
        actions.save_target(unsaved(campaign), by=make_user(Role.SECRETARIAT))


def test_second_of_two_editors_is_told():
    campaign = make_campaign()
    user = make_user(Role.SECRETARIAT, campaign.unit)
    target = actions.save_target(unsaved(campaign), by=user)
    first, second = (Target.objects.get(pk=target.pk) for _ in range(2))
    first.low = D(100)
    actions.save_target(first, version=1, by=user)
    second.low = D(90)
    with pytest.raises(ValidationError) as refusal:
        actions.save_target(second, version=1, by=user)
    assert refusal.value.code == "conflict"
    assert Target.objects.values_list("low", "version").get() == (D(100), 2)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"comparator": "at_least", "low": None}, {"low"}),
        ({"comparator": "at_most", "low": None}, {"high"}),
        ({"comparator": "between", "low": D(1)}, {"high"}),
        ({"comparator": "between", "low": D(3), "high": D(1)}, {"high"}),
        ({"comparator": "none_left", "low": D(3)}, {"low"}),
    ],
)
def test_bounds_that_do_not_fit_are_named(fields, named):
    campaign = make_campaign()
    with pytest.raises(ValidationError) as refusal:
        actions.save_target(
            unsaved(campaign, **fields), by=make_user(Role.SECRETARIAT, campaign.unit)
        )
    assert set(refusal.value.message_dict) == named


def test_deleting_takes_parts_along():
    campaign = make_campaign()
    target = make_target(campaign)
    make_target(campaign, part_of=target)
    actions.delete_target(target, version=1, by=make_user(Role.SECRETARIAT, campaign.unit))
    assert Target.objects.count() == 0


def test_same_target_is_not_added_twice():
    campaign = make_campaign()
    user = make_user(Role.SECRETARIAT, campaign.unit)
    actions.save_target(unsaved(campaign), by=user)
    with pytest.raises(ValidationError):
        actions.save_target(unsaved(campaign), by=user)
    assert Target.objects.count() == 1


# --- allocation


def test_allocation_gives_changes_and_takes_away():
    target = make_target(low=D(300))
    first, second = (make_addressee(target.campaign).unit for _ in range(2))
    user = secretary_of(target)
    warning = actions.allocate(target, [Share(first.pk, D(100)), Share(second.pk, D(150))], by=user)
    assert "250" in warning
    assert actions.allocate(target, [Share(first.pk, D(300), version=1)], by=user) == ""
    assert list(Allocation.objects.values_list("unit", "low")) == [(first.pk, D(300))]
    assert verbs(target) == ["allocate", "allocate"]


def test_allocation_shows_that_somebody_was_faster():
    target = make_target()
    unit = make_addressee(target.campaign).unit
    user = secretary_of(target)
    actions.allocate(target, [Share(unit.pk, D(100))], by=user)
    with pytest.raises(ValidationError) as refusal:
        actions.allocate(target, [Share(unit.pk, D(200))], by=user)
    assert (refusal.value.code, Allocation.objects.get().low) == ("conflict", 100)


def test_unit_and_one_below_it_would_be_counted_twice():
    target = make_target()
    upper = make_unit(parent=target.campaign.unit)
    lower = make_unit(parent=upper)
    with pytest.raises(ValidationError):
        actions.allocate(target, [Share(upper.pk), Share(lower.pk)], by=secretary_of(target))
    assert Allocation.objects.count() == 0


def test_share_of_a_unit_that_reported_stays():
    target = make_result().target
    with pytest.raises(ValidationError):
        actions.allocate(target, [], by=secretary_of(target))
    assert Allocation.objects.count() == 1


def test_officers_of_units_do_not_allocate(given):
    target, unit, officer = given
    with pytest.raises(PermissionDenied):
        actions.allocate(target, [Share(unit.pk, D(1), version=1)], by=officer)


# --- reporting


def test_report_is_a_deed_and_a_notice(given):
    target, unit, officer = given
    result = result_actions.report_result(Entry(target, Q1, D(250)), unit=unit, by=officer)
    assert (result.state, result.value, result.version) == (ResultState.REPORTED, 250, 1)
    assert verbs(result) == ["report"]
    notice = Outgoing.objects.filter(payload__verb="results_reported").get()
    assert notice.payload["unit"] == target.campaign.unit_id


def test_evidence_is_attached(given):
    target, unit, officer = given
    entry = Entry(target, Q1, D(250), files=(samples.upload("bao-cao.pdf"),))
    result = result_actions.report_result(entry, unit=unit, by=officer)
    assert [file.name for file in result.evidence.all()] == ["bao-cao.pdf"]


def test_locked_period_is_refused_plainly(given):
    target, unit, officer = given
    make_accepted(target, unit, value=D(1))
    with pytest.raises(EntryErrors) as refusal:
        result_actions.report_result(Entry(target, Q1, D(2), version=1), unit=unit, by=officer)
    assert "xác nhận và khóa" in refusal.value.messages[0] or "locked" in refusal.value.messages[0]
    assert Result.objects.get().value == 1


def test_returned_result_is_corrected(given):
    target, unit, officer = given
    make_result(target, unit, state=ResultState.RETURNED)
    result_actions.report_result(Entry(target, Q1, D(30), version=1), unit=unit, by=officer)
    row = Result.objects.get()
    assert (row.state, row.value, row.reason, row.version) == (ResultState.REPORTED, 30, "", 2)


@pytest.mark.parametrize("version", [0, 2])
def test_two_reporting_at_once(given, version):
    target, unit, officer = given
    make_result(target, unit, value=D(1))
    with pytest.raises(EntryErrors):
        result_actions.report_result(
            Entry(target, Q1, D(2), version=version), unit=unit, by=officer
        )
    assert Result.objects.get().value == 1


@pytest.mark.parametrize(
    ("period", "fine"),
    [
        ("2024Q2", True),
        ("2024Q3", True),  # runs
        ("2024Q4", False),  # has not begun
        ("2024-01", False),  # another frequency
        ("2023Q4", False),  # outside the target's period
    ],
)
def test_periods(given, period, fine):
    target, unit, officer = given
    entry = Entry(target, Period(period), D(2))
    if fine:
        assert result_actions.report_result(entry, unit=unit, by=officer).pk
    else:
        with pytest.raises(EntryErrors) as refusal:
            result_actions.report_result(entry, unit=unit, by=officer)
        assert list(refusal.value.by_target[target.pk]) == ["period"]


def test_target_of_a_term_is_reported_on_its_way():
    campaign = make_issued(
        period_code="2020-2025", start=datetime.date(2020, 1, 1), end=datetime.date(2025, 12, 31)
    )
    level = make_target(campaign, period_code="2025", over_periods="last", frequency="year")
    amount = make_target(campaign, period_code="2025", over_periods="sum", frequency="year")
    assert [period.code for period in level.report_periods()] == [
        "2020", "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip
    assert [period.code for period in amount.report_periods()] == ["2025"]


@pytest.mark.parametrize(
    ("fields", "entry", "named"),
    [
        ({}, {"value": None}, "value"),
        ({}, {"value": D(-1)}, "value"),
        ({"over_units": "weighted"}, {"value": D(5)}, "weight"),
        ({"comparator": "qualitative"}, {}, "fulfilled"),
        ({}, {"value": D(100_000_000)}, "confirmed"),
        ({"measure": "%", "basis": "share"}, {"value": D(101)}, "confirmed"),
        ({"measure": "độ", "over_periods": "last"}, {"value": D(-2)}, "confirmed"),
    ],
)
def test_values_that_are_refused_or_asked_about(fields, entry, named):
    allocation = make_allocation(make_target(**fields), low=None)
    user = make_user(Role.OFFICER, allocation.unit)
    with pytest.raises(EntryErrors) as refusal:
        result_actions.report_result(
            Entry(allocation.target, Q1, **entry), unit=allocation.unit, by=user
        )
    assert list(refusal.value.by_target[allocation.target.pk]) == [named]


@pytest.mark.parametrize(
    ("earlier", "value", "asks"),
    [
        ([("2023Q4", 10), ("2024Q1", 20)], 100, False),  # five times is not more than five times
        ([("2023Q4", 10), ("2024Q1", 20)], 101, True),
        ([("2024Q1", 20)], 101, False),  # one period is no comparison
        ([("2024Q1", 20), ("2024Q3", 20)], 101, False),  # a later one is none either
        ([("2023Q4", 0), ("2024Q1", 0)], 101, False),
        ([], 101, False),
    ],
)
def test_a_leap_over_earlier_periods_is_asked_about(given, earlier, value, asks):
    target, unit, officer = given
    for period, said in earlier:
        make_result(target, unit, period=period, value=D(said), reported_by=officer)
    entry = Entry(target, Q2, D(value))
    errors = result_actions.entry_errors([entry], unit=unit, by=officer)
    assert [list(fields) for fields in errors.values()] == [["confirmed"]] * asks
    sure = dataclasses.replace(entry, confirmed=True)
    assert result_actions.entry_errors([sure], unit=unit, by=officer) == {}


def test_what_others_reported_or_was_returned_is_no_comparison(given):
    target, unit, officer = given
    for period in ("2023Q4", "2024Q1"):
        make_result(target, make_allocation(target).unit, period=period, value=D(1))
        make_result(target, unit, period=period, value=D(1), state=ResultState.RETURNED)
    entry = Entry(target, Q2, D(101))
    assert result_actions.entry_errors([entry], unit=unit, by=officer) == {}


def test_confirmed_value_is_taken(given):
    target, unit, officer = given
    entry = Entry(target, Q1, D(100_000_000), confirmed=True)
    assert result_actions.report_result(entry, unit=unit, by=officer).value == 100_000_000


def test_sheet_is_saved_whole_or_not_at_all(given):
    target, unit, officer = given
    other = make_allocation(make_target(target.campaign), unit).target
    with pytest.raises(EntryErrors) as refusal:
        result_actions.report_results(
            [Entry(target, Q1, D(1)), Entry(other, Q1, None)], unit=unit, by=officer
        )
    assert (list(refusal.value.by_target), Result.objects.count()) == ([other.pk], 0)


def test_only_for_ones_own_unit_and_target(given):
    target, unit, officer = given
    other = make_allocation(target).unit
    for by, at in ((officer, other), (make_user(Role.INSPECTOR, unit), unit), (make_user(), unit)):
        with pytest.raises(PermissionDenied):
            result_actions.report_result(Entry(target, Q1, D(1)), unit=at, by=by)
    with pytest.raises(PermissionDenied):
        result_actions.report_result(Entry(make_target(), Q1, D(1)), unit=unit, by=officer)


def test_campaign_that_is_over_takes_nothing(given):
    target, unit, officer = given
    type(target.campaign).objects.update(state=CampaignState.CLOSED)
    target = Target.objects.get()
    with pytest.raises(EntryErrors):
        result_actions.report_result(Entry(target, Q1, D(1)), unit=unit, by=officer)


def test_double_click_reports_once(given):
    target, unit, officer = given
    for _click in range(2):
        result_actions.report_result(Entry(target, Q1, D(5), note="x"), unit=unit, by=officer)
    assert (Result.objects.get().version, verbs(Result.objects.get())) == (1, ["report"])


# --- checking


def test_acceptance_locks_many_at_once():
    target = make_target()
    results = [make_result(target), make_result(target)]
    by = secretary_of(target)
    result_actions.accept_results({result.pk: 1 for result in results}, by=by)
    assert (
        list(Result.objects.values_list("state", "version", "checked_by"))
        == [(ResultState.ACCEPTED, 2, by.pk)] * 2
    )
    assert Outgoing.objects.filter(payload__verb="results_accepted").count() == 2


def test_second_of_two_checkers_changes_nothing():
    result, other = make_result(), make_result()
    target = result.target
    Target.objects.filter(pk=other.target_id).update(campaign=target.campaign)
    result_actions.accept_results({result.pk: 1}, by=secretary_of(target))
    with pytest.raises(ValidationError) as refusal:
        result_actions.return_results(
            {result.pk: 1, other.pk: 1}, reason="Sai số", by=secretary_of(target)
        )
    other.refresh_from_db()
    assert (refusal.value.code, other.state) == ("conflict", ResultState.REPORTED)


def test_return_needs_a_reason_and_tells_the_unit():
    result = make_result()
    by = secretary_of(result.target)
    with pytest.raises(ValidationError):
        result_actions.return_results({result.pk: 1}, reason="  ", by=by)
    result_actions.return_results({result.pk: 1}, reason="Chưa có minh chứng", by=by)
    result.refresh_from_db()
    assert (result.state, result.reason) == (ResultState.RETURNED, "Chưa có minh chứng")
    assert Outgoing.objects.get(payload__verb="results_returned").payload["unit"] == result.unit_id


def test_double_click_decides_once():
    result = make_result()
    by = secretary_of(result.target)
    for _click in range(2):
        result_actions.return_results({result.pk: 1}, reason="Sai số", by=by)
    assert verbs(result) == ["return"]


def test_allocation_sent_twice_changes_nothing():
    target = make_target()
    unit = make_addressee(target.campaign).unit
    for _click in range(2):
        actions.allocate(target, [Share(unit.pk, D(100))], by=secretary_of(target))
    assert verbs(target) == ["allocate"]


@pytest.mark.parametrize(
    ("role", "where", "may"),
    [
        (Role.SECRETARIAT, "campaign", True),
        (Role.HEAD, "campaign", True),
        (Role.LEADER, "campaign", True),
        (Role.OFFICER, "campaign", False),
        (Role.INSPECTOR, "campaign", False),
        (Role.SECRETARIAT, "unit", False),
        (Role.HEAD, "unit", False),
        (Role.SECRETARIAT, "elsewhere", False),
    ],
)
def test_who_checks(role, where, may):
    result = make_result()
    units = {
        "campaign": result.target.campaign.unit,
        "unit": result.unit,
        "elsewhere": make_unit(),
    }
    user = make_user(role, units[where])
    assert list(Result.objects.checkable_by(user)) == ([result] if may else [])


def test_nobody_checks_what_they_reported():
    target = make_target()
    user = secretary_of(target)
    result = make_result(target, make_allocation(target).unit, reported_by=user)
    with pytest.raises(PermissionDenied):
        result_actions.accept_results({result.pk: 1}, by=user)


# --- reminders


def test_reminder_is_sent_once_a_day():
    target = make_target()
    unit = make_allocation(target).unit
    user = secretary_of(target)
    sent = [result_actions.remind(target.campaign, [unit.pk], Q2, by=user) for _ in range(2)]
    assert (sent, Outgoing.objects.filter(payload__verb="results_due").count()) == ([1, 0], 1)
