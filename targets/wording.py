"""Figures of targets in the words of plans: "từ 7,5% trở lên", "05 xã", "15 - 35 tập thể".

Used by pages, documents and exports alike, so always in Vietnamese, the language of the plan.
"""

from decimal import Decimal
from typing import Protocol

from vietnamese.folding import fold
from vietnamese.numbers import format_count, format_number, format_range

SIGNS = ("%", "‰")
COUNTED = frozenset(  # counted one by one: below ten they take a leading zero
    [
        "xã", "phường", "thôn", "bản", "ấp", "huyện", "tỉnh", "hộ", "người", "lao động",
        "đảng viên", "công dân", "tập thể", "cá nhân", "gia đình", "đơn vị", "doanh nghiệp",
        "hợp tác", "trường", "lớp", "mô hình", "công trình", "dự án", "sáng kiến", "đề tài",
        "điển hình", "gương", "sản phẩm", "giải", "cuộc", "vụ", "ca", "tổ", "chi bộ",
        "chi hội", "cơ sở", "cơ quan", "khu dân", "đặc khu", "thành phố", "thị trấn", "thị xã",
        "ngôi nhà", "căn nhà", "nhà", "phong trào", "tổ chức", "hội viên", "đoàn viên",
        "học sinh", "khu phố", "quyết định",
    ]
)  # fmt: skip


class Bounds(Protocol):
    """What is read of a target or of an allocation joined with its target."""

    comparator: str
    basis: str
    low: Decimal | None
    high: Decimal | None
    measure: str


class Stated(Bounds, Protocol):
    """What a whole sentence needs besides."""

    indicator: str
    wording: str
    strength: str
    qualifier: str
    places: str
    period_code: str


def is_sign(measure: str) -> bool:
    """ "%" and "‰" stand directly behind the number, also in "%/năm" and "% chỉ tiêu được giao"."""
    return measure.startswith(SIGNS)


def is_count(measure: str) -> bool:
    """Whether the unit of measure names things that are counted one by one."""
    first = measure.casefold().replace("/", " ").split()
    return bool(first) and (first[0] in COUNTED or " ".join(first[:2]) in COUNTED)


def trimmed(value: Decimal, decimals: int = 0) -> Decimal:
    """Without the zeros that a database adds, with the decimals that were stated ("99,60")."""
    digits = len(f"{value:f}".partition(".")[2].rstrip("0"))
    return round(value, max(digits, decimals))


def number_words(value: Decimal, measure: str, *, decimals: int = 0) -> str:
    """The number alone: "7,5", "6.872", "05" where things are counted."""
    shown = trimmed(value, decimals)
    if is_count(measure) and shown == shown.to_integral_value():
        return format_count(int(shown))
    return format_number(shown)


def with_measure(number: str, measure: str) -> str:
    if not measure:
        return number
    return f"{number}{measure}" if is_sign(measure) else f"{number} {measure}"


def value_words(
    value: Decimal | None, measure: str, *, decimals: int = 0, places: int | None = None
) -> str:
    """A value with its unit: "7,62%", "6.872 tỷ đồng", "05 xã"; "chưa có" where there is none.

    `places` rounds what was computed (averages) to so many decimals at most.
    """
    if value is None:
        return "chưa có"
    if places is not None:
        value = round(value, places)
    return with_measure(number_words(value, measure, decimals=decimals), measure)


def bound_words(spec: Bounds) -> str:
    """The bounds alone: "từ 7,5% trở lên", "dưới 3,5%", "15 - 35 xã", "không còn hộ nghèo"."""
    measure, decimals = spec.measure, getattr(spec, "decimals", 0)

    def say(value):
        return with_measure(number_words(value, measure, decimals=decimals), measure)

    def say_range():
        low, high = trimmed(spec.low, decimals), trimmed(spec.high, decimals)
        counted = is_count(measure) and all(v == v.to_integral_value() for v in (low, high))
        return with_measure(
            format_range(int(low), int(high), count=True) if counted else format_range(low, high),
            measure,
        )

    low, high = spec.low, spec.high
    match spec.comparator:
        case "at_least":
            return f"từ {say(low)} trở lên" if high is None else f"ít nhất {say_range()}"
        case "more_than":
            return f"trên {say(low)}"
        case "at_most":
            return f"không quá {say(high)}"
        case "less_than":
            return f"dưới {say(high)}"
        case "equal":
            return say(low)
        case "between":
            return say_range()
        case "approximately":
            return f"khoảng {say(low)}"
        case "maintain_at_least":
            return f"duy trì từ {say(low)} trở lên"
        case "none_left":
            named = fold(getattr(spec, "indicator", "")).startswith(fold(measure))
            return "không còn" if named else f"không còn {measure}"
        case _:
            return ""


