"""The parts of a plan in the words of official documents. Pure; always Vietnamese.

Figures follow the project's one form of numbers: counts below ten with a zero, a dot between
thousands, a spaced hyphen in ranges.
"""

import datetime
import re
from collections.abc import Sequence

from targets.wording import Stated, plan_words, sentence
from vietnamese.dates import format_day_month
from vietnamese.numbers import format_range
from vietnamese.periods import TERM, YEAR, Period

RECIPIENTS = {
    "collective": "tập thể",
    "individual": "cá nhân",
    "household": "hộ gia đình",
    "both": "tập thể, cá nhân",
}
STATE_GRANTORS = ("Nhà nước", "Chủ tịch nước")  # they "tặng thưởng", others "tặng"
PARTY_TO = ("Các ", "Những ", "Cơ quan ", "Thủ trưởng ", "Người ")  # no names: small behind "Giao"
NOT_A_NAME = ("Thực hiện ",)  # how an occasion may begin that is no proper name
KINDS_OF_TEXT = {  # abbreviation in a number -> the word before it
    "CT": "Chỉ thị",
    "CTr": "Chương trình",
    "CV": "Công văn",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "KL": "Kết luận",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "QĐ": "Quyết định",
    "QH": "Luật",
    "TB": "Thông báo",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
}
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def small(text: str) -> str:
    """With a small first letter, where the first word is an ordinary one ("Tỷ lệ", not "GRDP")."""
    words = text.split(maxsplit=2)
    if not words or not words[0][1:].islower():
        return text
    if len(words) > 1 and words[1][:1].isupper():  # "Phú Thọ", "Sở Y tế"
        return text
    return text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """Without the sign at its end."""
    return text.strip().rstrip(".;,:").rstrip()


def day(date: datetime.date) -> str:
    """ "07/5/1954": a day inside official text."""
    return f"{format_day_month(date)}/{date.year}"


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- targets and quotas ---------------------------------------------------------------------------
def target_words(
    target: Stated, *, parts: Sequence[str], companions: Sequence[Stated], campaign_period: str
) -> str:
    """The target with its further measures and parts, in one sentence without the full stop."""
    words = bare(sentence(target)) + when(target, campaign_period)
    for companion in companions:
        limit = f" ({companion.qualifier})" if companion.qualifier else ""
        words += f", {plan_words(companion)}{limit}"
    if parts:
        words += ", trong đó " + "; ".join(small(part) for part in parts)
    return words


def when(target: Stated, campaign_period: str) -> str:
    """The year of a target of a plan for a term, where it is not the plan's own time."""
    if target.period_code == campaign_period or target.basis == "cumulative":
        return ""
    period = Period(target.period_code)
    if period.kind == YEAR and target.basis in ("level", "share"):
        return f" vào {period.label}"
    return f" trong {period.label}" if period.kind in (YEAR, TERM) else f" ({period.label})"


def quota_words(*, label: str, recipients: str, grantor: str, low: int, high: int) -> str:
    """ "15 - 35 tập thể, cá nhân được Nhà nước tặng thưởng Huân chương các loại"."""
    verb = "tặng thưởng" if grantor.startswith(STATE_GRANTORS) else "tặng"
    figures = format_range(low, high, count=True)
    return f"{figures} {RECIPIENTS[recipients]} được {grantor} {verb} {label}"


# --- drives ---------------------------------------------------------------------------------------
def span_words(start: datetime.date, end: datetime.date) -> str:
    return f"từ ngày {day(start)} đến ngày {day(end)}"


def drive_dates(
    start: datetime.date | None, end: datetime.date | None, dates_text: str = ""
) -> str:
    """In the plan's own words where it has some; "" for a peak drive without dates."""
    if dates_text:
        return dates_text
    if start is None:
        return ""
    return span_words(start, end) if end else f"từ ngày {day(start)}"


def occasion_words(name: str, original: datetime.date | None, years: int | None) -> str:
    """ "70 năm Ngày Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024)"."""
    if name.startswith(NOT_A_NAME):
        name = small(name)
    words = f"{years} năm {name}" if years else name
    if original is None:
        return words
    first = day(original)
    if not years:
        return f"{words} ({first})"
    return f"{words} ({first} - {format_day_month(original)}/{original.year + years})"


REVIEWS = {"interim": "Sơ kết", "final": "Tổng kết", "annual": "Đánh giá hằng năm"}


def review_words(
    kind: str, *, due: datetime.date | None, due_text: str = "", text: str = ""
) -> str:
    """ "Sơ kết việc thực hiện (kết thúc trong tháng 7/2024)"."""
    said = bare(text) or f"{REVIEWS[kind]} phong trào thi đua"
    time = bare(due_text) or (f"chậm nhất ngày {day(due)}" if due else "")
    return f"{said} ({time})" if time else said


# --- tasks, bases ---------------------------------------------------------------------------------
def task_words(
    body: str, text: str, *, due: datetime.date | None, requested: bool, charged: bool
) -> str:
    """ "Đề nghị ... phối hợp ...", "Giao ... hướng dẫn ...", or the body and what it does."""
    head = "Đề nghị " if requested else "Giao " if charged else ""
    if head and body.startswith(PARTY_TO):
        body = small(body)
    limit = f" (thời hạn: ngày {day(due)})" if due else ""
    return f"{head}{body} {small(bare(text))}{limit}"


def basis_words(*, number: str, issuer: str, date_text: str, title: str) -> str:
    """A text cited in full: "Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Thủ tướng Chính phủ về ...";
    one without a number by its title alone."""
    title = bare(title)
    kind = kind_of(number)
    if not number or kind == "Luật":
        return title
    if title.startswith(kind) and kind:
        return title if number in title else f"{title} (số {number})"
    words = [f"{kind} số {number}" if kind else f"Văn bản số {number}"]
    if date_text:
        date = spelled(date_text)
        words.append(f"ngày {date}" if "/" in date else f"năm {date}")
    if issuer:
        words.append(f"của {issuer}")
    if title:
        title = small(title)
        words.append(title if title.startswith(("về ", "quy định ")) else f"về việc {title}")
    return " ".join(words)


def kind_of(number: str) -> str:
    """The word for the kind of text that an abbreviation in its number names."""
    for part in re.split(r"[/\-]", number):
        name = re.sub(r"[0-9]+$", "", part.strip())
        if name in KINDS_OF_TEXT:
            return KINDS_OF_TEXT[name]
    return ""


def spelled(date_text: str) -> str:
    if match := ISO.fullmatch(date_text):
        return day(datetime.date(*(int(part) for part in match.groups())))
    return date_text
