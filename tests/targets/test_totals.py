"""What the database adds up is what `rollup` makes of the single results."""

import dataclasses
import random
from decimal import Decimal

import pytest

from targets.models import Target
from targets.states import ResultState
from targets.summary import campaign_summary, standings
from tests.campaigns.factories import make_issued
from tests.targets.factories import make_accepted, make_allocation, make_result, make_target
from tests.units.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OVER_UNITS, OVER_PERIODS = (
    ("sum", "average", "weighted", "none"),
    ("sum", "last", "average", "none"),
)


def without_rows(summaries):
    return [dataclasses.replace(summary, units=()) for summary in summaries]


def make_random_campaign(chance):
    """Some units given, some only reporting, the responsible one among either; gaps everywhere."""
    campaign = make_issued()
    units = [make_unit(parent=campaign.unit) for _number in range(4)]
    for over_units in OVER_UNITS:
        for over_periods in OVER_PERIODS:
            target = make_target(
                campaign,
                over_units=over_units,
                over_periods=over_periods,
                comparator=chance.choice(["at_least", "qualitative"]),
                responsible=chance.choice([campaign.unit, *units, None]),
            )
            for unit in [campaign.unit, *units]:
                if unit in units and chance.random() < 0.5:
                    make_allocation(target, unit)
                for quarter in ("2024Q1", "2024Q2", "2024Q3"):
                    if chance.random() < 0.6:
                        make_result(
                            target,
                            unit,
                            period=quarter,
                            value=chance.choice([None, Decimal(chance.randrange(-50, 900)) / 8]),
                            weight=chance.choice([None, Decimal(chance.randrange(1, 9))]),
                            fulfilled=chance.choice([True, False]),
                            state=chance.choice(ResultState.values),
                        )
    return campaign


@pytest.mark.parametrize("seed", range(3))
def test_the_database_adds_up_what_single_results_give(seed):
    campaign = make_random_campaign(random.Random(seed))
    expected = campaign_summary(campaign)
    assert without_rows(campaign_summary(campaign, rows=())) == without_rows(expected)
    counted = standings(Target.objects.filter(campaign=campaign))
    assert sorted((one.group, one.state, one.through) for one in counted) == sorted(
        (one.group, one.state, one.through) for one in expected
    )
    assert any(summary.value is not None for summary in expected)


def test_rows_are_given_of_the_units_asked_for():
    target = make_target()
    one, two = make_allocation(target).unit, make_allocation(target).unit
    make_accepted(target, one, value=Decimal(3))
    make_accepted(target, two, value=Decimal(4))
    (whole,) = campaign_summary(target.campaign)
    (summary,) = campaign_summary(target.campaign, rows=[two.pk])
    assert summary.value == 7
    assert summary.units == tuple(row for row in whole.units if row.unit_id == two.pk)


def test_only_units_within_are_added_up():
    target = make_target()
    one, two = make_allocation(target).unit, make_allocation(target).unit
    make_accepted(target, one, value=Decimal(3))
    make_accepted(target, two, value=Decimal(4))
    (summary,) = campaign_summary(target.campaign, within=[one.pk], rows=())
    assert (summary.value, summary.units_with_results) == (3, 1)
