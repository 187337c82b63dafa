"""The running year: a campaign of made-up content with dates around today, and open work for every role."""

import datetime

import campaigns.actions
import campaigns.answering
import targets.actions
import targets.result_actions
from campaigns.states import TaskState
from demonstration import work
from demonstration.dossiers import CERTIFICATE, EXCELLENT, FIGHTER, FLAG, Dossiers, Plan
from demonstration.work import days
from targets.models import Result
from targets.states import ResultState
from units.models import Level
from vietnamese.periods import Period

UNIT = "ubnd-phu-tho"
FEATURED = (
    "so-nnptnt",
    "huyen-song-linh",
)  # units whose people are printed: they have something left to do
BASES = [
    {
        "title": "phát động thi đua thực hiện nhiệm vụ phát triển kinh tế - xã hội hằng năm và Kế hoạch 05 năm (2021 - 2025)",
        "number": "19/CT-TTg",
        "issuer": "Thủ tướng Chính phủ",
        "date": "2021-07-16",
    },
    {"title": "Luật Thi đua, khen thưởng năm 2022", "issuer": "Quốc hội", "date": "2022"},
]
RECIPIENTS = ["Các sở, ban, ngành tỉnh", "UBND các huyện, thành, thị", "Ban TĐKT tỉnh", "Lưu: VT"]
NOTE = "Nội dung và số liệu của Kế hoạch này là minh họa, không phải văn bản có thật."
DEPARTMENTS = {"group": "list", "list": "Khối các sở, ban, ngành"}
DISTRICTS = {"group": "list", "list": "Khối các huyện, thành, thị"}


def head(year, **fields):
    return {
        "unit": UNIT,
        "kind": "regular",
        "theme": "",
        "period": str(year),
        "start": datetime.date(year, 1, 1),
        "end": datetime.date(year, 12, 31),
        "symbol": "KH-UBND",
        "place": "Phú Thọ",
        "signer": {
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "position": "CHỦ TỊCH",
            "name": "(chữ ký minh họa)",
        },
        "participants": "Các cơ quan, đơn vị, địa phương và Nhân dân trong tỉnh.",
        "preamble": "Ủy ban nhân dân tỉnh phát động phong trào thi đua với các nội dung sau:",
        "closing": NOTE,
        "legal_bases": BASES,
        "movements": [],
        "recipients": RECIPIENTS,
        "drives": [],
        "target_groups": [],
        "quotas": [],
        "tasks": [],
        "addressings": [DEPARTMENTS | {"answer": True}, DISTRICTS | {"answer": True}],
        "frequency": "quarter",
    } | fields


def sections(**filled):
    rows = [
        {
            "heading": "Mục đích, yêu cầu",
            "text": "Phong trào hướng về cơ sở, có nội dung, chỉ tiêu và thời hạn cụ thể.",
        }
    ]
    words = {
        "targets": "Chỉ tiêu thi đua",
        "quotas": "Khen thưởng",
        "drives": "Các đợt thi đua",
        "tasks": "Tổ chức thực hiện",
    }
    return rows + [{"heading": words[name], "content": name} for name in words if filled.get(name)]


def within(year, first, last):
    """Two days inside the year, in order."""
    start = max(first, datetime.date(year, 1, 1))
    return start, max(start, min(last, datetime.date(year, 12, 31)))


