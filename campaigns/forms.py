"""Cleaning what was typed about a campaign and the rows of its plan."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns import permissions, schedule
from campaigns.models import (
    Activity,
    Addressing,
    Answer,
    Campaign,
    CampaignKind,
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
from campaigns.states import CampaignState, TaskState
from documents.forms import AttachmentsField
from units.forms import ListFilter, UnitField, choices_or_all, version_field
from units.models import Unit
from vietnamese import forms as vn
from vietnamese.folding import fold

UNITS_KNOWN = "units-known"  # id of the one list of suggestions of a page of rows


class AnyUnitField(UnitField):
    """A unit of one's own line by any word; one outside it (Mặt trận, a board of the Party) only by
    its exact code or whole name, because a plan may address whom its author does not oversee."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as unknown:
            text = str(value).strip()
            code = text[:-1].rpartition("(")[2] if text.endswith(")") else text
            alive = Unit.objects.alive_on(timezone.localdate())
            found = list(alive.filter(code__iexact=code)[:2])
            found = found or list(alive.filter(search_key=fold(text))[:2])
            if unknown.code != "unknown" or len(found) != 1:
                raise
            return found[0]


class RowUnitField(AnyUnitField):
    """In a row: all rows share one list of suggestions."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(help_text="", **kwargs)
        self.widget.attrs |= {"list": UNITS_KNOWN, "autocomplete": "off"}


class UnitsField(vn.ProseField):
    """Several units, a line each: its name, its code, or "name (code)"."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40_000, **kwargs)
        self.queryset = Unit.objects.none()

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{unit.name} ({unit.code})" for unit in value)

    def clean(self, value):
        one = AnyUnitField(queryset=self.queryset)
        units, errors = {}, []
        for number, line in enumerate(super().clean(value).splitlines(), start=1):
            try:
                unit = one.clean(line) if line.strip() else None
            except ValidationError as error:
                place = {"number": number, "error": " ".join(error.messages)}
                errors.append(gettext("Line %(number)d: %(error)s") % place)
                continue
            if unit:
                units[unit.pk] = unit
        if errors:
            raise ValidationError(errors)
        return list(units.values())


