"""Signing in, and what administrators type about users and appointments."""

import re

from allauth.account import forms as account_forms
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from units.forms import FilterChoice, Form, ListFilter, UnitField, version_field
from vietnamese import forms as fields


# --- signing in -----------------------------------------------------------------------------------
def without_placeholders(form):
    """Labels say what a field is; a placeholder vanishes when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account_forms.LoginForm):
    """One spelling of a name, so that the lock counts all of its spellings as one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        without_placeholders(self)

    def clean_login(self):
        return self.cleaned_data["login"].strip().lower()


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 12 characters; several words are easiest.")
        self.fields["password2"].label = _("New password once more")
        without_placeholders(self)


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        without_placeholders(self)


def ask_for_code(form):
    without_placeholders(form)
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs |= {"inputmode": "text", "autocapitalize": "none"}


class SecondFactorForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_code(self)


class SecondFactorAgainForm(SecondFactorReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_code(self)


class ActivateSecondFactorForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_code(self)


# --- users and appointments -----------------------------------------------------------------------
class PersonalForm(Form):
    email = forms.EmailField(required=False, max_length=254, label=gettext_lazy("E-mail"))
    phone = fields.LineField(required=False, max_length=30, label=gettext_lazy("Telephone"))
    language = forms.ChoiceField(choices=User.Language, label=gettext_lazy("Language"))


class ProfileForm(PersonalForm):
    verb = gettext_lazy("Save my account")
    version = version_field()


class UserEditForm(PersonalForm):
    verb = gettext_lazy("Save the user")
    field_order = ["full_name"]
    full_name = fields.LineField(max_length=200, label=gettext_lazy("Full name"))
    version = version_field()


class AppointmentForm(Form):
    verb = gettext_lazy("Appoint")
    role = forms.ChoiceField(choices=Role, label=gettext_lazy("Role"))
    unit = UnitField(label=gettext_lazy("At the unit"))
    valid_from = fields.DateField(label=gettext_lazy("From"))
    valid_to = fields.DateField(
        required=False,
        label=gettext_lazy("To"),
        help_text=gettext_lazy("The last day. Empty: until it is ended."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class UserForm(AppointmentForm):
    """A new user with the first appointment."""

    verb = gettext_lazy("Open the account")
    field_order = ["full_name", "username", "role", "unit", "valid_from", "valid_to"]
    full_name = fields.LineField(max_length=200, label=gettext_lazy("Full name"))
    username = forms.CharField(
        max_length=60,
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Small letters without diacritics, digits, and . - _"),
    )
    email = forms.EmailField(required=False, max_length=254, label=gettext_lazy("E-mail"))
    phone = fields.LineField(required=False, max_length=30, label=gettext_lazy("Telephone"))
    language = forms.ChoiceField(choices=User.Language, label=gettext_lazy("Language"))

    def clean_username(self):
        name = self.cleaned_data["username"].strip().lower()
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name):
            raise ValidationError(
                _("Small letters without diacritics, digits, and . - _, for example nguyen.an.")
            )
        return name


class EndAppointmentForm(Form):
    verb = gettext_lazy("End the appointment")
    on = fields.DateField(label=gettext_lazy("Last day"))


class DelegationForm(Form):
    verb = gettext_lazy("Delegate")
    to = fields.LineField(
        max_length=60,
        label=gettext_lazy("User name of the one who acts"),
        help_text=gettext_lazy("The account must be open and appointed in this unit or below it."),
    )
    valid_from = fields.DateField(label=gettext_lazy("From"))
    valid_to = fields.DateField(label=gettext_lazy("To"), help_text=gettext_lazy("The last day."))

    def __init__(self, *args, deputies, **kwargs):
        self.deputies = deputies
        super().__init__(*args, **kwargs)

    def clean_to(self):
        user = self.deputies.filter(username=self.cleaned_data["to"].lower()).first()
        if user is None:
            raise ValidationError(_("Nobody of that user name works in this unit or below it."))
        return user

    def clean_valid_from(self):
        start = self.cleaned_data["valid_from"]
        if start < timezone.localdate():
            raise ValidationError(_("A delegation does not begin in the past."))
        return start


class NoteForm(Form):
    note = fields.LineField(required=False, max_length=500, label=gettext_lazy("Reason"))


class UserFilter(ListFilter):
    q = fields.LineField(max_length=200, required=False, label=gettext_lazy("Name or user name"))
    role = FilterChoice(choices=Role.choices, label=gettext_lazy("Role"))
    unit = UnitField(required=False, label=gettext_lazy("Unit"), help_text="")
    state = FilterChoice(
        choices=[
            ("open", gettext_lazy("open")),
            ("closed", gettext_lazy("closed")),
            ("unused", gettext_lazy("open, not used for 45 days")),
        ],
        label=gettext_lazy("State"),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def apply(self, users):
        wanted = self.wanted
        if text := wanted.get("q"):
            users = users.search(text)
        if wanted.get("role") or wanted.get("unit"):
            users = users.appointed(role=wanted.get("role"), unit=wanted.get("unit"))
        if state := wanted.get("state"):
            users = users.in_state(state)
        return users
