"""Reading reports: the list, those of a campaign, one with its progress and its frozen text."""

from django import shortcuts
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from campaigns.models import Campaign
from campaigns.states import LOOKS
from reports import forms, permissions, render
from reports.models import Report, ReportFile, ReportKind, Snapshot
from reports.states import STEPS, ReportState, look
from units.views import FilteredList
from vietnamese.dates import format_date
from vietnamese.periods import Period

TABS = ["components/campaign_tabs.html", "campaigns/no_tabs.html"]


def lines_of(reports):
    """Each in words, with its file, in one further statement."""
    reports = list(reports)
    files = dict(
        ReportFile.objects.filter(report__in=[report.pk for report in reports]).values_list(
            "report_id", "document_id"
        )
    )
    periods = {code: Period(code).title for code in {report.period_code for report in reports}}
    return [line(report, periods[report.period_code], files.get(report.pk)) for report in reports]


def line(report, period, document):
    shape, words = look(report)
    replaces = _("replaces an earlier one") if report.replaces_id else ""
    return {
        "pk": report.pk,
        "title": report.title,
        "about": " · ".join(filter(None, (report.unit.name, replaces))),
        "kind": str(ReportKind(report.kind).label),
        "period": period,
        "asked": f"{timezone.localtime(report.requested_at):%H:%M %d/%m/%Y}",
        "look": shape,
        "words": str(words),
        "files": [{"document": document, "title": report.title}] if document else [],
    }


class ReportList(FilteredList):
    template_name = "reports/report_list.html"
    filter_class = forms.ReportFilter

    def get_queryset(self):
        reports = Report.objects.visible_to(self.request.user).for_rows()
        return self.filter.apply(reports)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["lines"] = lines_of(context["page_obj"])
        return context


class CampaignReports(ListView):
    """The tab of a campaign: its reports, and where to ask for another one."""

    template_name = "reports/campaign_reports.html"
    paginate_by = 50

    @cached_property
    def campaign(self):
        visible = Campaign.objects.visible_to(self.request.user).select_related("unit", "parent")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def get_queryset(self):
        reports = Report.objects.visible_to(self.request.user).for_rows()
        return reports.filter(campaign=self.campaign)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "campaign": self.campaign,
            "look": LOOKS[self.campaign.state],
            "tab": "reports",
            "campaign_tabs": TABS,
            "lines": lines_of(context["page_obj"]),
            "can_request": permissions.can_request_any(self.request.user, self.campaign),
        }


# --- one report -----------------------------------------------------------------------------------
class ReportDetail(DetailView):
    template_name = "reports/report_detail.html"

    def get_queryset(self):
        return Report.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.request, self.object), **kwargs)


def page_of(request, report):
    """What the page of a report shows, from its frozen data alone; also after a refused deed."""
    snapshot = Snapshot.objects.filter(report=report).first()
    made = ReportFile.objects.filter(report=report).select_related("document").first()
    newer = Report.objects.filter(replaces=report).order_by("-pk").first()
    shape, words = look(report)
    context = {
        "report": report,
        "look": shape,
        "words": words,
        "snapshot": snapshot,
        "document": made.document if made else None,
        "newer": newer,
        "crumbs": [(_("Reports"), reverse("reports:report_list"))],
        "again_url": again_url(request.user, report),
        **job_of(request, report),
    }
    if snapshot is not None:
        context |= text_of(snapshot)
    return context


def text_of(snapshot):
    context = render.context(snapshot.data)
    return {
        "blocks": context["blocks"],
        "outline": render.outline(context["blocks"]),
        "letterhead": context["letterhead"],
        "document_head": context["heading"],
        "annex": context["annex"],
        "unit_table": context["unit_table"],
        "sources": sources(snapshot),
        "attention": attention(snapshot.data),
    }


def sources(snapshot):
    """Where the figures come from and when they were taken."""
    data = snapshot.data
    head, targets = data["head"], data["targets"]
    with_value = sum(target["value"] is not None for target in targets)
    return [
        (_("Reporting unit"), head["unit"]),
        (
            _("Units"),
            _("%(count)d, as placed on %(day)s")
            % {
                "count": head["units_in_tree"],
                "day": format_date(render.date_of(head["tree_on"])),
            },
        ),
        (
            _("Targets"),
            _("%(all)d targets, %(some)d with accepted figures")
            % {"all": len(targets), "some": with_value},
        ),
        (_("Recipient lines"), str(sum(line["sent"] for line in data["awards"]))),
        (_("Mark of the frozen figures"), spaced(snapshot.sha256[:16])),
    ]


def spaced(digest):
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def attention(data):
    """What a person should look at before the report is signed."""
    states, missing = data["states"], data["reporting"]["missing"]
    unanswered = sum(not line["reply"] for line in data["difficulties"])
    found = [
        (len(missing), _("%(count)d units have not reported everything"), "m5"),
        (states["missed"], _("%(count)d targets missed"), "m2"),
        (states["behind"], _("%(count)d targets behind"), "m2"),
        (states["not_judged"], _("%(count)d targets without accepted figures"), "m2"),
        (unanswered, _("%(count)d difficulties without an answer"), "m4"),
    ]
    return [(words % {"count": count}, key) for count, words, key in found if count]


def again_url(user, report):
    """Asking for the same report anew, once this one is ready."""
    if report.state != ReportState.READY or not permissions.can_steer(user, report):
        return ""
    address = reverse("reports:report_request", args=[report.campaign.code])
    drive = f"&drive={report.drive_id}" if report.drive_id else ""
    return f"{address}?kind={report.kind}&period={report.period_code}{drive}&unit={report.unit_id}"


def job_of(request, report):
    """The parameters of components/job.html, while the report is not ready."""
    address = [report.pk]
    user = request.user
    job = report.job if report.state != ReportState.READY else None
    return {
        "job": job,
        "steps": steps_of(job) if job else [],
        "page_url": reverse("reports:report_detail", args=address),
        "poll_url": reverse("reports:report_progress", args=address),
        "stop_url": reverse("reports:report_stop", args=address)
        if permissions.can_stop(user, report)
        else "",
        "retry_url": reverse("reports:report_retry", args=address)
        if permissions.can_repeat(user, report)
        else "",
    }


def steps_of(job):
    """Phases before the present one are done."""
    names = [name for name, _label in STEPS]
    place = names.index(job.phase) if job.phase in names else 0 if job.is_open else -1
    now = "track" if job.is_open else "fail" if job.state == "failed" else "back"
    return [
        ("met" if number < place else now if number == place else "todo", label)
        for number, (_name, label) in enumerate(STEPS)
    ]


@require_safe
def progress(request, pk):
    """The job's panel alone, for htmx; a ready report loads its page anew."""
    report = get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)
    context = job_of(request, report)
    response = shortcuts.render(request, "reports/progress.html", context | {"report": report})
    if report.job is None or not report.job.is_open:
        response["HX-Refresh"] = "true"
    return response
