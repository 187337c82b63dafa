"""The years for which titles are registered, and opening one."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import ListView

from awards.models import Registration, RegistrationWindow
from awards.registration import actions, candidates, forms, permissions
from units.pages import DeedView
from vietnamese.dates import format_date

SIGNS = {  # of a window: (look, words)
    "coming": ("todo", gettext_lazy("Not open yet")),
    "open": ("track", pgettext_lazy("registration", "Open")),
    "closed": ("met", gettext_lazy("Closed")),
}


def sign(window, today):
    if today < window.opens:
        return SIGNS["coming"]
    return SIGNS["open" if today <= window.closes else "closed"]


def crumbs(window=None):
    found = [(_("Registration of titles"), reverse("awards:registration_windows"))]
    if window:
        found.append((str(window), reverse("awards:registration_board", args=[window.pk])))
    return found


class WindowList(ListView):
    template_name = "awards/registration/windows.html"
    paginate_by = 50

    def get_queryset(self):
        windows = RegistrationWindow.objects.visible_to(self.request.user)
        return windows.select_related("authority")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            can_open=permissions.can_open(self.request.user), **kwargs
        )
        windows, today = list(context["page_obj"]), timezone.localdate()
        asked, registered = self.counts(windows)
        sheets = self.sheets(windows)
        context["lines"] = [
            {
                "window": window,
                "sign": sign(window, today),
                "asked": asked.get(window.pk, 0),
                "registered": registered.get(window.pk, 0),
                "sheets": sheets.get(window.pk, []),
                "is_open": window.is_open_on(today),
            }
            for window in windows
        ]
        return context

    def counts(self, windows):
        """Of the units that the user sees: how many are asked, and have registered something."""
        below = Q(unit__in=self.request.user.units_on(timezone.localdate()))
        rows = RegistrationWindow.units.through.objects.filter(
            below, registrationwindow__in=windows
        )
        asked = rows.values_list("registrationwindow").annotate(Count("pk"))
        standing = Registration.objects.standing().filter(below, window__in=windows)
        registered = (
            standing.order_by().values_list("window").annotate(Count("unit", distinct=True))
        )
        return dict(asked), dict(registered)

    def sheets(self, windows):
        """{window: [(unit id, name)]} of the asked units for which the user registers."""
        mine = self.request.user.units_holding(permissions.NOMINATES)
        rows = RegistrationWindow.units.through.objects.filter(
            unit__in=mine, registrationwindow__in=windows
        )
        found = {}
        for window, pk, name in rows.values_list("registrationwindow", "unit", "unit__name"):
            found.setdefault(window, []).append((pk, name))
        return found


class WindowOpen(DeedView):
    """First which units that are; then, on a page with their count and list, the deed."""

    form_class = forms.WindowForm
    heading = gettext_lazy("Open a registration of titles")
    LISTED = 20

    def allowed(self):
        return permissions.asking_units(self.request.user).exists()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        today = timezone.localdate()
        return {"authority": self.request.user.acting_unit_id, "year": today.year, "opens": today}

    def form_valid(self, form):
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def do(self, *, levels, kinds, units, **typed):
        asked = candidates.asked_units(
            typed["authority"], levels=levels, kinds=kinds, named=units, on=timezone.localdate()
        )
        everyone = list({unit.pk: unit for unit in [*asked, *units]}.values())
        actions.refuse_impossible_window(units=everyone, **typed)
        if "confirmed" not in self.request.POST:
            return self.confirm(everyone, typed)
        window = actions.open_window(units=everyone, by=self.request.user, **typed)
        messages.success(self.request, _("The registration is open, the units are told."))
        return reverse("awards:registration_board", args=[window.pk])

    def confirm(self, units, typed):
        typed_again = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ]
        count = len(units)
        words = ngettext(
            "Open it and tell %(count)d unit", "Open it and tell %(count)d units", count
        )
        context = {
            "heading": _("%(unit)s: titles of %(year)d")
            % {"unit": typed["authority"], "year": typed["year"]},
            "explanation": _("From %(opens)s to %(closes)s these units register; each is told.")
            % {name: format_date(typed[name]) for name in ("opens", "closes")},
            "units": units[: self.LISTED],
            "more": max(count - self.LISTED, 0),
            "fields": typed_again,
            "submit": words % {"count": count},
            "crumbs": self.crumbs(),
        }
        return render(self.request, "awards/registration/open_confirm.html", context)

    def crumbs(self):
        return crumbs()

    def back_url(self):
        return reverse("awards:registration_windows")


class OfWindow:
    """A page of one window that the user sees."""

    @cached_property
    def window(self):
        visible = RegistrationWindow.objects.visible_to(self.request.user)
        return get_object_or_404(visible.select_related("authority"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(window=self.window, **kwargs)
