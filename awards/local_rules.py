"""The second layer of the catalogue: what a granting authority decided itself, read from its rows.

A criterion of its own stands beside those of the law, in the same vocabulary.
"""

from awards.eligibility import rules, vocabulary
from awards.entries import Entry
from awards.models import LocalRule

# A statement is confirmed by the nominating unit, a deed judged by the council, the rest computed.
EVALUATION = {"conduct": "assert", "achievement": "council", "local_rule": "local"}


def criteria_of(authority_ids):
    """{authority's id: {award code: [rules.Criterion, ...]}}. One statement.

    Ended rules are there too: the day of the case chooses. A struck row keeps its number, so that
    the code of the next one never changes.
    """
    found, numbers = {}, {}
    rows = LocalRule.objects.filter(
        authority__in=authority_ids, type__in=vocabulary.PARAMS
    ).order_by("pk")
    for row in rows.select_related("award_type"):
        award = row.award_type.code
        place = row.authority_id, award
        numbers[place] = numbers.get(place, 0) + 1
        if not row.struck:
            criterion = criterion_of(row, f"{award}.local.{numbers[place]}")
            found.setdefault(row.authority_id, {}).setdefault(award, []).append(criterion)
    return found


def criterion_of(row, code):
    """The row as the rules of the law are read: the parameters by the same strict reader."""
    entry = Entry("local rules", code, {"params": row.params})
    return rules.Criterion(
        code=code,
        type=row.type,
        params=rules.read_params(entry, row.type),
        citation=f"{row.decision} {row.article}",
        verified=True,  # the authority's own decision, entered by its own secretariat
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        evaluation=EVALUATION.get(row.type, "auto"),
        applies_to=(row.recipient,) if row.recipient else (),
    )
