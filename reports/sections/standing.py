"""IV and V. Difficulties told, and who has not reported."""

from plans.wording import bare, day, paragraphs
from reports import wording
from reports.document import Body, Column
from reports.reading import Data, date_of
from reports.wording import counted, with_share
from vietnamese.numbers import format_count, format_number


def write(body: Body, data: Data) -> None:
    difficulties(body, data)
    reporting(body, data)


DIFFICULTY_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Đơn vị", 20),
    Column("Ngày", 14, "mid"),
    Column("Khó khăn, vướng mắc", 30),
    Column("Trả lời", 30),
)


def difficulties(body: Body, data: Data) -> None:
    body.head("Khó khăn, vướng mắc")
    found = data["difficulties"]
    if not found:
        body.say("Trong kỳ báo cáo, các đơn vị không phản ánh khó khăn, vướng mắc.")
        return
    answered = sum(bool(line["reply"]) for line in found)
    body.say(
        f"Các đơn vị phản ánh {format_count(len(found))} khó khăn, vướng mắc; đã trả lời "
        f"{with_share(answered, len(found), 'nội dung')}."
    )
    body.table(
        "Khó khăn, vướng mắc và trả lời",
        DIFFICULTY_COLUMNS,
        [
            (
                str(number),
                line["unit"],
                day(date_of(line["on"])),
                "; ".join(bare(text) for text in paragraphs(line["text"])),
                "; ".join(bare(text) for text in paragraphs(line["reply"])) or "Chưa trả lời",
            )
            for number, line in enumerate(found, start=1)
        ],
    )


MISSING_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Đơn vị", 30),
    Column("Phải báo cáo", 12, "num"),
    Column("Chưa báo cáo", 12, "num"),
    Column("Chỉ tiêu, kỳ chưa báo cáo", 40),
)
NAMED = 4  # targets named in a row; the rest is counted


def reporting(body: Body, data: Data) -> None:
    body.head("Chấp hành chế độ báo cáo")
    found, answers = data["reporting"], data["answers"]
    if not found["asked"]:
        body.say("Đến thời điểm chốt số liệu chưa có kết quả nào đến hạn báo cáo.")
    else:
        body.say(*reporting_words(found))
    if found["missing"]:
        body.table(
            "Đơn vị chưa báo cáo đủ kết quả",
            MISSING_COLUMNS,
            [
                (
                    str(number),
                    line["unit"],
                    format_number(line["asked"]),
                    format_number(line["missing"]),
                    what_is_missing(line["what"]),
                )
                for number, line in enumerate(found["missing"], start=1)
            ],
        )
    for names, words in (
        (answers["not_answered"], "Đơn vị chưa có văn bản hưởng ứng"),
        (answers["plans_missing"], "Đơn vị chưa ban hành kế hoạch của đơn vị"),
    ):
        if names:
            body.say(f"{words}: {wording.listed(names)}.")


def reporting_words(found: Data) -> list[str]:
    owed = counted(
        [
            (found["accepted"], "kết quả đã xác nhận"),
            (found["waiting"], "kết quả chờ xác nhận"),
            (found["returned"], "kết quả bị trả lại, chưa gửi lại"),
            (
                found["asked"] - found["accepted"] - found["waiting"] - found["returned"],
                "kết quả chưa báo cáo",
            ),
        ]
    )
    return [
        f"Trong kỳ có {with_share(found['units_complete'], found['units'], 'đơn vị')} đã báo cáo "
        "đủ kết quả các chỉ tiêu đến hạn.",
        f"Trong {format_count(found['asked'])} kết quả phải báo cáo có {owed}.",
    ]


def what_is_missing(what: list) -> str:
    words = [f"{bare(indicator)}: {wording.periods(codes)}" for indicator, codes in what[:NAMED]]
    rest = len(what) - NAMED
    if rest > 0:
        words.append(f"và {format_count(rest)} chỉ tiêu khác")
    return "; ".join(words)
