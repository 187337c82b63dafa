"""II. Targets against results, and the annex by unit."""

from dataclasses import replace
from decimal import Decimal

from documents import charts
from plans.wording import bare, small
from reports import wording
from reports.document import Body, Column, Table, row_of, table
from reports.reading import Data, basis, decimal_of, percent_words
from reports.wording import counted, share
from vietnamese.numbers import format_count, format_number
from vietnamese.periods import Period

PROGRESS = ("met", "on_track", "behind", "missed", "not_judged")


def write(body: Body, data: Data) -> None:
    body.head("Kết quả thực hiện chỉ tiêu")
    targets = data["targets"]
    if not targets:
        body.say("Kế hoạch không có chỉ tiêu nào giao trong phạm vi báo cáo.")
        return
    body.sub("Đánh giá chung")
    body.say(overall_words(data))
    groups(body, data)
    body.sub("Kết quả từng chỉ tiêu")
    body.table("Kết quả thực hiện chỉ tiêu", TARGET_COLUMNS, target_rows(targets))
    exceptions(body, targets)
    if by_unit(data):
        body.say("Kết quả của từng cơ quan, đơn vị được nêu tại Phụ lục kèm theo báo cáo này.")


def overall_words(data: Data) -> str:
    states, targets = data["states"], data["targets"]
    words = counted(
        (states[state], f"chỉ tiêu {wording.STATES[state].lower()}") for state in PROGRESS
    )
    if states["not_judged"] == len(targets):
        return (
            f"Đến thời điểm chốt số liệu, cả {format_count(len(targets))} chỉ tiêu đều chưa đủ số "
            "liệu được xác nhận để đánh giá."
        )
    good = states["met"] + states["on_track"]
    return (
        f"Trong {format_count(len(targets))} chỉ tiêu có {words}; số chỉ tiêu đạt hoặc đúng tiến "
        f"độ bằng {share(good, len(targets))} tổng số chỉ tiêu."
    )


GROUP_COLUMNS = (
    Column("Nhóm chỉ tiêu", 30),
    Column("Tổng số", 10, "num"),
    *(Column(wording.STATES[state], 12, "num") for state in PROGRESS),
)


def groups(body: Body, data: Data) -> None:
    rows: list = [
        (
            bare(group["group"]) or "Chỉ tiêu chung",
            str(group["all"]),
            *(str(group["by_state"][state]) for state in PROGRESS),
        )
        for group in data["groups"]
    ]
    total = (
        "Cộng",
        str(len(data["targets"])),
        *(str(data["states"][state]) for state in PROGRESS),
    )
    if len(rows) > 1:
        rows.append(replace(row_of(total, GROUP_COLUMNS), total=True))
    body.table("Chỉ tiêu theo nhóm và kết quả đánh giá", GROUP_COLUMNS, rows)
    states(body, data)


STATE_COLUMNS = (
    Column("Kết quả đánh giá", 30),
    Column("Số chỉ tiêu", 15, "num"),
    Column("Tỷ lệ", 15, "num"),
    Column("Biểu đồ", 40, "viz"),
)


def states(body: Body, data: Data) -> None:
    """The picture and its figures side by side, a row each."""
    whole = len(data["targets"])
    body.table(
        "Chỉ tiêu theo kết quả đánh giá",
        STATE_COLUMNS,
        [
            (
                wording.STATES[state],
                format_number(data["states"][state]),
                share(data["states"][state], whole),
                charts.share(data["states"][state], whole),
            )
            for state in PROGRESS
        ],
    )


TARGET_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Chỉ tiêu", 28),
    Column("Kế hoạch", 18),
    Column("Kết quả", 14),
    Column("So với kế hoạch", 10, "num"),
    Column("Biểu đồ", 12, "viz"),
    Column("Đánh giá", 12),
)