# --- the campaign itself --------------------------------------------------------------------------
class CampaignForm(forms.ModelForm):
    period = vn.PeriodField(
        kinds=["year", "term"],
        label=_("Year or term"),
        help_text=_("For example 2024 or 2020 - 2025."),
    )
    version = version_field()

    class Meta:
        model = Campaign
        widgets = dict.fromkeys(("title", "theme"), forms.Textarea)
        fields = (
            "title theme kind parent participants start end answer_due public preamble closing "
            "symbol place signer_authority signer_position signer_name"
        ).split()
        field_classes = dict.fromkeys(("start", "end", "answer_due"), vn.DateField)
        labels = {
            "title": _("Title of the campaign"),
            "theme": _("Theme"),
            "kind": _("How it is run"),
            "parent": _("Term campaign it belongs to"),
            "participants": _("Who takes part"),
            "start": _("Starts on"),
            "end": _("Ends on"),
            "answer_due": _("Answers due on"),
            "public": _("Shown to the public once it is issued"),
            "preamble": _("Opening paragraph"),
            "closing": _("Closing paragraph"),
            "symbol": _("Symbol of the document"),
            "place": _("Place of issue"),
            "signer_authority": _("Signs on behalf of"),
            "signer_position": _("Position of the signatory"),
            "signer_name": _("Name of the signatory"),
        }

    sets = (
        (_("Campaign"), "title theme kind period start end parent participants answer_due public"),
        (_("Text of the plan"), "preamble closing"),
        (_("Document"), "symbol place signer_authority signer_position signer_name"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        terms = Campaign.objects.visible_to(user).exclude(pk=self.instance.pk).filter(parent=None)
        self.fields["parent"].queryset = terms.order_by("-start", "title")
        self.fields["parent"].empty_label = _("none")
        for name in ("start", "end"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Empty: the first or last day of the year or term.")
        if self.instance.period_code:
            self.initial["period"] = self.instance.period
        for name in ("participants", "preamble", "closing"):
            self.fields[name].widget.attrs["rows"] = 3
        for name in ("title", "theme"):
            self.fields[name].widget.attrs["rows"] = 2

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(
            *(Fieldset(legend, *self.named(names)) for legend, names in self.sets),
            *self.named("version"),
        )
        return helper

    def named(self, names):
        return [name for name in names.split() if name in self.fields]

    def clean(self):
        """Rules of the whole row are the action's; here only what the fields say to each other."""
        cleaned = self.cleaned_data
        if period := cleaned.pop("period", None):
            cleaned["period_code"] = period.code
            cleaned["start"] = cleaned.get("start") or period.start
            cleaned["end"] = cleaned.get("end") or period.end
        if problem := schedule.span_problem(cleaned.get("start"), cleaned.get("end")):
            self.add_error("end", problem)
        return cleaned


class NewCampaignForm(CampaignForm):
    version = None
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Launching unit"))
    code = forms.SlugField(
        required=False,
        max_length=60,
        label=_("Short code"),
        help_text=_("Used in addresses, for example phu-tho-2024. Empty: made of the title."),
    )
    sets = (
        (_("Campaign"), f"unit code {CampaignForm.sets[0][1]}"),
        *CampaignForm.sets[1:],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        units = permissions.launching_units(user)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = user.acting_unit_id


# --- rows of the plan -----------------------------------------------------------------------------
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


# --- what units do --------------------------------------------------------------------------------
class PlainForm:
    """The frame of the form is components/form.html."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper


class AnswerForm(PlainForm, forms.ModelForm):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    files = AttachmentsField(required=False, label=_("Files: the plan, the pact"))
    removed_files = forms.ModelMultipleChoiceField(
        None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Files sent before: tick to remove"),
    )

    class Meta:
        model = Answer
        fields = ["text", "plan_number", "plan_date", "own_campaign", "pact_signed_on"]
        field_classes = dict.fromkeys(("plan_date", "pact_signed_on"), vn.DateField)
        labels = {
            "text": _("How the unit takes part"),
            "plan_number": _("Number of the unit's own plan"),
            "plan_date": _("Date of the plan"),
            "own_campaign": _("The unit's own campaign in this system"),
            "pact_signed_on": _("Pact signed on"),
        }

    def __init__(self, *args, unit, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan_date"].max_value = timezone.localdate
        self.fields["pact_signed_on"].max_value = timezone.localdate
        own = Campaign.objects.filter(unit=unit).exclude(state=CampaignState.DRAFT)
        self.fields["own_campaign"].queryset = own.exclude(pk=self.instance.campaign_id)
        self.fields["own_campaign"].empty_label = _("none")
        recorded = self.instance.files.all() if self.instance.pk else None
        if recorded:
            self.fields["removed_files"].queryset = recorded
        else:
            del self.fields["removed_files"]
        if not asked.asks_pact:
            del self.fields["pact_signed_on"]
        if not asked.asks_plan and not self.instance.has_plan:
            for name in ("plan_number", "plan_date", "own_campaign"):
                del self.fields[name]
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def clean(self):
        if self.cleaned_data.get("plan_date") and not self.cleaned_data.get("plan_number"):
            if "plan_number" in self.fields:
                self.add_error("plan_number", gettext("Enter the number of the plan, too."))
        return self.cleaned_data


class TaskReportForm(PlainForm, forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    state = forms.ChoiceField(choices=TaskState, label=_("State"))
    text = vn.ProseField(
        required=False,
        max_length=3000,
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = None


class FeedbackForm(PlainForm, forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    text = vn.ProseField(
        max_length=5000, label=_("Difficulty"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = None


class ReplyForm(PlainForm, forms.Form):
    text = vn.ProseField(
        max_length=5000, label=_("Answer"), widget=forms.Textarea(attrs={"rows": 4})
    )


class VersionForm(PlainForm, forms.Form):
    version = version_field()


class UnitListForm(PlainForm, forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Kept by"))
    name = vn.LineField(
        max_length=200, label=_("Name of the list"), help_text=_("For example: Khối các sở, ngành.")
    )
    units = UnitsField(
        label=_("Units of the list"),
        help_text=_("A line each: name or code, for example Sở Y tế or SYT."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = version_field()

    def __init__(self, *args, user, unit_list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.visible_to(user)
        if unit_list.pk:
            del self.fields["owner"]
        else:
            del self.fields["version"]
            self.fields["owner"].queryset = permissions.launching_units(user)
            self.fields["owner"].empty_label = None


# --- filters --------------------------------------------------------------------------------------
class CampaignFilter(ListFilter):
    MINE = [("launched", _("launched by my unit")), ("addressed", _("addressed to my unit"))]
    q = vn.LineField(max_length=200, required=False, label=_("Words of the title, number"))
    state = forms.ChoiceField(
        choices=choices_or_all(CampaignState.choices), required=False, label=_("State")
    )
    kind = forms.ChoiceField(
        choices=choices_or_all(CampaignKind.choices), required=False, label=_("Kind")
    )
    year = vn.NumberField(places=0, min_value=1900, max_value=2100, required=False, label=_("Year"))
    mine = forms.ChoiceField(choices=choices_or_all(MINE), required=False, label=_("For my unit"))

    def apply(self, campaigns, user):
        wanted = self.wanted
        own = user.own_units_on(timezone.localdate())
        if text := wanted.pop("q", ""):
            campaigns = campaigns.search(text)
        if year := wanted.pop("year", None):
            campaigns = campaigns.in_year(int(year))
        mine = wanted.pop("mine", "")
        if mine == "launched":
            campaigns = campaigns.filter(unit__in=own)
        if mine == "addressed":
            campaigns = campaigns.filter(addressees__unit__in=own).distinct()
        return campaigns.filter(**wanted)


class StandingFilter(ListFilter):
    q = vn.LineField(max_length=200, required=False, label=_("Name of the unit"))
    standing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
