"""Page of one dossier."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView

from audit.models import Event
from awards import pages, permissions, route
from awards.bonuses import bonuses_on
from awards.models import Nomination, Nominee


def nomination_of(request, pk):
    """The dossier with everything its pages show, or 404."""
    rows = Nomination.objects.visible_to(request.user).for_list().with_route()
    rows = rows.select_related("created_by").prefetch_related(
        Prefetch("nominees", Nominee.objects.select_related("person", "collective", "household")),
        "files",
    )
    return get_object_or_404(rows, pk=pk)


class NominationDetail(DetailView):
    template_name = "awards/nomination_detail.html"
    context_object_name = "nomination"

    def get_object(self):
        nomination = nomination_of(self.request, self.kwargs["pk"])
        return route.prepared_or_bare(nomination, timezone.localdate())

    def get_context_data(self, **kwargs):
        nomination, user = self.object, self.request.user
        nominees = list(nomination.nominees.all())
        events = list(Event.objects.of(nomination))
        return super().get_context_data(
            heading=pages.heading(nomination, nominees),
            sign=pages.sign(nomination),
            nominees=nominees,
            steps=pages.steps(nomination),
            now=pages.what_now(nomination, user),
            can_edit=permissions.can_edit(user, nomination),
            events=pages.history(events),
            appraisal=pages.appraisal_papers(nomination, user),
            eligibility=pages.eligibility(nomination, events),
            files=pages.files_of(nomination),
            bonuses=self.bonuses(nomination, nominees),
            **kwargs,
        )

    def bonuses(self, nomination, nominees):
        """What the law pays for these kinds of recipient, on the day of the decision or today."""
        on = nomination.decided_on or timezone.localdate()
        lines = bonuses_on(on, [nomination.award_type_id]).get(nomination.award_type_id, [])
        kinds = {nominee.kind for nominee in nominees}
        return [line for line in lines if line.recipient in kinds]
