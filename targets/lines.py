"""Rows of boards in words, as the templates fill them in: dictionaries of texts, a figure drawn."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.templatetags.charts import drawn_bullet
from targets.board import Group, Row


def grouped_lines(groups: Sequence[Group]) -> list[tuple[str, list[dict]]]:
    return [(group.name, [target_line(row) for row in group.rows]) for group in groups]


def target_line(row: Row) -> dict:
    """For targets/board_rows.html."""
    target, of_which = row.target, _("of which:")
    return figures(row) | {
        "pk": target.pk,
        "row_class": "part" if target.part_of or target.companion_of else "",
        "name": f"{of_which} {target.indicator}" if target.part_of else target.indicator,
        "qualifier": f"({target.qualifier})" if target.qualifier else "",
        "responsible": target.responsible,
        "plan": row.plan,
        "reason": row.shown.reason if row.has_value else "",
    }


def unit_line(row: Row) -> dict:
    """For targets/unit_rows.html: the share of a unit."""
    own = row.own
    assert own is not None  # a row of a unit has its share
    return figures(row) | {
        "unit": own.unit,
        "given": own.given,
        "only_reports": "" if own.given else _("only reports"),
        "reason": own.reason,
    }


def figures(row: Row) -> dict:
    """What rows of targets and of units have in common."""
    shown, percent, none = row.shown, row.percent, _("none yet")
    waiting = _("%(count)s waiting") % {"count": shown.waiting} if shown.waiting else ""
    return {
        "value": shown.value_words if row.has_value else "",
        "no_value": "" if row.has_value else none,
        "through": row.through,
        "waiting": waiting,
        "percent": percent,
        "no_percent": "" if percent else none,
        "chart": drawn(row),
        "look": row.shape,
        "words": str(row.label),
    }


def drawn(row: Row) -> list[dict]:
    chart = row.chart
    return [{"words": row.chart_words, "drawing": drawn_bullet(chart)}] if chart else []
