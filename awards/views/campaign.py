"""The awards tab of a campaign, and the page where its quotas are written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views import View
from django.views.generic import DetailView

from awards import actions, forms, permissions, summary
from awards.models import Nomination, Quota, RecipientKind
from awards.states import State
from campaigns.models import Campaign
from campaigns.permissions import can_edit
from campaigns.rows import rows_of
from documents.charts import bullet

QuotaRows = rows_of(forms.QuotaRow)


def campaign_of(request, code):
    return get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("unit"), code=code
    )


class CampaignAwards(DetailView):
    template_name = "awards/campaign_awards.html"
    context_object_name = "campaign"

    def get_object(self):
        return campaign_of(self.request, self.kwargs["code"])

    def get_context_data(self, **kwargs):
        campaign, user = self.object, self.request.user
        visible = Nomination.objects.visible_to(user).filter(campaign=campaign)
        return super().get_context_data(
            quotas=[
                {
                    "line": line,
                    "chart": bullet(
                        line.granted,
                        plan=line.quota.low,
                        high=line.quota.high,
                        forecast=line.proposed,
                    ),
                }
                for line in summary.quotas(campaign)
            ],
            shares=share_rows(campaign),
            counts=count_rows(summary.counts(campaign=campaign)),
            nominations=visible.with_recipients().for_list()[:20],
            visible_count=visible.count(),
            may_edit_quotas=can_edit(user, campaign),
            may_nominate=permissions.can_create(user) and not campaign.is_draft,
            **kwargs,
        )


SHARES = {
    "direct_workers": _lazy("Direct workers among individuals"),
    "women": _lazy("Women among individuals"),
    "ethnic_minority": _lazy("Ethnic minorities among individuals"),
    "small_collectives": _lazy("Small collectives among collectives"),
    "remote": _lazy("Especially difficult, border and island areas"),
}


def share_rows(campaign):
    """Each share among the lines proposed and among those granted."""
    proposed = summary.shares(campaign=campaign)
    granted = summary.shares(campaign=campaign, states=[State.GRANTED])
    return [
        {"label": label, "proposed": getattr(proposed, name), "granted": getattr(granted, name)}
        for name, label in SHARES.items()
    ]


def count_rows(lines):
    """By award and kind of recipient: lines in each state, for the table."""
    rows = {}
    for line in lines:
        row = rows.setdefault((line.award, line.recipient), dict.fromkeys(State.values, 0))
        row[line.state] += line.lines
    return [
        {
            "award": award,
            "recipient": RecipientKind(recipient).label,
            "cells": [(State(state).label, count) for state, count in row.items()],
            "total": sum(row.values()),
        }
        for (award, recipient), row in rows.items()
    ]


class QuotasEdit(View):
    """The quotas of a draft plan, one row each."""

    def dispatch(self, request, *args, **kwargs):
        self.campaign = campaign_of(request, kwargs["code"])
        if not can_edit(request.user, self.campaign):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self, typed=None):
        recorded = self.campaign.quotas.prefetch_related("award_types")
        return QuotaRows(
            typed,
            rows=recorded,
            blank=lambda: Quota(campaign=self.campaign),
            form_kwargs={"campaign": self.campaign},
            prefix="rows",
        )

    def get(self, request, code):
        return self.page(self.rows(), forms.RowsVersion(initial={"version": self.campaign.version}))

    def post(self, request, code):
        version = forms.RowsVersion(request.POST)
        if "more" in request.POST:
            typed = QuotaRows.with_one_more(
                request.POST, "rows", forms.QuotaRow(campaign=self.campaign)
            )
            return self.page(self.rows(typed).quiet(), version)
        rows = self.rows(request.POST)
        if not (rows.is_valid() and version.is_valid()):
            return self.page(rows, version, status=422)
        try:
            actions.save_quotas(
                self.campaign,
                [form.cleaned_data for form in rows.kept],
                version=version.cleaned_data["version"],
                by=request.user,
            )
        except ValidationError as refusal:
            return self.page(rows, version, refusal=refusal, status=409)
        messages.success(request, _("The quotas are saved."))
        return redirect("awards:campaign_awards", code)

    def page(self, rows, version, *, refusal=None, status=200):
        context = {
            "campaign": self.campaign,
            "rows": rows,
            "version": version,
            "refusal": refusal,
            "back_url": reverse("awards:campaign_awards", args=[self.campaign.code]),
        }
        return render(self.request, "awards/quotas_edit.html", context, status=status)
