"""Pages beside those that every kind of record has: recognition of an initiative, minutes of a
place, the close of a matter; and what joins leave, disciplines and matters."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from awards import permissions
from awards.records import achievements, conduct, minutes, subjects
from awards.records.views import RecordCorrect, RecordDeed, RecordEnter, RecordList


class InitiativeEnter(RecordEnter):
    def enter(self, record, form):
        if record.unit_id is None:
            record.unit_id = record.person.unit_now_id
        super().enter(record, form)


class RecordPart(RecordCorrect):
    """Corrects some fields of a record, on a page that says what for."""

    form_class: Any
    page_name = ""

    def allowed(self):
        is_open = next(
            is_open for _words, page, is_open in self.pages.deeds if page == self.page_name
        )
        return super().allowed() and is_open(self.record)

    def words(self):
        return self.form_class.verb

    def get_form_class(self):
        return self.form_class

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("user")
        return kwargs


class Recognise(RecordPart):
    form_class = achievements.RecognitionForm
    page_name = "recognise"


class ReviewClose(RecordPart):
    form_class = conduct.CloseForm
    page_name = "close"


class RankEnter(RecordEnter):
    def form(self, *typed):
        return achievements.NewRankForm(*typed, user=self.request.user)

    def enter(self, record, form):
        minutes.enter_rank(record, form.uploads, by=self.request.user)


class RankMinutes(RecordDeed):
    form_class = achievements.MinutesForm

    def words(self):
        return self.form_class.verb

    def get_initial(self):
        return {"version": self.record.version}

    def do(self, *, files, version):
        minutes.attach_minutes(self.record, files, version=version, by=self.request.user)
        messages.success(self.request, _("The minutes are attached."))
        return self.back_url()


class ConductList(RecordList):
    """Leave, disciplines and matters lead to one another, as far as the user keeps them."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        others = [pages for pages in (conduct.LEAVES, conduct.DISCIPLINES, conduct.REVIEWS)
                  if pages is not self.pages]  # fmt: skip
        context["links"] = [
            (pages.title, reverse(f"awards:{pages.name}_list"))
            for pages in others
            if permissions.can_record(self.request.user, roles=subjects.roles_of(pages.model))
        ]
        return context
