"""{% load report_tables %}: the rows of a table on the page of a report.

Written here, because a report has hundreds of rows with the same few columns.
"""

from django import template
from django.utils.html import format_html, format_html_join

from documents.templatetags.charts import drawn_bullet

register = template.Library()

CLASSES = {"num": "n", "mid": "c skip-phone"}
START = '<td class="{}" data-label="{}"><span>'
NO_CHART = format_html('<td class="{}"></td>', "skip-phone")
CELL, TOTAL = "{}{}</span></td>", "{}<b>{}</b></span></td>"


@register.simple_tag
def table_rows(table):
    """{% table_rows table %}: of a reports.document.Table, each on a line of its own."""
    starts = [
        format_html(START, CLASSES.get(column.kind, ""), column.label) for column in table.columns
    ]
    return format_html_join("", "\n    {}", ((drawn_row(row, starts),) for row in table.rows))


def drawn_row(row, starts):
    if row.group:
        return format_html(
            '<tr class="group"><th scope="rowgroup" colspan="{}">{}</th></tr>',
            str(len(starts)),
            row.group,
        )
    shapes, given = [], []
    for cell, start in zip(row.cells, starts, strict=True):
        if cell.kind == "viz":
            shapes.append("{}")
            given.append(drawn_chart(cell.chart))
        else:
            shapes.append(TOTAL if row.total else CELL)
            given += (start, cell.text)
    return format_html("<tr>" + "".join(shapes) + "</tr>", *given)


def drawn_chart(chart):
    return format_html('<td class="viz">{}</td>', drawn_bullet(chart)) if chart else NO_CHART
