"""Cleaning what was typed in the rows of a plan."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns import schedule
from campaigns.forms import AnyUnitField
from campaigns.models import (
    Activity,
    Addressing,
    Drive,
    DriveOccasion,
    LegalBasis,
    Movement,
    Occasion,
    Recipient,
    Review,
    Section,
    Task,
)
from campaigns.rows import RowForm, Rows
from vietnamese import forms as vn

UNITS_KNOWN = "units-known"  # id of the one list of suggestions of a page of rows


class RowUnitField(AnyUnitField):
    """In a row: all rows share one list of suggestions."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(help_text="", **kwargs)
        self.widget.attrs |= {"list": UNITS_KNOWN, "autocomplete": "off"}


class DriveRow(RowForm):
    spans = {
        "position": 1,
        "name": 9,
        "is_peak": 2,
        "start": 2,
        "end": 2,
        "dates_text": 4,
        "parent": 4,
    }
    field_order = ["pk", "position", "name", "is_peak", "start", "end", "dates_text", "parent"]

    class Meta:
        model = Drive
        fields = ["name", "is_peak", "start", "end", "dates_text", "parent", "contents"]
        field_classes = dict.fromkeys(("start", "end"), vn.DateField)
        labels = {
            "name": _("Name of the drive"),
            "is_peak": _("Peak drive"),
            "start": _("Starts on"),
            "end": _("Ends on"),
            "dates_text": _("Dates as the plan words them"),
            "parent": _("Stands in the drive"),
            "contents": _("Contents"),
        }
        help_texts = dict.fromkeys(("start", "end"), "")

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["parent"].queryset = campaign.drives.filter(parent=None).exclude(
            pk=self.instance.pk
        )
        self.fields["parent"].empty_label = _("none")


class DriveRows(Rows):
    def clean(self):
        """Each drive within its campaign and the drive around it, as both are typed here."""
        typed = {form.instance.pk: form.cleaned_data for form in self.forms if form.instance.pk}
        for form in self.forms:
            cleaned = form.cleaned_data if hasattr(form, "cleaned_data") else {}
            if not cleaned or self._should_delete_form(form) or {"start", "end"} & set(form.errors):
                continue
            around = cleaned.get("parent") and typed.get(cleaned["parent"].pk)
            form.say(
                schedule.drive_problems(
                    cleaned.get("start"),
                    cleaned.get("end"),
                    is_peak=cleaned.get("is_peak", False),
                    campaign=(form.campaign.start, form.campaign.end),
                    parent=(around.get("start"), around.get("end")) if around else None,
                )
            )
            if around and around.get("parent"):
                form.add_error(
                    "parent", gettext("Choose a drive that does not stand in another one.")
                )


class ReviewRow(RowForm):
    spans = {"kind": 3, "drive": 4, "due": 2, "due_text": 3}
    position = None

    class Meta:
        model = Review
        fields = ["kind", "drive", "due", "due_text", "text"]
        field_classes = {"due": vn.DateField}
        labels = {
            "kind": _("Review"),
            "drive": _("Ends the drive"),
            "due": _("Due on"),
            "due_text": _("Time as the plan words it"),
            "text": _("What the plan says about it"),
        }
        help_texts = {"due": ""}

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["drive"].queryset = campaign.drives.all()
        self.fields["drive"].empty_label = _("none: the whole campaign")

    def clean(self):
        drive = self.cleaned_data.get("drive")
        begins = (drive.start if drive else None) or self.campaign.start
        if problem := schedule.review_problem(self.cleaned_data.get("due"), begins):
            self.add_error("due", problem)
        return self.cleaned_data


