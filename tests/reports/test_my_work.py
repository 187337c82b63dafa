"""What waits for a person agrees with what the entry sheet asks of the unit."""

import datetime

import pytest
from django.utils.translation import override

from accounts.roles import Role
from reports import my_work
from targets.models import Adding
from tests.accounts.factories import make_user
from tests.targets.factories import make_allocation, make_target
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("over_units", "periods"), [(Adding.NONE, 4), (Adding.SUM, 0)])
def test_the_responsible_unit_does_not_report_what_shares_add_up_to(over_units, periods):
    responsible = make_unit()
    make_allocation(make_target(over_units=over_units, responsible=responsible))
    officer = make_user(Role.OFFICER, responsible)
    assert len(list(my_work.results_to_report(officer))) == periods


@pytest.mark.parametrize(
    ("today", "due", "words"),
    [
        ("2024-10-18", "2024-10-25", "25/10/2024, còn 5 ngày"),  # Friday to Friday
        ("2024-10-25", "2024-10-25", "25/10/2024, hôm nay"),
        ("2024-10-30", "2024-10-25", "25/10/2024, quá 3 ngày"),
        ("2024-08-30", "2024-09-04", "04/09/2024, còn 1 ngày"),  # the National Day between
        ("2024-10-25", "2024-10-26", "26/10/2024, còn 1 ngày"),  # a Saturday
        ("2024-10-27", "2024-10-25", "25/10/2024, quá 1 ngày"),  # on the Sunday after
        ("2024-10-26", "2024-10-26", "26/10/2024, hôm nay"),
    ],
)
def test_due_is_told_in_working_days(monkeypatch, today, due, words):
    today, due = (datetime.date.fromisoformat(day) for day in (today, due))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: today)
    item = my_work.Item(what="", about="", source="", url="", verb="", due=due)
    with override("vi"):
        assert item.due_words == words
