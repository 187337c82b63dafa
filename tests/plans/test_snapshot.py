"""The plan as plain data: everything in it, the same hash, a fixed number of statements."""

import copy
import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign, Drive, DriveOccasion, Occasion
from plans import snapshot
from plans.models import PlanVersion
from targets.models import Target
from tests.audit.guarding import guarded
from tests.plans import factories

pytestmark = pytest.mark.django_db

QUERIES = 15


def fresh(campaign):
    return Campaign.objects.select_related("unit", "parent").get(pk=campaign.pk)


def test_the_whole_plan_is_in_it():
    data = snapshot.gather(fresh(factories.make_full_campaign()))
    counts = {name: len(value) for name, value in data.items() if isinstance(value, list)}
    assert counts == {
        "addressees": 0,
        "bases": 2,
        "drives": 3,
        "groups": 3,
        "movements": 3,
        "quotas": 5,
        "recipients": 3,
        "reviews": 0,
        "sections": 5,
        "targets": 0,
        "tasks": 3,
    }
    assert [len(group["targets"]) for group in data["groups"]] == [5, 6, 3]
    assert (data["schema"], data["number"], data["issued_on"]) == (1, "", None)


def test_headings_are_numbered_and_letters_go_on_after_the_groups():
    data = snapshot.gather(fresh(factories.make_full_campaign()))
    marks = [
        (
            part["mark"],
            [(child["mark"], [c["mark"] for c in child["children"]]) for child in part["children"]],
        )
        for part in data["sections"]
    ]
    assert marks[1] == ("II.", [("1.", []), ("2.", ["d)"])])
    assert [mark for mark, _children in marks] == ["I.", "II.", "III.", "IV.", "V."]


def test_a_part_stands_in_the_line_of_its_whole():
    data = snapshot.gather(fresh(factories.make_full_campaign()))
    line = data["groups"][1]["targets"][0]
    assert line["words"] == (
        "Tỷ lệ lao động qua đào tạo và truyền nghề đạt từ 71,5% trở lên, trong đó tỷ lệ lao động "
        "đào tạo có bằng cấp, chứng chỉ, chứng nhận đạt từ 31% trở lên"
    )
    assert [part["low"] for part in line["parts"]] == ["31"]


def test_the_same_plan_has_the_same_hash_and_another_one_another():
    campaign = fresh(factories.make_full_campaign())
    data = snapshot.gather(campaign)
    assert snapshot.digest(data) == snapshot.digest(snapshot.gather(fresh(campaign)))
    changed = copy.deepcopy(data)
    changed["quotas"][0]["high"] = 36
    assert snapshot.digest(changed) != snapshot.digest(data)


def test_the_issuer_bears_its_name_of_the_day():
    office = factories.Office()
    campaign = fresh(factories.make_full_campaign(office))
    assert snapshot.gather(campaign)["issuer"] == {
        "unit": office.unit.pk,
        "name": "Ủy ban nhân dân tỉnh Phú Thọ",
        "parent": "",
    }


def test_a_department_is_issued_under_its_parent():
    office = factories.Office()
    campaign = factories.make_plain_campaign(office.departments[1])
    issuer = snapshot.gather(fresh(campaign))["issuer"]
    assert (issuer["name"], issuer["parent"]) == ("Sở Y tế", "Ủy ban nhân dân tỉnh Phú Thọ")


def test_years_are_computed_where_the_plan_states_another_number():
    campaign = factories.make_plain_campaign(factories.Office().unit)
    drive = Drive.objects.create(
        campaign=campaign, position=1, name="Đợt", start=campaign.start, end=campaign.end
    )
    occasion = Occasion.objects.create(
        name="Ngày Quốc khánh", original_date=datetime.date(1945, 9, 2)
    )
    DriveOccasion.objects.create(drive=drive, occasion=occasion, position=1, stated_years=78)
    [drive] = snapshot.gather(fresh(campaign))["drives"]
    assert drive["occasions"][0]["words"] == "79 năm Ngày Quốc khánh (02/9/1945 - 02/9/2024)"


@pytest.mark.parametrize("times", [1, 3])
def test_gathering_asks_a_fixed_number_of_statements(times):
    campaign = factories.make_full_campaign()
    for _again in range(times - 1):
        factories.add_lines(campaign)
        factories.add_sections(campaign, factories.SECTIONS)
        factories.add_targets(campaign)
        factories.add_quotas(campaign)
        factories.add_drives(campaign)
        factories.add_tasks(campaign, campaign.office)
    campaign = fresh(campaign)
    with CaptureQueriesContext(connection) as queries:
        data = snapshot.gather(campaign)
    assert (
        Target.objects.count()
        == 15 * times
        == sum(
            len(group["targets"]) + sum(len(line["parts"]) for line in group["targets"])
            for group in data["groups"]
        )
    )
    assert len(queries) == QUERIES


@pytest.mark.django_db(transaction=True)
def test_a_frozen_plan_cannot_be_changed():
    plan = factories.make_issued().plan
    with guarded("plans_planversion"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanVersion.objects.filter(pk=plan.pk).update(number="1/KH-UBND")
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanVersion.objects.filter(pk=plan.pk).delete()
    assert PlanVersion.objects.get().number == "210/KH-UBND"
