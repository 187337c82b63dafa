"""The criteria of a dossier: what they say of each recipient, what the unit states for them, and
letting a failed one pass."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from audit.models import Event
from awards import eligibility_forms, findings, permissions, route, verdicts
from awards.eligibility.dossiers import COMPLETE, judge_dossier
from awards.models import Confirmation
from awards.states import State
from awards.views.dossier import nomination_of
from units.pages import DeedView

LIVE = (State.DRAFT, State.APPRAISAL)  # still to be judged; otherwise the last judgement is shown


class OfDossier:
    """`?recipient=` chooses one of several recipients."""

    @cached_property
    def nomination(self):
        nomination = nomination_of(self.request, self.kwargs["pk"])
        return route.prepared_or_bare(nomination, timezone.localdate())

    @cached_property
    def nominees(self):
        return list(self.nomination.nominees.all())

    @cached_property
    def chosen(self):
        """The recipient asked for, the only one, or None: all of them."""
        asked = self.kwargs.get("nominee") or self.request.GET.get("recipient", "")
        if not asked:
            return self.nominees[0] if len(self.nominees) == 1 else None
        found = next((one for one in self.nominees if str(one.pk) == str(asked)), None)
        if found is None:
            raise Http404
        return found

    def check_url(self):
        url = reverse("awards:nomination_check", args=[self.nomination.pk])
        return f"{url}?recipient={self.chosen.pk}" if self.chosen else url

    def crumbs(self):
        return [
            (_("Nominations"), reverse("awards:nomination_list")),
            (
                self.nomination.code,
                reverse("awards:nomination_detail", args=[self.nomination.pk]),
            ),
        ]


class NominationCheck(OfDossier, TemplateView):
    template_name = "awards/eligibility/check.html"

    def get_context_data(self, **kwargs):
        nomination, user = self.nomination, self.request.user
        outcomes, event = self.judged()
        by_nominee = {one.nominee: one for one in outcomes}
        rows = [
            (nominee, by_nominee[nominee.pk])
            for nominee in self.nominees
            if nominee.pk in by_nominee
        ]
        chosen = self.chosen
        return super().get_context_data(
            nomination=nomination,
            rows=rows,
            chosen=chosen,
            outcome=by_nominee.get(chosen.pk) if chosen else None,
            event=event,
            law_gap=verdicts.law_gap(nomination, timezone.localdate()),
            can_state=permissions.can_edit(user, nomination),
            can_override=event is None and permissions.can_override(user, nomination),
            **kwargs,
        )

    def judged(self):
        """(outcomes, the event they were frozen in; None when they are live)"""
        if self.nomination.state in LIVE:
            lines = judge_dossier(self.nomination, timezone.localdate())
            return findings.live(self.nomination, lines), None
        event = findings.last_judged(list(Event.objects.of(self.nomination)))
        return (findings.as_judged(self.nomination, event) if event else []), event


class NominationState(OfDossier, DeedView):
    """What the unit states for the criteria: of the chosen recipient, or of all at once."""

    form_class = eligibility_forms.StatementsForm

    def allowed(self):
        return permissions.can_edit(self.request.user, self.nomination)

    def prepare(self):
        self.asked = [self.chosen] if self.chosen else self.nominees
        if self.chosen or not self.nominees:
            self.heading = _("Confirm for the criteria")
        else:
            self.heading = _("Confirm for all %(count)d recipients") % {"count": len(self.asked)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "nomination": self.nomination,
            "nominees": self.asked,
        }

    def get_initial(self):
        initial = {"version": self.nomination.version}
        claim = self.nomination.achievement_claims.first()
        if claim:
            initial |= {
                "category": claim.category,
                "influence": claim.influence,
                "confirmed_by": claim.confirmed_by,
            }
        for step in self.nomination.process_steps.all():
            initial[eligibility_forms.DAY + step.step] = step.date
        if self.chosen:
            initial["occupation"] = self.chosen.occupation
        return initial | self.said()

    def said(self):
        """What all those asked for agree in."""
        rows = Confirmation.objects.filter(nominee__in=self.asked)
        counts = {}
        for statement, holds in rows.values_list("statement", "holds"):
            counts[statement, holds] = counts.get((statement, holds), 0) + 1
        initial = {}
        for (statement, holds), count in counts.items():
            if count < len(self.asked):
                continue
            if statement.startswith(COMPLETE):
                name = statement.removeprefix(COMPLETE)
                initial[eligibility_forms.LIST + name] = holds
            else:
                initial[eligibility_forms.SAY + statement] = "yes" if holds else "no"
        return initial

    def back_url(self):
        return self.check_url()

    def form_valid(self, form):
        self.form = form
        return super().form_valid(form)

    def do(self, *, version, **typed):
        stated = self.form.stated()
        verdicts.state(self.nomination, self.asked, stated, version=version, by=self.request.user)
        messages.success(self.request, _("What was confirmed is saved."))
        return self.check_url()


class CriterionOverride(OfDossier, DeedView):
    form_class = eligibility_forms.OverrideForm
    heading = eligibility_forms.OverrideForm.verb

    def prepare(self):
        known = findings.Shower(self.nomination)
        self.criterion = known.known.get(self.kwargs["criterion"])
        if self.criterion is None or self.chosen is None:
            raise Http404
        self.explanation = (
            f"{self.chosen.name}: {known.tell.requirement(self.criterion)} "
            f"({self.criterion.citation})"
        )

    def allowed(self):
        return permissions.can_override(self.request.user, self.nomination)

    def get_initial(self):
        return {"version": self.nomination.version}

    def back_url(self):
        return self.check_url()

    def do(self, *, version, reason):
        verdicts.override(
            self.chosen, self.criterion.code, reason=reason, version=version, by=self.request.user
        )
        messages.success(self.request, _("The criterion is let pass, with the reason."))
        return self.check_url()
