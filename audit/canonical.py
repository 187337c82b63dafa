"""One spelling for every event, so that its hash can be computed again at any time, anywhere.

Sorted keys, no spaces, UTC with six decimals of a second, decimals as text, NFC text. No floating
point numbers: the two databases give them back differently.
"""

import datetime
import decimal
import enum
import hashlib
import json
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

BEGINNING = "0" * 64  # the hash before the first event


def spell_text(text: str) -> str:
    """NFC, without what a database cannot hold (NUL, halves of surrogate pairs)."""
    storable = text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", storable)


def spell_time(moment: datetime.datetime) -> str:
    if moment.tzinfo is None:
        raise TypeError("An event holds only times with a zone.")
    utc = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def plain(value: Any) -> Any:
    """The value as JSON holds it; `plain(plain(x)) == plain(x)`."""
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Promise):
        return spell_text(str(value))
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise TypeError("An event holds only finite numbers.")
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return spell_time(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {spell_text(str(plain(key))): plain(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(part) for part in value)
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    raise TypeError(
        f"An event cannot hold {type(value).__name__}: give text, Decimal or plain data."
    )


def spell(fields: Mapping[str, Any]) -> bytes:
    """The canonical form: the bytes that are hashed."""
    text = json.dumps(plain(fields), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def digest(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(spell(fields)).hexdigest()
