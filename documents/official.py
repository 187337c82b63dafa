"""The parts of an official document (Decree 30/2020, Annex I), and the HTML they make.

A caller extends `documents/official.html`, gives a context with the parts below, and gets HTML that
carries its own style sheet and needs nothing else; `documents.pdf.from_html` prints it.
"""

import re
from dataclasses import dataclass, field
from datetime import date as Date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from vietnamese.dates import format_official

# The letters of a), b), c) in Vietnamese order: there is no f, j, w, z, and đ follows d.
LETTERS = "abcdđeghiklmnopqrstuvxy"
NBSP = "\N{NO-BREAK SPACE}"
BLANK = NBSP * 6

# Kinds of documents that this system issues, with the words of the heading (Annex III, part I).
KINDS = {
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "QĐ": "Quyết định",
    "TTr": "Tờ trình",
    "BB": "Biên bản",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
}


def letter(position):
    """1 -> a, 5 -> đ, 23 -> y, 24 -> aa."""
    if position < 1:
        raise ValueError("Positions start at 1.")
    rounds, index = divmod(position - 1, len(LETTERS))
    return LETTERS[index] * (rounds + 1)


def roman(number):
    """4 -> IV."""
    if not 1 <= number <= 3999:
        raise ValueError("Roman numerals go from 1 to 3999.")
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    text = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        text += sign * count
    return text


def number_value(value):
    """5 -> "05": a zero before numbers below ten."""
    return f"{value:02d}"


def end_mark(text):
    """The sign that nothing follows: the last sentence ends with "./."."""
    return text.rstrip().rstrip(".;:,").rstrip() + "./."


def joined_lines(texts, last="."):
    """Each line with its ";", the last one with its "."."""
    clean = [text.strip().rstrip(".;,").rstrip() for text in texts if text.strip()]
    return [text + (last if i == len(clean) - 1 else ";") for i, text in enumerate(clean)]


def issuer_lines(name):
    """The name of a body in capitals; a people's committee or council takes a line of its own."""
    name = " ".join(name.upper().split())
    for head in ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"):
        if name.startswith(head + " "):
            return (head, name[len(head) + 1 :])
    return (name,)


def balanced(text, width=60):
    """Lines of about one length, none over `width` where words allow it; " - " stays together."""
    words = [word.replace("\0", " ") for word in text.replace(" - ", "\0-\0").split()]
    count = -(-len(" ".join(words)) // width)
    for limit in range(-(-len(text) // max(count, 1)), width + 1):
        lines = _filled(words, limit)
        if len(lines) <= count:
            return lines
    return _filled(words, width)


def _filled(words, limit):
    lines = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Letterhead:
    """The head of page 1. Without `number` or `date` the clerk's office finds room for them."""

    issuer: str
    symbol: str
    place: str
    parent: str = ""
    number: str = ""  # whole, as documents.numbering.reserve gives it: "05/KH-UBND"
    date: Date | None = None
    year: int | None = None  # of a draft

    @property
    def issuer_lines(self):
        return issuer_lines(self.issuer)

    @property
    def parent_line(self):
        """The body above; its common words may be shortened."""
        return re.sub("^(ỦY|UỶ) BAN NHÂN DÂN ", "UBND ", " ".join(self.parent.upper().split()))

    @property
    def number_line(self):
        return f"Số:{NBSP}{self.number}" if self.number else f"Số:{BLANK}/{self.symbol}"

    @property
    def place_line(self):
        return f"{self.place}, {official_date(self.date, self.year)}"


def official_date(day, year=None):
    """ngày 05 tháng 01 năm 2024, or with room for the clerk's pen."""
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm {year or BLANK}"
    return format_official(day)


@dataclass(frozen=True)
class Signature:
    """`authority`: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"); `position`: "PHÓ CHỦ TỊCH"."""

    position: str
    name: str = ""
    authority: tuple[str, ...] = ()

    @property
    def lines(self):
        return tuple(line.upper() for line in (*self.authority, self.position) if line)


@dataclass(frozen=True)
class Recipients:
    """Who receives the document, and where it is kept ("VT, NV")."""

    names: tuple[str, ...] = ()
    kept: str = "VT"

    @property
    def lines(self):
        return joined_lines([*self.names, f"Lưu: {self.kept}"])


@dataclass(frozen=True)
class Annex:
    """The head of an annex; `number` 0 where there is only one."""

    title: str
    number: int = 0
    attached_to: str = ""  # "Kế hoạch": (Kèm theo Kế hoạch số ... ngày ... của ...)
    letterhead: Letterhead | None = None
    issuer: str = ""

    @property
    def heading(self):
        return f"Phụ lục {roman(self.number)}" if self.number else "Phụ lục"

    @property
    def note(self):
        if not self.attached_to:
            return ""
        head = self.letterhead
        number = head.number if head and head.number else f"{BLANK}/{head.symbol if head else ''}"
        day = official_date(head.date if head else None, head.year if head else None)
        of = self.issuer or (head.issuer if head else "")
        return f"(Kèm theo {self.attached_to} số {number} {day}{' của ' + of if of else ''})"


@dataclass(frozen=True)
class Heading:
    """Type and subject of the document: "Kế hoạch", "Phát động phong trào ..."."""

    kind: str
    subject: str
    addressees: tuple[str, ...] = field(default=())

    @property
    def words(self):
        return KINDS.get(self.kind, self.kind).upper()

    @property
    def subject_lines(self):
        return balanced(self.subject)

    @property
    def addressee_lines(self):
        return joined_lines(self.addressees)


@cache
def style_sheet():
    """The style sheet, which is free of quotes and angle brackets: escaping leaves it as it is."""
    return (Path(settings.BASE_DIR) / "static" / "documents" / "official.css").read_text("utf-8")


def render(template, context):
    """The document as HTML that is complete in itself. Always Vietnamese."""
    with translation.override("vi"):
        return render_to_string(template, {**context, "style_sheet": style_sheet()})
