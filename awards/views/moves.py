"""Moves of one dossier and of several."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from accounts import fresh
from awards import actions, forms, permissions, route, verdicts, workflow
from awards.models import Nomination
from awards.views.dossier import nomination_of
from units.pages import DeedView


class NominationMove(DeedView):
    template_name = "awards/nomination_move.html"

    def prepare(self):
        name = self.kwargs["name"]
        if name not in workflow.NAMES:
            raise Http404
        self.nomination = nomination_of(self.request, self.kwargs["pk"])
        route.prepared_or_bare(self.nomination, timezone.localdate())
        open_now = (s for s in workflow.open_moves(self.nomination) if s.name == name)
        self.open_step = next(open_now, None)
        self.step = self.open_step or forms.step_named(name)

    def allowed(self):
        return self.open_step is None or permissions.may_move(
            self.request.user, self.nomination, self.open_step
        )

    def first(self):
        return fresh.ask_again(self.request) if self.step.decides else None

    def get(self, request, *args, **kwargs):
        if self.open_step is None:
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    form_class = forms.MoveForm

    def get_form_kwargs(self):
        law = verdicts.law_gap(self.nomination, timezone.localdate())
        return super().get_form_kwargs() | {"step": self.step, "law_gap": law}

    def get_initial(self):
        return {"version": self.nomination.version}

    @property
    def heading(self):
        return self.step.label

    def crumbs(self):
        return [
            (_("Nominations"), reverse("awards:nomination_list")),
            (self.nomination.code, self.back_url()),
        ]

    def back_url(self):
        return reverse("awards:nomination_detail", args=[self.nomination.pk])

    def get_context_data(self, **kwargs):
        self.verb = self.step.label
        goes_to = self.open_step.holder(self.nomination) if self.open_step else None
        if goes_to == self.nomination.holder:
            goes_to = None
        return super().get_context_data(
            nomination=self.nomination, step=self.step, goes_to=goes_to, **kwargs
        )

    def do(self, **typed):
        actions.move(self.nomination, self.step.name, by=self.request.user, **typed)
        messages.success(self.request, f"{self.nomination.code}: {self.step.told}.")
        visible = Nomination.objects.visible_to(self.request.user).filter(pk=self.nomination.pk)
        return self.back_url() if visible.exists() else reverse("awards:nomination_list")


class NominationBulk(View):
    """GET with ticked dossiers asks: how many, which, what will happen; POST does it."""

    def dispatch(self, request, *args, **kwargs):
        asked = request.POST if request.method == "POST" else request.GET
        name = asked.get("step", "")
        if name in workflow.BULK and forms.step_named(name).decides:
            if response := fresh.ask_again(request):
                return response
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.ask(forms.picked(request.GET.getlist("pick")), request.GET.get("step", ""))

    def post(self, request):
        name = request.POST.get("step", "")
        seen = forms.picked(request.POST.getlist("pick"))
        rows = self.rows(seen)
        form = self.form(name, rows, request.POST)
        if not form.is_valid():
            return self.ask(seen, name, form=form, status=422)
        try:
            done = actions.move_all(
                [(rows[pk], version or 0) for pk, version in seen if pk in rows],
                name,
                by=request.user,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            known = (
                hasattr(refusal, "error_dict") and refusal.error_dict.keys() <= form.fields.keys()
            )
            form.add_error(None, refusal if known else refusal.messages)
            return self.ask(seen, name, form=form, status=409)
        said = ngettext("%(count)d dossier: %(told)s.", "%(count)d dossiers: %(told)s.", done)
        messages.success(request, said % {"count": done, "told": workflow.TOLD[name]})
        return redirect("awards:nomination_list")

    def form(self, name, rows, typed=None):
        if name not in workflow.BULK:
            raise Http404
        laws = {verdicts.law_gap(row, timezone.localdate()) for row in rows.values()} - {""}
        return forms.BulkForm(typed, step=forms.step_named(name), law_gap=", ".join(laws))

    def rows(self, seen):
        visible = Nomination.objects.visible_to(self.request.user).for_list().with_route()
        return visible.with_recipients().in_bulk([pk for pk, _version in seen])

    def ask(self, seen, name, *, form=None, status=200):
        form = form or self.form(name, self.rows(seen))
        items, fields, left = self.sorted_out(seen, name)
        words = ngettext(
            "%(label)s: %(count)d dossier", "%(label)s: %(count)d dossiers", len(items)
        ) % {"label": workflow.LABELS[name], "count": len(items)}
        context = {
            "heading": words,
            "explanation": _("All of them or none: if one cannot be moved, nothing is done."),
            "items": items,
            "left": left,
            "fields": [("step", name), *fields],
            "form": form,
            "submit": words,
            "back_url": reverse("awards:nomination_list"),
            "crumbs": [(_("Nominations"), reverse("awards:nomination_list"))],
        }
        return render(self.request, "awards/nomination_bulk.html", context, status=status)

    def sorted_out(self, seen, name):
        """What the step will touch, its hidden fields, and what it leaves out."""
        rows, user, today = self.rows(seen), self.request.user, timezone.localdate()
        items, fields, left = [], [], []
        for pk, version in seen:
            if pk not in rows:
                continue
            nomination = route.prepared_or_bare(rows[pk], today)
            words = [nomination.code, nomination.award_type.local_name, nomination.first_recipient]
            text = " · ".join(word for word in words if word)
            if name in {step.name for step in permissions.moves_open_to(user, nomination)}:
                items.append((text, nomination.unit.name))
                fields.append(("pick", f"{pk}:{version or nomination.version}"))
            else:
                left.append((text, _("this step is not open to you there")))
        return items, fields, left
