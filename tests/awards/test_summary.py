"""Counts, shares and quotas of reports, each in a fixed number of statements."""

from decimal import Decimal

import pytest

from awards import summary
from tests.awards.factories import (
    make_award_type,
    make_campaign,
    make_household,
    make_nomination,
    make_person,
    make_quota,
    walk,
)
from vietnamese.periods import Period


@pytest.fixture
def campaign(world):
    return make_campaign(world.province)


def granted(world, campaign, **fields):
    nomination = make_nomination(world.commune, world.province, campaign=campaign, **fields)
    return walk(nomination, "submit", "receive", "grant")


def test_counts_by_award_recipient_method_and_state(world, campaign):
    award = make_award_type(code="bk")
    people = [make_person(f"Người {n}", unit=world.commune) for n in range(3)]
    granted(world, campaign, award_type=award, nominees=people[:2])
    granted(world, campaign, award_type=award, nominees=people[2:], method="exceptional")
    make_nomination(world.hospital, world.province, campaign=campaign, award_type=award)
    make_nomination(world.hospital, world.province)  # of no campaign
    found = [
        (line.award_code, line.recipient, line.method, line.state, line.lines, line.dossiers)
        for line in summary.counts(campaign=campaign)
    ]
    assert found == [
        ("bk", "individual", "exceptional", "granted", 1, 1),
        ("bk", "individual", "merit", "draft", 1, 1),
        ("bk", "individual", "merit", "granted", 2, 1),
    ]
    assert [line.lines for line in summary.counts(units=[world.hospital.pk])] == [1, 1]


@pytest.mark.parametrize(
    ("code", "lines"),
    [("2026", 2), ("2026Q2", 2), ("2026-05", 2), ("2026-04", 0), ("2025", 0)],
)
def test_a_period_holds_what_was_sent_or_decided_in_it(world, campaign, code, lines):
    granted(world, campaign)
    walk(make_nomination(world.commune, world.province, campaign=campaign), "submit")
    make_nomination(world.commune, world.province, campaign=campaign)
    found = summary.counts(campaign=campaign, period=Period.parse(code))
    assert sum(line.lines for line in found) == lines


def test_shares_name_their_base(world, campaign):
    worker = make_person("A", unit=world.commune, position_group="direct_worker", gender="male")
    woman = make_person("B", unit=world.commune, gender="female", ethnic_minority=True)
    granted(world, campaign, nominees=[worker, woman, make_household(unit=world.commune)])
    sent = make_nomination(world.hospital, world.province, campaign=campaign, nominees=[world.ward])
    walk(sent, "submit")
    make_nomination(world.hospital, world.province, campaign=campaign)  # a draft counts nowhere
    found = summary.shares(campaign=campaign)
    assert (found.all, found.individuals, found.collectives, found.households) == (4, 2, 1, 1)
    share = summary.Share
    assert found.direct_workers == found.women == found.ethnic_minority == share(1, 2)
    assert (found.small_collectives, found.remote) == (share(1, 1), share(3, 4))
    assert summary.shares(campaign=campaign, states=["granted"]).small_collectives == share(0, 0)


def test_percent():
    assert summary.Share(1, 3).percent == Decimal("33.3")
    assert summary.Share(0, 0).percent is None


def test_a_quota_over_several_awards(world, campaign):
    flag, title, other = make_award_type(), make_award_type(), make_award_type()
    make_quota(campaign, flag, title, recipients="collective", low=1, high=1)
    make_quota(campaign, flag, recipients="individual", low=0, high=5)
    for award in (flag, title, other):
        granted(world, campaign, award_type=award, nominees=[world.commune])
    refused = make_nomination(
        world.commune, world.province, campaign=campaign, award_type=flag, nominees=[world.commune]
    )
    walk(refused, "submit", "receive", "refuse")
    found = summary.quotas(campaign)
    assert [(line.proposed, line.granted) for line in found] == [(3, 2), (0, 0)]
    assert [(line.reached, line.over) for line in found] == [(True, True), (True, False)]


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_statements_does_not_grow(world, campaign, django_assert_num_queries, size):
    for _n in range(size):
        award = make_award_type()
        make_quota(campaign, award)
        granted(world, campaign, award_type=award)
    with django_assert_num_queries(5):
        summary.counts(campaign=campaign)
        summary.shares(campaign=campaign)
        summary.quotas(campaign)
