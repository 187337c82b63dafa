"""A plan's snapshot as a document: blocks of text, then HTML. Data in, text out; no queries.

The reading page and the PDF are made of the same blocks.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from documents import official, pdf
from plans import wording
from plans.snapshot import Data, mark
from vietnamese.dates import format_official

HEADINGS = {1: "h2", 2: "h3", 3: "h4"}
KIND = "KH"


@dataclass(frozen=True)
class Block:
    """`tag`: h2, h3, h4 or p. `key` names a heading for the outline of the reading page."""

    tag: str
    text: str
    mark: str = ""
    key: str = ""

    @property
    def words(self) -> str:
        return f"{self.mark} {self.text}" if self.mark else self.text


def blocks(data: Data) -> list[Block]:
    """The body of the plan from its first paragraph to "./."."""
    found = [*opening(data)]
    for number, section in enumerate(data["sections"], start=1):
        found += section_blocks(data, section, key=f"m{number}")
    found += [Block("p", review["words"] + ".") for review in data["reviews"]]
    found += [Block("p", text) for text in wording.paragraphs(data["campaign"]["closing"])]
    if not found:
        return []
    return [*found[:-1], replace(found[-1], text=official.end_mark(found[-1].text))]


def opening(data: Data) -> list[Block]:
    campaign = data["campaign"]
    lines = wording.paragraphs(campaign["preamble"])
    if amended := data["amends"]:
        date = format_official(date_of(amended["issued_on"]))
        lines.insert(
            0,
            f"Kế hoạch này thay thế Kế hoạch số {amended['number']} {date}; "
            f"lý do điều chỉnh: {wording.small(wording.bare(amended['reason']))}.",
        )
    if campaign["theme"] and campaign["theme"] not in campaign["preamble"]:
        lines.append(f"Chủ đề của phong trào thi đua: “{wording.bare(campaign['theme'])}”.")
    if campaign["participants"]:
        participants = wording.small(wording.bare(campaign["participants"]))
        lines.append(f"Đối tượng tham gia: {participants}.")
    lines.append(
        "Thời gian thực hiện: "
        f"{wording.span_words(date_of(campaign['start']), date_of(campaign['end']))}."
    )
    if data["movements"] and not any(part["content"] == "movement" for part in all_sections(data)):
        lines.append(f"{CONTINUED}: {named(data['movements'])}.")
    return [Block("p", line) for line in lines]


CONTINUED = "Tiếp tục thực hiện các phong trào thi đua, cuộc vận động"


def named(names: list[str]) -> str:
    return "; ".join(f"“{wording.bare(name)}”" for name in names)


def all_sections(data: Data):
    def walk(sections):
        for section in sections:
            yield section
            yield from walk(section["children"])

    yield from walk(data["sections"])


def section_blocks(data: Data, section: Data, key: str) -> list[Block]:
    found = []
    paragraphs, depth = list(section["paragraphs"]), section["depth"]
    if section["heading"]:
        found.append(Block(HEADINGS.get(depth, "p"), section["heading"], section["mark"], key))
    elif paragraphs:
        found.append(Block("p", paragraphs.pop(0), section["mark"]))
    found += [Block("p", text) for text in paragraphs]
    found += FILLED.get(section["content"], nothing)(data, depth)
    for number, child in enumerate(section["children"], start=1):
        found += section_blocks(data, child, f"{key}-{number}")
    return found


def nothing(data: Data, depth: int) -> list[Block]:
    return []


def dashes(texts: list[str], last: str = ".") -> list[Block]:
    return [Block("p", text, "-") for text in official.joined_lines(texts, last)]


def target_blocks(data: Data, depth: int) -> list[Block]:
    found = [Block("p", f"{line['words']}.", "-") for line in data["targets"]]
    for number, group in enumerate(data["groups"], start=1):
        tag = HEADINGS.get(depth + 1, "p")
        found.append(Block(tag, wording.bare(group["name"]), mark(depth + 1, number)))
        found += [Block("p", f"{line['words']}.", "-") for line in group["targets"]]
    return found


def quota_blocks(data: Data, depth: int) -> list[Block]:
    return dashes([quota["words"] for quota in data["quotas"]])


def movement_blocks(data: Data, depth: int) -> list[Block]:
    if not data["movements"]:
        return []
    return [Block("p", f"{CONTINUED}: {named(data['movements'])}.")]


def task_blocks(data: Data, depth: int) -> list[Block]:
    return [Block("p", f"{wording.bare(task['words'])}.", "-") for task in data["tasks"]]


def drive_blocks(data: Data, depth: int) -> list[Block]:
    found = []
    for number, drive in enumerate(data["drives"], start=1):
        dates = f" ({drive['dates']})" if drive["dates"] else ""
        tag = HEADINGS.get(depth + 1, "p")
        found.append(Block(tag, wording.bare(drive["name"]) + dates, mark(depth + 1, number)))
        found += [Block("p", text) for text in drive["contents"]]
        if drive["occasions"]:
            words = "; ".join(occasion["words"] for occasion in drive["occasions"])
            found.append(Block("p", f"Các dịp kỷ niệm: {words}."))
        found += dashes([activity_words(activity) for activity in drive["activities"]])
        found += [Block("p", f"{review['words']}.") for review in drive["reviews"]]
    return found


def activity_words(activity: Data) -> str:
    if not activity["due"]:
        return activity["text"]
    return f"{activity['text']} (thời hạn: ngày {wording.day(date_of(activity['due']))})"


FILLED = {
    "targets": target_blocks,
    "quotas": quota_blocks,
    "drives": drive_blocks,
    "tasks": task_blocks,
    "movement": movement_blocks,
}


# --- the document ---------------------------------------------------------------------------------
def date_of(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def title(data: Data) -> str:
    return f"Kế hoạch {data['campaign']['title']}"


def subject(data: Data) -> str:
    return data["campaign"]["title"]


def context(data: Data) -> dict[str, Any]:
    campaign, issuer, signature = data["campaign"], data["issuer"], data["signature"]
    letterhead = official.Letterhead(
        issuer=issuer["name"],
        parent=issuer["parent"],
        symbol=campaign["symbol"],
        place=campaign["place"],
        number=data["number"],
        date=date_of(data["issued_on"]) if data["issued_on"] else None,
        year=date_of(campaign["start"]).year if not data["issued_on"] else None,
    )
    return {
        "letterhead": letterhead,
        "heading": official.Heading(KIND, subject(data)),
        "bases": [f"Căn cứ {basis['words']}" for basis in data["bases"]],
        "blocks": blocks(data),
        "signature": official.Signature(
            signature["position"], signature["name"], tuple(signature["authority"])
        ),
        "recipients": recipients(data["recipients"]),
    }


def recipients(lines: list[str]) -> official.Recipients:
    """The line "Lưu: ..." says where the document is kept, wherever it stands."""
    kept = [line for line in lines if line.casefold().startswith("lưu")]
    names = tuple(line for line in lines if line not in kept)
    if not kept:
        return official.Recipients(names)
    return official.Recipients(names, wording.bare(kept[-1].partition(":")[2]) or "VT")


def html(data: Data) -> str:
    """Complete in itself; what `documents.pdf` prints."""
    return official.render("documents/plan.html", context(data))


def to_pdf(data: Data) -> bytes:
    return pdf.from_html(html(data), title=title(data), subject=subject(data))