def allocation_words(spec: Bounds, low: Decimal | None, high: Decimal | None) -> str:
    """What one unit was given, in the target's words; a unit without figures only reports."""
    given = Given(
        spec.comparator, spec.basis, low, high, spec.measure, getattr(spec, "decimals", 0)
    )
    needs = {
        "at_most": (high,),
        "less_than": (high,),
        "between": (low, high),
        "none_left": (),
        "qualitative": (),
    }.get(spec.comparator, (low,))
    if any(value is None for value in needs):
        return ""
    return plan_words(given)


class Given:
    """Bounds given to a unit, joined with what the target says about them."""

    def __init__(
        self, comparator, basis, low, high, measure, decimals=0, indicator="", direction=""
    ):
        self.comparator, self.basis, self.low, self.high = comparator, basis, low, high
        self.measure, self.decimals, self.indicator, self.direction = (
            measure,
            decimals,
            indicator,
            direction,
        )


def plan_words(spec: Bounds) -> str:
    """The whole figure behind the indicator: "giảm từ 0,6% trở lên", "thêm 05 xã", "bình quân từ
    14,5%/năm trở lên".

    A target in words answers with the wording of the plan.
    """
    bounds = bound_words(spec)
    if spec.comparator == "qualitative":
        return getattr(spec, "wording", "") or CHANGE_IN_WORDS.get(
            spec.basis, "theo lời văn của kế hoạch"
        )
    if spec.comparator == "none_left":
        return bounds
    verb = change_verb(spec)
    match spec.basis:
        case "annual_average":
            figure = bounds if "/năm" in spec.measure else f"{bounds} mỗi năm"
            return f"{verb} bình quân {figure}".strip()
        case "every_year":
            every = bounds if "/năm" in spec.measure else f"mỗi năm {bounds}"
            return f"{verb} {every}".strip()
        case "cumulative":
            return f"{bounds} trong cả giai đoạn"
        case _:
            return f"{verb} {bounds}".strip()


def sentence(target: Stated) -> str:
    """The target as a plan writes it: "Tỷ lệ đô thị hóa đạt từ 20% trở lên (trừ Thổ Châu)"."""
    if target.comparator == "qualitative":
        return target.wording or f"{target.indicator}: {plan_words(target)}"
    figure = plan_words(target)
    link = "" if figure.startswith(SELF_STANDING) else "đạt"
    wish = {"strive": "phấn đấu", "ensure": "bảo đảm"}.get(target.strength, "")
    limits = "; ".join(part for part in (target.qualifier, target.places) if part)
    if target.comparator == "none_left" and figure.startswith("không còn"):
        rest = figure.removeprefix("không còn").strip()
        words = ["Không còn", target.indicator[:1].lower() + target.indicator[1:], rest]
        words.append(f"({limits})" if limits else "")
        return " ".join(word for word in words if word)
    counted = f"Số {target.measure} "
    if figure.startswith("thêm") and target.indicator.startswith(counted):
        words = ["Phấn đấu có" if wish == "phấn đấu" else "Có", figure]
        words += [target.indicator.removeprefix(counted), f"({limits})" if limits else ""]
        return " ".join(word for word in words if word)
    words = [target.indicator, wish, link, figure, f"({limits})" if limits else ""]
    return " ".join(word for word in words if word)


SELF_STANDING = ("giảm", "tăng", "thêm", "duy trì", "không còn", "dưới", "không quá", "mỗi năm")
CHANGE_IN_WORDS = {"decrease": "giảm so với cùng kỳ", "increase": "tăng so với cùng kỳ"}


def change_verb(spec: Bounds) -> str:
    """ "tăng", "giảm" or "thêm" where the indicator does not say it already."""
    direction = (
        spec.basis if spec.basis in ("increase", "decrease") else getattr(spec, "direction", "")
    )
    if direction not in ("decrease", "increase"):
        return ""
    said = fold(getattr(spec, "indicator", "")).split()
    if direction == "decrease":
        return "" if "giam" in said else "giảm"
    if "tang" in said:
        return ""
    return "thêm" if is_count(spec.measure) else "tăng"


def percent_words(percent: Decimal | None) -> str:
    """ "101,6%" of the plan; "" where there is nothing to divide by."""
    return "" if percent is None else f"{format_number(percent, 1)}%"


def said(result) -> str:
    """What a result says; of a target in words whether it was fulfilled."""
    return said_of(result.target, result.value, result.fulfilled)


def said_of(target: Bounds, value: Decimal | None, fulfilled: bool | None) -> str:
    if target.comparator == "qualitative":
        return fulfilled_words(fulfilled)
    return value_words(value, target.measure)


def fulfilled_words(fulfilled: bool | None) -> str:
    if fulfilled is None:
        return "chưa có"
    return "đã thực hiện" if fulfilled else "chưa thực hiện"
