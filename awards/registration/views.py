"""The board of one registration: who has registered what, prolonging, reminding."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import ListView, TemplateView

from awards.registration import actions, board, forms, permissions
from awards.registration.windows import OfWindow, crumbs, sign
from units.models import words_match
from units.pages import DeedView
from vietnamese.dates import format_date

STANDINGS = {  # (look, words) of the filters below the board
    "registered": ("met", pgettext_lazy("standing", "Registered")),
    "missing": ("risk", gettext_lazy("Nothing registered")),
}


class Board(OfWindow, ListView):
    """Who has registered what, who has not; and what came of it."""

    template_name = "awards/registration/board.html"
    paginate_by = 50

    @cached_property
    def filter(self):
        return forms.BoardFilter(self.request.GET or None)

    @cached_property
    def standing(self):
        wanted = self.filter.wanted.get("standing", "")
        return wanted if wanted in STANDINGS else ""

    @cached_property
    def asked(self):
        return board.asked(self.window).filter(
            pk__in=self.request.user.units_on(timezone.localdate())
        )

    @cached_property
    def units(self):
        """{unit: whether it has registered anything} of all that are asked."""
        return dict(self.asked.order_by().values_list("pk", "registered"))

    @cached_property
    def known(self):
        return board.reminders(self.window)

    @property
    def registered_count(self):
        return sum(self.units.values())

    def get_queryset(self):
        rows = self.asked.order_by("sort_key", "pk")
        if text := self.filter.wanted.get("q"):
            rows = rows.filter(words_match(text))
        return rows.filter(registered=self.standing == "registered") if self.standing else rows

    def get_context_data(self, **kwargs):
        window, user = self.window, self.request.user
        context = super().get_context_data(
            form=self.filter,
            sign=sign(window, timezone.localdate()),
            states=self.states(),
            chosen=STANDINGS[self.standing][1] if self.standing else self.filter.wanted.get("q"),
            asked_count=len(self.units),
            known=self.known,
            compared=board.comparison(window, user),
            can_prolong=permissions.can_steer(user, window),
            remind=self.reminder(),
            list_url=self.request.path,
            **kwargs,
        )
        units = list(context["page_obj"])
        context["lines"] = board.unit_lines(window, units, self.known)
        context["open_sheets"] = {
            unit.pk for unit in units if permissions.can_register(user, window, unit.pk)
        }
        return context

    def reminder(self):
        """The words of the button, "" when there is nobody to remind or it is not the time."""
        today = timezone.localdate()
        steers = permissions.can_steer(self.request.user, self.window)
        if not steers or not self.window.is_open_on(today):
            return ""
        missing = [pk for pk, registered in self.units.items() if not registered]
        waiting = [pk for pk in missing if self.known.reminded_on(pk) != today]
        return remind_words(len(waiting)) if waiting else ""

    def states(self):
        done = self.registered_count
        counts = {"registered": done, "missing": len(self.units) - done}
        path = self.request.path
        return [
            (look, words, f"{path}?standing={name}", counts[name], name == self.standing)
            for name, (look, words) in STANDINGS.items()
        ]


def remind_words(count):
    words = ngettext("Remind %(count)d unit", "Remind %(count)d units", count)
    return words % {"count": count}


class Prolong(OfWindow, DeedView):
    form_class = forms.ProlongForm
    heading = gettext_lazy("Prolong the registration")
    explanation = gettext_lazy("All units asked are told of the new closing day.")

    def allowed(self):
        return permissions.can_steer(self.request.user, self.window)

    def get_initial(self):
        return {"closes": self.window.closes, "version": self.window.version}

    def do(self, **typed):
        actions.prolong(self.window, by=self.request.user, **typed)
        messages.success(self.request, _("The registration is prolonged, the units are told."))
        return self.back_url()

    def crumbs(self):
        return crumbs(self.window)

    def back_url(self):
        return reverse("awards:registration_board", args=[self.window.pk])


class Remind(OfWindow, TemplateView):
    """Before the reminder goes out: how many, and to whom (P8)."""

    template_name = "components/confirm.html"
    LISTED = 20

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_steer(request.user, self.window):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        units = board.to_remind(self.window)
        back = reverse("awards:registration_board", args=[self.window.pk])
        missing = f"{back}?standing=missing"
        return super().get_context_data(
            heading=remind_words(len(units)),
            submit=remind_words(len(units)),
            explanation=_(
                "Each of these units gets a notice to register its titles until %(date)s. Units "
                "reminded today are left out. This is kept in the history."
            )
            % {"date": format_date(self.window.closes)},
            items=[(unit.name, "") for unit in units[: self.LISTED]],
            more=max(len(units) - self.LISTED, 0),
            more_url=missing,
            back_url=missing,
            crumbs=crumbs(self.window),
            **kwargs,
        )

    def post(self, request, pk):
        try:
            count = actions.remind(self.window, by=request.user)
        except ValidationError as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal), status=409)
        if count:
            words = ngettext("%(count)d unit reminded.", "%(count)d units reminded.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.info(request, _("All of these units have been reminded today."))
        return redirect("awards:registration_board", pk)
