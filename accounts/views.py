"""Pages of administrators for users and appointments; one's own account, language, notices."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from accounts import actions, forms, notices, permissions, sessions
from accounts.fresh import FreshSignIn
from accounts.models import Appointment, Notice, User
from units.models import Unit
from units.pages import DeedView
from units.views import FilteredList
from vietnamese.templatetags.vietnamese import date_vn


def administered_units(user):
    return Unit.objects.filter(id__in=permissions.administered(user))


# --- users ----------------------------------------------------------------------------------------
class UserList(FilteredList):
    template_name = "accounts/user_list.html"
    filter_class = forms.UserFilter

    def get(self, request, *args, **kwargs):
        if not permissions.can_administer(request.user):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def filter_options(self):
        return {"units": administered_units(self.request.user)}

    def get_queryset(self):
        return self.filter.apply(User.objects.visible_to(self.request.user)).for_list()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        accounts = list(context["page_obj"])
        held = Appointment.objects.on(timezone.localdate()).in_words([user.pk for user in accounts])
        return context | {"lines": [user_line(user, held[user.pk]) for user in accounts]}


def user_line(account, held):
    """A row of the list, in words; `held`: the appointments of today."""
    return {
        "pk": account.pk,
        "name": account.full_name,
        "username": account.username,
        "held": linebreaksbr("\n".join(held)) if held else _("none"),
        "held_class": "" if held else "quiet",
        "seen": date_vn(account.last_seen) if account.last_seen else _("never"),
        "states": [{"look": look, "words": str(words)} for look, words in standing(account)],
    }


def standing(account):
    """(shape, words) of each thing to be said about an account."""
    if not account.is_active:
        return [("back", _("closed"))]
    expired = [("risk", _("one-time password expired"))] if account.password_has_expired else []
    return [("met", _("open")), *expired]


class UserDetail(DetailView):
    template_name = "accounts/user_detail.html"
    context_object_name = "account"

    def get_queryset(self):
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        viewer, account = self.request.user, self.object
        appointments = account.appointments.select_related("unit", "delegated_by")
        return super().get_context_data(
            appointments=appointments.filter(pk__in=Appointment.objects.visible_to(viewer)),
            today=timezone.localdate(),
            can_manage=permissions.can_manage_user(viewer, account),
            can_appoint=permissions.can_administer(viewer) and viewer.pk != account.pk,
            endable=[
                row.pk for row in appointments if permissions.can_end_appointment(viewer, row)
            ],
            **kwargs,
        )


class UserCreate(FreshSignIn, DeedView):
    form_class = forms.UserForm
    heading = gettext_lazy("Open an account")

    def allowed(self):
        return permissions.can_administer(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": administered_units(self.request.user)}

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def crumbs(self):
        return [(_("Users"), self.back_url())]

    def back_url(self):
        return reverse("accounts:user_list")

    def do(self, **typed):
        user = actions.open_account(by=self.request.user, **typed)
        return password_page(self.request, user, user.one_time_password)


def password_page(request, account, password):
    """The only time that the one-time password is seen."""
    context = {"account": account, "password": password}
    return render(request, "accounts/one_time_password.html", context)


class UserDeed(DeedView):
    """A deed on one account, by an administrator."""

    def prepare(self):
        self.account = get_object_or_404(
            User.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def allowed(self):
        return permissions.can_manage_user(self.request.user, self.account)

    def crumbs(self):
        return [(_("Users"), reverse("accounts:user_list")), (self.account, self.back_url())]

    def back_url(self):
        return reverse("accounts:user_detail", args=[self.account.pk])


class UserEdit(UserDeed):
    form_class = forms.UserEditForm
    heading = gettext_lazy("Edit the user")

    def get_initial(self):
        account = self.account
        return {name: getattr(account, name) for name in (*actions.USER_FIELDS, "version")}

    def do(self, **typed):
        actions.edit_user(self.account, by=self.request.user, **typed)
        return self.back_url()


class UserClose(FreshSignIn, UserDeed):
    form_class = forms.NoteForm
    verb = gettext_lazy("Close the account")
    heading = gettext_lazy("Close the account")
    explanation = gettext_lazy(
        "The user is signed out at once and cannot sign in any more. What they did stays recorded."
    )

    def do(self, note):
        actions.close_account(self.account, by=self.request.user, note=note)
        return self.back_url()


class UserReopen(FreshSignIn, UserDeed):
    form_class = forms.NoteForm
    verb = gettext_lazy("Reopen the account")
    heading = gettext_lazy("Reopen the account")

    def do(self, note):
        actions.reopen_account(self.account, by=self.request.user, note=note)
        return self.back_url()


class UserPassword(FreshSignIn, UserDeed):
    form_class = forms.Form
    verb = gettext_lazy("Make a one-time password")
    heading = gettext_lazy("Make a one-time password")
    explanation = gettext_lazy(
        "The present password stops working and the user is signed out everywhere."
    )

    def do(self):
        password = actions.reset_password(self.account, by=self.request.user)
        return password_page(self.request, self.account, password)


# --- appointments ---------------------------------------------------------------------------------
class AppointmentCreate(FreshSignIn, UserDeed):
    form_class = forms.AppointmentForm
    heading = gettext_lazy("Appoint")

    def allowed(self):
        return permissions.can_administer(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": administered_units(self.request.user)}

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def do(self, **typed):
        actions.appoint(user=self.account, by=self.request.user, **typed)
        return self.back_url()


class AppointmentDeed(DeedView):
    def prepare(self):
        visible = Appointment.objects.visible_to(self.request.user).select_related("user", "unit")
        self.appointment = get_object_or_404(visible, pk=self.kwargs["pk"])

    def crumbs(self):
        user = self.appointment.user
        return [(user, reverse("accounts:user_detail", args=[user.pk]))]

    def back_url(self):
        return reverse("accounts:user_detail", args=[self.appointment.user_id])


class AppointmentEnd(FreshSignIn, AppointmentDeed):
    form_class = forms.EndAppointmentForm

    @property
    def heading(self):
        return _("End the appointment: %(appointment)s") % {"appointment": self.appointment}

    def allowed(self):
        return permissions.can_end_appointment(self.request.user, self.appointment)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def do(self, on):
        actions.end_appointment(self.appointment, on=on, by=self.request.user)
        return self.back_url()


class AppointmentDelegate(FreshSignIn, AppointmentDeed):
    form_class = forms.DelegationForm
    explanation = gettext_lazy("Both may act during these days; each deed names its doer.")

    @property
    def heading(self):
        return _("Delegate during absence: %(appointment)s") % {"appointment": self.appointment}

    def allowed(self):
        return permissions.can_delegate(self.request.user, self.appointment)

    def get_form_kwargs(self):
        deputies = User.objects.appointed_below(self.appointment.unit)
        deputies = deputies.exclude(pk=self.request.user.pk)
        return super().get_form_kwargs() | {"deputies": deputies}

    def back_url(self):
        return reverse("accounts:profile")

    def do(self, **typed):
        actions.delegate(self.appointment, by=self.request.user, **typed)
        return self.back_url()


# --- oneself --------------------------------------------------------------------------------------
class Profile(DeedView):
    template_name = "accounts/profile.html"
    form_class = forms.ProfileForm
    heading = gettext_lazy("My account")

    def allowed(self):
        return True

    def get_initial(self):
        user = self.request.user
        return {name: getattr(user, name) for name in ("email", "phone", "language", "version")}

    def crumbs(self):
        return []

    def back_url(self):
        return settings.LOGIN_REDIRECT_URL

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        given = user.delegations.on(today).select_related("user", "unit")
        held = [(row, permissions.can_delegate(user, row)) for row in user.appointments_on(today)]
        return super().get_context_data(held=held, given=given, **kwargs)

    def do(self, **typed):
        user = User.objects.get(pk=self.request.user.pk)
        actions.edit_user(user, by=user, **typed)
        messages.success(self.request, _("Your account is saved."))
        return reverse("accounts:profile")


@require_POST
def act_as(request):
    """Chooses the appointment in which one works now."""
    held = request.user.appointments_on(timezone.localdate())
    chosen = [row for row in held if str(row.pk) == request.POST.get("appointment")]
    if not chosen:
        raise Http404
    request.session[sessions.ACTING] = chosen[0].pk
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
@login_not_required
def language(request):
    """Chooses the language: in the account, or for a visitor in a cookie."""
    wanted = request.POST.get("language")
    if wanted not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(own_address(request, request.POST.get("next", "")))
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=wanted)
    else:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, samesite="Lax", httponly=True)
    return response


def own_address(request, address):
    """The address when it is one of this site's own, otherwise the start page."""
    if address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return settings.LOGIN_REDIRECT_URL


def typed_again(request):
    """After a session ended while somebody typed: what was typed, to be sent again or dropped."""
    kept = sessions.typed(request)
    if kept is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        del request.session[sessions.TYPED]
        return redirect(own_address(request, kept["path"]))
    shown = [(name, value) for name, value in kept["fields"] if value.strip()]
    return render(request, "accounts/typed_again.html", {"kept": kept, "shown": shown})


# --- notices --------------------------------------------------------------------------------------
class NoticeList(ListView):
    template_name = "accounts/notice_list.html"
    paginate_by = 50

    def get_queryset(self):
        return Notice.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(unread=notices.unread_count(self.request.user), **kwargs)
        context["rows"] = [
            (notice, notices.sentence(notice.verb)) for notice in context["page_obj"]
        ]
        return context


@require_POST
def notice_read(request, pk):
    """Marks as read and goes on to what the notice is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notices.mark_read(Notice.objects.filter(pk=notice.pk))
    return redirect(own_address(request, notice.url or reverse("accounts:notice_list")))


@require_POST
def notices_read(request):
    notices.mark_read(Notice.objects.visible_to(request.user))
    return redirect("accounts:notice_list")
