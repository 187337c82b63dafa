"""I. How the campaign was taken up: answers, drives, tasks."""

from plans.wording import bare, day
from reports import wording
from reports.document import Body, Column
from reports.reading import Data, date_of
from reports.wording import counted, of_all, with_share
from vietnamese.numbers import format_count


def write(body: Body, data: Data) -> None:
    body.head("Công tác triển khai phong trào thi đua")
    body.sub("Hưởng ứng của các cơ quan, đơn vị")
    body.say(*answer_words(data["answers"]))
    body.sub("Các đợt thi đua")
    drives(body, data)
    body.sub("Nhiệm vụ giao các cơ quan, đơn vị")
    tasks(body, data)


def answer_words(answers: Data) -> list[str]:
    if not answers["addressed"] and not answers["outside"]:
        return ["Không ghi nhận đơn vị nào là nơi nhận của kế hoạch trong phạm vi báo cáo."]
    said = [f"Kế hoạch được gửi tới {format_count(answers['addressed'])} cơ quan, đơn vị"]
    if answers["outside"]:
        outside = format_count(answers["outside"])
        said[0] += f" và đề nghị {outside} cơ quan, tổ chức ngoài hệ thống phối hợp"
    said[0] += "."
    done = [
        ("xác nhận đã nhận kế hoạch", answers["received"], answers["addressed"]),
        ("có văn bản hưởng ứng", answers["answered"], answers["asked"]),
        ("ban hành kế hoạch của đơn vị", answers["plans_sent"], answers["plans_asked"]),
        ("ký giao ước thi đua", answers["pacts_signed"], answers["pacts_asked"]),
    ]
    shown = [f"{with_share(part, whole, 'đơn vị')} {words}" for words, part, whole in done if whole]
    if shown:
        said.append(f"Đến thời điểm chốt số liệu: {'; '.join(shown)}.")
    return said


DRIVE_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Đợt thi đua", 16),
    Column("Thời gian", 18),
    Column("Dịp kỷ niệm", 45),
    Column("Tình hình", 15),
)


def drives(body: Body, data: Data) -> None:
    found = data["drives"]
    if not found:
        body.say("Kế hoạch không có đợt thi đua nào trong kỳ báo cáo.")
    else:
        drive_table(body, found)
    lines = [review_line(review) for review in data["reviews"]]
    if lines:
        body.say("Sơ kết, tổng kết theo kế hoạch:")
        body.list(lines)


def drive_table(body: Body, found: list[Data]) -> None:
    stages = [drive["stage"] for drive in found if not drive["inside"]]
    words = counted(
        [
            (stages.count("over"), "đợt đã kết thúc"),
            (stages.count("running"), "đợt đang thực hiện"),
            (stages.count("before"), "đợt chưa bắt đầu"),
        ]
    )
    if words:
        body.say(f"Trong kỳ báo cáo có {words}.")
    body.table(
        "Các đợt thi đua",
        DRIVE_COLUMNS,
        [
            (
                str(number),
                bare(drive["name"]),
                drive["dates"] or "Kế hoạch không nêu ngày",
                "; ".join(drive["occasions"]) or "Không nêu",
                stage_words(drive),
            )
            for number, drive in enumerate(found, start=1)
        ],
    )


def stage_words(drive: Data) -> str:
    if drive["stage"] == "before":
        return "Chưa bắt đầu"
    if drive["stage"] == "running":
        left = drive["days_left"]
        return "Đang thực hiện" + (f", còn {format_count(left)} ngày" if left else "")
    if drive["reviewed"]:
        return "Đã kết thúc, đã sơ kết, tổng kết"
    if drive["reviews"]:
        return "Đã kết thúc, chưa ghi ngày sơ kết, tổng kết"
    return "Đã kết thúc"


def review_line(review: Data) -> str:
    held = date_of(review["held_on"])
    return review["words"] + (
        f": đã tổ chức ngày {day(held)}" if held else ": chưa ghi ngày tổ chức"
    )


TASK_COLUMNS = (
    Column("TT", 6, "mid"),
    Column("Cơ quan, đơn vị", 22),
    Column("Nhiệm vụ", 40),
    Column("Thời hạn", 14, "mid"),
    Column("Tình hình", 18),
)


def tasks(body: Body, data: Data) -> None:
    found = data["tasks"]
    if not found:
        body.say("Kế hoạch không giao nhiệm vụ cụ thể trong phạm vi báo cáo.")
        return
    states = [task["state"] for task in found]
    late = sum(task["late"] for task in found)
    words = counted(
        [
            (states.count("done"), "nhiệm vụ đã hoàn thành"),
            (states.count("doing"), "nhiệm vụ đang thực hiện"),
            (states.count("todo"), "nhiệm vụ chưa thực hiện"),
            (states.count(""), "nhiệm vụ của cơ quan, tổ chức không theo dõi trên hệ thống"),
        ]
    )
    body.say(
        f"Trong {format_count(len(found))} nhiệm vụ của kế hoạch có {words}.",
        f"Có {format_count(late)} nhiệm vụ quá thời hạn." if late else "",
    )
    body.table(
        "Nhiệm vụ giao các cơ quan, đơn vị",
        TASK_COLUMNS,
        [
            (
                str(number),
                bare(task["body"]),
                bare(task["text"]),
                day(date_of(task["due"])) if task["due"] else "Không nêu",
                task_words(task),
            )
            for number, task in enumerate(found, start=1)
        ],
    )


def task_words(task: Data) -> str:
    if not task["asked"]:
        return "Không theo dõi trên hệ thống"
    words = wording.TASK_STATES[task["state"]]
    if task["asked"] > 1:
        words += f" ({of_all(task['done'], task['asked'])} đơn vị)"
    return words + (", quá hạn" if task["late"] else "")
