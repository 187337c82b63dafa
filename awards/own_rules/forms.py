"""The day of the catalogue's pages; and an authority's own rule in two steps: which award and kind,
then its parameters, decision and dates."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.forms import AwardChoice
from awards.models import AwardType, RecipientKind
from awards.own_rules import kinds
from units.forms import Form, version_field
from vietnamese import forms as fields


def grouped_kinds():
    return [
        (_("Conditions"), list(kinds.CRITERIA.items())),
        (_("Procedure of the authority"), list(kinds.PROCEDURE.items())),
    ]


class DayForm(forms.Form):
    """The day whose rules a page of the catalogue shows."""

    on = fields.DateField(required=False, help_text="", label=gettext_lazy("As of the day"))


class ChooseForm(Form):
    verb = gettext_lazy("Go on")
    award_type = AwardChoice(queryset=AwardType.objects.all(), label=gettext_lazy("Award"))
    type = forms.ChoiceField(choices=grouped_kinds, label=gettext_lazy("Kind of rule"))


def recipient_choices(award_type):
    kinds_ = [kind for kind in RecipientKind if getattr(award_type, f"for_{kind.value}")]
    return [("", _("all recipients")), *((kind.value, kind.label) for kind in kinds_)]


class RuleForm(Form):
    """The parameters of a kind as fields of their own; `params` gathers them again."""

    verb = gettext_lazy("Save the rule")
    recipient = forms.ChoiceField(required=False, label=gettext_lazy("For"))
    decision = fields.LineField(
        max_length=200,
        label=gettext_lazy("Decision"),
        help_text=gettext_lazy("For example: Quyết định 12/2026/QĐ-UBND ngày 20/01/2026."),
    )
    article = fields.LineField(
        max_length=200,
        label=gettext_lazy("Article"),
        help_text=gettext_lazy("For example: Điều 5 khoản 2."),
    )
    valid_from = fields.DateField(label=gettext_lazy("In force from"))
    valid_to = fields.DateField(required=False, label=gettext_lazy("To, the last day included"))
    note = fields.ProseField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=gettext_lazy("Note"),
    )

    def __init__(self, *args, award_type, type_, **kwargs):
        super().__init__(*args, **kwargs)
        self.parameters = kinds.parameters(type_)
        self.fields["recipient"].choices = recipient_choices(award_type)
        for name, (parameter, _must) in self.parameters.items():
            self.fields[f"param_{name}"] = parameter.field()
        typed = [f"param_{name}" for name in self.parameters]
        self.order_fields(["recipient", *typed])

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The last day must not lie before the first."))
        if not self.errors:
            cleaned["params"] = self.gathered(cleaned)
        return cleaned

    def gathered(self, cleaned):
        """The parameters as stored; what was left empty stands there only where it must."""
        params = {}
        for name, (parameter, must) in self.parameters.items():
            value = parameter.stored(cleaned.pop(f"param_{name}"))
            if must or value not in (None, "", [], False):
                params[name] = value
        return params


class CorrectForm(RuleForm):
    verb = gettext_lazy("Save the correction")
    version = version_field()


class EndForm(Form):
    verb = gettext_lazy("End the rule")
    valid_to = fields.DateField(label=gettext_lazy("Last day in force"))
    version = version_field()


class StrikeForm(Form):
    verb = gettext_lazy("Strike the rule out")
    note = fields.LineField(max_length=500, label=gettext_lazy("Reason"))
    version = version_field()
