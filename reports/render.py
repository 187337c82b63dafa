"""A report's snapshot as a document: HTML, then PDF. Data in, text out; no queries.

The reading page and the PDF are made of the same blocks.
"""

from dataclasses import replace
from typing import Any

from documents import official, pdf
from plans.wording import bare, day, small
from reports import wording
from reports.document import Block, Body
from reports.reading import Data, basis, cut_off_of, date_of
from reports.sections import awards, carrying_out, results, standing

KIND = "BC"


# --- the body -------------------------------------------------------------------------------------
def blocks(data: Data) -> list[Block]:
    """From the first paragraph to "./."."""
    body = Body(basis(data))
    opening(body, data)
    if is_empty(data):
        body.head("Tình hình thực hiện")
        body.say(nothing_words(data))
    else:
        carrying_out.write(body, data)
        results.write(body, data)
        awards.write(body, data)
        standing.write(body, data)
    body.say(closing(data))
    last = body.blocks[-1]
    return [*body.blocks[:-1], replace(last, text=official.end_mark(last.text))]


def is_empty(data: Data) -> bool:
    answers = data["answers"]
    parts = ("drives", "targets", "awards", "quotas", "difficulties", "tasks")
    return not any(data[name] for name in parts) and not answers["addressed"]


def nothing_words(data: Data) -> str:
    return (
        "Đến thời điểm chốt số liệu chưa có đợt thi đua, chỉ tiêu, nhiệm vụ, hồ sơ khen thưởng hay "
        f"khó khăn, vướng mắc nào được ghi nhận cho kỳ báo cáo {data['head']['period_words']}."
    )


def opening(body: Body, data: Data) -> None:
    head = data["head"]
    plan = "kế hoạch"
    if head["plan_number"]:
        by = "" if head["launched_by"] == head["unit"] else f" của {head['launched_by']}"
        on = f" ngày {day(date_of(head['plan_date']))}" if head["plan_date"] else ""
        plan = f"Kế hoạch số {head['plan_number']}{on}{by}"
    what = "tình hình, kết quả" if head["kind"] == "interim" else "kết quả"
    about = small(bare(head["campaign_title"]))
    body.say(
        f"Thực hiện {plan} về {about}, {head['unit']} báo cáo {what} thực hiện "
        f"{drive_words(head)}{head['period_words']} như sau:"
    )
    body.say(interim_words(data), basis_words(data))


def drive_words(head: Data) -> str:
    return f"{small(bare(head['drive']))} trong " if head["drive"] else ""


def interim_words(data: Data) -> str:
    head = data["head"]
    if not head["ended"]:
        return (
            f"Đây là báo cáo sơ bộ: kỳ báo cáo ({head['period_words']}) đến "
            f"ngày {day(date_of(head['end']))} mới kết thúc; các đánh giá sau đây là tình "
            f"hình đến ngày {day(date_of(head['judged_on']))}."
        )
    if head["kind"] == "interim":
        return "Đây là báo cáo sơ kết; đánh giá chính thức thực hiện khi tổng kết."
    return ""


def basis_words(data: Data) -> str:
    head = data["head"]
    return (
        f"Số liệu được chốt lúc {wording.moment(cut_off_of(data))}; kết quả chỉ tiêu chỉ tính "
        f"số đã được xác nhận; tên và cơ cấu đơn vị theo ngày {day(date_of(head['tree_on']))}."
    )


def closing(data: Data) -> str:
    head = data["head"]
    words = f"Trên đây là báo cáo {small(head['title'])}"
    if head["above"]:
        return f"{words}; {head['unit']} kính báo cáo {head['above']} xem xét, chỉ đạo."
    return f"{words}."


# --- the document ---------------------------------------------------------------------------------
def outline(found: list[Block]) -> list[Block]:
    return [block for block in found if block.tag == "h2"]


def context(data: Data) -> dict[str, Any]:
    head = data["head"]
    annex = None
    if results.by_unit(data):
        letterhead_words = "Báo cáo"
        annex = official.Annex(
            "Kết quả thực hiện chỉ tiêu theo cơ quan, đơn vị",
            attached_to=letterhead_words,
            letterhead=letterhead(data),
            issuer=head["unit"],
        )
    addressees = (head["above"],) if head["above"] else ()
    return {
        "letterhead": letterhead(data),
        "heading": official.Heading(KIND, head["title"], addressees),
        "blocks": blocks(data),
        "annex": annex,
        "unit_table": results.unit_table(data) if annex else None,
        "signature": official.Signature(head["position"], head["signer"], tuple(head["authority"])),
        "recipients": recipients(head["recipients"]),
    }


def letterhead(data: Data) -> official.Letterhead:
    """Without number and date: the clerk's office gives them when the report is issued."""
    head = data["head"]
    return official.Letterhead(
        issuer=head["unit"],
        parent=head["parent"],
        symbol=head["symbol"],
        place=head["place"],
        year=cut_off_of(data).year,
    )


def recipients(lines: list[str]) -> official.Recipients:
    """The line "Lưu: ..." says where the document is kept, wherever it stands."""
    kept = [line for line in lines if line.casefold().startswith("lưu")]
    names = tuple(line for line in lines if line not in kept)
    if not kept:
        return official.Recipients(names)
    return official.Recipients(names, bare(kept[-1].partition(":")[2]) or "VT")


def html(data: Data) -> str:
    """Complete in itself; what `documents.pdf` prints."""
    return official.render("documents/report.html", context(data))


def to_pdf(data: Data) -> bytes:
    title = data["head"]["title"]
    return pdf.from_html(html(data), title=f"Báo cáo {small(title)}", subject=title)
