"""What waits for a person agrees with what the entry sheet asks of the unit."""

import pytest

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