def target_rows(targets: list[Data]) -> list:
    rows: list = []
    group, number = None, 0
    for target in targets:
        if target["group"] != group:
            group = target["group"]
            if group:
                rows.append(bare(group))
        below = target["part_of"] or target["companion_of"]
        number += 0 if below else 1
        rows.append(
            (
                "" if below else str(number),
                indicator_words(target),
                plan_words(target),
                target["value_words"],
                percent_words(target["percent"]),
                bullet(target, target) or "",
                wording.STATES[target["state"]],
            )
        )
    return rows


def indicator_words(target: Data) -> str:
    limits = "; ".join(text for text in (target["qualifier"], target["places"]) if text)
    words = bare(target["indicator"]) + (f" ({limits})" if limits else "")
    return f"Trong đó: {small(words)}" if target["part_of"] else words


def plan_words(target: Data) -> str:
    return bare(target["plan"]) or "Không giao con số"


def bullet(target: Data, shown: Data) -> charts.Bullet | None:
    """The value against the plan; None where there is no figure to draw."""
    low, high = decimal_of(shown["low"]), decimal_of(shown["high"])
    if target["comparator"] == "none_left":
        low = Decimal(0)
    if low is None and high is None:
        return None
    return charts.bullet(
        decimal_of(shown["value"]),
        plan=low if low is not None else high,
        high=high if low is not None and high is not None else None,
        at_most=target["comparator"] in ("at_most", "less_than", "none_left"),
    )


def exceptions(body: Body, targets: list[Data]) -> None:
    """What lies behind, with its reason; it must not be looked for in the table."""
    for state, words in (
        ("missed", "Chỉ tiêu không đạt:"),
        ("behind", "Chỉ tiêu chậm tiến độ:"),
    ):
        found = [target for target in targets if target["state"] == state]
        if found:
            body.say(words)
            body.list([f"{bare(t['indicator'])}: {bare(small_reason(t))}" for t in found])
    unknown = [bare(target["indicator"]) for target in targets if target["state"] == "not_judged"]
    if unknown and len(unknown) < len(targets):
        body.say(f"Chưa đủ số liệu được xác nhận để đánh giá: {'; '.join(unknown)}.")


def small_reason(target: Data) -> str:
    reason = wording.official_days(target["reason"])
    plan = f" (kế hoạch {small(bare(target['plan']))})" if target["plan"] else ""
    return f"{small(bare(reason))}{plan}"


def by_unit(data: Data) -> bool:
    """Whether units besides the reporting one have rows of their own."""
    own = data["head"]["unit_id"]
    return any(row["unit_id"] != own for target in data["targets"] for row in target["units"])


UNIT_COLUMNS = (
    Column("TT", 5, "mid"),
    Column("Cơ quan, đơn vị", 25),
    Column("Được giao", 20),
    Column("Kết quả", 16),
    Column("So với giao", 8, "num"),
    Column("Số liệu đến", 14),
    Column("Đánh giá", 12),
)


def unit_table(data: Data) -> Table:
    """The wide annex: who was given what of each target, and how it stands."""
    rows: list = []
    for target in data["targets"]:
        if not target["units"]:
            continue
        rows.append(f"{indicator_words(target)}: kế hoạch {small(plan_words(target))}")
        rows += [
            (
                str(number),
                row["unit"],
                row["given"] or "Chỉ báo cáo kết quả",
                row["value_words"] + waiting_words(row),
                percent_words(row["percent"]),
                small_period(row["through"]),
                wording.STATES[row["state"]],
            )
            for number, row in enumerate(target["units"], start=1)
        ]
    return table("Từng chỉ tiêu theo cơ quan, đơn vị", basis(data), UNIT_COLUMNS, rows)


def waiting_words(row: Data) -> str:
    words = counted([(row["waiting"], "chờ xác nhận"), (row["returned"], "trả lại")])
    return f" ({words})" if words else ""


def small_period(code: str) -> str:
    return Period(code).label if code else "Chưa có"
