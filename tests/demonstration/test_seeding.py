import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from awards.models import EarlierAward, Nomination, Nominee, YearRating
from campaigns.models import Campaign
from demonstration import seeding
from targets.models import Result, Target
from tests.accounts.factories import make_user
from units.models import Person, Unit

pytestmark = pytest.mark.django_db
TINY = seeding.Sizes(30, 60, 5, 12, 3, 2, 3, 4, 14, 1, 200)


def test_seeding_gives_what_was_asked():
    made = seeding.seed(TINY, 1)
    assert made["results"] == Result.objects.count() == 2 * 3 * 4
    assert (Unit.objects.count(), Person.objects.count(), Nomination.objects.count()) == (
        30,
        60,
        14,
    )


def test_the_same_number_gives_the_same_names():
    seeding.seed(TINY, 7)
    first = list(Person.objects.order_by("pk").values_list("full_name", flat=True))
    seeding.seed(TINY, 7)
    assert list(Person.objects.order_by("pk").values_list("full_name", flat=True)) == first * 2


def test_people_and_units_have_records_of_several_years():
    call_command("load_catalogue", verbosity=0)
    made = seeding.seed(TINY, 1)
    assert 0.9 * 5 * 90 < made["ratings"] == YearRating.objects.count() <= 5 * 90
    assert 120 < made["awards received"] == EarlierAward.objects.count() < 280
    assert made["member counts"] == 3 * 30
    assert 0 < made["registrations"] <= 60


def test_the_same_number_gives_the_same_records():
    seeding.seed(TINY, 7)
    rows = YearRating.objects.order_by("pk").values_list("year", "rating").all
    first = list(rows())
    seeding.seed(TINY, 7)
    assert list(rows()) == first * 2


def test_rows_can_be_searched():
    seeding.seed(TINY, 1)
    person = Person.objects.order_by("pk").first()
    assert person in Person.objects.search(person.full_name)
    assert "" not in Nominee.objects.values_list("name_key", flat=True)


def test_a_server_with_real_users_is_left_alone():
    make_user()
    with override_settings(SERVER=True), pytest.raises(CommandError, match="holds real users"):
        call_command("seed_province", "--scale", "small")


@pytest.mark.slow
def test_the_small_scale_is_a_commune(capsys):
    """The sizes of the design: a commune."""
    call_command("seed_province", "--scale", "small")
    assert {
        "units": Unit.objects.count(),
        "people": Person.objects.count(),
        "nominations": Nomination.objects.count(),
        "targets": Target.objects.count(),
        "results": Result.objects.count(),
        "campaigns": Campaign.objects.count(),
    } == {
        "units": 60,
        "people": 2000,
        "nominations": 300,
        "targets": 20,
        "results": 20 * 10 * 12,
        "campaigns": 3,
    }
