"""The tables of a report on its page: headings, totals, charts, names of columns for phones."""

import re
from dataclasses import replace

from django.template.loader import render_to_string

from documents import charts
from reports.document import Column, row_of, table

COLUMNS = (Column("TT", 10, "mid"), Column("Số {1}", 40, "num"), Column("Biểu đồ", 50, "viz"))


def rows_of(*rows):
    drawn = table("Bảng 1. Chỉ tiêu", "năm 2024", COLUMNS, rows)
    page = render_to_string("reports/table.html", {"table": drawn})
    return re.findall(r"<tr.*?</tr>", page.partition("<tbody>")[2])


def test_a_row_names_its_columns_and_escapes_its_text():
    assert rows_of(("1", "<b>5</b>", "")) == [
        '<tr class=""><td class="c skip-phone" data-label="TT"><span>1</span></td>'
        '<td class="n" data-label="Số {1}"><span>&lt;b&gt;5&lt;/b&gt;</span></td>'
        '<td class="skip-phone"></td></tr>'
    ]


def test_a_chart_is_drawn_in_its_column():
    (row,) = rows_of(("1", "5", charts.share(1, 2)))
    assert re.fullmatch(r'.*<td class="viz"><svg .*width="75".*</svg></td></tr>', row)


def test_a_heading_has_the_whole_width_and_a_total_is_strong():
    total = replace(row_of(("", "9", ""), COLUMNS), total=True)
    heading, last = rows_of("Nhóm & tổ", total)
    assert heading == ('<tr class="group"><th scope="rowgroup" colspan="3">Nhóm &amp; tổ</th></tr>')
    assert last.startswith('<tr class="fw-semibold">')
    assert '<td class="n" data-label="Số {1}"><span>9</span></td>' in last
