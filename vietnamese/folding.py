"""Cleaning of typed text, and folding to plain letters so that search works without diacritics."""

import re
import unicodedata

from django.utils.translation import gettext as _

# Characters that show nothing although Unicode counts them as letters, symbols or marks.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def fold(text: str) -> str:
    """Plain lower-case letters and single spaces: "Nguyễn  Đình Ân" -> "nguyen dinh an"."""
    decomposed = unicodedata.normalize("NFKD", strip_invisible(text)).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    plain = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    return " ".join(plain.replace("đ", "d").split())


def strip_invisible(text: str) -> str:
    """NFC without control, direction and other invisible characters; line ends and tabs stay."""
    text = SELECTORS.sub("", unicodedata.normalize("NFC", text))
    text = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)
    kept = (
        c
        for c in text
        if c in "\n\t" or (c not in BLANKS and unicodedata.category(c) not in INVISIBLE)
    )
    return unicodedata.normalize("NFC", "".join(kept))


def clean_line(text: str) -> str:
    """One line of visible NFC text with single spaces.

    Empty or blank text gives "". Raises ValueError, with a sentence for the user, when there were
    characters but none that can be seen.
    """
    return _checked(text, " ".join(strip_invisible(text).split()))


def clean_prose(text: str) -> str:
    """As `clean_line`, for text of several lines: line ends stay, blanks at ends of lines go."""
    lines = (line.rstrip() for line in strip_invisible(text).split("\n"))
    return _checked(text, "\n".join(lines).strip())


def _checked(typed: str, cleaned: str) -> str:
    if any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        return cleaned
    if typed.strip():
        raise ValueError(_("This text has no visible characters. Enter letters or digits."))
    return ""