def running(today):
    """The main campaign of the year, as the files describe one."""
    year = today.year
    start, end = within(year, today - days(19), today + days(11))
    middle = datetime.date(year, 6, 30)

    def target(key, indicator, low, measure, responsible, **fields):
        return {
            "id": key,
            "indicator": indicator,
            "comparator": "at_least",
            "low": low,
            "measure": measure,
            "basis": "level",
            "period": str(year),
            "over_units": "none",
            "over_periods": "sum",
            "responsible": responsible,
        } | fields

    by_districts = {"over_units": "sum", "allocated_to": "districts"}
    share = {"basis": "share", "over_periods": "last"}
    return head(
        year,
        code=f"thi-dua-{year}",
        title=f"Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm {year}",
        theme="Kỷ cương, sáng tạo, vì cơ sở",
        issued_on=min(datetime.date(year, 1, 12), today),
        answer_due=datetime.date(year, 2, 28),
        sections=sections(targets=True, quotas=True, drives=True, tasks=True),
        drives=[
            {
                "name": "Đợt thi đua thứ nhất",
                "start": datetime.date(year, 1, 1),
                "end": middle,
                "contents": "Thi đua hoàn thành nhiệm vụ 6 tháng đầu năm.",
                "occasions": [
                    {"name": "Ngày thành lập Đảng Cộng sản Việt Nam", "date": "1930-02-03"},
                    {"name": "Ngày sinh Chủ tịch Hồ Chí Minh", "date": "1890-05-19"},
                ],
                "review": {
                    "kind": "interim",
                    "due": datetime.date(year, 7, 31),
                    "text": "Sơ kết 6 tháng đầu năm.",
                },
            },
            {
                "name": "Đợt thi đua thứ hai",
                "start": middle + days(1),
                "end": datetime.date(year, 12, 31),
                "contents": "Thi đua hoàn thành các chỉ tiêu của năm.",
                "occasions": [
                    {"name": "Ngày Cách mạng Tháng Tám thành công", "date": "1945-08-19"},
                    {"name": "Ngày thành lập Quân đội nhân dân Việt Nam", "date": "1944-12-22"},
                ],
                "review": {
                    "kind": "final",
                    "due": datetime.date(year, 12, 31),
                    "text": f"Tổng kết năm {year}.",
                },
            },
            {
                "name": "Cao điểm cải cách thủ tục hành chính",
                "peak": True,
                "start": start,
                "end": end,
                "contents": "Mỗi đơn vị giải quyết dứt điểm hồ sơ quá hạn.",
                "activities": ["Công khai tiến độ giải quyết hồ sơ hằng tuần tại bộ phận một cửa."],
            },
        ],
        target_groups=[
            {
                "name": "Về kinh tế",
                "targets": [
                    target(
                        "T01",
                        "Thu ngân sách trên địa bàn",
                        "7200",
                        "tỷ đồng",
                        "so-tai-chinh",
                        **by_districts,
                    ),
                    target(
                        "T02", "Diện tích chè được chứng nhận an toàn", "1600", "ha", "so-nnptnt"
                    ),
                    target(
                        "T03",
                        "Số xã đạt chuẩn nông thôn mới nâng cao",
                        "6",
                        "xã",
                        "so-nnptnt",
                        **by_districts,
                    ),
                ],
            },
            {
                "name": "Về xã hội",
                "targets": [
                    target(
                        "T04",
                        "Tỷ lệ hồ sơ giải quyết đúng hạn",
                        "97.5",
                        "%",
                        "van-phong-ubnd",
                        **share,
                    ),
                    target("T05", "Tỷ lệ trường đạt chuẩn quốc gia", "82", "%", "so-gddt", **share),
                    target(
                        "T06",
                        "Số trạm y tế xã có bác sĩ làm việc thường xuyên",
                        "190",
                        "trạm",
                        "so-y-te",
                        over_periods="last",
                    ),
                ],
            },
            {
                "name": "Về môi trường",
                "targets": [
                    target(
                        "T07", "Tỷ lệ hộ nông thôn dùng nước sạch", "68", "%", "so-nnptnt", **share
                    ),
                ],
            },
        ],
        quotas=[
            {
                "label": "Cờ thi đua",
                "award_types": [FLAG],
                "recipients": "collective",
                "grantor": "Ủy ban nhân dân tỉnh",
                "low": 20,
                "high": 25,
            },
            {
                "label": "Chiến sĩ thi đua cấp tỉnh, Tập thể lao động xuất sắc và Bằng khen",
                "award_types": [EXCELLENT, FIGHTER, CERTIFICATE],
                "recipients": "both",
                "grantor": "Chủ tịch Ủy ban nhân dân tỉnh",
                "low": 300,
                "high": 400,
            },
        ],
        addressings=[
            DEPARTMENTS | {"answer": True, "pact": True},
            DISTRICTS | {"answer": True, "plan": True, "pact": True},
        ],
        tasks=[
            {
                "body": "Các cơ quan, đơn vị, địa phương",
                "for_all": True,
                "due": min(today + days(6), datetime.date(year, 12, 31)),
                "text": "Rà soát, nhân rộng điển hình tiên tiến; báo cáo kết quả đợt cao điểm.",
            },
            {
                "body": "Ban Thi đua - Khen thưởng tỉnh",
                "unit": "ban-tdkt",
                "due": min(today + days(10), datetime.date(year, 12, 31)),
                "text": "Kiểm tra việc thực hiện tại ít nhất năm đơn vị.",
            },
        ],
    )


