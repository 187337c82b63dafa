"""The screening as a job: asked once, made once whatever is killed, for those who may."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Appointment
from awards.models import Screening, YearRating
from awards.screening import actions
from awards.screening.standings import WORDS
from documents.models import Attachment
from jobs import lease, registry
from jobs.models import Job
from spreadsheets.read import read_rows
from tests.awards.factories import make_award_type, make_person, make_user
from tests.awards.screening.factories import make_screening, run_job


@pytest.fixture
def advanced():
    return make_award_type("advanced_worker", kind="emulation_title")


@pytest.fixture
def officer(world):
    return make_user("officer", world.department)


@pytest.fixture
def people(world):
    names = ("Vũ An", "Lê Bình", "Đỗ Cường")
    found = [make_person(name, unit=world.ward) for name in names]
    YearRating.objects.create(person=found[0], year=2025, rating="khong_hoan_thanh")
    return found


COLUMNS = {
    "name": ["Họ và tên"],
    "outcome": ["Kết quả ngày 20/05/2026"],
    "failed": ["Tiêu chuẩn không đạt"],
}


def rows_of(attachment):
    with attachment.file.open("rb") as file:
        table = read_rows(file.read(), columns=COLUMNS)
    return [{name: cell.value for name, cell in row.cells.items()} for row in table.rows]


def test_everybody_stands_in_the_workbook(world, advanced, officer, people):
    screening = run_job(make_screening(world.department, advanced, by=officer))
    rows = rows_of(screening.file)
    assert [row["name"] for row in rows] == ["Vũ An", "Lê Bình", "Đỗ Cường"]
    assert rows[0]["outcome"] == str(WORDS["not_eligible"])
    assert rows[0]["failed"].startswith("advanced_worker.")
    assert screening.counts == {"not_eligible": 1, "unknown": 2}


def test_two_who_ask_the_same_get_one(world, advanced, officer):
    first = make_screening(world.department, advanced, by=officer)
    second = make_screening(world.department, advanced, by=make_user("head", world.department))
    assert (first.pk, Screening.objects.count(), Job.objects.count()) == (second.pk, 1, 1)


def test_another_year_is_another_screening(world, advanced, officer):
    make_screening(world.department, advanced, by=officer)
    make_screening(world.department, advanced, by=officer, year=2024)
    assert Screening.objects.count() == 2


def test_a_ready_one_stays_and_a_new_one_is_made(world, advanced, officer, people):
    first = run_job(make_screening(world.department, advanced, by=officer))
    second = run_job(make_screening(world.department, advanced, by=officer))
    assert first.pk != second.pk
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("role", ["officer", "head", "secretariat", "leader"])
def test_those_who_nominate_or_appraise_above_may_ask(world, advanced, role):
    user = make_user(role, world.province)
    assert make_screening(world.hospital, advanced, by=user).requested_by == user


@pytest.mark.parametrize("role", ["council", "inspector", "administrator"])
def test_others_may_not(world, advanced, role):
    with pytest.raises(PermissionDenied):
        make_screening(world.hospital, advanced, by=make_user(role, world.province))


def test_nobody_asks_for_a_unit_beside_his_own(world, advanced):
    with pytest.raises(PermissionDenied):
        make_screening(world.commune, advanced, by=make_user("secretariat", world.department))


def test_who_lost_the_appointment_gets_no_list(world, advanced, officer, people):
    screening = make_screening(world.department, advanced, by=officer)
    Appointment.objects.filter(user=officer).delete()
    run_job(screening)
    assert (screening.file, screening.job.state) == (None, Job.State.FAILED)


def run_of(screening):
    return lease.claim(screening.job_id, registry.HANDLERS)


def test_a_lost_lease_leaves_no_file_row(world, advanced, officer, people):
    """Killed, swept and taken by another: what the first one still does has no effect."""
    screening = make_screening(world.department, advanced, by=officer)
    first = run_of(screening)
    Job.objects.filter(pk=screening.job_id).update(
        state=Job.State.QUEUED, token="", lease_until=None
    )
    second = run_of(screening)
    actions.build(Screening.objects.get(), second)
    with pytest.raises(lease.LeaseLost):
        actions.build(screening, first)
    assert Attachment.objects.count() == 1


def test_run_again_after_its_end_it_does_nothing(world, advanced, officer, people):
    screening = run_job(make_screening(world.department, advanced, by=officer))
    assert actions.build(screening, run=None)["file"] == screening.file_id
    assert Attachment.objects.count() == 1


def test_stopped_while_it_runs_and_done_again(world, advanced, officer, people):
    screening = make_screening(world.department, advanced, by=officer)
    run = run_of(screening)
    screening.refresh_from_db()
    actions.stop(screening, by=officer)
    with pytest.raises(lease.Cancelled):
        actions.build(screening, run)
    run.cancelled()
    screening = Screening.objects.get()
    actions.repeat(screening, by=officer)
    assert run_job(screening).file is not None


def test_a_ready_list_is_neither_stopped_nor_repeated(world, advanced, officer, people):
    screening = run_job(make_screening(world.department, advanced, by=officer))
    for deed in (actions.stop, actions.repeat):
        with pytest.raises(ValidationError):
            deed(screening, by=officer)


def test_the_file_is_for_those_who_screen_the_unit(world, advanced, officer, people):
    screening = run_job(make_screening(world.department, advanced, by=officer))

    def sees(role, unit):
        return Attachment.objects.visible_to(make_user(role, unit)).exists()

    assert screening.file is not None
    assert sees("secretariat", world.province) and sees("head", world.department)
    assert not sees("officer", world.commune)
    assert not sees("council", world.department)
