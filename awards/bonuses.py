"""The bonus of an award on a date: multiple and base salary of the catalogue, put into
`money.bonus`."""

from dataclasses import dataclass
from decimal import Decimal

from awards.models import BaseSalary, Bonus
from awards.money import bonus
from units.models import valid_on


@dataclass(frozen=True)
class BonusLine:
    recipient: str
    recipient_label: str
    multiple: Decimal
    amount: int | None  # VND; None without a base salary for the date
    ceiling: bool  # the amount is a maximum
    citation: str
    verified: bool


def base_salary_on(date):
    return BaseSalary.objects.filter(valid_on(date)).first()


def bonuses_on(date, award_types=None):
    """{award type's pk: [BonusLine, ...]} as of the date of the decision (Điều 49 khoản 1). Two
    statements."""
    salary = base_salary_on(date)
    rows = Bonus.objects.filter(valid_on(date)).order_by("award_type__rank", "pk")
    if award_types is not None:
        rows = rows.filter(award_type__in=award_types)
    found = {}
    for row in rows:
        found.setdefault(row.award_type_id, []).append(
            BonusLine(
                recipient=row.recipient,
                recipient_label=row.get_recipient_display(),
                multiple=row.multiple,
                amount=bonus(row.multiple, salary.amount) if salary else None,
                ceiling=row.ceiling,
                citation=row.citation,
                verified=row.verified and bool(salary) and salary.verified,
            )
        )
    return found
