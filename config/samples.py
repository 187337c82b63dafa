"""Sample data of the page of components: what each template part takes."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from documents import charts
from documents.timeline import Span, timeline
from vietnamese.forms import NumberField

STATES = (
    ("todo", _("To do")),
    ("track", _("Under way")),
    ("wait", _("Waits for others")),
    ("met", _("Done")),
    ("risk", _("At risk")),
    ("fail", _("Missed")),
    ("back", _("Returned")),
    ("unknown", _("Unknown")),
)
MOMENT = datetime.datetime(2024, 10, 18, 9, 41, tzinfo=datetime.UTC)


class SampleForm(forms.Form):
    value = NumberField(label=_("Result"), help_text="5.918; 33,4")
    note = forms.CharField(
        label=_("Reasons, remedies"), required=False, widget=forms.Textarea({"rows": 3})
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, initial="a"
    )
    units = forms.MultipleChoiceField(
        label=_("Units"),
        choices=[("1", "Sở Y tế"), ("2", "Sở Tài chính")],
        widget=forms.CheckboxSelectMultiple,
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    file = forms.FileField(label=_("File"), required=False, help_text="PDF, DOCX")
    sure = forms.BooleanField(label=_("Checked"))


class SampleFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


def day(month, number):
    return datetime.date(2024, month, number)


def row(name, plan, result, state, label, **more):
    return {
        "name": name,
        "unit": "Sở Kế hoạch và Đầu tư",
        "plan": Decimal(plan),
        "result": None if result is None else Decimal(result),
        "state": state,
        "state_label": label,
        **more,
    }


def sample():
    what, sentence = "hồ sơ", "Hồ sơ gần nhất được xử lý ngày 17/10/2024."
    return SimpleNamespace(
        crumbs=[(_("Administration"), "#")],
        meta=[("Hồ sơ", "KT-2024-0187"), ("Hạn xử lý", "25/10/2024"), ("", "còn 5 ngày làm việc")],
        acts=[("Tải Excel", "#", False)],
        tabs=[("Tình hình", "#", True), ("Chỉ tiêu", "#", False, 15), ("Văn bản", "#", False)],
        states=STATES,
        label="Điều 73 khoản 1",
        what=what,
        sentence=sentence,
        legend=("Kết quả", "Ước cả năm", "Kế hoạch"),
        keys=[
            {"label": "Chỉ tiêu đạt", "value": 11, "base": "/ 15", "about": "1 chưa có số liệu"},
            {"label": "Hồ sơ đang xử lý", "value": 312, "late": "9 hồ sơ quá hạn"},
        ],
        form=SampleForm({"value": "5.9l8", "kind": "a"}),
        filters=SampleFilter(auto_id="filter_%s"),
        counts=[("met", "Đạt", "#", 3, True), ("fail", "Không đạt", "#", 1, False)],
        check=[
            {"label": "Hình thức", "value": "Bằng khen", "url": "#", "verb": "Sửa"},
            {"label": "Tài liệu", "value": "Biên bản", "state": "fail", "state_label": "Thiếu 1"},
        ],
        page=Paginator(range(622), 50).page(5),
        steps=[
            {"label": "Đơn vị lập hồ sơ", "state": "done", "lines": ["16/9/2024", "Lê Thị Mai"]},
            {"label": "Ban TĐKT thẩm định", "state": "now", "lines": ["hạn 25/10/2024"]},
            {"label": "Quyết định", "state": "todo", "lines": ["chưa có ngày"]},
        ],
        rows=[
            row("Tổng thu NSNN", "6872", "5918", "track", "Đúng tiến độ", forecast=Decimal("7010")),
            row("Huân chương các loại", "15", "21", "met", "Đạt", high=Decimal(35)),
            row("Tỷ lệ thất nghiệp", "3.5", "3.9", "fail", "Không đạt", at_most=True),
            row("Tỷ lệ hộ nghèo", "0.6", None, "unknown", "Chưa có số liệu"),
        ],
        job=SimpleNamespace(
            pk=0,
            state="running",
            is_open=True,
            percent=75,
            words="Đang tạo tệp PDF: 18 / 24 trang",
            error="",
            created_at=MOMENT,
            finished_at=None,
        ),
        phases=[("met", "Gom số liệu"), ("track", "Tạo PDF"), ("todo", "Tạo XLSX")],
        bars=charts.bars(
            [
                ("Huân chương các loại", [35, 27, 21]),
                ("Bằng khen của Thủ tướng Chính phủ", [40, 28, None]),
            ],
            ["Mục tiêu", "Đang trình", "Đã quyết định"],
        ),
        line=charts.line(
            [("Quý I", 1480), ("Quý II", 3010), ("Quý III", 5918), ("Quý IV", None)], plan=6872
        ),
        timeline=timeline(
            day(1, 1),
            day(12, 31),
            spans=[
                Span("Đợt thứ nhất, đã tổng kết", day(1, 1), day(6, 30), "past"),
                Span("Đợt thứ hai, đang diễn ra", day(7, 1), day(12, 31), "running"),
                Span("Cao điểm Điện Biên Phủ", day(3, 15), day(5, 7), "past"),
            ],
            occasions=[day(2, 3), day(4, 30), day(5, 7), day(5, 19), day(6, 11), day(12, 22)],
            reviews=[(day(7, 31), "Sơ kết 6 tháng", True), (day(12, 31), "Tổng kết năm", False)],
            today=day(10, 18),
        ),
        reasons=["thiếu 1 tài liệu bắt buộc"],
        next=[
            {"label": "Trả lại để bổ sung", "url": "#", "primary": True, "method": "get"},
            {"label": "Trình Hội đồng", "disabled": True},
        ],
        facts=[("Họ và tên", "Ngô Thị Lan", "#"), ("Loại hình", "Công trạng")],
        events=[
            {
                "at": MOMENT,
                "who": "Lê Thị Mai",
                "unit": "Sở Y tế",
                "what": "Trình hồ sơ",
                "key": True,
            },
            {
                "at": MOMENT,
                "who": "Phạm Đức Long",
                "what": "Yêu cầu làm rõ",
                "note": "Bổ sung xếp loại.",
            },
        ],
        files=[
            {
                "name": "Tờ trình",
                "url": "#",
                "about": "PDF, 312 KB",
                "state": "met",
                "state_label": "Đủ",
            },
            {"name": "Xếp loại năm 2021", "state": "fail", "state_label": "Còn thiếu"},
        ],
    )
