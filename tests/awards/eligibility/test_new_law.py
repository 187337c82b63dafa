"""Next year's law is added as YAML: a verdict changes from its day on and not before."""

import datetime
import shutil

import pytest
import yaml

from awards import catalogue
from awards.eligibility import history as past
from awards.eligibility.judging import judge
from tests.awards.eligibility.scenes import EXCELLENT, GOOD, make_case

pytestmark = pytest.mark.slow
NEW_LAW = datetime.date(2027, 1, 1)
STATEMENTS = {"solidarity_and_participation": True}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(catalogue.FOLDER, tmp_path / "catalogue")


def edit(folder, name, change):
    path = folder / name
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def ask_more_of_advanced_workers(content):
    """The rating asked rises from "well" to "excellently completed" with the new law."""
    [award] = [one for one in content["awards"] if one["code"] == "advanced_worker"]
    old = award["criteria"][0]
    new = old | {"params": {"min_rating": EXCELLENT}, "citation": "Luật mới Điều 1"}
    old["valid_to"] = NEW_LAW - datetime.timedelta(days=1)
    award["criteria"].append(new | {"valid_from": NEW_LAW})


def read_the_gap(content):
    content["law_gap"] = None


def report(rulebook, *, year, received, award="advanced_worker", rating=GOOD):
    known = past.History(ratings={year: rating}, statements=STATEMENTS)
    case = make_case(award, received, stated_year=year, history=known)
    return judge(case, rulebook)


def test_a_yearly_award_changes_with_the_year_rewarded(folder):
    edit(folder, "titles.yaml", ask_more_of_advanced_workers)
    edit(folder, "principles.yaml", read_the_gap)
    rulebook = catalogue.load(folder).rulebook
    before = report(rulebook, year=2026, received="2027-02-01")
    after = report(rulebook, year=2027, received="2028-02-01")
    assert (str(before.overall), str(after.overall)) == ("eligible", "not_eligible")
    assert [one.criterion.code for one in before.criteria][0] == "advanced_worker.1"
    assert [one.criterion.code for one in after.criteria][-1] == "advanced_worker.4"
    assert (before.law_gap, after.law_gap) == (None, None)
    assert str(report(rulebook, year=2027, received="2028-02-01", rating=EXCELLENT).overall) == (
        "eligible"
    )


def test_while_the_gap_stands_the_last_text_read_is_applied(folder):
    edit(folder, "titles.yaml", ask_more_of_advanced_workers)
    rulebook = catalogue.load(folder).rulebook
    found = report(rulebook, year=2027, received="2028-02-01")
    assert (str(found.overall), found.law_gap) == ("eligible", "Luật 06/2026/QH16")


def test_the_gap_may_move(folder):
    def later(content):
        content["law_gap"] = {"law": "Luật sau", "valid_from": datetime.date(2028, 1, 1)}

    edit(folder, "principles.yaml", later)
    rulebook = catalogue.load(folder).rulebook
    assert report(rulebook, year=2026, received="2027-12-31").law_gap is None
    assert report(rulebook, year=2027, received="2028-01-01").law_gap == "Luật sau"


def test_a_new_principle_holds_from_its_day_of_receipt_on(folder):
    def stop_after_open_reviews(content):
        [rule] = [one for one in content["principles"] if one["check"] == "no_open_review"]
        rule["valid_to"] = datetime.date(2026, 12, 31)
        content["principles"].append(
            rule | {"id": "stopped", "on_failure": "block", "valid_from": NEW_LAW, "valid_to": None}
        )
        content["law_gap"] = None

    edit(folder, "principles.yaml", stop_after_open_reviews)
    rulebook = catalogue.load(folder).rulebook
    known = past.History(open_reviews=(past.Review("investigation"),))

    def overall(received):
        case = make_case("bravery_order", received, reason="dot_xuat", history=known)
        return str(judge(case, rulebook).overall)

    assert overall("2026-12-31") == "deferred"
    assert overall("2027-01-01") == "not_eligible"
