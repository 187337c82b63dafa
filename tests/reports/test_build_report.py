"""The command: what it writes, and what it refuses in one plain line."""

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from reports.models import Report
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_issued
from tests.reports.factories import Province

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def build(tmp_path, *arguments, output="out.pdf", period="2024", kind="final"):
    path = tmp_path / output
    call_command(
        "build_report", *arguments, "--period", period, "--kind", kind, "--output", str(path)
    )
    return path


def test_it_writes_the_report_and_says_so(tmp_path, capsys):
    province = Province()
    path = build(tmp_path, "--campaign", province.campaign.code)
    assert path.read_bytes()[:5] == b"%PDF-"
    assert str(path) in capsys.readouterr().out.splitlines()[-1]


def test_the_person_who_asks_is_kept(tmp_path):
    campaign = make_issued()
    user = make_user(Role.SECRETARIAT, campaign.unit)
    build(tmp_path, "--campaign", campaign.code, "--by", user.username)
    assert Report.objects.get().requested_by == user


def test_a_unit_alone_is_enough_where_it_has_one_campaign(tmp_path):
    province = Province()
    unit = province.communes[0]
    build(tmp_path, "--unit", unit.code)
    assert Report.objects.get().unit == unit


def test_a_drive_names_its_campaign(tmp_path):
    province = Province()
    drive = province.campaign.drives.get()
    build(tmp_path, "--drive", str(drive.pk), period="2024H1", kind="interim")
    assert Report.objects.get().drive == drive


@pytest.mark.parametrize(
    ("arguments", "fields", "words"),
    [
        (["--campaign", "x"], {"output": "out.docx"}, "DOCX is not built yet"),
        (["--campaign", "x"], {"output": "out.xlsx"}, "XLSX is not built yet"),
        (["--campaign", "x"], {"output": "out.txt"}, "no form of output"),
        (["--campaign", "x"], {"output": "no/out.pdf"}, "There is no folder"),
        (["--campaign", "x"], {}, "There is no campaign with the code x."),
        ([], {}, "Say what to report on"),
        (["--drive", "999999"], {}, "There is no drive with the number 999999."),
        (["--unit", "nowhere"], {}, "There was no unit with the code nowhere on 31/12/2024."),
    ],
)
def test_refusals(tmp_path, arguments, fields, words):
    with pytest.raises(CommandError, match=words):
        build(tmp_path, *arguments, **fields)


def test_a_period_outside_the_campaign_is_refused(tmp_path):
    campaign = make_issued()
    with pytest.raises(CommandError):
        build(tmp_path, "--campaign", campaign.code, period="2020")
    assert Report.objects.count() == 0
