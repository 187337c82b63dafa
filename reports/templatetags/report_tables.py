"""{% load report_tables %}: the rows of a table on the page of a report.

A report has hundreds of rows with the same few columns; so a row is a dictionary of texts, which
{% rows %} fills in.
"""

from django import template

from documents.templatetags.charts import drawn_bullet

register = template.Library()


@register.filter
def lines(table):
    """{% rows table|lines %}: of a reports.document.Table; each line is a heading over the whole
    width (`group`) or a row of cells (`row`): the texts as `c1`, `c2` and so on, the headings
    of their columns as `l1`, a class for a cell of charts as `k1`."""
    labels = {f"l{place}": column.label for place, column in enumerate(table.columns, 1)}
    return [line(row, labels) for row in table.rows]


def line(row, labels):
    if row.group:
        return {"group": [{"text": row.group}], "row": []}
    texts = {f"c{place}": shown(cell) for place, cell in enumerate(row.cells, 1)}
    kinds = ("viz" if cell.chart else "skip-phone" for cell in row.cells)
    classes = {f"k{place}": kind for place, kind in enumerate(kinds, 1)}
    row_class = "fw-semibold" if row.total else ""
    return {"group": [], "row": [labels | texts | classes | {"row_class": row_class}]}


def shown(cell):
    return drawn_bullet(cell.chart) if cell.chart else cell.text
