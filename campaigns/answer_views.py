"""Who has received and answered, who is reminded, and the answers themselves."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView, TemplateView

from campaigns import answering, forms, permissions
from campaigns.models import Addressee, Answer, Campaign
from campaigns.states import CampaignState
from campaigns.views import OfCampaign, Pages, campaign_crumbs
from units.models import words_match

STANDING_WORDS = {  # name of STANDINGS: (look, words), as filters below the board
    "received": ("met", pgettext_lazy("standing", "Received")),
    "not_received": ("todo", gettext_lazy("Not received")),
    "answered": ("met", gettext_lazy("Answered")),
    "not_answered": ("risk", gettext_lazy("Not answered")),
    "plan_sent": ("met", gettext_lazy("Plan sent")),
    "plan_missing": ("risk", gettext_lazy("Plan missing")),
    "pact_signed": ("met", gettext_lazy("Pact signed")),
    "pact_missing": ("risk", gettext_lazy("Pact missing")),
    "outside": ("unknown", gettext_lazy("Outside the system")),
}
REMINDER_WORDS = {
    "not_received": gettext_lazy("to confirm that the plan has been received"),
    "not_answered": gettext_lazy("to answer the campaign"),
    "plan_missing": gettext_lazy("to send the plan of the unit"),
    "pact_missing": gettext_lazy("to sign the pact"),
}


# --- who has answered -----------------------------------------------------------------------------
@dataclass(frozen=True)
class BoardLine:
    addressee: Addressee
    answer: Answer | None
    late: bool


class CampaignUnits(OfCampaign, ListView):
    """The board: who has received and answered, who has not (P2)."""

    tab = "units"
    template_name = "campaigns/campaign_units.html"
    paginate_by = 50
    paginator_class = Pages

    @cached_property
    def addressees(self):
        return Addressee.objects.visible_to(self.request.user).filter(campaign=self.campaign)

    @cached_property
    def filter(self):
        return forms.StandingFilter(self.request.GET or None)

    @cached_property
    def standing(self):
        wanted = self.filter.wanted.get("standing", "")
        return wanted if wanted in STANDING_WORDS else ""

    def get_queryset(self):
        rows = self.addressees.select_related("unit").order_by("unit__sort_key", "name", "pk")
        if text := self.filter.wanted.get("q"):
            rows = rows.filter(words_match(text, "unit__search_key") | Q(name__icontains=text))
        return rows.standing(self.standing) if self.standing else rows.with_answers()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counts = self.addressees.progress()
        shown = list(context["page_obj"])
        answers = Answer.objects.visible_to(self.request.user).filter(
            campaign=self.campaign, unit__in=[row.unit_id for row in shown if row.unit_id]
        )
        of_unit = {answer.unit_id: answer for answer in answers}
        due = self.campaign.answer_due
        waits = self.campaign.state == CampaignState.ISSUED  # summed up, nothing is late any more
        late = waits and due is not None and due < timezone.localdate()
        context |= {
            "form": self.filter,
            "counts": counts,
            "lines": [
                BoardLine(
                    row, of_unit.get(row.unit_id), late and row.asks_answer and not row.answered
                )
                for row in shown
            ],
            "states": self.state_links(counts),
            "standing": self.standing,
            "chosen": STANDING_WORDS[self.standing][1] if self.standing else "",
            "list_url": self.request.path,
            "reminder": self.reminder(counts),
            "answering": permissions.answering_units(self.request.user, self.campaign),
        }
        return context

    def state_links(self, counts):
        path = self.request.path
        return [
            (look, words, f"{path}?standing={name}", counts[name], name == self.standing)
            for name, (look, words) in STANDING_WORDS.items()
            if counts[name] or name == self.standing
        ]

    def reminder(self, counts):
        """(address, words) of the reminder that fits the filter; of the answers without one."""
        standing = self.standing or "not_answered"
        if standing not in answering.REMINDERS or not counts[standing]:
            return None
        if not permissions.can_remind(self.request.user, self.campaign):
            return None
        return reverse("campaigns:remind", args=[self.campaign.code, standing]), remind_words(
            counts[standing]
        )


class Remind(OfCampaign, TemplateView):
    """Before the reminder goes out: how many, and to whom (P8)."""

    template_name = "components/confirm.html"
    LISTED = 20

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_remind(request.user, self.campaign):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        standing = self.kwargs["standing"]
        rows = answering.to_remind(self.campaign, standing).order_by("unit__sort_key")
        count = rows.count()
        back = reverse("campaigns:campaign_units", args=[self.campaign.code])
        return super().get_context_data(
            heading=remind_words(count),
            submit=remind_words(count),
            explanation=_(
                "Each of these units gets a notice %(what)s. Units reminded today are left out. "
                "This is kept in the history."
            )
            % {"what": REMINDER_WORDS.get(standing, "")},
            items=[(row.name, reminded_words(row)) for row in rows[: self.LISTED]],
            more=max(count - self.LISTED, 0),
            more_url=f"{back}?standing={standing}",
            back_url=f"{back}?standing={standing}",
            crumbs=[*campaign_crumbs(self.campaign), (_("Units and answers"), back)],
            **kwargs,
        )

    def post(self, request, code, standing):
        count = answering.remind(self.campaign, standing, by=request.user)
        if count:
            words = ngettext("%(count)d unit reminded.", "%(count)d units reminded.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.info(request, _("All of these units have been reminded today."))
        return redirect("campaigns:campaign_units", code)


def remind_words(count):
    words = ngettext("Remind %(count)d unit", "Remind %(count)d units", count)
    return words % {"count": count}


def reminded_words(addressee):
    if addressee.reminded_at is None:
        return ""
    date = timezone.localtime(addressee.reminded_at).strftime("%d/%m/%Y")
    return _("reminded on %(date)s") % {"date": date}


# --- answers --------------------------------------------------------------------------------------
class AnswerEdit(OfCampaign, TemplateView):
    """A unit's answer: for the unit one acts for, or another of one's own that is addressed."""

    tab = "units"
    template_name = "campaigns/answer_edit.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.units:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def units(self):
        return list(permissions.answering_units(self.request.user, self.campaign))

    @cached_property
    def unit(self):
        wanted = self.request.GET.get("unit") or str(self.request.user.acting_unit_id)
        by_id = {str(unit.pk): unit for unit in self.units}
        return by_id.get(wanted, self.units[0])

    @cached_property
    def addressee(self):
        return Addressee.objects.get(campaign=self.campaign, unit=self.unit)

    def answer(self):
        known = Answer.objects.filter(campaign=self.campaign, unit=self.unit).first()
        return known or Answer(campaign=self.campaign, unit=self.unit)

    def form(self, *data):
        return forms.AnswerForm(*data, instance=self.answer(), unit=self.unit, asked=self.addressee)

    def get(self, request, code):
        return self.page(self.form())

    def page(self, form, status=200):
        context = self.get_context_data(
            form=form,
            unit=self.unit,
            units=self.units,
            addressee=self.addressee,
            answer=self.answer(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request, code):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        typed = dict(form.cleaned_data)
        draft = "draft" in request.POST
        removed = [file.pk for file in typed.pop("removed_files", [])]
        try:
            answering.save_answer(
                self.campaign,
                self.unit,
                by=request.user,
                send=not draft,
                removed_files=removed,
                **typed,
            )
        except ValidationError as refusal:
            form.data = form.data.copy()
            form.data["version"] = str(self.answer().version if self.answer().pk else 0)
            form.add_error(None, refusal.messages)
            return self.page(form, 409)
        messages.success(
            request, _("The answer is kept as a draft.") if draft else _("Answer sent.")
        )
        return redirect(f"{request.path}?unit={self.unit.pk}")


class AnswerDetail(OfCampaign, DetailView):
    tab = "units"
    template_name = "campaigns/answer_detail.html"
    context_object_name = "answer"

    def get_queryset(self):
        answers = Answer.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return answers.select_related("unit", "own_campaign", "sent_by").prefetch_related("files")

    def get_context_data(self, **kwargs):
        files = [
            {"name": file.name, "url": file.get_absolute_url(), "about": file.get_kind_display()}
            for file in self.object.files.all()
        ]
        own = permissions.can_answer(self.request.user, self.campaign, self.object.unit)
        return super().get_context_data(files=files, can_answer=own, **kwargs)


@require_POST
def receive(request, code):
    """Tiếp nhận. A second click changes nothing."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), code=code)
    units = permissions.answering_units(request.user, campaign)
    wanted = request.POST.get("unit", "")
    unit = get_object_or_404(units, pk=int(wanted) if wanted.isdecimal() else 0)
    answering.receive(campaign, unit, by=request.user)
    messages.success(request, _("%(unit)s has received the plan.") % {"unit": unit})
    return redirect("campaigns:campaign_units", code)
