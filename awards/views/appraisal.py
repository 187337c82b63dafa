"""Asking other bodies and publishing, while a dossier is in appraisal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from awards import appraisal, forms, permissions
from awards.views.dossier import nomination_of
from units.pages import DeedView


class AppraisalDeed(DeedView):
    """A deed of the secretariat on one dossier; `done_words` is said afterwards."""

    done_words = ""

    def prepare(self):
        self.nomination = nomination_of(self.request, self.kwargs["pk"])

    def allowed(self):
        return permissions.can_appraise(self.request.user, self.nomination)

    @property
    def heading(self):
        return self.form_class.verb

    def crumbs(self):
        return [
            (_("Nominations"), reverse("awards:nomination_list")),
            (self.nomination.code, self.back_url()),
        ]

    def back_url(self):
        return reverse("awards:nomination_detail", args=[self.nomination.pk]) + "#appraisal"

    def get_initial(self):
        return {"version": self.nomination.version}

    def do(self, **typed):
        self.act(by=self.request.user, **typed)
        messages.success(self.request, self.done_words)
        return self.back_url()


class Consult(AppraisalDeed):
    form_class = forms.ConsultForm

    def act(self, **typed):
        asked = appraisal.consult(self.nomination, **typed)
        self.done_words = _("%(body)s is asked.") % {"body": asked.body}


class Answer(AppraisalDeed):
    form_class = forms.AnswerForm

    def prepare(self):
        super().prepare()
        self.consultation = get_object_or_404(
            self.nomination.consultations.all(), pk=self.kwargs["consultation"]
        )
        self.explanation = f"{self.consultation.body}: {self.consultation.matter}"

    def act(self, **typed):
        self.consultation.nomination = self.nomination
        appraisal.answer(self.consultation, **typed)
        self.done_words = _("The answer is recorded.")


class Publish(AppraisalDeed):
    form_class = forms.PublishForm

    def act(self, **typed):
        appraisal.publish(self.nomination, **typed)
        self.done_words = _("The publication is recorded.")