class OccasionRow(RowForm):
    spans = {"position": 1, "name": 6, "original_date": 2, "stated_years": 3}
    name = vn.LineField(max_length=300, label=_("Occasion"))
    original_date = vn.DateField(required=False, label=_("Original date"), help_text="")
    field_order = ["pk", "position", "name", "original_date", "stated_years"]

    class Meta:
        model = DriveOccasion
        fields = ["stated_years"]
        labels = {"stated_years": _("Years as the plan states them")}
        widgets = {"stated_years": forms.TextInput(attrs={"inputmode": "numeric"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"list": "occasions-known", "autocomplete": "off"}
        if self.instance.occasion_id:
            occasion = self.instance.occasion
            self.initial |= {"name": occasion.name, "original_date": occasion.original_date}

    def clean(self):
        if name := self.cleaned_data.get("name"):
            date = self.cleaned_data.get("original_date")
            self.instance.occasion = Occasion(name=name, original_date=date)
        return self.cleaned_data


class OccasionRows(Rows):
    def clean(self):
        seen = set()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not cleaned.get("name") or self._should_delete_form(form):
                continue
            key = (cleaned["name"], cleaned.get("original_date"))
            if key in seen:
                form.add_error("name", gettext("This occasion stands here twice."))
            seen.add(key)


class ActivityRow(RowForm):
    spans = {"position": 1, "due": 2, "text": 9}
    field_order = ["pk", "position", "text", "due"]

    class Meta:
        model = Activity
        fields = ["due", "text"]
        field_classes = {"due": vn.DateField}
        labels = {"text": _("Activity"), "due": _("Due on")}
        help_texts = {"due": ""}

    def clean(self):
        if problem := schedule.due_problem(self.cleaned_data.get("due"), self.campaign.start):
            self.add_error("due", problem)
        return self.cleaned_data


class SectionRow(RowForm):
    spans = {"position": 1, "depth": 2, "content": 3, "heading": 6}
    field_order = ["pk", "position", "depth", "content", "heading", "text"]
    depth = forms.TypedChoiceField(
        coerce=int,
        choices=[(1, _("I. part")), (2, _("1. heading")), (3, _("a) paragraph"))],
        initial=1,
        label=_("Level"),
    )

    class Meta:
        model = Section
        fields = ["heading", "content", "text"]
        labels = {"heading": _("Heading"), "content": _("Filled from"), "text": _("Text")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["depth"] = getattr(self.instance, "depth", 1)
        self.fields["text"].widget.attrs["rows"] = 5

    def clean(self):
        cleaned = self.cleaned_data
        if not cleaned.get("heading") and not cleaned.get("text") and not self.errors:
            if cleaned.get("content") == Section.Content.TEXT:
                self.add_error("heading", gettext("Enter a heading or a text."))
        return cleaned


class BasisRow(RowForm):
    spans = {"position": 1, "number": 3, "date_text": 3, "issuer": 5}
    field_order = ["pk", "position", "number", "date_text", "issuer", "title"]

    class Meta:
        model = LegalBasis
        fields = ["number", "date_text", "issuer", "title"]
        labels = {
            "number": _("Number and symbol"),
            "date_text": _("Date or year"),
            "issuer": _("Issued by"),
            "title": _("Title"),
        }
        help_texts = {"date_text": ""}


class MovementRow(RowForm):
    spans = {"position": 1, "name": 11}
    field_order = ["pk", "position", "name"]

    class Meta:
        model = Movement
        fields = ["name"]
        labels = {"name": _("Movement")}


class RecipientRow(RowForm):
    spans = {"position": 1, "text": 6, "unit": 5}
    field_order = ["pk", "position", "text", "unit"]
    unit = RowUnitField(required=False, label=_("Unit of the system, if it is one"))

    class Meta:
        model = Recipient
        fields = ["text", "unit"]
        labels = {"text": _("Line of the recipients")}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class AddressingRow(RowForm):
    spans = {
        "position": 1,
        "group": 5,
        "unit": 6,
        "unit_kind": 3,
        "level": 3,
        "unit_list": 3,
        "body_name": 3,
        "requested": 3,
        "asks_answer": 3,
        "asks_plan": 3,
        "asks_pact": 3,
    }
    field_order = [
        "pk",
        "position",
        "group",
        "unit",
        "unit_kind",
        "level",
        "unit_list",
        "body_name",
    ]
    NEEDS = {
        "unit": ("unit", _("Name the unit.")),
        "kind": ("unit_kind", _("Choose the kind of units.")),
        "level": ("level", _("Choose the level of units.")),
        "list": ("unit_list", _("Choose the list.")),
        "body": ("body_name", _("Name the body.")),
    }
    unit = RowUnitField(required=False, label=_("Unit"))

    class Meta:
        model = Addressing
        fields = (
            "group unit unit_kind level unit_list body_name "
            "requested asks_answer asks_plan asks_pact"
        ).split()
        labels = {
            "group": _("Addressed"),
            "unit_kind": _("Kind of units"),
            "level": _("Level of units"),
            "unit_list": _("List"),
            "body_name": _("Body outside the system"),
            "requested": _("Requested, not instructed"),
            "asks_answer": _("Asked to answer"),
            "asks_plan": _("Asked for its own plan"),
            "asks_pact": _("Asked to sign a pact"),
        }

    def __init__(self, *args, units, lists, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit_list"].queryset = lists

    def clean(self):
        """Only what the chosen group needs is kept."""
        cleaned = self.cleaned_data
        needed, sentence = self.NEEDS.get(cleaned.get("group"), ("", ""))
        for name, _sentence in self.NEEDS.values():
            if name != needed and name in cleaned:
                cleaned[name] = None if name in ("unit", "unit_list") else ""
        if needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, sentence)
        return cleaned


class TaskRow(RowForm):
    spans = {"position": 1, "body": 6, "unit": 5, "due": 4, "for_all": 4, "requested": 4}
    field_order = ["pk", "position", "body", "unit", "due", "for_all", "requested", "text"]
    unit = RowUnitField(required=False, label=_("Unit that reports on it"))

    class Meta:
        model = Task
        fields = ["body", "unit", "due", "for_all", "requested", "text"]
        field_classes = {"due": vn.DateField}
        labels = {
            "body": _("Body, as the plan names it"),
            "due": _("Due on"),
            "for_all": _("For every addressed unit"),
            "requested": _("Requested, not instructed"),
            "text": _("Task"),
        }
        help_texts = {"due": "", "body": ""}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self):
        cleaned = self.cleaned_data
        if problem := schedule.due_problem(cleaned.get("due"), self.campaign.start):
            self.add_error("due", problem)
        if cleaned.get("for_all") and cleaned.get("unit"):
            self.add_error(
                "unit", gettext("Leave the unit empty when every addressed unit reports.")
            )
        return cleaned