def fresh(today):
    """A small campaign that has just come: to be received and answered."""
    year = today.year
    start, end = within(year, today, today + days(60))
    return head(
        year,
        code=f"chuyen-doi-so-{year}",
        kind="thematic",
        title=f"Phát động thi đua chuyên đề chuyển đổi số, cải cách hành chính năm {year}",
        start=start,
        end=end,
        issued_on=today - days(2) if (today - days(2)).year == year else today,
        answer_due=end if end - start < days(14) else start + days(12),
        sections=sections(tasks=True),
        tasks=[
            {
                "body": "Các cơ quan, đơn vị, địa phương",
                "for_all": True,
                "due": end,
                "text": "Đăng ký một việc cụ thể về chuyển đổi số để hoàn thành trong đợt.",
            }
        ],
    )


def following(today):
    """The draft of what comes next, complete enough to be signed."""
    year = today.year + 1
    return head(
        year,
        code=f"thi-dua-{year}",
        title=f"Phát động phong trào thi đua năm {year}",
        issued_on=today,
        sections=sections(targets=True, tasks=True),
        target_groups=[
            {
                "name": "Chỉ tiêu",
                "targets": [
                    {
                        "id": "T01",
                        "indicator": "Thu ngân sách trên địa bàn",
                        "comparator": "at_least",
                        "low": "7900",
                        "measure": "tỷ đồng",
                        "basis": "level",
                        "period": str(year),
                        "over_units": "sum",
                        "over_periods": "sum",
                        "responsible": "so-tai-chinh",
                    }
                ],
            }
        ],
        tasks=[
            {
                "body": "Các cơ quan, đơn vị, địa phương",
                "for_all": True,
                "due": datetime.date(year, 3, 31),
                "text": "Xây dựng kế hoạch thi đua của đơn vị.",
            }
        ],
    )


