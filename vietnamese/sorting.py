"""Keys that put Vietnamese text in alphabetical order under plain string comparison.

Keys hold only the characters 0-9 and a-z, which every collation of every database orders alike.
Words are compared one after the other: letters first (a ă â b c d đ e ê ... o ô ơ ... u ư ...),
then the tone (level, grave, hook, tilde, acute, dot), so "ba tôi" stands before "bà con".
Numbers are compared by value and stand before letters: "Tổ 2", "Tổ 10".

A letter is two characters (a0, a1, a2 for a, ă, â), the end of a word is 0 and the tone, a
number is 1, the count of its digits and the digits.
"""

import re
import string
import unicodedata

from .folding import strip_invisible

TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
MARKS = {
    ("a", "\u0306"): "1", ("a", "\u0302"): "2", ("e", "\u0302"): "1",
    ("o", "\u0302"): "1", ("o", "\u031b"): "2", ("u", "\u031b"): "1",
}  # fmt: skip
BASE36 = string.digits + string.ascii_lowercase


def sort_key(text: str) -> str:
    """The key of a name, title or place. Case and punctuation do not count."""
    decomposed = unicodedata.normalize("NFKD", strip_invisible(text).casefold())
    words = re.findall(r"[0-9]+|(?:[^\W\d_][\u0300-\u036f]*)+", decomposed)
    return "".join(_number(word) if word[0] in string.digits else _word(word) for word in words)


def person_sort_key(full_name: str) -> str:
    """The key of a person: given name (the last word), then family and middle names."""
    *others, given = full_name.split() or [""]
    return sort_key(" ".join([given, *others]))


def _number(digits: str) -> str:
    digits = (digits.lstrip("0") or "0")[:35]
    return f"1{BASE36[len(digits)]}{digits}"


def _word(word: str) -> str:
    letters: list[str] = []
    tone = "1"
    for char in word:
        if char in TONES:
            tone = TONES[char] if tone == "1" else tone
        elif letters and (letters[-1][0], char) in MARKS:
            letters[-1] = letters[-1][0] + MARKS[letters[-1][0], char]
        elif char == "đ":
            letters.append("d1")
        elif char in string.ascii_lowercase:
            letters.append(f"{char}0")
        elif not unicodedata.combining(char):
            letters.append(f"z9{ord(char):06x}")  # other scripts: after z, in a fixed order
    return "".join(letters) + f"0{tone}"
