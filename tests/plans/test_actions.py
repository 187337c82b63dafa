"""Issuing and amending: all or nothing, once, and what was issued stays."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import Notice
from accounts.roles import Role
from audit.models import Event
from campaigns.actions import edit_campaign
from campaigns.models import Addressee, Campaign, Recipient, Section
from documents.models import Document, Number
from jobs.models import Job
from plans import actions, snapshot
from plans.models import PlanFile, PlanVersion
from targets.models import Target
from targets.permissions import can_edit_targets
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_addressing
from tests.jobs.running import deliver_outbox, run_jobs
from tests.plans import factories
from vietnamese.folding import fold

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
DAY = factories.ISSUED_ON


def issue(campaign, **given):
    fields = {"version": campaign.version, "on": DAY, "by": campaign.office.secretary} | given
    return actions.issue(campaign, **fields)


def test_an_issue_does_everything_at_once():
    campaign = factories.make_full_campaign()
    plan = issue(campaign, manual_number="210")
    found = Campaign.objects.get()
    assert (found.state, found.number, found.issued_on) == ("issued", "210/KH-UBND", DAY)
    assert (plan.version, plan.number, plan.reason) == (1, "210/KH-UBND", "")
    assert plan.sha256 == snapshot.digest(plan.data)
    assert sorted(Addressee.objects.values_list("name", flat=True), key=fold) == [
        "Ban Thi đua - Khen thưởng tỉnh",
        "Sở Tài chính",
        "Sở Y tế",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    ]
    assert len(plan.data["addressees"]) == 4
    assert Job.objects.get().key == f"plans.pdf:{plan.pk}"
    assert [event.verb for event in Event.objects.all()] == [
        "reserve",
        "issue",
        "address",
        "freeze",
    ]


def test_addressed_units_are_told():
    campaign = factories.make_full_campaign()
    issue(campaign)
    deliver_outbox()
    assert [(n.user, n.verb) for n in Notice.objects.all()] == [
        (campaign.office.officer, "campaign_addressed")
    ]


def test_a_number_comes_from_the_series():
    campaign = factories.make_full_campaign()
    assert issue(campaign).number == "01/KH-UBND"


def test_issued_twice_has_one_effect():
    campaign = factories.make_full_campaign()
    version = campaign.version
    issue(campaign)
    with pytest.raises(ValidationError) as refused:
        issue(campaign, version=version)
    assert refused.value.code == "issued"
    assert (PlanVersion.objects.count(), Number.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_an_older_version_is_refused():
    campaign = factories.make_full_campaign()
    seen = campaign.version
    edit_campaign(campaign, version=seen, by=campaign.office.secretary, theme="Khác")
    with pytest.raises(ValidationError) as refused:
        issue(campaign, version=seen)
    assert refused.value.code == "conflict"
    assert PlanVersion.objects.count() == Number.objects.count() == 0


def test_two_secretaries_at_once():
    campaign = factories.make_full_campaign()
    other = make_user(Role.SECRETARIAT, campaign.office.unit)
    outcomes, start = [], threading.Barrier(2)

    def run(user):
        try:
            mine = Campaign.objects.select_related("unit").get(pk=campaign.pk)
            start.wait()
            outcomes.append(actions.issue(mine, version=mine.version, on=DAY, by=user).number)
        except ValidationError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(user,)) for user in (campaign.office.secretary, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["01/KH-UBND", "issued"]
    assert PlanVersion.objects.count() == Number.objects.count() == 1


def test_a_used_number_is_refused_and_nothing_is_left():
    first = factories.make_issued()
    second = factories.make_full_campaign(first.office)
    with pytest.raises(ValidationError) as refused:
        issue(second, manual_number="210")
    assert refused.value.code == "used"
    second.refresh_from_db()
    assert (second.state, second.addressees.count(), second.plan_versions.count()) == (
        "draft",
        0,
        0,
    )


def test_what_lacks_is_said_all_at_once():
    office = factories.Office()
    campaign = factories.make_plain_campaign(office.unit)
    campaign.office = office
    with pytest.raises(ValidationError) as refused:
        issue(campaign)
    assert len(refused.value.messages) == 3
    assert Number.objects.count() == 0


def test_no_day_in_the_future():
    campaign = factories.make_full_campaign()
    with pytest.raises(ValidationError) as refused:
        issue(campaign, on=datetime.date(2999, 1, 1))
    assert list(refused.value.error_dict) == ["on"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.COUNCIL])
def test_others_do_not_issue(role):
    campaign = factories.make_full_campaign()
    with pytest.raises(PermissionDenied):
        issue(campaign, by=make_user(role, campaign.office.unit))


def test_a_neighbour_does_not_issue():
    campaign = factories.make_full_campaign()
    with pytest.raises(PermissionDenied):
        issue(campaign, by=factories.Office().secretary)


# --- printing -------------------------------------------------------------------------------------
def test_the_job_prints_and_tells_who_asked():
    plan = factories.make_issued().plan
    run_jobs()
    document = PlanFile.objects.get().document
    assert (document.number, document.kind, document.date) == ("210/KH-UBND", "KH", DAY)
    assert Job.objects.get().result == {"document": document.pk, "sha256": document.sha256}
    deliver_outbox()
    assert Notice.objects.filter(user=plan.made_by, verb="plan_printed").count() == 1


def test_printed_twice_it_is_one_file_with_one_hash():
    campaign = factories.make_issued()
    run_jobs()
    first = Job.objects.get().result
    Job.objects.update(state="queued", finished_at=None)
    run_jobs()
    assert Job.objects.get().result == first
    assert Document.objects.count() == PlanFile.objects.count() == 1
    assert Document.objects.visible_to(campaign.office.officer).count() == 1
    assert Document.objects.visible_to(factories.Office().secretary).count() == 0


def test_a_failed_print_is_asked_for_again():
    campaign = factories.make_issued()
    Job.objects.update(state="failed", finished_at=DAY.isoformat() + "T00:00:00Z")
    actions.print_again(campaign.plan, by=campaign.office.secretary)
    run_jobs()
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]
    with pytest.raises(ValidationError):
        actions.print_again(campaign.plan, by=campaign.office.secretary)


# --- amending -------------------------------------------------------------------------------------
@pytest.fixture
def amended():
    """An issued campaign whose amendment is open, as its secretariat has it."""
    campaign = factories.make_issued()
    return actions.open_amendment(
        campaign,
        reason="Kéo dài đợt thi đua",
        version=campaign.version,
        by=campaign.office.secretary,
    )


def publish(campaign, **given):
    fields = {"version": campaign.version, "on": DAY, "by": campaign.office.secretary} | given
    return actions.publish_amendment(campaign, **fields)


def edited(campaign):
    """The amendment with a change in it."""
    by = campaign.office.secretary
    return edit_campaign(campaign, version=campaign.version, by=by, theme="Đoàn kết, sáng tạo")


def give_up(campaign):
    return actions.give_up_amendment(
        campaign, version=campaign.version, by=campaign.office.secretary
    )


def test_an_amendment_that_changes_nothing_is_refused(amended):
    with pytest.raises(ValidationError) as refused:
        publish(amended)
    assert refused.value.code == "unchanged"
    assert (PlanVersion.objects.count(), Campaign.objects.get().is_amended) == (1, True)


def test_a_new_addressee_is_a_change(amended):
    make_addressing(amended, group="body", body_name="Hội Nông dân")
    assert publish(amended).version == 2


def test_an_amendment_without_changes_is_given_up(amended):
    give_up(amended)
    found = Campaign.objects.get()
    assert (found.is_amended, found.state, PlanVersion.objects.count()) == (False, "issued", 1)
    last = Event.objects.of(amended).first()
    assert (last.verb, last.note) == ("give_up_amendment", "Kéo dài đợt thi đua")
    with pytest.raises(ValidationError):
        give_up(amended)
    assert Event.objects.of(amended).filter(verb="give_up_amendment").count() == 1


def test_a_second_amendment_is_compared_with_the_first(amended):
    publish(edited(amended))
    amended.refresh_from_db()
    actions.open_amendment(
        amended, reason="Lần hai", version=amended.version, by=amended.office.secretary
    )
    with pytest.raises(ValidationError) as refused:
        publish(amended)
    assert refused.value.code == "unchanged"
    give_up(amended)
    assert PlanVersion.objects.count() == 2


def test_an_amendment_with_changes_is_not_given_up(amended):
    with pytest.raises(ValidationError) as refused:
        give_up(edited(amended))
    assert (refused.value.code, Campaign.objects.get().is_amended) == ("changed", True)


def test_who_does_not_lead_does_not_give_up(amended):
    with pytest.raises(PermissionDenied):
        actions.give_up_amendment(amended, version=amended.version, by=amended.office.officer)


def test_an_amendment_is_a_second_version_that_keeps_the_first(amended):
    first = PlanVersion.objects.get()
    before = (first.sha256, first.data)
    edited(amended)
    plan = publish(amended)
    assert (plan.version, plan.number, plan.reason) == (2, "01/KH-UBND", "Kéo dài đợt thi đua")
    assert plan.data["campaign"]["theme"] == "Đoàn kết, sáng tạo"
    assert plan.data["amends"]["number"] == "210/KH-UBND"
    first.refresh_from_db()
    assert (first.sha256, first.data) == before
    assert first.data["campaign"]["theme"] == factories.THEME
    found = Campaign.objects.get()
    assert (found.state, found.number, found.amendment_reason) == ("issued", "210/KH-UBND", "")


def test_units_are_told_of_an_amendment_and_new_ones_addressed(amended):
    deliver_outbox()
    Notice.objects.all().delete()
    publish(edited(amended))
    deliver_outbox()
    assert [(n.user, n.verb) for n in Notice.objects.all()] == [
        (amended.office.officer, "plan_amended")
    ]
    assert Addressee.objects.filter(campaign=amended).count() == 4


def test_an_issued_plan_is_not_edited_without_an_amendment():
    campaign = factories.make_issued()
    with pytest.raises(ValidationError) as refused:
        edit_campaign(
            campaign, version=campaign.version, by=campaign.office.secretary, theme="Khác"
        )
    assert refused.value.code == "issued"


def test_targets_are_edited_while_an_amendment_is_open(amended):
    target = Target.objects.select_related("campaign").first()
    assert can_edit_targets(amended.office.secretary, target.campaign) is True
    publish(edited(amended))
    target.campaign.refresh_from_db()
    assert can_edit_targets(amended.office.secretary, target.campaign) is False


def test_one_amendment_at_a_time(amended):
    with pytest.raises(ValidationError) as refused:
        actions.open_amendment(
            amended, reason="Lý do khác", version=amended.version, by=amended.office.secretary
        )
    assert refused.value.code == "issued"


def test_publishing_twice_has_one_effect(amended):
    version = edited(amended).version
    publish(amended)
    with pytest.raises(ValidationError):
        publish(amended, version=version)
    assert PlanVersion.objects.count() == 2


def test_an_amendment_needs_a_reason_and_a_running_plan():
    campaign = factories.make_full_campaign()
    by = campaign.office.secretary
    with pytest.raises(ValidationError):
        actions.open_amendment(campaign, reason=" ", version=campaign.version, by=by)
    with pytest.raises(ValidationError):
        actions.open_amendment(campaign, reason="Lý do", version=campaign.version, by=by)
    assert Campaign.objects.get().amendment_reason == ""


def test_an_amendment_is_not_dated_before_what_it_amends(amended):
    with pytest.raises(ValidationError) as refused:
        publish(amended, on=DAY - datetime.timedelta(days=1))
    assert list(refused.value.error_dict) == ["on"]


def test_an_amendment_that_lacks_something_is_refused(amended):
    Section.objects.all().delete()
    Recipient.objects.all().delete()
    with pytest.raises(ValidationError) as refused:
        publish(amended)
    assert len(refused.value.messages) == 2
    assert Campaign.objects.get().is_amended is True
