"""What a person types at an issue or an amendment."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.forms import version_field
from vietnamese import forms as fields


class PlanForm(forms.Form):
    version = version_field()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper


class NumberForm(PlanForm):
    """The day and the number of an issue; the number is the next of the series when left empty."""

    on = fields.DateField(label=_("Day of issue"))
    manual_number = fields.LineField(
        required=False,
        max_length=10,
        label=_("Number given by the clerk's office"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, next_number="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].max_value = timezone.localdate
        self.fields["manual_number"].help_text = _(
            "Digits only. Left empty, the plan gets the next number of the series: %(number)s."
        ) % {"number": next_number}


class AmendmentForm(PlanForm):
    reason = fields.ProseField(
        max_length=2000, label=_("Why is the plan amended?"), widget=forms.Textarea({"rows": 4})
    )
