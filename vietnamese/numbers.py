"""Numbers as Vietnamese write them: a dot between thousands, a comma before decimals.

Where a text can be read in two ways nothing is guessed: `AmbiguousNumber` names both readings.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils.translation import gettext as _

MAX_DIGITS = 18
MAX_DECIMALS = 6

SPACES = "\u0020\u00a0\u2007\u2009\u202f"  # the blanks that word processors put between thousands
PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?", re.ASCII)
GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", re.ASCII)
SPACED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:,[0-9]+)?", re.ASCII)
ONE_DOT = re.compile(r"([0-9]+)\.([0-9]+)", re.ASCII)
ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}", re.ASCII)


class AmbiguousNumber(ValueError):
    """A text that can be read as two numbers. `readings` holds both, `text` what was typed."""

    def __init__(self, text: str, readings: tuple[Decimal, ...]):
        self.text, self.readings = text, readings
        first, second = (format_input(reading) for reading in readings)
        super().__init__(
            _("“%(text)s” can be read in two ways: write %(first)s or %(second)s.")
            % {"text": text, "first": first, "second": second}
        )


def parse_number(text: str) -> Decimal:
    """The number that a Vietnamese text says; its decimals are kept as stated ("99,60").

    Accepts "6.872", "6 872", "1.234,5", "-7,5". Raises AmbiguousNumber for texts with two readings
    ("7.5", "1,234") and ValueError, with a sentence for the user, for everything else: English
    style, a percent sign, digits that are not ASCII, more than 18 digits or 6 decimals.
    """
    stripped = text.strip(SPACES + "\t\r\n")
    sign, body = _split_sign(stripped)
    if len(body) > 2 * MAX_DIGITS:
        raise ValueError(_too_long())
    if ENGLISH.fullmatch(body):
        raise ValueError(
            _(
                "“%(text)s” is written the English way. Put a dot between thousands and a comma "
                "before decimals, for example 1.234,5."
            )
            % {"text": stripped}
        )
    if ENGLISH_THOUSANDS.fullmatch(body):
        readings = body.replace(",", "."), body.replace(",", "")
        raise AmbiguousNumber(stripped, _decimals(sign, readings))
    groups_with_zero = GROUPED.fullmatch(body) and body.startswith("0")
    if (GROUPED.fullmatch(body) and not groups_with_zero) or SPACED.fullmatch(body):
        body = re.sub(rf"[.{SPACES}]", "", body)
    elif one_dot := ONE_DOT.fullmatch(body):
        readings = body, one_dot[1] + one_dot[2]
        raise AmbiguousNumber(stripped, _decimals(sign, readings))
    if not PLAIN.fullmatch(body):
        raise ValueError(_refusal(stripped))
    return _decimals(sign, [body.replace(",", ".")])[0]


def _split_sign(text: str) -> tuple[str, str]:
    if text[:1] in ("-", "\u2212", "+"):
        return ("" if text[0] == "+" else "-"), text[1:]
    return "", text


def _decimals(sign: str, readings) -> tuple[Decimal, ...]:
    for digits in readings:
        whole, _dot, decimals = digits.partition(".")
        if len(whole.lstrip("0")) + len(decimals) > MAX_DIGITS:
            raise ValueError(_too_long())
        if len(decimals) > MAX_DECIMALS:
            raise ValueError(_("At most %(count)d decimals are allowed.") % {"count": MAX_DECIMALS})
    return tuple(Decimal(sign + digits) for digits in readings)


def _too_long() -> str:
    return _("The number is too long: at most %(count)d digits.") % {"count": MAX_DIGITS}


def _refusal(text: str) -> str:
    if text.endswith(("%", "‰")):
        return _("Write the number without the sign %(sign)s.") % {"sign": text[-1]}
    return _("Enter a number, for example 5.918 or 33,4.")


def format_number(value: Decimal | int | float, places: int | None = None) -> str:
    """ "6.872", "7,5", "99,60": the stated decimals, or rounded half up to `places`."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if places is not None:
        number = _round(number, places)
    if number == 0:
        number = abs(number)  # "-0" is not a Vietnamese number
    whole, _dot, decimals = f"{number:,f}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def _round(number: Decimal, places: int) -> Decimal:
    precision = max(MAX_DIGITS, number.adjusted() + 2) + places + 1
    step = Decimal(1).scaleb(-places)
    return number.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=precision))


def format_input(value: Decimal | int | float, places: int | None = None) -> str:
    """As `format_number`, but always readable by `parse_number`: 1,234 becomes 1,2340."""
    text = format_number(value, places)
    return f"{text}0" if ENGLISH_THOUSANDS.fullmatch(text.lstrip("-")) else text


def format_count(value: Decimal | int) -> str:
    """Counts in documents: below ten with a leading zero ("05"); zero is "0"."""
    return f"0{int(value)}" if 0 < value < 10 and value == int(value) else format_number(value)


def format_range(low: Decimal | int, high: Decimal | int, *, count: bool = False) -> str:
    """ "15 - 35"; one number when both are equal; with `count`, below ten with a leading zero."""
    write = format_count if count else format_number
    return write(low) if low == high else f"{write(low)} - {write(high)}"
