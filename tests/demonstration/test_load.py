"""The demonstration, loaded once for all tests here: what it promises to show."""

import datetime
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import Notice, User
from audit.models import Event
from awards.models import Nomination
from awards.states import State
from campaigns.models import Addressee, Campaign, Feedback
from campaigns.states import CampaignState
from demonstration import cast, clock, load
from jobs import outbox
from reports import my_work
from targets.models import Result
from targets.states import ResultState
from targets.summary import campaign_summary, counts
from units.models import Unit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.xdist_group("demonstration"),  # loaded once, not once a process
]

TODAY = datetime.date(2026, 5, 20)
FACTS = {  # code: number, drives, targets, quotas, addressees
    "phu-tho-2024": ("210/KH-UBND", 3, 15, 5, 19),
    "hai-phong-2020-2025": ("298/KH-UBND", 0, 29, 0, 8),
    "hai-phong-2021": ("01/KH-UBND", 0, 8, 0, 8),
    "phu-quoc-2021": ("01/KH-UBND", 0, 38, 0, 5),
}
WORKERS = [  # roles that have deeds to do; council, inspector and administrator only look
    "thu-ky",
    "lanh-dao",
    "truong-don-vi",
    "can-bo",
    "truong-huyen",
    "can-bo-huyen",
    "truong-xa",
    "can-bo-xa",
]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Played once, on a fixed day; each test works in a savepoint of its own."""
    files = tmp_path_factory.mktemp("demonstration")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, MEDIA_ROOT=files),
        transaction.atomic(),
    ):
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True  # deeds are durable
        before = timezone.now
        clock.install(TODAY)
        said = load.load()
        clock.install(
            None
        )  # columns took hold of the machine's clock before: see demonstration/clock.py
        while outbox.deliver_due():
            pass
        clock.install(TODAY)
        yield said
        clock.install(None)
        timezone.now = before
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def demonstration(loaded):
    return loaded


def user(name):
    return User.objects.get(username=name)


def test_it_says_what_it_did(loaded):
    units, users = Unit.objects.count(), User.objects.count()
    assert loaded.startswith(f"Demonstration loaded: {units} units, {users} users, ")


def test_loading_twice_changes_nothing():
    before = Event.objects.count()
    assert load.load() == "The demonstration is there already; nothing was changed."
    assert Event.objects.count() == before


@pytest.mark.parametrize("code", FACTS)
def test_campaigns_have_their_figures(code):
    campaign = Campaign.objects.get(code=code)
    assert (
        campaign.number,
        campaign.drives.count(),
        campaign.targets.count(),
        campaign.quotas.count(),
        campaign.addressees.count(),
    ) == FACTS[code]


def test_past_campaigns_are_summed_up():
    assert set(Campaign.objects.filter(code__in=FACTS).values_list("state", flat=True)) == {
        CampaignState.CLOSED
    }


def test_the_year_belongs_to_the_term():
    assert Campaign.objects.get(code="hai-phong-2021").parent.code == "hai-phong-2020-2025"


def test_targets_of_phu_tho_are_mostly_met():
    summaries = campaign_summary(Campaign.objects.get(code="phu-tho-2024"))
    assert counts(summaries) == {
        "met": 12,
        "on_track": 0,
        "behind": 0,
        "missed": 2,
        "not_judged": 1,
    }


def test_dossiers_of_phu_tho_are_in_every_state():
    dossiers = Nomination.objects.filter(campaign__code="phu-tho-2024")
    assert set(dossiers.values_list("state", flat=True)) == set(State)
    returned = dossiers.filter(state=State.DRAFT).exclude(return_reason="")
    assert returned.count() == 2
    places = dossiers.filter(state=State.UNDER_REVIEW).values_list("holder__code", flat=True)
    assert {"xa-linh-dong", "huyen-song-linh", "so-nnptnt"} <= set(places)


def test_dossiers_use_all_quotas_and_kinds_of_recipients():
    campaign = Campaign.objects.get(code="phu-tho-2024")
    used = [
        campaign.nominations.filter(award_type__in=q.award_types.all())
        for q in campaign.quotas.all()
    ]
    assert [bool(found) for found in used] == [True] * 5
    kinds = Counter(campaign.nominations.values_list("nominees__kind", flat=True))
    assert set(kinds) == {"individual", "collective", "household"}


@pytest.mark.parametrize("name", WORKERS)
def test_every_role_has_something_to_do(name):
    assert my_work.waiting(user(name)).items != []


def test_the_running_year_has_work_of_every_kind():
    campaign = Campaign.objects.get(code=f"thi-dua-{TODAY.year}")
    results = Counter(
        Result.objects.filter(target__campaign=campaign).values_list("state", flat=True)
    )
    assert set(results) == set(ResultState)
    assert Feedback.objects.filter(campaign=campaign, reply="").count() == 2
    assert campaign.drives.get(is_peak=True).days_left(TODAY) == 11
    officer = user("can-bo")
    assert {provider.__name__ for provider in my_work.PROVIDERS if list(provider(officer))} == {
        "campaigns_to_answer",
        "results_to_report",
        "results_returned",
        "nominations",
        "tasks",
    }
    assert [item.verb for item in my_work.led_campaigns(user("lanh-dao"))] != []


def test_notices_were_delivered_to_those_concerned():
    assert Notice.objects.filter(user=user("can-bo"), verb="campaign_addressed").exists()


def test_some_answers_are_missing():
    standing = Addressee.objects.filter(campaign__code="phu-tho-2024").progress()
    assert (standing["answered"], standing["not_answered"]) == (16, 1)


def test_events_are_of_their_days_and_the_chain_is_whole(capsys):
    call_command("verify_audit")
    days = list(Event.objects.order_by("seq").values_list("at", flat=True))
    assert days == sorted(days)
    assert timezone.localtime(days[0]).date() == cast.FOUNDED


def test_nobody_acted_in_the_name_of_the_system_but_at_the_beginning():
    """Everything after the founding is a deed of a user in a role."""
    later = Event.objects.filter(at__date__gt=cast.APPOINTED, actor_id=None)
    assert set(later.values_list("verb", flat=True)) == {load.MARK}


def test_the_accounts_are_printed(capsys):
    call_command("load_demonstration", "--accounts")
    printed = capsys.readouterr().out
    assert [name for name in cast.WHAT_TO_SEE if name not in printed] == []
    assert user("thu-ky").check_password(cast.PASSWORD)


def test_it_wants_a_demonstration():
    with override_settings(DEMO=False), pytest.raises(CommandError, match="with DEMO=1 only"):
        call_command("load_demonstration")


def test_a_database_with_users_is_left_alone(monkeypatch):
    monkeypatch.setattr(load, "MARK", "another")
    with pytest.raises(load.Refusal, match="This database has users"):
        load.load()


def test_reviews_that_were_held_are_recorded():
    held = Campaign.objects.filter(reviews__held_on__isnull=False, code__in=FACTS)
    rows = held.order_by("reviews__held_on").values_list("code", "reviews__kind")
    assert list(rows) == [
        ("hai-phong-2020-2025", "interim"),
        ("phu-tho-2024", "interim"),
        ("phu-tho-2024", "final"),
    ]
