"""The columns of the workbooks, and how offices write their values.

Workbooks go between offices: they are Vietnamese, whatever the language of the page.
"""

from dataclasses import dataclass

from django.utils import translation

from awards.models import RatingValue, Reason, RecipientKind
from vietnamese.folding import fold


@dataclass(frozen=True)
class Column:
    """`headings`: the one that the template bears, then others that are understood."""

    key: str
    headings: tuple[str, ...]
    width: int
    about: str
    required: bool = False


UNIT = Column(
    "unit", ("Đơn vị", "Mã đơn vị", "Tên đơn vị"), 34,
    "Mã hoặc tên đơn vị, ví dụ SYT hoặc Sở Y tế. Tên trùng nhau thì ghi mã.", required=True,
)  # fmt: skip
BORN = Column(
    "born", ("Ngày sinh", "Năm sinh", "Sinh ngày"), 12,
    "Ngày/tháng/năm, hoặc chỉ năm. Có thể để trống khi không có người trùng tên.",
)  # fmt: skip
NOTE = Column("note", ("Ghi chú",), 30, "Không bắt buộc.")

RATINGS = (
    UNIT,
    Column(
        "name", ("Họ và tên", "Họ tên"), 28, "Để trống khi xếp loại chính đơn vị (tập thể)."
    ),
    BORN,
    Column("year", ("Năm", "Năm xếp loại"), 8, "Ví dụ 2024.", required=True),
    Column(
        "rating", ("Xếp loại", "Mức xếp loại", "Kết quả xếp loại"), 32,
        "Hoàn thành xuất sắc nhiệm vụ, Hoàn thành tốt nhiệm vụ, Hoàn thành nhiệm vụ hoặc "
        "Không hoàn thành nhiệm vụ.", required=True,
    ),
    Column("decision", ("Quyết định", "Văn bản xếp loại"), 30, "Số, ngày và cơ quan."),
    NOTE,
)  # fmt: skip

AWARDS = (
    UNIT,
    Column(
        "kind", ("Đối tượng", "Loại đối tượng"), 14,
        "Cá nhân, Tập thể hoặc Hộ gia đình. Để trống: có họ tên là cá nhân, không có là tập thể.",
    ),
    Column(
        "name", ("Họ và tên", "Họ tên", "Tên cá nhân, chủ hộ"), 28,
        "Họ và tên cá nhân hoặc chủ hộ; để trống khi là tập thể (chính đơn vị).",
    ),
    BORN,
    Column(
        "award", ("Khen thưởng", "Danh hiệu, hình thức khen thưởng", "Hình thức khen thưởng"), 44,
        "Tên hoặc mã trong danh mục (xem trang “Danh mục”).", required=True,
    ),
    Column("year", ("Năm được khen", "Năm"), 10, "Năm cuối của thành tích.", required=True),
    Column(
        "reason", ("Loại hình khen thưởng", "Loại hình"), 26,
        "Công trạng; Đột xuất; Phong trào thi đua, chuyên đề; Quá trình cống hiến; Niên hạn; "
        "Đối ngoại.",
    ),
    Column("decision_number", ("Số quyết định",), 18, "Ví dụ 1874/QĐ-UBND."),
    Column("decision_date", ("Ngày quyết định",), 14, "Ngày/tháng/năm."),
    Column("period_from", ("Thành tích từ ngày", "Thành tích từ"), 14, "Theo quyết định."),
    Column("period_to", ("Thành tích đến ngày", "Thành tích đến"), 14, "Theo quyết định."),
    Column("revoked", ("Bị hủy bỏ", "Đã hủy bỏ"), 10, "Ghi x khi đã bị hủy bỏ."),
    Column("revoked_by", ("Quyết định hủy bỏ",), 24, "Số và ngày."),
    NOTE,
)  # fmt: skip

FAULTS = "Lỗi cần sửa"
YES = frozenset({"x", "co", "dung", "1", "true", "da huy bo", "bi huy bo", "yes"})
NO = frozenset({"khong", "0", "false", "no"})
RATINGS_TOO = {  # besides the words of the scale and its codes
    "hoan thanh xuat sac": RatingValue.EXCELLENT,
    "htxsnv": RatingValue.EXCELLENT,
    "htxs": RatingValue.EXCELLENT,
    "hoan thanh tot": RatingValue.WELL,
    "httnv": RatingValue.WELL,
    "htt": RatingValue.WELL,
    "hoan thanh": RatingValue.DONE,
    "htnv": RatingValue.DONE,
    "khong hoan thanh": RatingValue.NOT_DONE,
    "khtnv": RatingValue.NOT_DONE,
    "khnv": RatingValue.NOT_DONE,
}
REASONS_TOO = {
    "thanh tich dot xuat": Reason.SUDDEN,
    "phong trao thi dua": Reason.CAMPAIGN,
    "theo dot": Reason.CAMPAIGN,
    "chuyen de": Reason.CAMPAIGN,
    "theo dot, chuyen de": Reason.CAMPAIGN,
    "cong hien": Reason.CONTRIBUTION,
}
KINDS_TOO = {"ho": RecipientKind.HOUSEHOLD}


def spelled(choices, more):
    """{folded words, or code: value} of the choices."""
    with translation.override("vi"):
        words = {fold(str(label)): value for value, label in choices.choices}
    return words | {value: value for value in choices.values} | more


def readable(table):
    """The words of a table's values for a refusal: "Công trạng; Đột xuất"."""
    return "; ".join(dict.fromkeys(str(type_of(value).label) for value in table.values()))


def type_of(value):
    for choices in (RatingValue, Reason, RecipientKind):
        if value in choices.values:
            return choices(value)
    raise LookupError(value)


SPELLINGS = {
    "rating": lambda: spelled(RatingValue, RATINGS_TOO),
    "reason": lambda: spelled(Reason, REASONS_TOO),
    "kind": lambda: spelled(RecipientKind, KINDS_TOO),
}
