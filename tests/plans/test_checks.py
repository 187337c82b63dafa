"""What a draft lacks, each with the page that mends it."""

import datetime

import pytest

from campaigns.models import Addressing, Campaign, Section
from plans import checks
from targets.models import Allocation, Target
from tests.plans import factories
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db
DAY = factories.ISSUED_ON


def pages(campaign):
    found = checks.findings(Campaign.objects.select_related("unit").get(pk=campaign.pk), on=DAY)
    return [finding.page for finding in found.missing]


def test_a_complete_plan_lacks_nothing():
    found = checks.findings(factories.make_full_campaign(), on=DAY)
    assert (found.missing, found.doubts, found.addressees) == ((), (), 4)


@pytest.mark.parametrize("field", ["title", "place", "symbol", "signer_position", "signer_name"])
def test_the_head(field):
    campaign = factories.make_full_campaign()
    Campaign.objects.update(**{field: ""})
    assert pages(campaign) == ["campaigns:campaign_edit"]


def test_the_period():
    campaign = factories.make_full_campaign()
    Campaign.objects.update(period_code="2023")
    assert pages(campaign) == ["campaigns:campaign_edit"]


def test_a_plan_without_text():
    campaign = factories.make_full_campaign()
    Section.objects.all().delete()
    assert pages(campaign) == ["campaigns:sections_edit"]


@pytest.mark.parametrize("content", ["targets", "quotas", "drives", "tasks"])
def test_rows_without_a_section(content):
    campaign = factories.make_full_campaign()
    Section.objects.filter(content=content).update(content="text", text="Chữ.")
    assert pages(campaign) == ["campaigns:sections_edit"]


@pytest.mark.parametrize(
    ("rows", "page"),
    [
        ("targets", "targets:targets_edit"),
        ("quotas", "awards:quotas_edit"),
        ("drives", "campaigns:drives_edit"),
        ("tasks", "campaigns:tasks_edit"),
    ],
)
def test_a_section_without_rows(rows, page):
    campaign = factories.make_full_campaign()
    campaign.reviews.all().delete()
    getattr(campaign, rows).all().delete()
    assert pages(campaign) == [page]


def test_a_heading_above_nothing():
    campaign = factories.make_full_campaign()
    Section.objects.filter(heading="Mục đích").update(text="")
    assert pages(campaign) == ["campaigns:sections_edit"]


def test_nobody_addressed():
    campaign = factories.make_full_campaign()
    Addressing.objects.all().delete()
    assert pages(campaign) == ["campaigns:addressing_edit"]


def test_a_unit_that_is_not_there_on_the_day():
    campaign = factories.make_full_campaign()
    gone = make_unit("Sở cũ", until=datetime.date(2020, 1, 1))
    Addressing.objects.create(campaign=campaign, position=9, group="unit", unit=gone)
    assert pages(campaign) == ["campaigns:addressing_edit"]


def test_sums_that_do_not_reach_the_plan_are_a_doubt():
    campaign = factories.make_full_campaign()
    target = Target.objects.get(indicator="Tổng thu NSNN trên địa bàn")
    Target.objects.filter(pk=target.pk).update(over_units="sum")
    for unit, low in zip(campaign.office.departments, (3000, 3000), strict=True):
        Allocation.objects.create(target=target, unit=unit, low=low)
    found = checks.findings(campaign, on=DAY)
    assert (len(found.missing), [finding.page for finding in found.doubts]) == (
        0,
        ["targets:targets_edit"],
    )
    Allocation.objects.update(low=3436)
    assert checks.findings(campaign, on=DAY).doubts == ()
