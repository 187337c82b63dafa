"""III. Nominations and awards, their shares, and the quotas of the plan."""

from dataclasses import replace

from documents import charts
from plans.wording import bare, small
from reports import wording
from reports.document import Body, Column, row_of
from reports.reading import Data
from reports.wording import counted, of_all, share, with_share
from vietnamese.numbers import format_count, format_number, format_range


def write(body: Body, data: Data) -> None:
    body.head("Công tác khen thưởng")
    found = data["awards"]
    if not found:
        body.say("Trong kỳ báo cáo chưa có hồ sơ đề nghị khen thưởng nào được trình.")
        if data["quotas"]:
            quotas(body, data)
        return
    body.sub("Đề nghị và quyết định khen thưởng")
    body.say(*award_words(found))
    award_table(body, found)
    methods(body, data)
    body.sub("Cơ cấu đối tượng khen thưởng")
    shares(body, data)
    if data["quotas"]:
        body.sub("So với chỉ tiêu khen thưởng của kế hoạch")
        quotas(body, data)


def award_words(found: list[Data]) -> list[str]:
    sent = sum(line["sent"] for line in found)
    granted = sum(line["granted"] for line in found)
    by_kind = [
        (
            sum(line["granted"] for line in found if line["recipient"] == kind),
            f"trường hợp là {words.lower()}",
        )
        for kind, words in wording.RECIPIENTS.items()
    ]
    rest = counted(
        [
            (sum(line["under_way"] for line in found), "trường hợp đang xem xét"),
            (sum(line["refused"] for line in found), "trường hợp không được khen thưởng"),
        ]
    )
    detail = counted(by_kind)
    return [
        f"Có {format_count(sent)} trường hợp được đề nghị khen thưởng (mỗi tập thể, cá nhân, hộ "
        "gia đình trong một hồ sơ tính là một trường hợp).",
        f"Đã có quyết định khen thưởng {with_share(granted, sent, 'trường hợp')}"
        + (f", gồm {detail}." if granted else "."),
        f"Còn lại {rest}." if rest else "",
    ]


AWARD_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Danh hiệu, hình thức khen thưởng", 33),
    Column("Đối tượng", 15),
    Column("Đề nghị", 10, "num"),
    Column("Đang xem xét", 12, "num"),
    Column("Đã khen", 10, "num"),
    Column("Không khen", 14, "num"),
)


def award_table(body: Body, found: list[Data]) -> None:
    names = ("sent", "under_way", "granted", "refused")
    rows: list = []
    number = 0
    for by_state, words in (
        (True, "Khen thưởng cấp Nhà nước"),
        (False, "Khen thưởng của bộ, tỉnh và cơ sở"),
    ):
        lines = [line for line in found if line["granted_by_state"] == by_state]
        if lines:
            rows.append(words)
        for line in lines:
            number += 1
            kind = wording.RECIPIENTS[line["recipient"]]
            rows.append((str(number), line["award"], kind, *(amount(line[name]) for name in names)))
    total = ("", "Cộng", "", *(amount(sum(line[name] for line in found)) for name in names))
    rows.append(replace(row_of(total, AWARD_COLUMNS), total=True))
    body.table("Đề nghị và quyết định khen thưởng", AWARD_COLUMNS, rows)


def amount(count: int) -> str:
    return format_number(count)


def methods(body: Body, data: Data) -> None:
    words = [
        f"{small(wording.METHODS[line['method']])} {format_count(line['sent'])} đề nghị, "
        f"{format_count(line['granted'])} đã khen"
        for line in data["methods"]
    ]
    if words:
        body.say(f"Phân theo loại hình khen thưởng: {'; '.join(words)}.")


SHARE_COLUMNS = (
    Column("Đối tượng", 30),
    Column("Đề nghị", 12, "num"),
    Column("Tỷ lệ", 12, "num"),
    Column("Đã khen", 12, "num"),
    Column("Tỷ lệ", 12, "num"),
    Column("Tính trên tổng số", 22),
)


def shares(body: Body, data: Data) -> None:
    by_name = {line["name"]: line for line in data["shares"]}
    workers = by_name["direct_workers"]
    if workers["granted_base"]:
        body.say(
            "Trong số cá nhân đã được khen thưởng, người lao động trực tiếp chiếm "
            f"{share(workers['granted'], workers['granted_base'])} "
            f"({of_all(workers['granted'], workers['granted_base'])} cá nhân)."
        )
    body.table(
        "Cơ cấu đối tượng khen thưởng",
        SHARE_COLUMNS,
        [
            (
                wording.SHARES[line["name"]][0],
                part_of(line["sent"], line["sent_base"]),
                share(line["sent"], line["sent_base"]) or "chưa có",
                part_of(line["granted"], line["granted_base"]),
                share(line["granted"], line["granted_base"]) or "chưa có",
                wording.SHARES[line["name"]][1].capitalize(),
            )
            for line in data["shares"]
        ],
    )


def part_of(count: int, base: int) -> str:
    return f"{format_number(count)}/{format_number(base)}"


QUOTA_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Danh hiệu, hình thức khen thưởng", 30),
    Column("Kế hoạch", 16, "num"),
    Column("Đề nghị", 10, "num"),
    Column("Đã khen", 10, "num"),
    Column("Biểu đồ", 12, "viz"),
    Column("Đánh giá", 16),
)
QUOTA_KINDS = {
    "collective": "tập thể",
    "individual": "cá nhân",
    "household": "hộ gia đình",
    "both": "tập thể, cá nhân",
}


def quotas(body: Body, data: Data) -> None:
    found = data["quotas"]
    reached = sum(line["granted"] >= line["low"] for line in found)
    if reached:
        words = f"Có {with_share(reached, len(found), 'chỉ tiêu khen thưởng')} đã đạt"
    else:
        words = f"Trong {format_count(len(found))} chỉ tiêu khen thưởng chưa có chỉ tiêu nào đạt"
    body.say(f"{words} mức thấp nhất của kế hoạch (tính cho cả thời gian thực hiện kế hoạch).")
    body.table(
        "Chỉ tiêu khen thưởng của kế hoạch",
        QUOTA_COLUMNS,
        [
            (
                str(number),
                f"{bare(line['label'])} ({QUOTA_KINDS[line['recipients']]}; {line['grantor']})",
                format_range(line["low"], line["high"], count=True),
                amount(line["proposed"]),
                amount(line["granted"]),
                charts.bullet(
                    line["granted"],
                    plan=line["low"],
                    high=line["high"],
                    forecast=line["proposed"],
                ),
                quota_words(line),
            )
            for number, line in enumerate(found, start=1)
        ],
    )


def quota_words(line: Data) -> str:
    if line["granted"] > line["high"]:
        return "Vượt mức cao"
    if line["granted"] >= line["low"]:
        return "Đạt"
    if line["proposed"] >= line["low"]:
        return "Chờ quyết định"
    return "Chưa đạt"