class Running(work.Life):
    """The year as it is today: earlier periods checked, the current one half done."""

    def plan_tasks(self):
        """Some have begun; the featured units have said nothing yet."""
        for task in self.campaign.tasks.filter(for_all=True):
            for code, _row in self.addressees[::3]:
                if code not in FEATURED:
                    day = self.diary.today - days(3)
                    self.diary.at(day, self.report_task, task, code, TaskState.DOING, work.DOING)

    def plan_difficulties(self):
        super().plan_difficulties()
        text = "Biểu mẫu báo cáo đợt cao điểm chưa thống nhất giữa các ngành."
        other = "Phần mềm một cửa của huyện chưa kết xuất được số hồ sơ quá hạn."
        self.diary.at(self.diary.today - days(2), self.ask, "so-y-te", text)
        self.diary.at(self.diary.today - days(1), self.ask, "huyen-song-linh", other)

    def ask(self, code, text):
        campaigns.answering.add_feedback(
            self.campaign, self.cast.units[code], text=text, by=self.cast.officer(code)
        )

    def plan_reports(self):
        super().plan_reports()
        self.diary.at(self.diary.today - days(6), self.report_early)
        self.diary.at(self.diary.today - days(4), self.return_some)

    def report(self, period, unit_id, target_ids, *, leave_out=()):
        """The featured units owe one figure of the quarter that ended last."""
        owed = {"so-nnptnt": "T07", "huyen-song-linh": "T03"}
        key = owed.get(self.cast.code_of_pk(unit_id))
        current = Period.containing(self.diary.today, "quarter")
        if key and (current.start - period.end).days == 1:
            leave_out = {self.targets[key].pk}
        super().report(period, unit_id, target_ids, leave_out=leave_out)

    def report_early(self):
        """Of the current quarter: units that report before it ends; the featured ones not all."""
        period = Period.containing(self.diary.today, "quarter")
        for code in (
            "so-tai-chinh",
            "so-y-te",
            "so-gddt",
            *self.cast.below(UNIT, Level.DISTRICT)[1:4],
        ):
            unit_id = self.cast.units[code].pk
            asked = {pk for pk, unit, p in self.values if unit == unit_id and p == period.code}
            self.report(period, unit_id, asked)
        for code, key in zip(FEATURED, ("T02", "T01"), strict=True):
            self.report(period, self.cast.units[code].pk, {self.targets[key].pk})

    def return_some(self):
        """The featured units have one result each to mend; the others wait to be checked."""
        for code in FEATURED:
            row = Result.objects.filter(
                target__campaign=self.campaign,
                unit=self.cast.units[code],
                state=ResultState.REPORTED,
            ).first()
            if row:
                targets.result_actions.return_results(
                    {row.pk: row.version}, reason=work.REASONS[0], by=self.leading
                )

    def check(self, period):
        if period.end < self.diary.today - days(10):
            self.accept(period)


class Fresh(work.Life):
    """Some units have received it; the featured ones have not."""

    def plan_answers(self):
        for code, row in self.addressees:
            if code in FEATURED:
                continue
            self.diary.at(self.diary.day + days(1), self.receive, code)
            if row.pk % 3 == 0:
                self.diary.at(self.diary.day + days(2), self.answer, code, row)

    def allocate(self):
        """Nothing to give: it has no targets."""

    def plan_tasks(self):
        """Nobody has begun."""

    def plan_difficulties(self):
        """None yet."""


class Draft(work.Life):
    """Never issued: the leader's signature is awaited."""

    def __init__(self, diary, cast, spec):
        self.diary, self.cast, self.spec = diary, cast, spec
        diary.at(diary.today - days(1), self.make_draft)


def dossiers():
    return [
        Plan("so-nnptnt", CERTIFICATE, "draft", people=3, first=1),
        Plan("huyen-song-linh", CERTIFICATE, "draft", people=2),
        Plan("xa-linh-dong", CERTIFICATE, "returned", people=1, households=2),
        Plan("xa-linh-nam", CERTIFICATE, "sent", people=2),
        Plan("phong-trong-trot", EXCELLENT, "sent", collectives=("phong-trong-trot",)),
        Plan("doi-quan-ly-de", CERTIFICATE, "reviewed", people=3),
        Plan("htx-che-linh-dong", CERTIFICATE, "reviewed", people=2),
        Plan("so-y-te", CERTIFICATE, "appraisal", people=4),
        Plan("so-gddt", FIGHTER, "appraisal", people=2),
        Plan("huyen-doi-che", FLAG, "sent", collectives=("huyen-doi-che",)),
    ]


def describe(diary, cast):
    today = diary.today
    spec = running(today)
    first = datetime.date(today.year, 1, 1)
    life = Running(diary, cast, spec, drafted_on=max(first, spec["issued_on"] - days(8)))
    Fresh(diary, cast, fresh(today), drafted_on=max(first, today - days(9)))
    Draft(diary, cast, following(today))
    start = max(spec["issued_on"], today - days(24))
    achieved = (
        (first - days(365), first - days(1)) if start.month == 1 else (first, start - days(1))
    )
    Dossiers(diary, cast, life).wave(dossiers(), start=start, achieved=achieved, pace=3)
