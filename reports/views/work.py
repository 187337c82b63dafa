"""What waits for a person, and deeds with reports."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Notice
from accounts.notices import sentence
from campaigns.models import Campaign
from reports import actions, forms, permissions
from reports import my_work as pages
from reports.models import Report, ReportKind
from reports.views.reading import page_of
from units.pages import DeedView

NOTICES = 6
IN_GROUP = 20  # rows of a group, until all are asked for


@require_safe
def my_work(request):
    """Two tabs: what waits for me, and what I wait for."""
    user, sent = request.user, request.GET.get("tab") == "sent"
    if sent:
        found = pages.Waiting(pages.waited_for(user), cut=False)
    else:
        found = pages.waiting(user)
        pages.remember(user, found)
    items = found.items
    today = timezone.localdate()
    late = sum(item.due is not None and item.due < today for item in items)
    address = reverse("reports:my_work")
    most = None if "all" in request.GET else IN_GROUP
    groups = [pages.Group("", tuple(items), len(items))] if sent else pages.grouped(items, most)
    context = {
        "sent": sent,
        "items": items,
        "found": found,
        "shown": pages.SHOWN,
        "groups": groups,
        "all_url": f"{address}?all=1" if any(g.count > len(g.items) for g in groups) else "",
        "late": 0 if sent else late,
        "today": today,
        "unit": user.acting.unit.name if user.acting else "",
        "first": None if sent or not items else items[0],
        "tabs": [
            (_("Waiting for me"), address, not sent, *([] if sent else [found.number])),
            (_("Sent, waiting for others"), f"{address}?tab=sent", sent),
        ],
        "notices": [
            (sentence(notice.verb), notice)
            for notice in Notice.objects.visible_to(user).unread().order_by("-pk")[:NOTICES]
        ],
    }
    return render(request, "reports/my_work.html", context)


class RequestReport(DeedView):
    """Asking for a report on a campaign."""

    template_name = "reports/report_request.html"
    form_class = forms.RequestForm
    heading = gettext_lazy("Build a report")

    def prepare(self):
        visible = Campaign.objects.visible_to(self.request.user).select_related("unit")
        self.campaign = get_object_or_404(visible, code=self.kwargs["code"])

    def allowed(self):
        return permissions.can_request_any(self.request.user, self.campaign)

    def get_form_kwargs(self):
        units = permissions.asking_units(self.request.user)
        return super().get_form_kwargs() | {"campaign": self.campaign, "units": units}

    def get_initial(self):
        """As asked in the address; otherwise the whole campaign, by the unit one acts for."""
        asked, campaign = self.request.GET, self.campaign
        ended = timezone.localdate() > campaign.end
        own = permissions.asking_units(self.request.user)
        acting = self.request.user.acting_unit_id
        return {
            "kind": asked.get("kind") or (ReportKind.FINAL if ended else ReportKind.INTERIM),
            "period": asked.get("period") or campaign.period_code,
            "drive": asked.get("drive") or None,
            "unit": asked.get("unit") or (campaign.unit_id if campaign.unit_id in own else acting),
        }

    def do(self, kind, period, drive, unit):
        report = actions.request_report(
            campaign=self.campaign,
            unit=unit,
            kind=kind,
            period_code=period,
            drive=drive,
            by=self.request.user,
        )
        return reverse("reports:report_detail", args=[report.pk])

    def crumbs(self):
        return [
            (_("Campaigns"), reverse("campaigns:campaign_list")),
            (self.campaign.title, self.back_url()),
        ]

    def back_url(self):
        return reverse("reports:campaign_reports", args=[self.campaign.code])


def deed(request, pk, act):
    """Do it and show the report again; a refusal is said above it."""
    report = get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)
    if not permissions.can_steer(request.user, report):
        raise PermissionDenied
    try:
        act(report, by=request.user)
    except ValidationError as refusal:
        context = page_of(request, report) | {"refusal": refusal}
        return render(request, "reports/report_detail.html", context, status=409)
    return redirect(report)


@require_POST
def stop(request, pk):
    return deed(request, pk, actions.stop)


@require_POST
def retry(request, pk):
    return deed(request, pk, actions.repeat)
