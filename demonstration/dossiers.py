"""Dossiers of a campaign: made by a unit, sent on their way, granted, refused, or still under way."""

import datetime
from dataclasses import dataclass

import awards.actions
from awards import route, verdicts
from awards.models import AwardType, Method, Nomination
from awards.states import State
from demonstration import papers

CERTIFICATE = "provincial_certificate_of_merit"
FIGHTER = "provincial_emulation_fighter"
FLAG = "provincial_emulation_flag"
EXCELLENT = "excellent_labour_collective"
PREMIER = "prime_minister_certificate_of_merit"
GOVERNMENT_FLAG = "government_emulation_flag"
ORDER = "labour_order_3"

DISTRICTS = (
    "huyen-song-linh",
    "huyen-doi-che",
    "huyen-rung-co",
    "huyen-suoi-ngan",
    "thi-xa-ben-ngu",
    "thanh-pho-van-lung",
)
TITLES = (
    "Hoàn thành xuất sắc nhiệm vụ trong phong trào thi đua phát triển kinh tế - xã hội",
    "Có sáng kiến rút ngắn thời gian giải quyết thủ tục hành chính cho người dân",
    "Vận động Nhân dân hiến đất, góp công xây dựng đường nông thôn mới",
    "Xây dựng vùng chè an toàn gắn với tiêu thụ sản phẩm",
    "Giữ vững danh hiệu trường học thân thiện, nâng chất lượng dạy và học",
    "Bảo đảm an toàn đê điều trong mùa mưa lũ",
    "Giúp hộ nghèo làm kinh tế, nhiều hộ thoát nghèo bền vững",
)
ACHIEVEMENTS = (
    "Hoàn thành vượt mức các chỉ tiêu được giao; tổ chức phong trào có trọng tâm, có kiểm tra, đánh giá "
    "hằng quý; nội bộ đoàn kết. Số liệu kèm theo là minh họa.",
    "Đề xuất và thực hiện giải pháp mới trong công việc, được đơn vị công nhận và áp dụng; tiết kiệm thời "
    "gian và kinh phí. Số liệu kèm theo là minh họa.",
    "Nhiều năm gắn bó với cơ sở, trực tiếp vận động Nhân dân tham gia phong trào; được tập thể bình xét, đề "
    "nghị. Số liệu kèm theo là minh họa.",
)
RETURNS = (
    "Thiếu xác nhận của cấp xã về thành tích; đề nghị bổ sung và gửi lại.",
    "Báo cáo thành tích chưa nêu kết quả cụ thể của năm; đề nghị viết lại.",
)
GAP_REASON = "Đã đối chiếu tiêu chuẩn với cơ quan soạn thảo luật; số liệu minh họa."
REFUSAL = "Thành tích chưa đạt tiêu chuẩn của hình thức khen thưởng; đề nghị xét ở cấp cơ sở."
GRANTORS = {
    ORDER: ("QĐ-CTN", "Chủ tịch nước"),
    GOVERNMENT_FLAG: ("QĐ-TTg", "Thủ tướng Chính phủ"),
    PREMIER: ("QĐ-TTg", "Thủ tướng Chính phủ"),
}
OWN_GRANTOR = ("QĐ-UBND", "Chủ tịch Ủy ban nhân dân tỉnh")


def days(count):
    return datetime.timedelta(days=count)


@dataclass
class Plan:
    """One dossier: who nominates whom for what, and how far it comes.

    `fate`: draft, sent, reviewed, recommended, appraisal, returned, granted, refused.
    """

    unit: str
    award: str
    fate: str
    people: int = 0
    collectives: tuple = ()
    households: int = 0
    first: int = 0  # from which of the unit's people on


def steps_of(plan, length, *, above):
    """The moves that lead to the fate on a route of that many units; `above`: the State decides."""
    whole = ["submit", *["receive", "recommend"] * (length - 1), "receive"]
    decided = [*whole, "forward"] if above else whole
    ends = {
        "draft": [],
        "sent": whole[:1],
        "reviewed": whole[:2],
        "recommended": whole[:4],
        "appraisal": whole,
        "returned": [*whole[:2], "return"],
        "forwarded": decided,
        "granted": [*decided, "grant"],
        "refused": [*whole, "refuse"],
    }
    return ends[plan.fate]


