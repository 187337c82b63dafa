"""The tree of units as of a date: one recursive statement, the same text on SQLite and PostgreSQL.

Takes ids and gives expressions for `unit__in=...`; knows no user.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

ROOTS = "SELECT id FROM units_unit WHERE id IN ({marks})"
TREE = """
WITH RECURSIVE tree(id) AS (
  {roots}
  UNION SELECT p.unit_id FROM units_placement p JOIN tree t ON p.parent_id = t.id
        WHERE p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
)"""
SUBTREE = TREE + " SELECT id FROM tree"
LINE = (
    TREE
    + """, line(id) AS (
  SELECT id FROM tree
  UNION SELECT s.predecessor_id FROM units_succession s JOIN line l ON s.successor_id = l.id
) SELECT id FROM line"""
)
ABOVE = """
WITH RECURSIVE up(id) AS (
  {roots}
  UNION SELECT p.parent_id FROM units_placement p JOIN up u ON p.unit_id = u.id
        WHERE p.parent_id IS NOT NULL
          AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
) SELECT id FROM up"""
PASTS = """
WITH RECURSIVE past(root, id) AS (
  SELECT id, id FROM units_unit WHERE id IN ({marks})
  UNION SELECT p.root, s.predecessor_id
          FROM units_succession s JOIN past p ON s.successor_id = p.id
) SELECT root, id FROM past"""
ANCESTORS = """
WITH RECURSIVE up(id, steps) AS (
  SELECT p.parent_id, 1 FROM units_placement p
   WHERE p.unit_id = %s AND p.parent_id IS NOT NULL
     AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
  UNION SELECT p.parent_id, u.steps + 1 FROM units_placement p JOIN up u ON p.unit_id = u.id
   WHERE p.parent_id IS NOT NULL AND u.steps < 20
     AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
) SELECT id FROM up ORDER BY steps"""


def _expression(statement: str, unit_ids: Iterable[int], on: date) -> RawSQL:
    ids = sorted({int(unit_id) for unit_id in unit_ids})
    if not ids:
        return RawSQL("SELECT id FROM units_unit WHERE 1 = 0", [], output_field=BigIntegerField())
    roots = ROOTS.format(marks=", ".join(["%s"] * len(ids)))
    day = on.isoformat()
    return RawSQL(statement.format(roots=roots), [*ids, day, day], output_field=BigIntegerField())


def units(unit_ids: Iterable[int]) -> RawSQL:
    """These alone, of which there must be one at least."""
    ids = sorted({int(unit_id) for unit_id in unit_ids})
    return RawSQL(", ".join(["%s"] * len(ids)), ids, output_field=BigIntegerField())


def subtree(unit_ids: Iterable[int], on: date) -> RawSQL:
    """The units and all below them on the date."""
    return _expression(SUBTREE, unit_ids, on)


def line(unit_ids: Iterable[int], on: date) -> RawSQL:
    """The subtree and everything its units succeeded: for reading history."""
    return _expression(LINE, unit_ids, on)


def above(unit_ids: Iterable[int], on: date) -> RawSQL:
    """The units and all above them on the date."""
    return _expression(ABOVE, unit_ids, on)


def ancestors(unit_id: int, on: date) -> list[int]:
    """Ids of the units above, nearest first."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(ANCESTORS, [unit_id, day, day, day, day])
        return [row[0] for row in cursor.fetchall()]


def pasts(unit_ids: Iterable[int]) -> dict[int, set[int]]:
    """{unit: itself and everything it succeeded}: whose records are its history."""
    ids = sorted({int(unit_id) for unit_id in unit_ids})
    found: dict[int, set[int]] = {}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(PASTS.format(marks=", ".join(["%s"] * len(ids))), ids)
            for root, unit_id in cursor.fetchall():
                found.setdefault(root, set()).add(unit_id)
    return found


def parent_of(unit_id: int, on: date) -> int | None:
    """Id of the unit directly above on the date."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parent_id FROM units_placement WHERE unit_id = %s"
            " AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)",
            [unit_id, day, day],
        )
        row = cursor.fetchone()
    return row[0] if row else None
