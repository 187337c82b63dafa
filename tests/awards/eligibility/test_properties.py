"""What holds for every history: better facts do no harm, and more facts do not unsettle."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import catalogue
from awards.eligibility import history as past
from awards.eligibility.judging import judge
from awards.eligibility.vocabulary import RATINGS
from tests.awards.eligibility.scenes import EXCELLENT, make_case

pytestmark = pytest.mark.slow
YEARS = range(2017, 2026)
AWARDS = (
    "advanced_worker",
    "grassroots_emulation_fighter",
    "provincial_emulation_fighter",
    "provincial_certificate_of_merit",
    "prime_minister_certificate_of_merit",
    "labour_order_3",
    "labour_order_2",
)
# years since an earlier award that are not known are taken as good (docs/eligibility.md)
WITHOUT_WAITING_TIME = AWARDS[:5]
CODES = (*AWARDS, "labour_order_1")
ORDER = {"failed": 0, "not_eligible": 0, "unknown": 1, "passed": 2, "eligible": 2}

earlier = st.builds(
    past.Award,
    award=st.sampled_from(CODES),
    year=st.sampled_from(YEARS),
    reason=st.sampled_from(["cong_trang", "dot_xuat"]),
)
works = st.builds(
    past.Initiative,
    year=st.sampled_from(YEARS),
    scope=st.sampled_from(["co_so", "bo_tinh", "toan_quoc"]),
    recognised=st.booleans(),
)
histories = st.builds(
    past.History,
    ratings=st.dictionaries(st.sampled_from(YEARS), st.sampled_from(RATINGS)),
    statements=st.dictionaries(
        st.sampled_from(["compliance", "solidarity_and_participation"]), st.booleans()
    ),
    awards=st.none() | st.lists(earlier, max_size=5).map(tuple),
    initiatives=st.none() | st.lists(works, max_size=3).map(tuple),
    open_reviews=st.just(()),
)


def verdicts(award, known):
    report = judge(make_case(award, history=known), catalogue.rulebook())
    found = {one.criterion.code: str(one.verdict) for one in report.criteria}
    return found | {"overall": str(report.overall)}


@settings(max_examples=100, deadline=None)
@given(award=st.sampled_from(AWARDS), known=histories, year=st.sampled_from(YEARS))
def test_a_better_year_never_worsens_a_verdict(award, known, year):
    before = verdicts(award, known)
    after = verdicts(award, replace(known, ratings={**known.ratings, year: EXCELLENT}))
    if year in known.ratings:
        assert all(ORDER[after[code]] >= ORDER[was] for code, was in before.items())
    else:
        assert all(after[code] == "passed" for code, was in before.items() if was == "passed")


@settings(max_examples=100, deadline=None)
@given(
    award=st.sampled_from(WITHOUT_WAITING_TIME),
    known=histories,
    year=st.sampled_from(YEARS),
    rating=st.sampled_from(RATINGS),
)
def test_a_year_made_known_never_unsettles_a_verdict(award, known, year, rating):
    if year in known.ratings:
        return
    before = verdicts(award, known)
    after = verdicts(award, replace(known, ratings={**known.ratings, year: rating}))
    settled = {code: was for code, was in before.items() if was not in ("unknown", "deferred")}
    assert {code: after[code] for code in settled} == settled


@settings(max_examples=100, deadline=None)
@given(award=st.sampled_from(AWARDS), known=histories, row=earlier)
def test_an_award_given_for_merit_never_worsens_a_block_of_titles(award, known, row):
    if known.awards is None or row.award != "grassroots_emulation_fighter":
        return
    before = verdicts(award, known)
    merit = replace(row, reason="cong_trang")
    after = verdicts(award, replace(known, awards=(*known.awards, merit)))
    assert all(ORDER[after[code]] >= ORDER[was] for code, was in before.items())
