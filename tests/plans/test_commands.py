"""render_plan: one line, or a plain reason."""

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Campaign
from plans import render
from tests.plans import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]


def run(code, path, capsys):
    call_command("render_plan", code, "--output", str(path))
    return capsys.readouterr().out


def test_an_issued_plan_is_the_frozen_one(tmp_path, capsys):
    campaign = factories.make_issued()
    Campaign.objects.update(theme="Chủ đề khác")
    path = tmp_path / "plan.pdf"
    size = len(render.to_pdf(campaign.plan.data))
    assert run(campaign.code, path, capsys) == (
        f"plan 210/KH-UBND of {campaign.code} written to {path} ({size} bytes)\n"
    )
    assert path.read_bytes() == render.to_pdf(campaign.plan.data)


def test_a_draft_is_printed_as_it_is_now(tmp_path, capsys):
    campaign = factories.make_full_campaign()
    path = tmp_path / "plan.pdf"
    assert run(campaign.code, path, capsys).startswith(f"draft of {campaign.code} written to ")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("plan.docx", "A plan as DOCX is not built yet; give a name that ends in .pdf."),
        ("plan.txt", "plan.txt is no form of output: give a name that ends in .pdf."),
    ],
)
def test_other_forms_are_refused(tmp_path, capsys, name, reason):
    with pytest.raises(CommandError) as refused:
        run(factories.make_full_campaign().code, tmp_path / name, capsys)
    assert (str(refused.value), list(tmp_path.glob("plan.*"))) == (reason, [])


def test_an_unknown_code(tmp_path, capsys):
    with pytest.raises(CommandError) as refused:
        run("khong-co", tmp_path / "plan.pdf", capsys)
    assert str(refused.value) == "There is no campaign with the code khong-co."


def test_a_folder_that_is_not_there(tmp_path, capsys):
    with pytest.raises(CommandError) as refused:
        run("khong-co", tmp_path / "none" / "plan.pdf", capsys)
    assert str(refused.value) == f"There is no folder {tmp_path / 'none'}."
