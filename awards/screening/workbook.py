"""A screening as a workbook: a row a subject, as it was judged on the day."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import RecipientKind, Screening
from awards.screening.standings import WORDS
from spreadsheets.write import Sheet
from vietnamese.dates import format_date
from vietnamese.folding import fold

WIDTHS = [32, 40, 26, 70, 30, 30, 24]


def sheet(screening: Screening, judged: Iterable) -> Sheet:
    """`judged`: (screen, line) of each subject; read once, as the rows are written."""
    person = screening.recipient == RecipientKind.INDIVIDUAL
    headers = [
        _("Full name") if person else _("Collective"),
        _("Unit") if person else _("Directly under"),
        _("Outcome on %(date)s") % {"date": format_date(timezone.localdate())},
        _("What is missing"),
        _("Criteria not met"),
        _("Criteria not known"),
        _("Law not read yet"),
    ]
    return Sheet(f"{screening.year}", headers, map(row, judged), WIDTHS)


def row(judged):
    screen, line = judged
    return [
        line.name,
        line.unit,
        str(WORDS[line.standing]),
        screen.sentence(line),
        ", ".join(one.criterion.code for one in line.failed),
        ", ".join(one.criterion.code for one in line.unknown),
        line.report.law_gap or "",
    ]


def name_of(screening: Screening) -> str:
    place = fold(str(screening.unit)).replace(" ", "-")[:60]
    return f"ra-soat-{screening.award_type.code}-{screening.year}-{place}.xlsx"
