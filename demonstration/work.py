"""A campaign's life after its issue: received, answered, given to units, reported, checked, summed up."""

import datetime
import random
from decimal import Decimal

import campaigns.actions
import campaigns.answering
import targets.actions
import targets.result_actions
from campaigns.models import Feedback, Task
from campaigns.states import TaskState
from demonstration import drafting, figures, papers
from targets.actions import Share
from targets.models import Result
from targets.reporting import asked_of, campaign_periods
from targets.result_actions import Entry
from targets.states import ResultState
from targets.wording import is_count
from units.models import Level

ANSWERS = (
    "Đơn vị đã tổ chức phát động phong trào tới toàn thể cán bộ, công chức, viên chức và người lao động.",
    "Đã quán triệt Kế hoạch, đăng ký việc khó của năm và giao từng phòng, từng người chịu trách nhiệm.",
    "Hưởng ứng phong trào; nội dung và chỉ tiêu thi đua của đơn vị nêu trong kế hoạch kèm theo.",
)
DIFFICULTIES = (
    (
        "Chưa có hướng dẫn về kinh phí khen thưởng đột xuất ở cấp xã.",
        "Chi từ quỹ thi đua, khen thưởng của cấp quản lý; đơn vị lập dự toán bổ sung trong quý tới.",
    ),
    (
        "Số liệu dân số dùng để tính tỷ lệ của ngành và của địa phương chưa thống nhất.",
        "Dùng số liệu do cơ quan thống kê công bố gần nhất; ghi nguồn trong phần giải trình.",
    ),
    (
        "Việc xét tập thể nhỏ, người lao động trực tiếp ở vùng sâu còn ít đề nghị từ cơ sở.",
        "Mỗi đơn vị dành ít nhất một phần ba số đề nghị cho người lao động trực tiếp.",
    ),
    (
        "Thời gian báo cáo quý trùng với kỳ quyết toán, cán bộ kiêm nhiệm không kịp tổng hợp.",
        "Báo cáo được gửi chậm nhất ngày 15 của tháng đầu quý sau.",
    ),
)
REASONS = (
    "Số liệu chưa khớp với báo cáo thống kê; đề nghị rà soát và bổ sung minh chứng.",
    "Giá trị là của tháng cuối, không phải của cả kỳ; đề nghị tính lại.",
)
NOTES = (
    "",
    "",
    "Số liệu ước thực hiện.",
    "Theo số liệu của cơ quan thống kê.",
    "Tăng so với cùng kỳ.",
)
DONE = "Đã thực hiện xong; kết quả nêu trong báo cáo của đơn vị."
DOING = "Đang thực hiện theo tiến độ."


def days(count):
    return datetime.timedelta(days=count)