class Dossiers:
    """All dossiers of one campaign, played in waves."""

    def __init__(self, diary, cast, life):
        self.diary, self.cast, self.life = diary, cast, life
        self.count = 0

    def wave(self, plans, *, start, achieved, decided_on=None, pace=2):
        """One dossier every other day from `start` on; outcomes on the day of the decision."""
        for number, plan in enumerate(plans):
            day = start + days(number // 2)
            self.diary.at(day, self.make, plan, achieved, decided_on, pace)

    def make(self, plan, achieved, decided_on, pace):
        number, self.count = self.count, self.count + 1
        award = AwardType.objects.get(code=plan.award)
        files = [papers.pdf("bao-cao-thanh-tich.pdf", TITLES[number % len(TITLES)])]
        nomination = awards.actions.create_nomination(
            unit=self.cast.units[plan.unit],
            award_type=award,
            by=self.cast.officer(plan.unit),
            campaign=self.life.campaign,
            method=Method.CAMPAIGN if plan.award == CERTIFICATE else Method.MERIT,
            title=TITLES[number % len(TITLES)],
            achievement=ACHIEVEMENTS[number % len(ACHIEVEMENTS)],
            period_from=achieved[0],
            period_to=achieved[1],
            nominees=self.recipients(plan),
            files=files if number % 3 == 0 else (),
        )
        units = len(route.plan(nomination, self.diary.day))
        steps = steps_of(plan, units, above=award.granted_by_state)
        self.go_on(nomination.pk, steps, number, decided_on, pace)

    def recipients(self, plan):
        people = self.cast.people[plan.unit][plan.first : plan.first + plan.people]
        collectives = [self.cast.units[code] for code in plan.collectives]
        return [*people, *collectives, *self.cast.households.get(plan.unit, [])[: plan.households]]

    def go_on(self, pk, steps, number, decided_on, pace):
        if not steps:
            return
        day = self.diary.day + days(1 + (number + len(steps)) % pace)
        if steps[0] in ("grant", "refuse") and decided_on:
            day = decided_on
        self.diary.at(day, self.move, pk, steps, number, decided_on, pace)

    def move(self, pk, steps, number, decided_on, pace):
        name, *rest = steps
        nomination = Nomination.objects.select_related("holder", "award_type", "unit").get(pk=pk)
        note, values = "", {}
        if name == "return":
            note = RETURNS[number % len(RETURNS)]
            values = {"mend_by": self.diary.day + days(14)}
        if name in ("grant", "refuse"):
            symbol, signer = GRANTORS.get(nomination.award_type.code, OWN_GRANTOR)
            if name == "refuse":
                (symbol, signer), note = OWN_GRANTOR, REFUSAL
            values = {
                "decision_number": f"{120 + nomination.award_type.rank}/{symbol}",
                "decided_on": self.diary.day,
                "decided_by": signer,
            }
        if name == "forward":
            values = {
                "forwarded_to": "Bộ Nội vụ, để trình cấp có thẩm quyền",
                "forwarded_number": f"{40 + number}/TTr-UBND",
                "forwarded_on": self.diary.day,
            }
        if name in ("forward", "grant") and verdicts.law_gap(nomination, self.diary.day):
            values["gap_reason"] = GAP_REASON
        awards.actions.move(
            nomination,
            name,
            version=nomination.version,
            by=self.who(nomination, name),
            note=note,
            **values,
        )
        self.go_on(pk, rest, number, decided_on, pace)

    def who(self, nomination, name):
        code = self.cast.code_of_pk(nomination.holder_id)
        if nomination.state in (State.APPRAISAL, State.FORWARDED):
            return self.cast.secretary(code)
        return self.cast.officer(code) if name in ("receive", "return") else self.cast.head(code)


# --- Phú Thọ 2024: forty dossiers, all five quotas, every state
def mid_year():
    """After the first drive."""
    return [
        Plan("so-y-te", CERTIFICATE, "granted", people=3, collectives=("so-y-te",)),
        Plan("so-gddt", CERTIFICATE, "granted", people=4),
        Plan("so-nnptnt", CERTIFICATE, "granted", people=3, collectives=("doi-quan-ly-de",)),
        Plan("huyen-song-linh", CERTIFICATE, "granted", people=3, collectives=("xa-linh-tay",)),
        Plan("huyen-rung-co", CERTIFICATE, "granted", people=2, collectives=("xa-co-thuong",)),
        Plan("xa-linh-dong", CERTIFICATE, "granted", people=2, households=2),
        Plan("xa-co-ha", CERTIFICATE, "granted", people=1, households=3),
        Plan("thcs-linh-dong", CERTIFICATE, "granted", people=4),
        Plan("thi-xa-ben-ngu", CERTIFICATE, "refused", people=2),
        Plan(
            "htx-che-linh-dong",
            CERTIFICATE,
            "granted",
            people=3,
            collectives=("htx-che-linh-dong",),
        ),
    ]


def end_of_year():
    districts = DISTRICTS
    departments = ["so-kh-dt", "so-tai-chinh", "so-xay-dung", "so-ldtbxh", "so-tnmt", "bhxh"]
    return [
        *[Plan(c, CERTIFICATE, "granted", people=4, collectives=(c,)) for c in departments[:3]],
        *[Plan(c, CERTIFICATE, "granted", people=5) for c in districts[3:]],
        *[Plan(c, FLAG, "granted", collectives=(c,)) for c in (*departments[3:5], *districts[:2])],
        Plan("xa-linh-nam", FLAG, "refused", collectives=("xa-linh-nam",)),
        *[
            Plan(c, FIGHTER, "granted", people=2, first=1)
            for c in ("so-gddt", "so-y-te", "huyen-doi-che")
        ],
        Plan("phong-trong-trot", EXCELLENT, "granted", collectives=("phong-trong-trot",)),
        Plan("xa-linh-dong", EXCELLENT, "granted", collectives=("to-mot-cua-linh-dong",)),
        Plan("so-nnptnt", PREMIER, "granted", people=1),
        Plan("huyen-suoi-ngan", PREMIER, "granted", people=1, collectives=("huyen-suoi-ngan",)),
        Plan("so-kh-dt", GOVERNMENT_FLAG, "granted", collectives=("so-kh-dt",)),
        Plan("so-y-te", ORDER, "granted", people=1),
        Plan("bhxh", ORDER, "refused", people=1),
    ]


def under_way():
    """Dossiers that came later: every state in which something is still to be done."""
    return [
        Plan("so-nnptnt", CERTIFICATE, "draft", people=2, first=2),
        Plan("xa-linh-dong", CERTIFICATE, "draft", people=1, first=3, households=1),
        Plan("thcs-linh-dong", FIGHTER, "sent", people=1),
        Plan("xa-linh-tay", CERTIFICATE, "reviewed", people=2, households=2),
        Plan("thcs-linh-dong", CERTIFICATE, "recommended", people=2, first=2),
        Plan("phong-trong-trot", CERTIFICATE, "reviewed", people=2, first=2),
        Plan("huyen-doi-che", GOVERNMENT_FLAG, "appraisal", collectives=("huyen-doi-che",)),
        Plan("so-tnmt", PREMIER, "forwarded", people=2),
        Plan("so-xay-dung", ORDER, "sent", people=1),
        Plan("xa-linh-dong", EXCELLENT, "returned", collectives=("xa-linh-dong",)),
        Plan("so-nnptnt", FIGHTER, "returned", people=1, first=1),
    ]


def phu_tho_2024(diary, cast, life):
    dossiers = Dossiers(diary, cast, life)
    year = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    half = (year[0], datetime.date(2024, 6, 30))
    dossiers.wave(
        mid_year(),
        start=datetime.date(2024, 7, 8),
        achieved=half,
        decided_on=datetime.date(2024, 8, 30),
    )
    dossiers.wave(
        end_of_year(),
        start=datetime.date(2025, 1, 2),
        achieved=year,
        decided_on=datetime.date(2025, 2, 10),
    )
    late = diary.today - days(45)
    if late > datetime.date(2024, 7, 1):
        achieved = year if late > year[1] else half
        dossiers.wave(under_way(), start=late, achieved=achieved)
