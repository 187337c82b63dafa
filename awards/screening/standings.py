"""Outcomes of a screening in words and signs."""

from django.utils.translation import gettext_lazy

from awards.eligibility.screening import Standing
from awards.findings import OVERALL_LOOKS, OVERALL_WORDS

LOOKS = {Standing(str(one)): look for one, look in OVERALL_LOOKS.items()} | {
    Standing.RECORDED: "track"
}
WORDS = {Standing(str(one)): words for one, words in OVERALL_WORDS.items()} | {
    Standing.RECORDED: gettext_lazy("Nothing missing in the records"),
}


def parts(counts):
    """(look, words) with how many, of those that occur, in the order of the outcomes."""
    return [(LOOKS[one], f"{WORDS[one]}: {counts[one]}") for one in Standing if counts.get(one)]
