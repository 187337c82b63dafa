"""The awards tab of a campaign, and the page where its quotas are written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from awards import actions, forms, pages, permissions, summary
from awards.models import Nomination, RecipientKind
from awards.states import State
from campaigns.edit_views import PartsEdit
from campaigns.permissions import can_edit
from campaigns.rows import Rows
from campaigns.views import OfCampaign
from documents.charts import bullet

SHOWN = 20


class CampaignAwards(OfCampaign, TemplateView):
    template_name = "awards/campaign_awards.html"
    tab = "awards"

    def get_context_data(self, **kwargs):
        campaign, user = self.campaign, self.request.user
        visible = Nomination.objects.visible_to(user).filter(campaign=campaign)
        nominations = list(visible.with_recipients().for_list()[:SHOWN])
        for nomination in nominations:
            nomination.sign = pages.sign(nomination)
        return super().get_context_data(
            quotas=[quota_row(line) for line in summary.quotas(campaign)],
            shares=share_rows(campaign),
            counts=count_rows(summary.counts(campaign=campaign)),
            nominations=nominations,
            visible_count=visible.count(),
            may_edit_quotas=can_edit(user, campaign),
            may_nominate=permissions.can_create(user) and not campaign.is_draft,
            **kwargs,
        )


def quota_row(line):
    """Solid is what is granted, hollow what is proposed; the marks are the bounds of the plan."""
    quota = line.quota
    chart = bullet(line.granted, plan=quota.low, high=quota.high, forecast=line.proposed)
    return {"line": line, "chart": chart}


SHARES = {
    "direct_workers": gettext_lazy("Direct workers among individuals"),
    "women": gettext_lazy("Women among individuals"),
    "ethnic_minority": gettext_lazy("Ethnic minorities among individuals"),
    "small_collectives": gettext_lazy("Small collectives among collectives"),
    "remote": gettext_lazy("Especially difficult, border and island areas"),
}


def share_rows(campaign):
    """Each share among the lines proposed and among those granted."""
    proposed = summary.shares(campaign=campaign)
    granted = summary.shares(campaign=campaign, states=[State.GRANTED])
    return [
        {"label": label, "proposed": getattr(proposed, name), "granted": getattr(granted, name)}
        for name, label in SHARES.items()
    ]


SENT = [state for state in State if state != State.DRAFT]  # a draft is its own unit's


def count_rows(lines):
    """By award and kind of recipient: lines in each state they can be sent into, for the table."""
    rows = {}
    for line in lines:
        if line.state == State.DRAFT:
            continue
        row = rows.setdefault((line.award, line.recipient), dict.fromkeys(SENT, 0))
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


class QuotasEdit(PartsEdit):
    """The quotas of a draft plan, one row each."""

    heading = gettext_lazy("Quotas of awards")
    lead = gettext_lazy("One quota may stand over several awards together, as the plan words it.")

    def parts(self):
        rows = list(self.campaign.quotas.prefetch_related("award_types"))
        return [("quotas", _("Quotas"), forms.QuotaRow, Rows, rows, {})]

    def save(self, formsets, version):
        rows = [form.cleaned_data for form in formsets["quotas"].kept]
        actions.save_quotas(
            self.campaign, rows, version=version, by=self.request.user, typed=self.digest
        )
