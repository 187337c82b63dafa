"""Pages of campaigns: the list, drives and tasks, who has answered, difficulties."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import ListView, TemplateView

from campaigns import actions, answering, forms, permissions
from campaigns.edit_views import with_drive
from campaigns.models import (
    Addressee,
    Campaign,
    Drive,
    DriveOccasion,
    Feedback,
    Task,
    TaskReport,
    UnitList,
)
from campaigns.standing import drive_standing, review_label
from campaigns.states import LOOKS, CampaignState, TaskState
from units.pages import DeedView
from units.views import FilteredList
from vietnamese.dates import days_words, format_date


class Pages(Paginator):
    """Pages that know the numbers around them, for components/pagination.html."""

    def page(self, number):
        page = super().page(number)
        page.pages_around = list(self.get_elided_page_range(page.number))
        return page


@method_decorator(login_not_required, name="dispatch")
class CampaignList(FilteredList):
    """Published campaigns for everybody; for those signed in what concerns them."""

    template_name = "campaigns/campaign_list.html"
    filter_class = forms.CampaignFilter
    paginator_class = Pages

    def get_queryset(self):
        user = self.request.user
        return self.filter.apply(Campaign.objects.visible_to(user), user).for_rows()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        rows = list(context["page_obj"])
        addressees = Addressee.objects.visible_to(user)
        addressees = addressees.filter(campaign__in=[row["pk"] for row in rows])
        progress = addressees.answers_by_campaign()
        running = running_drives(row["pk"] for row in rows if row["state"] == CampaignState.ISSUED)
        words = ListWords()
        context["lines"] = [
            campaign_line(row, running[row["pk"]], progress[row["pk"]], words) for row in rows
        ]
        context["can_launch"] = permissions.can_launch(user)
        return context


def running_drives(campaigns):
    """{campaign id: its drives of today, each with the days left, in words}."""
    today = timezone.localdate()
    drives = Drive.objects.running_on(today).filter(campaign__in=list(campaigns))
    words = defaultdict(list)
    for campaign, name, end in drives.values_list("campaign", "name", "end"):
        words[campaign].append(f"{name}, {days_words((end - today).days)}")
    return words


class ListWords:
    """Words that many rows share, translated once."""

    def __init__(self):
        self.states = {state: str(label) for state, label in CampaignState.choices}
        self.no_drive, self.none_asked = pgettext("drive", "none"), _("none asked")


def campaign_line(row, running, progress, words):
    """A row of the list, in words."""
    answered, asked = progress["answered"], progress["asked"]
    parent = row["parent__title"]
    within = parent and _("in: %(title)s") % {"title": Truncator(parent).words(12, " …")}
    return {
        "code": row["code"],
        "title": row["title"],
        "about": " · ".join(filter(None, (row["unit__name"], row["number"], within))),
        "time": f"{format_date(row['start'])} - {format_date(row['end'])}",
        "running": "; ".join(running) or words.no_drive,
        "running_class": "" if running else "quiet",
        "answers": f"{answered} / {asked}" if asked else words.none_asked,
        "answers_class": "" if asked else "quiet",
        "look": LOOKS[row["state"]],
        "words": words.states[row["state"]],
    }


class OfCampaign:
    """A page of one campaign that the user sees; `tab` names its place in the row of tabs."""

    tab = ""

    @cached_property
    def campaign(self):
        visible = Campaign.objects.visible_to(self.request.user).select_related("unit", "parent")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            campaign=self.campaign,
            look=LOOKS[self.campaign.state],
            tab=self.tab,
            can_edit=permissions.can_edit(self.request.user, self.campaign),
            **kwargs,
        )


def campaign_crumbs(campaign):
    return [
        (_("Campaigns"), reverse("campaigns:campaign_list")),
        (campaign.title, campaign.get_absolute_url()),
    ]


# --- drives and tasks -----------------------------------------------------------------------------
@dataclass
class TaskLine:
    """A task and where the units stand with it."""

    task: Task
    units: int  # how many report on it
    counts: dict = field(default_factory=dict)

    @property
    def is_late(self):
        due = self.task.due
        return due is not None and due < timezone.localdate() and self.waits

    @property
    def waits(self):
        return self.counts.get(TaskState.DONE, 0) < self.units

    @property
    def states(self):
        """(look, words, count) of what is there; units that said nothing have not begun."""
        said = sum(self.counts.values())
        counts = self.counts | {
            TaskState.TODO: self.counts.get(TaskState.TODO, 0) + max(self.units - said, 0)
        }
        return [
            (LOOKS[state], state.label, counts[state]) for state in TaskState if counts.get(state)
        ]


class CampaignTasks(OfCampaign, TemplateView):
    tab = "tasks"
    template_name = "campaigns/campaign_tasks.html"

    def get_context_data(self, **kwargs):
        occasions = DriveOccasion.objects.select_related("occasion")
        drives = self.campaign.drives.select_related("parent", "campaign").prefetch_related(
            Prefetch("drive_occasions", occasions), "activities", "reviews"
        )
        return super().get_context_data(
            drives=[drive_line(drive) for drive in with_drive(drives)],
            reviews=review_lines(self.campaign.reviews.filter(drive=None)),
            tasks=task_lines(self.campaign, self.request.user),
            can_close=permissions.can_close(self.request.user, self.campaign),
            can_record=permissions.can_record_review(self.request.user, self.campaign),
            **kwargs,
        )


def drive_line(drive):
    """(drive, look, words, its reviews in words) today."""
    reviews = drive.reviews.all()
    look, words = drive_standing(drive, reviews, timezone.localdate())
    return drive, look, words, review_lines(reviews)


def review_lines(reviews):
    return [(review, review_label(review)) for review in reviews]


def task_lines(campaign, user, units=None):
    """`units`: how many addressed units the user sees, where a page has counted them already."""
    if units is None:
        seen = Addressee.objects.visible_to(user)
        units = seen.filter(campaign=campaign, unit__isnull=False).count()
    lines = {}
    for task in campaign.tasks.select_related("unit"):
        reporting = units if task.for_all else int(task.unit_id is not None)
        lines[task.pk] = TaskLine(task, reporting)
    reports = TaskReport.objects.visible_to(user, of=campaign).latest()
    counted = reports.order_by().values("task", "state").annotate(count=Count("pk"))
    for task, state, count in counted.values_list("task", "state", "count"):
        lines[task].counts[state] = count
    return list(lines.values())


class TaskPage(OfCampaign, TemplateView):
    """Where the units stand with one task; with the form for those who report on it."""

    tab = "tasks"
    template_name = "campaigns/task.html"
    LISTED = 100

    @cached_property
    def task(self):
        return get_object_or_404(self.campaign.tasks.select_related("unit"), pk=self.kwargs["pk"])

    @cached_property
    def units(self):
        self.task.campaign = self.campaign
        return permissions.reporting_units(self.request.user, self.task)

    def form(self, *data):
        initial = {"unit": self.request.user.acting_unit_id}
        return forms.TaskReportForm(*data, units=self.units, initial=initial)

    def get(self, request, code, pk):
        return self.page(self.form() if self.units else None)

    def page(self, form, status=200):
        reports = TaskReport.objects.visible_to(self.request.user).filter(task=self.task)
        reports = reports.latest().select_related("unit", "by").order_by("unit__sort_key")
        lines = [(report, LOOKS[report.state]) for report in reports]
        silent = self.silent(reports)
        context = self.get_context_data(
            form=form,
            task=self.task,
            lines=lines,
            silent=silent[: self.LISTED],
            more=max(len(silent) - self.LISTED, 0),
        )
        return self.render_to_response(context, status=status)

    def silent(self, reports):
        """Names of the units that have not said anything about the task."""
        if not self.task.for_all:
            return [self.task.unit.name] if self.task.unit and not reports else []
        addressed = Addressee.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        waiting = addressed.exclude(unit=None).exclude(unit__in=reports.values("unit"))
        return list(waiting.order_by("unit__sort_key").values_list("name", flat=True))

    def post(self, request, code, pk):
        if not self.units:
            raise PermissionDenied
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        answering.report_task(self.task, by=request.user, **form.cleaned_data)
        messages.success(request, _("The state of the task is saved."))
        return redirect("campaigns:task_report", code, pk)


class ReviewHeld(DeedView):
    """When a sơ kết or tổng kết was held."""

    form_class = forms.HeldForm
    heading = gettext_lazy("Record the day of the review")
    verb = gettext_lazy("Save the day")

    def prepare(self):
        visible = Campaign.objects.visible_to(self.request.user)
        self.campaign = get_object_or_404(visible, code=self.kwargs["code"])
        reviews = self.campaign.reviews.select_related("drive", "campaign")
        self.review = get_object_or_404(reviews, pk=self.kwargs["pk"])
        what = self.review.drive or self.campaign
        self.explanation = f"{what}: {review_label(self.review)}"

    def allowed(self):
        return permissions.can_record_review(self.request.user, self.campaign)

    def get_initial(self):
        return {"held_on": self.review.held_on}

    def do(self, held_on):
        actions.record_review(self.review, held_on=held_on, by=self.request.user)
        messages.success(self.request, _("The day of the review is saved."))
        return self.back_url()

    def crumbs(self):
        return [*campaign_crumbs(self.campaign), (_("Drives and tasks"), self.back_url())]

    def back_url(self):
        return reverse("campaigns:campaign_tasks", args=[self.campaign.code])


class CampaignClose(DeedView):
    """Asks before the campaign is summed up."""

    template_name = "components/confirm.html"
    form_class = forms.VersionForm
    verb = gettext_lazy("Sum up the campaign")
    heading = verb

    def prepare(self):
        visible = Campaign.objects.visible_to(self.request.user)
        self.campaign = get_object_or_404(visible, code=self.kwargs["code"])

    def allowed(self):
        return permissions.can_close(self.request.user, self.campaign)

    explanation = gettext_lazy(
        "Afterwards no unit can answer or report any more. Reports can still be built."
    )

    def get_initial(self):
        return {"version": self.campaign.version}

    def do(self, version):
        actions.close(self.campaign, version=version, by=self.request.user)
        messages.success(self.request, _("The campaign is closed."))
        return self.back_url()

    def crumbs(self):
        return campaign_crumbs(self.campaign)

    def back_url(self):
        return reverse("campaigns:campaign_tasks", args=[self.campaign.code])


# --- difficulties ---------------------------------------------------------------------------------
class FeedbackList(OfCampaign, ListView):
    tab = "feedback"
    template_name = "campaigns/feedback_list.html"
    paginate_by = 50
    paginator_class = Pages

    def get_queryset(self):
        visible = Feedback.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return visible.select_related("unit", "by", "replied_by").order_by("-at", "-pk")

    def get_context_data(self, form=None, **kwargs):
        units = permissions.answering_units(self.request.user, self.campaign)
        if form is None and units:
            initial = {"unit": self.request.user.acting_unit_id}
            form = forms.FeedbackForm(units=units, initial=initial)
        leads = permissions.can_lead(self.request.user, self.campaign)
        return super().get_context_data(form=form, can_reply=leads, **kwargs)

    def post(self, request, code):
        units = permissions.answering_units(request.user, self.campaign)
        if not units:
            raise PermissionDenied
        form = forms.FeedbackForm(request.POST, units=units)
        if not form.is_valid():
            self.object_list = self.get_queryset()
            return self.render_to_response(self.get_context_data(form=form), status=422)
        answering.add_feedback(self.campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The difficulty has been sent."))
        return redirect("campaigns:feedback_list", code)


class FeedbackReply(DeedView):
    template_name = "units/form_page.html"
    form_class = forms.ReplyForm
    verb = gettext_lazy("Send the reply")
    heading = gettext_lazy("Answer a difficulty")

    def prepare(self):
        visible = Feedback.objects.visible_to(self.request.user).select_related("campaign", "unit")
        where = {"campaign__code": self.kwargs["code"], "pk": self.kwargs["pk"]}
        self.feedback = get_object_or_404(visible, **where)
        self.explanation = f"{self.feedback.unit}: {self.feedback.text}"

    def allowed(self):
        return permissions.can_reply(self.request.user, self.feedback)

    def do(self, text):
        answering.reply_feedback(self.feedback, text=text, by=self.request.user)
        messages.success(self.request, _("The reply has been sent."))
        return self.back_url()

    def crumbs(self):
        return [*campaign_crumbs(self.feedback.campaign), (_("Difficulties"), self.back_url())]

    def back_url(self):
        return reverse("campaigns:feedback_list", args=[self.kwargs["code"]])


# --- lists of units -------------------------------------------------------------------------------
def list_list(request):
    lists = UnitList.objects.visible_to(request.user).select_related("owner").for_list()
    context = {
        "lists": lists,
        "own_units": request.user.units_holding(permissions.LEADING),
        "can_launch": permissions.can_launch(request.user),
    }
    return render(request, "campaigns/list_list.html", context)
