import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from tests.accounts.factories import PASSWORD
from tests.units.factories import make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)


def test_at_a_unit_that_is_there(capsys):
    unit = make_unit("Tỉnh Phú Thọ", code="phu-tho")
    call_command("create_administrator", "quan.tri", "Trần Quản Trị", unit="phu-tho")
    user = User.objects.get(username="quan.tri")
    held = user.appointments.get()
    assert (held.role, held.unit) == (Role.ADMINISTRATOR, unit)
    assert user.check_password(PASSWORD) and not user.must_change_password
    assert capsys.readouterr().out == "Administrator quan.tri at Tỉnh Phú Thọ (phu-tho).\n"
    assert Event.objects.count() == 2


def test_with_the_first_unit_of_all():
    call_command(
        "create_administrator",
        "quan.tri",
        "Trần Quản Trị",
        unit="x",
        unit_name="Xã Hùng Lô",
        level="commune",
    )
    unit = Unit.objects.get()
    assert (unit.code, unit.name, unit.placements.get().parent) == ("x", "Xã Hùng Lô", None)


@pytest.mark.parametrize(
    "username, secret, options",
    [
        ("quan.tri", PASSWORD, {}),  # no such unit, and no name for it
        ("quan.tri", "ngan", {"unit_name": "Xã"}),
        ("quản trị", PASSWORD, {"unit_name": "Xã"}),
        ("quan.tri", PASSWORD, {"unit_name": "Xã", "since": "hôm qua"}),
    ],
)
def test_what_it_refuses_leaves_nothing(monkeypatch, username, secret, options):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", secret)
    with pytest.raises(CommandError):
        call_command("create_administrator", username, "Trần Quản Trị", unit="x", **options)
    assert (User.objects.count(), Unit.objects.count(), Event.objects.count()) == (0, 0, 0)
