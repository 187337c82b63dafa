"""The sentences of a report, composed from its figures. Pure; always Vietnamese.

Counts below ten have a zero, shares one decimal and their base, dates the zeros of Nghị định 30.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from plans.wording import bare, day, small
from vietnamese.numbers import format_count, format_number
from vietnamese.periods import Period

LAUNCH = re.compile(r"^(Phát động|Phát động,? tổ chức|Tổ chức|Triển khai) (?=phong trào)", re.I)
COMMITTEE = re.compile(
    r"^(Ủy ban nhân dân|Uỷ ban nhân dân|UBND) +(tỉnh|thành phố|xã|phường|đặc khu|huyện|quận|"
    r"thị xã|thị trấn) +",
    re.I,
)
STATES = {
    "met": "Đạt",
    "on_track": "Đúng tiến độ",
    "behind": "Chậm tiến độ",
    "missed": "Không đạt",
    "not_judged": "Chưa đủ số liệu",
}
TASK_STATES = {"done": "Đã hoàn thành", "doing": "Đang thực hiện", "todo": "Chưa thực hiện"}
RECIPIENTS = {"collective": "Tập thể", "individual": "Cá nhân", "household": "Hộ gia đình"}
METHODS = {
    "merit": "Theo công trạng và thành tích",
    "campaign": "Theo đợt, theo chuyên đề",
    "exceptional": "Đột xuất",
    "foreign": "Đối ngoại",
    "contribution": "Quá trình cống hiến",
    "long_service": "Niên hạn",
    "resistance": "Thành tích kháng chiến",
}
SHARES = {  # (what is counted, what it is a share of)
    "direct_workers": ("Người lao động trực tiếp", "cá nhân"),
    "women": ("Nữ", "cá nhân"),
    "ethnic_minority": ("Người dân tộc thiểu số", "cá nhân"),
    "small_collectives": ("Tập thể nhỏ", "tập thể"),
    "remote": ("Vùng đặc biệt khó khăn, biên giới, hải đảo", "tất cả trường hợp"),
}


# --- head -----------------------------------------------------------------------------------------
def campaign_name(title: str) -> str:
    """ "phong trào thi đua ..." of a plan's title "Phát động phong trào thi đua ..."."""
    return small(LAUNCH.sub("", bare(title)))


def title(*, final: bool, campaign: str, drive: str, period: Period, campaign_period: str) -> str:
    """ "Kết quả thực hiện phong trào thi đua ... năm 2024"."""
    name, label = campaign_name(campaign), period.label
    head = "Kết quả" if final else "Sơ kết"
    if drive:
        return f"{head} {small(bare(drive))} thuộc {name}"
    if period.code != campaign_period:
        return f"{head} {label} thực hiện {name}"
    if label in name or (period.kind == "term" and period.code in name.replace(" - ", "-")):
        return f"{head} thực hiện {name}"
    return f"{head} thực hiện {name} {label}"


def symbol(of_plan: str, unit: str, short_name: str, committee: bool) -> str:
    """ "BC-UBND": the plan's symbol with the other kind, or made of the unit's short name."""
    if of_plan:
        return f"BC-{of_plan.partition('-')[2] or of_plan}"
    if committee:
        return "BC-UBND"
    words = re.findall(r"\w+", short_name or unit)
    initials = "".join(word if word.isupper() else word[0].upper() for word in words)
    return f"BC-{initials[:12]}"


def place(unit: str, otherwise: str) -> str:
    """Where the unit writes from: "Tiên Lương" of "UBND xã Tiên Lương"."""
    found = COMMITTEE.match(unit)
    return unit[found.end() :] if found else otherwise


# --- figures --------------------------------------------------------------------------------------
def share(part: int, whole: int) -> str:
    """ "90,4%"; "" where there is nothing to divide by."""
    return f"{format_number(Decimal(part) * 100 / whole, 1)}%" if whole else ""


def of_all(part: int, whole: int) -> str:
    """ "47/52"; counts below ten with a zero."""
    return f"{format_count(part)}/{format_count(whole)}"


def with_share(part: int, whole: int, thing: str) -> str:
    """ "47/52 đơn vị (90,4%)"."""
    percent = share(part, whole)
    return f"{of_all(part, whole)} {thing}" + (f" ({percent})" if percent else "")


def moment(cut_off: datetime.datetime) -> str:
    """ "17 giờ 05 phút, ngày 15/10/2024", in local time."""
    return f"{cut_off.hour} giờ {cut_off.minute:02d} phút, ngày {day(cut_off.date())}"


def official_days(text: str) -> str:
    """ "30/9/2024" for the "30/09/2024" of a page: only months 1 and 2 have a zero."""
    return re.sub(r"\b(\d{2})/0([3-9])/(\d{4})\b", r"\1/\2/\3", text)


def joined(words: Iterable[str]) -> str:
    """ "a, b và c"."""
    words = [word for word in words if word]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def counted(counts: Iterable[tuple[int, str]]) -> str:
    """ "02 chỉ tiêu đạt, 09 chỉ tiêu đúng tiến độ": those that are not zero."""
    return joined(f"{format_count(count)} {words}" for count, words in counts if count)


def periods(codes: Iterable[str]) -> str:
    """ "quý I, quý II năm 2024": the year once where it is the same."""
    found = [Period(code) for code in codes]
    labels = []
    for period, following in zip(found, [*found[1:], None], strict=True):
        label = period.label
        same = following is not None and following.year == period.year and period.kind != "term"
        labels.append(label.removesuffix(f" năm {period.year}") if same else label)
    return ", ".join(labels)


def listed(names: list[str], most: int = 12) -> str:
    """Names in one sentence; the rest counted."""
    if len(names) <= most:
        return "; ".join(names)
    return f"{'; '.join(names[:most])} và {format_count(len(names) - most)} đơn vị khác"
