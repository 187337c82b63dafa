"""The list of nominations and its export."""

from django.db.models import Count
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView

from awards import forms, pages, permissions, workflow
from awards.models import Nomination
from awards.states import State
from spreadsheets.write import Sheet, write_workbook

EXPORTED_AT_MOST = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NominationList(ListView):
    template_name = "awards/nomination_list.html"
    paginate_by = 50

    @cached_property
    def filter(self):
        return forms.NominationFilter(self.request.GET or None, user=self.request.user)

    @cached_property
    def counted(self):
        """{state: how many}, of what the other filters leave."""
        visible = Nomination.objects.visible_to(self.request.user)
        rows = self.filter.apply(visible, without_state=True).order_by().values_list("state")
        return dict(rows.annotate(Count("pk")))

    def get_queryset(self):
        visible = Nomination.objects.visible_to(self.request.user)
        return self.filter.apply(visible).with_recipients().for_rows()

    def get_paginator(self, *args, **kwargs):
        """The counts by state say how many there are."""
        paginator = super().get_paginator(*args, **kwargs)
        chosen = self.filter.wanted.get("state")
        counted = self.counted
        paginator.count = counted.get(chosen, 0) if chosen else sum(counted.values())
        return paginator

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(
            form=self.filter,
            states=self.states(),
            can_create=permissions.can_create(user),
            bulk_moves=[(name, workflow.LABELS[name]) for name in workflow.BULK],
            query=self.request.GET.urlencode(),
            **kwargs,
        )
        for nomination in context["page_obj"]:
            nomination.sign = pages.sign(nomination)
            since = {"date": pages.day(nomination.held_since)}
            nomination.since_words = _("since %(date)s") % since
            nomination.award = nomination.award_type.local_name
            nomination.pick = f"{nomination.pk}:{nomination.version}"
            nomination.choose_words = _("Choose %(code)s") % {"code": nomination.code}
        return context

    def states(self):
        """Counts by state as links."""
        chosen = self.filter.wanted.get("state")
        return [
            (pages.SIGNS[s], s.label, self.with_state(s), self.counted.get(s, 0), s == chosen)
            for s in State
        ]

    def with_state(self, state):
        query = self.request.GET.copy()
        query["state"] = state.value
        query.pop("page", None)
        return f"?{query.urlencode()}"


def nomination_export(request):
    """Exactly the filtered list, all pages, as a workbook."""
    chosen = forms.NominationFilter(request.GET or None, user=request.user)
    visible = Nomination.objects.visible_to(request.user)
    rows = chosen.apply(visible).with_recipients().for_list()[:EXPORTED_AT_MOST]
    headers = [
        _("Code"),
        _("State"),
        _("Award"),
        _("Recipient"),
        _("Number of recipients"),
        _("Achievement in one line"),
        _("From"),
        _("To"),
        _("Campaign"),
        _("Nominating unit"),
        _("Held by"),
        _("Sent on"),
        _("Decision"),
        _("Date of the decision"),
    ]
    sheet = Sheet(
        _("Nominations"),
        headers,
        map(exported, rows),
        [14, 16, 34, 28, 10, 44, 12, 12, 40, 30, 30, 12, 18, 12],
    )
    response = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    name = f"ho-so-khen-thuong-{timezone.localdate():%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def exported(nomination):
    sent = nomination.submitted_at
    return [
        nomination.code,
        pages.sign(nomination)[1],
        nomination.award_type.local_name,
        nomination.first_recipient or "",
        nomination.recipient_count,
        nomination.title,
        nomination.period_from,
        nomination.period_to,
        nomination.campaign.title if nomination.campaign else "",
        nomination.unit.name,
        nomination.holder.name,
        timezone.localtime(sent).date() if sent else None,
        nomination.decision_number,
        nomination.decided_on,
    ]
