"""Gathering: figures against counts made another way, scope, and the number of statements."""

import dataclasses
import datetime
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from awards.models import Nominee
from campaigns.models import Answer
from reports import gather
from targets.models import Result
from tests.campaigns.factories import make_addressee, make_feedback, make_issued
from tests.reports.factories import Province, make_report
from tests.targets.factories import make_accepted, make_allocation, make_target
from tests.units.factories import make_placement, make_succession, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def province():
    return Province(3)


def summary(province, **fields):
    return gather.summary_of(make_report(province.campaign, **fields))


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_a_target_holds_what_an_own_statement_adds_up(province):
    [[total]] = sql(
        "SELECT SUM(value) FROM targets_result WHERE target_id = %s AND state = 'accepted'",
        province.revenue.pk,
    )
    found = {target.pk: target for target in summary(province).targets}
    revenue = found[province.revenue.pk]
    assert revenue.value == Decimal(str(total)) == 420
    assert revenue.percent == 42
    assert revenue.reason
    assert found[province.poverty.pk].value is None


def test_states_and_groups_count_every_target_once(province):
    found = summary(province)
    assert sum(found.states.values()) == len(found.targets) == 2
    assert [(group.group, group.all) for group in found.groups] == [
        ("Về kinh tế", 1),
        ("Về xã hội", 1),
    ]


def test_awards_count_recipient_lines_as_an_own_count_does(province):
    rows = Nominee.objects.filter(nomination__campaign=province.campaign)
    states = Counter(rows.values_list("nomination__state", flat=True))
    [line] = summary(province).awards
    assert (line.sent, line.granted, line.under_way) == (
        sum(states.values()),
        states["granted"],
        states["appraisal"],
    )
    assert (line.sent, line.granted) == (4, 2)


def test_shares_have_their_bases(province):
    found = {share.name: share for share in summary(province).shares}
    women = found["women"]
    assert (women.sent, women.sent_base, women.granted, women.granted_base) == (4, 4, 2, 2)
    workers = found["direct_workers"]
    assert (workers.granted, workers.granted_base) == (1, 2)


def test_quotas_stand_beside_what_was_proposed_and_granted(province):
    [quota] = summary(province).quotas
    assert (quota.low, quota.high, quota.proposed, quota.granted) == (1, 5, 4, 2)


def test_who_has_not_answered_is_named(province):
    answers = summary(province).answers
    sent = Answer.objects.filter(campaign=province.campaign).count()
    assert (answers.addressed, answers.asked, answers.answered) == (4, 4, sent)
    assert len(answers.not_answered) == 3


def test_who_has_not_reported_by_target_unit_and_period(province):
    reporting = summary(province).reporting
    reported = Result.objects.filter(target__campaign=province.campaign)
    assert reporting.asked == 3 * 4 + 1
    assert reporting.accepted == reported.filter(state="accepted").count()
    assert (reporting.waiting, reporting.returned) == (1, 1)
    missing = {fact.unit_id: (fact.missing, fact.what) for fact in reporting.missing}
    quarters = ("2024Q1", "2024Q2", "2024Q3", "2024Q4")
    assert missing == {
        province.communes[1].pk: (4, (("Tổng thu ngân sách", quarters),)),
        province.communes[2].pk: (4, (("Tổng thu ngân sách", quarters),)),
        province.department.pk: (1, (("Tỷ lệ hộ nghèo", ("2024",)),)),
    }


def test_a_half_year_counts_only_what_belongs_to_it(province):
    found = summary(province, kind="interim", period="2024H1")
    revenue = next(target for target in found.targets if target.pk == province.revenue.pk)
    assert (revenue.value, found.head.judged_on) == (280, datetime.date(2024, 6, 30))
    assert found.reporting.asked == 3 * 2
    assert found.awards == ()


def test_a_drive_ends_its_own_figures(province):
    drive = province.campaign.drives.get()
    found = summary(province, drive=drive)
    assert [fact.name for fact in found.drives] == [drive.name]
    assert found.head.judged_on == drive.end


def test_a_drive_that_ended_with_its_year_is_over(province):
    province.campaign.drives.update(end=province.campaign.end)
    assert [fact.stage for fact in summary(province).drives] == ["over"]


def test_a_unit_is_held_against_what_it_was_given(province):
    found = summary(province, unit=province.communes[0])
    [target] = found.targets
    assert (target.low, target.value, target.percent) == (500, 420, 84)
    assert (found.quotas, found.answers.addressed, found.head.above) == (
        (),
        1,
        "Ủy ban nhân dân tỉnh Phú Thọ",
    )
    assert [line.sent for line in found.awards] == [2]


def test_a_unit_reports_for_those_it_succeeded():
    root = make_unit("Ủy ban nhân dân tỉnh Phú Thọ")
    old, new = (
        make_unit("Xã cũ", parent=root, until=datetime.date(2024, 6, 30)),
        make_unit("Xã mới", parent=root, since=datetime.date(2024, 7, 1)),
    )
    make_succession(old, new, datetime.date(2024, 7, 1))
    campaign = make_issued(unit=root)
    target = make_target(campaign)
    for unit in (old, new):
        make_allocation(target, unit)
    make_accepted(target, old, period="2024Q1", value=Decimal(30))
    make_accepted(target, new, period="2024Q3", value=Decimal(40))
    [found] = gather.summary_of(make_report(campaign, unit=new)).targets
    assert {row.unit: row.value for row in found.units} == {"Xã cũ": 30, "Xã mới": 40}


def test_the_name_is_that_of_the_end_of_the_period():
    root = make_unit("Tên cũ", until=datetime.date(2024, 12, 31))
    make_placement(root, name="Tên mới", since=datetime.date(2025, 1, 1))
    campaign = make_issued(unit=root)
    assert gather.summary_of(make_report(campaign)).head.unit == "Tên cũ"


def statements(report, assert_num):
    with assert_num(40) as seen:
        gather.summary_of(report)
    return len(seen.captured_queries)


def test_the_statements_are_at_most_forty_at_any_size(django_assert_max_num_queries):
    counts = []
    for communes in (2, 6):
        province = Province(communes)
        for commune in province.communes[1:]:
            make_feedback(province.campaign, commune)
        counts.append(statements(make_report(province.campaign), django_assert_max_num_queries))
    assert counts[0] == counts[1]


def test_everything_is_plain_data_that_can_be_stored(province):
    data = summary(province).data()
    assert data["targets"][0]["value"] == "420.000000"
    assert data["tasks"][1]["state"] == "doing"
    assert dataclasses.is_dataclass(gather.Summary)


def test_a_campaign_with_nothing_gives_a_summary_with_nothing():
    found = gather.summary_of(make_report(make_issued()))
    assert (found.targets, found.drives, found.awards, found.tasks) == ((), (), (), ())
    assert found.answers.addressed == 0


def test_a_body_outside_is_counted_apart(province):
    make_addressee(province.campaign, name="Ủy ban Mặt trận Tổ quốc")
    answers = summary(province).answers
    assert (answers.addressed, answers.outside) == (4, 1)


def test_a_drive_that_ended_with_the_period_is_over_afterwards(province):
    drive = province.campaign.drives.get()
    drive.end = datetime.date(2024, 12, 31)
    drive.save()
    assert [fact.stage for fact in summary(province).drives] == ["over"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_all_statements_see_one_moment():
    with gather.one_moment():
        [[isolation]] = sql("SHOW transaction_isolation")
        [[read_only]] = sql("SHOW transaction_read_only")
    assert (isolation, read_only) == ("repeatable read", "on")
