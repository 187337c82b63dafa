"""The append-only, hash-chained log of everything that was done (docs/architecture.md)."""

from audit.deeds import deed

__all__ = ["deed"]
