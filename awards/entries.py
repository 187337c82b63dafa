"""One mapping of a YAML file of facts, read field by field with a refusal that names the place."""

import datetime
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any


class CatalogueError(ValueError):
    """One line: which file, which code, what is wrong."""


class Entry:
    """One mapping of a file, read field by field; what is missing, unknown or of the wrong kind
    is refused."""

    def __init__(self, source: str, label: str, fields: Any) -> None:
        self.source, self.label = source, label
        if not isinstance(fields, dict):
            raise self.error("is not a mapping of fields")
        self.fields: dict[str, Any] = fields
        self.known: set[str] = set()

    def error(self, reason: str) -> CatalogueError:
        return CatalogueError(f"{self.source}: {self.label}: {reason}")

    def get(self, name: str, default: Any = None) -> Any:
        self.known.add(name)
        return self.fields.get(name, default)

    def text(self, name: str) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{name} is missing")
        return value.strip()

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        value = self.text(name)
        if value not in allowed:
            raise self.error(f"unknown {name} {value!r}")
        return value

    def several_of(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        values = self.get(name)
        if not isinstance(values, list) or not values:
            raise self.error(f"{name} is missing")
        for value in values:
            if value not in allowed:
                raise self.error(f"unknown {name} {value!r}")
        return tuple(values)

    def truth(self, name: str, default: bool | None = None) -> bool:
        value = self.get(name, default)
        if not isinstance(value, bool):
            raise self.error(f"{name} must be true or false")
        return value

    def whole(self, name: str) -> int:
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"{name} must be a whole number from 1")
        return value

    def decimal(self, name: str) -> Decimal:
        value = self.get(name)
        try:
            number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 < number < 1000:
            raise self.error(f'{name} must be a number in quotes above 0, such as "1.5"')
        return number

    def dates(self, *, required: bool) -> tuple[Any, datetime.date | None]:
        start, end = self.get("valid_from"), self.get("valid_to")
        for name, value in (("valid_from", start), ("valid_to", end)):
            if value is not None and type(value) is not datetime.date:
                raise self.error(f"{name} must be a date, such as 2024-01-01")
        if required and start is None:
            raise self.error("valid_from is missing")
        if start and end and end < start:
            raise self.error("valid_to is before valid_from")
        return start, end

    def part(self, name: str) -> "Entry":
        return Entry(self.source, f"{self.label}: {name}", self.get(name))

    def done(self) -> None:
        """Refuses fields nobody asked for: a slip of the pen must not be lost silently."""
        for name in self.fields:
            if name not in self.known:
                raise self.error(f"unknown field {name!r}")
