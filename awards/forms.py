"""Cleaning what was typed about nominations and quotas."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards import permissions, route, workflow
from awards.models import (
    AwardType,
    Consultation,
    Method,
    Nomination,
    Quota,
    RecipientKind,
)
from awards.states import State
from campaigns.models import Campaign
from campaigns.rows import RowForm
from campaigns.states import CampaignState
from documents.forms import AttachmentsField
from units.forms import FilterChoice, Form, ListFilter, UnitField, version_field
from units.models import Unit
from vietnamese import forms as fields


class ByKind(forms.models.ModelChoiceIterator):
    """Awards under the heads of their kinds."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups = {}
        for award in self.queryset:
            groups.setdefault(award.get_kind_display(), []).append(self.choice(award))
        yield from groups.items()


class AwardChoice(forms.ModelChoiceField):
    iterator = ByKind

    def label_from_instance(self, award_type):
        return award_type.local_name


class AwardChoices(forms.ModelMultipleChoiceField):
    iterator = ByKind

    def label_from_instance(self, award_type):
        return award_type.local_name


class NominationForm(Form):
    """A draft; who is nominated is chosen beside it (views.nominations)."""

    verb = gettext_lazy("Save the draft")
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Nominating unit"), empty_label=None
    )
    award_type = AwardChoice(
        AwardType.objects.none(),
        label=gettext_lazy("Award"),
        empty_label=gettext_lazy("choose an award"),
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        required=False,
        label=gettext_lazy("Campaign"),
        empty_label=gettext_lazy("not for a campaign"),
    )
    method = forms.ChoiceField(choices=Method, label=gettext_lazy("Method"))
    authority = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        label=gettext_lazy("Granting authority"),
        empty_label=gettext_lazy("the nearest unit that may grant the award"),
    )
    title = fields.LineField(max_length=300, label=gettext_lazy("Achievement in one line"))
    achievement = fields.ProseField(
        max_length=20_000,
        required=False,
        label=gettext_lazy("Achievement"),
        help_text=gettext_lazy("What was done, with figures. Needed before the dossier is sent."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    period_from = fields.DateField(label=gettext_lazy("Achievement from"))
    period_to = fields.DateField(label=gettext_lazy("Achievement to"))
    files = AttachmentsField(  # type: ignore[assignment]
        required=False, label=gettext_lazy("Files")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, nomination=None, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        own = Unit.objects.filter(pk__in=user.units_holding(permissions.NOMINATES))
        units = Unit.objects.filter(pk=nomination.unit_id) if nomination else own
        self.fields["unit"].queryset = units
        self.fields["unit"].disabled = nomination is not None
        self.fields["award_type"].queryset = AwardType.objects.in_force_on(today)
        running = Campaign.objects.visible_to(user).filter(state=CampaignState.ISSUED)
        if nomination and nomination.campaign_id:
            running |= Campaign.objects.filter(pk=nomination.campaign_id)
        self.fields["campaign"].queryset = running.order_by("-start", "title")
        above = {a.pk for unit in units for a in route.authorities(unit, today)}
        if nomination:
            above.add(nomination.authority_id)
        self.fields["authority"].queryset = Unit.objects.filter(pk__in=above)
        if nomination is None:
            self.initial.setdefault("form_key", uuid.uuid4())

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("The achievement cannot end before it begins."))
        return cleaned

    def quiet(self):
        """Shows what was typed without judging it yet; files that are right are kept."""
        self.full_clean()
        self.errors.clear()
        return self


class RecipientSearch(forms.Form):
    """The step that finds people, collectives and households to nominate."""

    find_kind = forms.ChoiceField(choices=RecipientKind, label=gettext_lazy("Kind"), required=False)
    find = fields.LineField(
        max_length=200, required=False, label=gettext_lazy("Name, with or without diacritics")
    )


class MoveForm(Form):
    """What a move asks for: a note, a date until which to mend, a decision."""

    field_order = [
        "forwarded_to",
        "forwarded_number",
        "forwarded_on",
        "decision_number",
        "decided_on",
        "decided_by",
        "gap_reason",
        "note",
        "mend_by",
        "version",
    ]
    version = version_field()

    def __init__(self, *args, step, law_gap="", **kwargs):
        super().__init__(*args, **kwargs)
        self.verb = step.label
        if "decision_number" in step.writes:
            self.fields |= decision_fields()
        if "forwarded_on" in step.writes:
            self.fields |= forward_fields()
        if law_gap and step.source == State.APPRAISAL and step.name in ("forward", "grant"):
            self.fields["gap_reason"] = gap_field(law_gap)
        if step.name != "receive":
            self.fields["note"] = fields.ProseField(
                max_length=2000,
                required=step.needs_note,
                label=_("Reason") if step.needs_note else _("Opinion"),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        if "mend_by" in step.writes:
            self.fields["mend_by"] = fields.DateField(
                required=False, label=_("Send again by"), min_value=timezone.localdate
            )
        self.order_fields(self.field_order)


def forward_fields():
    return {
        "forwarded_to": fields.LineField(
            max_length=200,
            label=_("Sent to"),
            help_text=_("For example: Bộ Nội vụ, to be submitted to the Prime Minister."),
        ),
        "forwarded_number": fields.LineField(
            max_length=60, label=_("Number of the submission (tờ trình)")
        ),
        "forwarded_on": fields.DateField(label=_("Sent on"), max_value=timezone.localdate),
    }


def gap_field(law):
    return fields.ProseField(
        max_length=2000,
        label=_("Why it goes on without %(law)s") % {"law": law},
        help_text=_(
            "%(law)s was in force when the dossier was received and its text was not read: the "
            "criteria are those of the last text read. Say what was checked instead."
        )
        % {"law": law},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def decision_fields():
    return {
        "decision_number": fields.LineField(
            max_length=60,
            label=_("Number of the decision"),
            help_text=_("As on the signed document, for example 1874/QĐ-UBND."),
        ),
        "decided_on": fields.DateField(
            label=_("Date of the decision"), max_value=timezone.localdate
        ),
        "decided_by": fields.LineField(
            max_length=200, label=_("Signed by"), help_text=_("Position and name.")
        ),
    }


class ConsultForm(Form):
    verb = gettext_lazy("Ask for the opinion")
    body = fields.LineField(max_length=200, label=gettext_lazy("Body asked"))
    matter = fields.LineField(
        max_length=500,
        label=gettext_lazy("Asked about"),
        help_text=gettext_lazy("For example: taxes, social insurance, environment, pending cases."),
    )
    asked_on = fields.DateField(
        label=gettext_lazy("Asked on"),
        max_value=timezone.localdate,
        help_text=gettext_lazy("The answer is due after ten working days."),
    )
    by_ministry = forms.BooleanField(
        required=False,
        label=gettext_lazy("The Ministry of Home Affairs asked"),
        help_text=gettext_lazy(
            "Only then silence counts as agreement; otherwise the clock only reminds."
        ),
    )
    version = version_field()


class AnswerForm(Form):
    verb = gettext_lazy("Record the answer")
    opinion = forms.ChoiceField(
        choices=Consultation.Opinion, label=gettext_lazy("Opinion"), widget=forms.RadioSelect
    )
    answered_on = fields.DateField(label=gettext_lazy("Answered on"), max_value=timezone.localdate)
    answer = fields.ProseField(
        max_length=3000,
        required=False,
        label=gettext_lazy("Answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    paper = AttachmentsField(  # type: ignore[assignment]
        required=False, max_files=1, label=gettext_lazy("Letter")
    )
    version = version_field()


class PublishForm(Form):
    verb = gettext_lazy("Record the publication")
    where = fields.LineField(max_length=300, label=gettext_lazy("Where"))
    opened_on = fields.DateField(label=gettext_lazy("Published on"), max_value=timezone.localdate)
    closed_on = fields.DateField(label=gettext_lazy("Open until"))
    brought = fields.ProseField(
        max_length=5000,
        required=False,
        label=gettext_lazy("What the public said"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    complaints = forms.IntegerField(
        label=gettext_lazy("Complaints"), min_value=0, max_value=10_000, initial=0
    )
    handled = fields.ProseField(
        max_length=5000,
        required=False,
        label=gettext_lazy("How complaints were handled"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = version_field()

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("opened_on"), cleaned.get("closed_on")
        if start and end and end < start:
            self.add_error("closed_on", _("It cannot end before it begins."))
        return cleaned


class BulkForm(MoveForm):
    """The same for several dossiers: each carries the version that was seen."""

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, step=step, **kwargs)
        del self.fields["version"]


class NominationFilter(ListFilter):
    WHO = [
        ("waiting", gettext_lazy("waiting for me")),
        ("unit", gettext_lazy("nominated by my unit")),
        ("mine", gettext_lazy("made by me")),
    ]
    q = fields.LineField(
        max_length=200, required=False, label=gettext_lazy("Code, recipient or achievement")
    )
    who = FilterChoice(choices=WHO, label=gettext_lazy("Whose"))
    state = FilterChoice(choices=State.choices, label=gettext_lazy("State"))
    award_type = FilterChoice(label=gettext_lazy("Award"))
    campaign = FilterChoice(label=gettext_lazy("Campaign"))
    unit = UnitField(required=False, label=gettext_lazy("Nominating unit"), help_text="")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["award_type"].choices += AwardType.objects.choices()
        campaigns = Campaign.objects.visible_to(user).exclude(state=CampaignState.DRAFT)
        self.fields["campaign"].choices += campaigns.order_by("-start", "title").values_list(
            "code", "title"
        )
        self.fields["unit"].queryset = Unit.objects.below(user)

    def apply(self, rows, *, without_state=False):
        wanted = dict(self.wanted)
        if text := wanted.pop("q", ""):
            rows = rows.search(text)
        who = wanted.pop("who", "")
        if who == "waiting":
            rows = rows.awaiting(self.user)
        elif who == "unit":
            rows = rows.filter(unit__in=self.user.own_units_on(timezone.localdate()))
        elif who == "mine":
            rows = rows.filter(created_by=self.user)
        if without_state:
            wanted.pop("state", "")
        for name in wanted.keys() & {"award_type", "campaign"}:
            wanted[f"{name}__code"] = wanted.pop(name)
        return rows.filter(**wanted)


class QuotaRow(RowForm):
    spans = {"position": 2, "label": 10, "recipients": 4, "low": 4, "high": 4, "award_types": 12}
    field_order = [
        "pk",
        "position",
        "label",
        "recipients",
        "low",
        "high",
        "grantor",
        "award_types",
        "wording",
    ]
    award_types = AwardChoices(
        AwardType.objects.all(),
        label=gettext_lazy("Awards it stands for"),
        help_text=gettext_lazy("One or several; hold Ctrl to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    low = fields.NumberField(
        places=0, min_value=0, max_value=1_000_000, label=gettext_lazy("Number, from")
    )
    high = fields.NumberField(
        places=0, min_value=0, max_value=1_000_000, label=gettext_lazy("Number, to")
    )

    class Meta:
        model = Quota
        fields = ["label", "recipients", "grantor", "low", "high", "award_types", "wording"]
        labels = {"label": gettext_lazy("Award, as the plan names it")}

    def clean(self):
        cleaned = self.cleaned_data
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("The upper figure cannot be below the lower one."))
        recipients = cleaned.get("recipients")
        wrong = [a.local_name for a in cleaned.get("award_types") or () if not fits(a, recipients)]
        if wrong:
            self.add_error(
                "award_types",
                _("Not given to these recipients: %(awards)s.") % {"awards": "; ".join(wrong)},
            )
        return cleaned


def fits(award_type, recipients):
    kinds = ["collective", "individual"] if recipients == "both" else [recipients]
    return any(getattr(award_type, f"for_{kind}", False) for kind in kinds)


def picked(values):
    """Pairs (pk, version or None) of `12` or `12:3`; what is no number is left out."""
    found = []
    for value in values:
        pk, _colon, version = value.partition(":")
        if pk.isascii() and pk.isdigit() and not version.strip("0123456789"):
            found.append((int(pk), int(version) if version else None))
    return found


def step_named(name):
    """The first row of the table with the name, for its words and the fields it asks for."""
    for step in workflow.TRANSITIONS:
        if step.name == name:
            return step
    raise ValidationError(name)


def initial_of(nomination):
    names = [name for name in NominationForm.base_fields if name not in ("files", "form_key")]
    return {name: getattr(nomination, name) for name in names if hasattr(Nomination, name)}
