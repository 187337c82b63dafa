"""Asking for reports, freezing, storing: once, whoever asks and whatever is killed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts.models import Notice
from accounts.notices import deliver
from accounts.roles import Role
from audit.models import Event
from documents.models import Document
from jobs import lease, running
from jobs.models import Job, Outgoing
from plans.snapshot import digest
from reports import actions, render
from reports.models import Report, ReportFile, Snapshot
from targets.models import Result
from tests.accounts.factories import make_user
from tests.audit.guarding import guarded
from tests.campaigns.factories import make_campaign, make_drive, make_issued
from tests.reports.factories import Province, make_failed, make_ready, make_report, run_of
from tests.units.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_two_requests_make_one_report_and_one_job():
    campaign = make_issued()
    first, second = make_report(campaign), make_report(campaign)
    assert (first.pk, Report.objects.count(), Job.objects.count()) == (second.pk, 1, 1)


def test_another_period_is_another_report():
    campaign = make_issued()
    make_report(campaign)
    make_report(campaign, period="2024H1", kind="interim")
    assert Report.objects.count() == Job.objects.count() == 2


def test_a_new_report_replaces_the_one_that_is_ready():
    first = make_ready()
    second = make_report(first.campaign)
    assert (second.pk != first.pk, second.replaces) == (True, first)


def test_a_failed_one_is_taken_up_again():
    failed = make_failed()
    again = make_report(failed.campaign)
    assert (again.pk, again.job_id != failed.job_id) == (failed.pk, True)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.HEAD, Role.LEADER, Role.OFFICER])
def test_people_of_the_unit_may_ask(role):
    campaign = make_issued()
    report = make_report(campaign, by=make_user(role, campaign.unit))
    assert report.requested_by.holds(role)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.COUNCIL, Role.ADMINISTRATOR])
def test_others_may_not(role):
    campaign = make_issued()
    with pytest.raises(PermissionDenied):
        make_report(campaign, by=make_user(role, campaign.unit))


def test_nobody_asks_for_another_unit():
    campaign = make_issued()
    with pytest.raises(PermissionDenied):
        make_report(campaign, by=make_user(Role.SECRETARIAT, make_unit()))


@pytest.mark.parametrize("period", ["1999", "2031", "tháng hai", ""])
def test_a_period_that_cannot_be_reported_on_is_refused(period):
    with pytest.raises(ValidationError) as refusal:
        make_report(period=period)
    assert list(refusal.value.message_dict) == ["period"]


def test_a_draft_and_a_drive_of_another_campaign_are_refused():
    with pytest.raises(ValidationError):
        make_report(make_campaign())
    with pytest.raises(ValidationError) as refusal:
        make_report(drive=make_drive())
    assert list(refusal.value.message_dict) == ["drive"]


def test_a_built_report_has_one_snapshot_one_file_and_its_events():
    report = make_ready()
    snapshot, made = report.snapshot, report.files.get()
    assert (report.state, snapshot.sha256) == ("ready", digest(snapshot.data))
    assert (made.document.kind, made.document.number, made.document.symbol) == (
        "BC",
        "",
        "BC-UBND",
    )
    assert [event.verb for event in Event.objects.of(report)] == ["ready", "request"]
    job = Job.objects.get(pk=report.job_id)
    assert (job.state, job.result["sha256"]) == ("done", made.document.sha256)


def test_the_requester_gets_a_notice():
    campaign = make_issued()
    user = make_user(Role.SECRETARIAT, campaign.unit)
    make_ready(make_report(campaign, by=user))
    for row in Outgoing.objects.filter(kind="notice"):
        deliver(row.payload)
    assert list(Notice.objects.filter(user=user).values_list("verb", flat=True)) == ["report_ready"]


def test_a_figure_changed_afterwards_changes_nothing():
    province = Province()
    report = make_ready(make_report(province.campaign))
    data, printed = report.snapshot.data, report.files.get().document.sha256
    before = render.html(data)
    Result.objects.filter(target=province.revenue).update(value=999)
    again = Snapshot.objects.get(report=report)
    assert (render.html(again.data), again.sha256) == (before, digest(again.data))
    assert Document.objects.get().sha256 == printed


def test_the_database_refuses_to_change_a_snapshot():
    report = make_ready()
    with guarded("reports_snapshot"), pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(report=report).update(sha256="0" * 64)


def test_run_again_it_leaves_one_file_with_one_hash():
    report = make_ready()
    made = report.files.get().document
    Job.objects.filter(pk=report.job_id).update(state="queued", finished_at=None)
    running.run(report.job_id)
    assert ReportFile.objects.get().document == made
    assert (Snapshot.objects.count(), Document.objects.count()) == (1, 1)


def test_figures_frozen_before_a_failure_are_used_again(monkeypatch):
    province = Province()
    report = make_report(province.campaign)

    def broken(data):
        raise ValidationError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(render, "to_pdf", broken)
        running.run(report.job_id)
    snapshot = Snapshot.objects.get(report=report)
    job = Job.objects.get(pk=report.job_id)
    assert (job.state, job.error) == ("failed", "The disk is full.")
    Result.objects.filter(target=province.revenue).update(value=999)
    report.job = job
    actions.repeat(report, by=province.secretary)
    running.run(report.job_id)
    report.refresh_from_db()
    assert (report.state, report.snapshot.sha256) == ("ready", snapshot.sha256)


def test_a_cancelled_job_stores_nothing():
    report = make_report()
    run = run_of(report)
    Job.objects.filter(pk=report.job_id).update(cancel_asked=True)
    with pytest.raises(lease.Cancelled):
        actions.build(report, run)
    assert (Snapshot.objects.count(), ReportFile.objects.count()) == (0, 0)


def test_who_lost_the_lease_stores_nothing():
    report = make_report()
    run = run_of(report)
    Job.objects.filter(pk=report.job_id).update(token="0" * 32)
    with pytest.raises(lease.LeaseLost):
        actions.build(report, run)
    assert (Snapshot.objects.count(), ReportFile.objects.count()) == (0, 0)


def test_only_those_who_may_ask_stop_and_repeat():
    report = make_failed()
    stranger = make_user(Role.SECRETARIAT, make_unit())
    for act in (actions.stop, actions.repeat):
        with pytest.raises(PermissionDenied):
            act(report, by=stranger)


def test_a_ready_report_is_not_built_again_by_a_retry():
    report = make_ready()
    by = make_user(Role.HEAD, report.unit)
    with pytest.raises(ValidationError):
        actions.repeat(report, by=by)
