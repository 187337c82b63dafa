"""Bonus money of an award (pure). Multiply first, then round up once (Nghị định 152/2025/NĐ-CP,
Điều 49)."""

from decimal import ROUND_CEILING, Decimal

ROUNDED_TO = 10_000  # VND: "làm tròn số lên hàng chục nghìn đồng", Điều 49 khoản 2


def bonus(multiple: Decimal, base_salary: int) -> int:
    """VND paid for one award: `multiple` of the monthly base salary of the day of the decision.

    The multiple already holds the factor of a collective or household: the law leaves the order of
    doubling and rounding open, and rounding once is our reading of it.
    """
    steps = (Decimal(multiple) * base_salary / ROUNDED_TO).to_integral_value(ROUND_CEILING)
    return int(steps) * ROUNDED_TO