class Life:
    """One campaign from its draft on; every deed is noted in the diary for its day."""

    def __init__(self, diary, cast, spec, *, drafted_on=None, seed=0):
        self.diary, self.cast, self.spec = diary, cast, spec
        self.draw = random.Random(f"{spec['code']} {seed}")
        self.issued_on = drafting.day(spec["issued_on"])
        self.campaign, self.targets, self.values = None, {}, {}
        diary.at(drafted_on or self.issued_on - days(8), self.make_draft)
        diary.at(self.issued_on, self.issue)

    @property
    def leading(self):
        return self.cast.secretary(self.spec["unit"])

    def make_draft(self):
        self.campaign, self.targets = drafting.draft(self.cast, self.spec)

    def issue(self):
        drafting.issue(self.cast, self.campaign, self.spec)
        rows = self.campaign.addressees.filter(unit__isnull=False).order_by("pk")
        self.addressees = [
            (self.cast.code_of(row.unit), row) for row in rows.select_related("unit")
        ]
        self.plan_answers()
        self.diary.at(self.issued_on + days(4), self.allocate)
        self.plan_tasks()
        self.plan_difficulties()
        self.plan_reviews()
        self.plan_end()

    # --- what addressed units do
    def plan_answers(self):
        """Most in time, one late, one never."""
        due = self.campaign.answer_due or self.issued_on + days(30)
        span = max((due - self.issued_on).days, 8)
        asked = [code for code, row in self.addressees if row.asks_answer]
        unheard, late = set(asked[-1:]), set(asked[-3:-2])
        for code, row in self.addressees:
            received = self.issued_on + days(self.draw.randint(1, 6))
            self.diary.at(received, self.receive, code)
            if row.asks_answer and code not in unheard:
                answered = received + days(self.draw.randint(3, max(4, span - 8)))
                self.diary.at(due + days(9) if code in late else answered, self.answer, code, row)

    def receive(self, code):
        campaigns.answering.receive(
            self.campaign, self.cast.units[code], by=self.cast.officer(code)
        )

    def answer(self, code, row):
        fields = {"text": self.draw.choice(ANSWERS)}
        today, files = self.diary.day, []
        if row.asks_plan:
            number = self.draw.randint(5, 60)
            fields |= {"plan_number": f"{number:02d}/KH-UBND", "plan_date": today - days(2)}
            files = [papers.pdf("ke-hoach-cua-don-vi.pdf", self.campaign.title[:80])]
        if row.asks_pact and self.draw.random() < 0.85:
            fields["pact_signed_on"] = today - days(1)
        campaigns.answering.save_answer(
            self.campaign,
            self.cast.units[code],
            version=0,
            by=self.cast.officer(code),
            send=True,
            files=files,
            **fields,
        )

    def plan_tasks(self):
        for task in Task.objects.filter(campaign=self.campaign):
            codes = [code for code, _row in self.addressees] if task.for_all else []
            if task.unit_id:
                codes = [self.cast.code_of(task.unit)]
            end = task.due or self.campaign.end
            for code in codes[: len(codes) - 1] or codes:
                begun = self.issued_on + days(self.draw.randint(12, 30))
                self.diary.at(begun, self.report_task, task, code, TaskState.DOING, DOING)
                if self.draw.random() < 0.8:
                    done = end - days(self.draw.randint(-6, 12))
                    self.diary.at(done, self.report_task, task, code, TaskState.DONE, DONE)

    def report_task(self, task, code, state, text):
        campaigns.answering.report_task(
            task, self.cast.units[code], state=state, text=text, by=self.cast.officer(code)
        )

    def plan_difficulties(self):
        codes = [code for code, row in self.addressees if row.asks_answer]
        for place, (text, reply) in enumerate(DIFFICULTIES):
            if place < len(codes):
                told = self.issued_on + days(40 + 25 * place)
                self.diary.at(
                    told, self.tell_difficulty, codes[place * 2 % len(codes)], text, reply
                )

    def tell_difficulty(self, code, text, reply):
        feedback = campaigns.answering.add_feedback(
            self.campaign, self.cast.units[code], text=text, by=self.cast.officer(code)
        )
        self.diary.at(self.diary.day + days(6), self.reply, feedback, reply)

    def reply(self, feedback, text):
        campaigns.answering.reply_feedback(
            Feedback.objects.get(pk=feedback.pk), text=text, by=self.leading
        )

    # --- targets and their results
    def rows(self):
        """The rows of the file by their id."""
        return {row["id"]: row for group in self.spec["target_groups"] for row in group["targets"]}

    def allocate(self):
        for key, row in self.rows().items():
            target = self.targets[key]
            if row.get("allocated_to") == "districts":
                codes = self.cast.below(self.spec["unit"], Level.DISTRICT)
                given = figures.shares(target, codes, self.draw)
                rows = [Share(self.cast.units[code].pk, low=low) for code, low in given.items()]
                targets.actions.allocate(target, rows, by=self.leading)
        self.invent_values()
        self.plan_reports()

    def invent_values(self):
        """(target, unit, period) -> (value, base, fulfilled) for everything that will be asked."""
        silent, missed = self.spec.get("silent", []), self.spec.get("missed", [])
        for key, target in self.targets.items():
            periods = target.report_periods()
            given = {a.unit_id: a for a in target.allocations.all()}
            if key in silent:
                continue
            for place, (unit_id, share) in enumerate(given.items()):
                short = key in missed and (place == 0 or not is_count(target.measure))
                self.invent(target, unit_id, share.low, share.high, periods, short)
            if target.responsible_id and target.responsible_id not in given:
                if given and target.over_units == "sum":
                    self.add_up(target, given, periods)
                else:
                    low, high = target.low, target.high
                    self.invent(target, target.responsible_id, low, high, periods, key in missed)

    def invent(self, target, unit_id, low, high, periods, missed):
        base = (
            Decimal(self.draw.randint(80, 190))
            if "weighted" in (target.over_units, target.over_periods)
            else None
        )
        if target.in_words:
            made = [None] * len(periods)
        else:
            made = figures.series(target, low, high, len(periods), self.draw, missed=missed)
        for period, value in zip(periods, made, strict=True):
            fulfilled = None if value is not None else not missed
            self.values[target.pk, unit_id, period.code] = (value, base, fulfilled)

    def add_up(self, target, given, periods):
        for period in periods:
            whole = sum(self.values[target.pk, unit_id, period.code][0] for unit_id in given)
            self.values[target.pk, target.responsible_id, period.code] = (whole, None, None)

    def plan_reports(self):
        made = list(self.targets.values())
        for period in campaign_periods(made, datetime.date.max):
            asked = asked_of(made, period)
            units = sorted(asked, key=lambda pk: self.cast.code_of_pk(pk))
            for place, unit_id in enumerate(units):
                if period.code in self.spec.get("absent", {}).get(
                    self.cast.code_of_pk(unit_id), ()
                ):
                    continue
                late = place == (period.number + 1) % max(len(units), 3)
                after = 34 if late else self.draw.randint(3, 14)
                day = max(period.end + days(after), self.diary.day + days(1))
                self.diary.at(day, self.report, period, unit_id, asked[unit_id])
            self.diary.at(period.end + days(20), self.remind, period, units)
            for check in (22, 42):
                self.diary.at(max(period.end, self.diary.day) + days(check), self.check, period)

    def report(self, period, unit_id, target_ids, *, leave_out=()):
        code = self.cast.code_of_pk(unit_id)
        made = {target.pk: target for target in self.targets.values()}
        entries = []
        for pk in sorted(target_ids):
            value = self.values.get((pk, unit_id, period.code))
            if value is None or pk in leave_out:
                continue
            entries.append(
                Entry(
                    made[pk],
                    period,
                    value=value[0],
                    weight=value[1],
                    fulfilled=value[2],
                    note=self.draw.choice(NOTES),
                    confirmed=True,
                    files=self.evidence(period) if not entries else (),
                )
            )
        if entries:
            targets.result_actions.report_results(
                entries, unit=self.cast.units[code], by=self.cast.officer(code)
            )

    def evidence(self, period):
        kind = self.draw.random()
        if kind < 0.3:
            name = f"bao-cao-{period.code.lower()}.pdf"
            return (papers.pdf(name, period.label, self.campaign.title[:80]),)
        if kind < 0.4:
            heights = [self.draw.uniform(0.2, 1) for _bar in range(6)]
            return (papers.png(f"bieu-do-{period.code.lower()}.png", heights),)
        return ()

    def remind(self, period, unit_ids):
        heard = set(self.results(period).values_list("unit_id", flat=True))
        if absent := set(unit_ids) - heard:
            targets.result_actions.remind(self.campaign, absent, period, by=self.leading)

    def results(self, period):
        return Result.objects.filter(target__campaign=self.campaign, period_code=period.code)

    def check(self, period):
        """The secretariat accepts what is there; now and then it returns one to be mended."""
        waiting = list(self.results(period).filter(state=ResultState.REPORTED).order_by("pk"))
        doubtful = [] if self.draw.random() < 0.3 else waiting[3:4]
        if doubtful:
            row = doubtful[0]
            targets.result_actions.return_results(
                {row.pk: row.version}, reason=self.draw.choice(REASONS), by=self.leading
            )
            self.diary.at(self.diary.day + days(4), self.mend, row.pk)
            self.diary.at(self.diary.day + days(9), self.accept, period)
        self.accept(period)

    def accept(self, period):
        waiting = self.results(period).filter(state=ResultState.REPORTED)
        if seen := dict(waiting.values_list("pk", "version")):
            targets.result_actions.accept_results(seen, by=self.leading)

    def mend(self, pk):
        row = Result.objects.select_related("target__campaign", "unit").get(pk=pk)
        code = self.cast.code_of_pk(row.unit_id)
        entry = Entry(
            row.target,
            row.period,
            value=row.value,
            weight=row.weight,
            fulfilled=row.fulfilled,
            note="Đã đối chiếu với báo cáo thống kê; số liệu đúng, bổ sung minh chứng.",
            version=row.version,
            confirmed=True,
            files=(papers.pdf("minh-chung-bo-sung.pdf", row.target.indicator[:80]),),
        )
        targets.result_actions.report_result(entry, unit=row.unit, by=self.cast.officer(code))

    # --- the end
    def plan_reviews(self):
        for review, held_on in drafting.held(self.campaign, self.spec):
            self.diary.at(held_on, self.record_review, review, held_on)

    def record_review(self, review, held_on):
        campaigns.actions.record_review(review, held_on=held_on, by=self.leading)

    def plan_end(self):
        if "closed_on" in self.spec:
            self.diary.at(drafting.day(self.spec["closed_on"]), self.close)

    def close(self):
        self.campaign.refresh_from_db()
        campaigns.actions.close(self.campaign, version=self.campaign.version, by=self.leading)
