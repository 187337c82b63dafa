"""The workbooks that go out: the empty template, and the rows of a file with their faults."""

from awards.models import AwardType
from awards.records.importing import words
from spreadsheets.write import Sheet, write_workbook

NAMES = {"rating": "Xếp loại", "earlier": "Khen thưởng đã có"}
FAULTS_WIDTH = 60


def template(kind, columns):
    """An empty sheet, one that explains the columns, and for awards the catalogue."""
    headings = [column.headings[0] for column in columns]
    about = [
        (column.headings[0], "Bắt buộc" if column.required else "", column.about)
        for column in columns
    ]
    sheets = [
        Sheet(NAMES[kind], headings, [], [column.width for column in columns]),
        Sheet("Hướng dẫn", ["Cột", "Bắt buộc", "Cách ghi"], about, [26, 12, 90]),
    ]
    if kind == "earlier":
        awards = AwardType.objects.values_list("name", "code")
        sheets.append(Sheet("Danh mục", ["Tên", "Mã"], awards, [70, 44]))
    return write_workbook(sheets)


def annotated(kind, outcome):
    """The rows as they were uploaded, with a column of faults; it can be mended and uploaded."""
    headings = [column.headings[0] for column in outcome.columns]
    rows = (
        [*(line.cells[column.key] for column in outcome.columns), "\n".join(line.faults)]
        for line in outcome.lines
    )
    widths = [*(column.width for column in outcome.columns), FAULTS_WIDTH]
    return write_workbook([Sheet(NAMES[kind], [*headings, words.FAULTS], rows, widths)])
