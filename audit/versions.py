"""Two opened the same version: one writes, the other is told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _


def conflict() -> ValidationError:
    return ValidationError(
        _("Somebody else saved this meanwhile. Compare with what is recorded, then save."),
        code="conflict",
    )


def take_version(row: Any, version: int) -> None:
    """Inside a deed: claims the row at the version that the person saw, or raises `conflict`."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1):
        raise conflict()
    row.version = version + 1
