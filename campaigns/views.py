"""Pages of campaigns: the list, drives and tasks, who has answered, difficulties."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView, TemplateView

from campaigns import actions, forms, permissions
from campaigns.edit_views import with_drive
from campaigns.models import (
    Addressee,
    Answer,
    Campaign,
    DriveOccasion,
    Feedback,
    Task,
    TaskReport,
    UnitList,
)
from campaigns.states import LOOKS, CampaignState, TaskState
from units.models import words_match
from units.pages import DeedView
from units.views import FilteredList

STANDING_WORDS = {  # name of STANDINGS: (look, words), as filters below the board
    "received": ("met", pgettext_lazy("standing", "Received")),
    "not_received": ("todo", gettext_lazy("Not received")),
    "answered": ("met", gettext_lazy("Answered")),
    "not_answered": ("risk", gettext_lazy("Not answered")),
    "plan_sent": ("met", gettext_lazy("Plan sent")),
    "plan_missing": ("risk", gettext_lazy("Plan missing")),
    "pact_signed": ("met", gettext_lazy("Pact signed")),
    "pact_missing": ("risk", gettext_lazy("Pact missing")),
    "outside": ("unknown", gettext_lazy("Outside the system")),
}
REMINDER_WORDS = {
    "not_received": gettext_lazy("to confirm that the plan has been received"),
    "not_answered": gettext_lazy("to answer the campaign"),
    "plan_missing": gettext_lazy("to send the plan of the unit"),
    "pact_missing": gettext_lazy("to sign the pact"),
}


class Pages(Paginator):
    """Pages that know the numbers around them, for components/pagination.html."""

    def page(self, number):
        page = super().page(number)
        page.pages_around = list(self.get_elided_page_range(page.number))
        return page


@dataclass(frozen=True)
class CampaignLine:
    """A row of the list."""

    campaign: Campaign
    look: str
    running: list  # (name of the drive, its last day)
    answered: int
    asked: int


@method_decorator(login_not_required, name="dispatch")
class CampaignList(FilteredList):
    """Published campaigns for everybody; for those signed in what concerns them."""

    template_name = "campaigns/campaign_list.html"
    filter_class = forms.CampaignFilter
    paginator_class = Pages

    def get_queryset(self):
        user = self.request.user
        campaigns = Campaign.objects.visible_to(user).for_list().prefetch_related("drives")
        return self.filter.apply(campaigns, user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        shown = list(context["page_obj"])
        addressees = Addressee.objects.visible_to(user).filter(campaign__in=[c.pk for c in shown])
        progress = addressees.progress_by_campaign()
        context["lines"] = [campaign_line(c, progress.get(c.pk, {})) for c in shown]
        context["can_launch"] = permissions.can_launch(user)
        return context


def campaign_line(campaign, progress):
    today = timezone.localdate()
    running = [
        (drive.name, drive.end)
        for drive in campaign.drives.all()
        if drive.days_left(today) is not None and campaign.state == CampaignState.ISSUED
    ]
    answered = progress.get("answered", 0)
    return CampaignLine(
        campaign=campaign,
        look=LOOKS[campaign.state],
        running=running,
        answered=answered,
        asked=answered + progress.get("not_answered", 0),
    )


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


# --- who has answered -----------------------------------------------------------------------------
@dataclass(frozen=True)
class BoardLine:
    addressee: Addressee
    answer: Answer | None
    late: bool


class CampaignUnits(OfCampaign, ListView):
    """The board: who has received and answered, who has not (P2)."""

    tab = "units"
    template_name = "campaigns/campaign_units.html"
    paginate_by = 50
    paginator_class = Pages

    @cached_property
    def addressees(self):
        return Addressee.objects.visible_to(self.request.user).filter(campaign=self.campaign)

    @cached_property
    def filter(self):
        return forms.StandingFilter(self.request.GET or None)

    @cached_property
    def standing(self):
        wanted = self.filter.wanted.get("standing", "")
        return wanted if wanted in STANDING_WORDS else ""

    def get_queryset(self):
        rows = self.addressees.select_related("unit").order_by("unit__sort_key", "name", "pk")
        if text := self.filter.wanted.get("q"):
            rows = rows.filter(words_match(text, "unit__search_key") | Q(name__icontains=text))
        return rows.standing(self.standing) if self.standing else rows.with_answers()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counts = self.addressees.progress()
        shown = list(context["page_obj"])
        answers = Answer.objects.visible_to(self.request.user).filter(
            campaign=self.campaign, unit__in=[row.unit_id for row in shown if row.unit_id]
        )
        of_unit = {answer.unit_id: answer for answer in answers}
        due = self.campaign.answer_due
        late = due is not None and due < timezone.localdate()
        context |= {
            "form": self.filter,
            "counts": counts,
            "lines": [
                BoardLine(
                    row, of_unit.get(row.unit_id), late and row.asks_answer and not row.answered
                )
                for row in shown
            ],
            "states": self.state_links(counts),
            "standing": self.standing,
            "chosen": STANDING_WORDS[self.standing][1] if self.standing else "",
            "list_url": self.request.path,
            "reminder": self.reminder(counts),
            "answering": permissions.answering_units(self.request.user, self.campaign),
        }
        return context

    def state_links(self, counts):
        path = self.request.path
        return [
            (look, words, f"{path}?standing={name}", counts[name], name == self.standing)
            for name, (look, words) in STANDING_WORDS.items()
            if counts[name] or name == self.standing
        ]

    def reminder(self, counts):
        """(address, words) of the reminder that fits the filter; of the answers without one."""
        standing = self.standing or "not_answered"
        if standing not in actions.REMINDERS or not counts[standing]:
            return None
        if not permissions.can_remind(self.request.user, self.campaign):
            return None
        return reverse("campaigns:remind", args=[self.campaign.code, standing]), remind_words(
            counts[standing]
        )


class Remind(OfCampaign, TemplateView):
    """Before the reminder goes out: how many, and to whom (P8)."""

    template_name = "components/confirm.html"
    LISTED = 20

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_remind(request.user, self.campaign):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        standing = self.kwargs["standing"]
        rows = actions.to_remind(self.campaign, standing).order_by("unit__sort_key")
        count = rows.count()
        back = reverse("campaigns:campaign_units", args=[self.campaign.code])
        return super().get_context_data(
            heading=remind_words(count),
            submit=remind_words(count),
            explanation=_(
                "Each of these units gets a notice %(what)s. Units reminded today are left out. "
                "This is kept in the history."
            )
            % {"what": REMINDER_WORDS.get(standing, "")},
            items=[(row.name, reminded_words(row)) for row in rows[: self.LISTED]],
            more=max(count - self.LISTED, 0),
            more_url=f"{back}?standing={standing}",
            back_url=f"{back}?standing={standing}",
            crumbs=[*campaign_crumbs(self.campaign), (_("Units and answers"), back)],
            **kwargs,
        )

    def post(self, request, code, standing):
        count = actions.remind(self.campaign, standing, by=request.user)
        if count:
            words = ngettext("%(count)d unit reminded.", "%(count)d units reminded.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.info(request, _("All of these units have been reminded today."))
        return redirect("campaigns:campaign_units", code)


def remind_words(count):
    words = ngettext("Remind %(count)d unit", "Remind %(count)d units", count)
    return words % {"count": count}


def reminded_words(addressee):
    if addressee.reminded_at is None:
        return ""
    date = timezone.localtime(addressee.reminded_at).strftime("%d/%m/%Y")
    return _("reminded on %(date)s") % {"date": date}


# --- answers --------------------------------------------------------------------------------------
class AnswerEdit(OfCampaign, TemplateView):
    """A unit's answer: for the unit one acts for, or another of one's own that is addressed."""

    tab = "units"
    template_name = "campaigns/answer_edit.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.units:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def units(self):
        return list(permissions.answering_units(self.request.user, self.campaign))

    @cached_property
    def unit(self):
        wanted = self.request.GET.get("unit") or str(self.request.user.acting_unit_id)
        by_id = {str(unit.pk): unit for unit in self.units}
        return by_id.get(wanted, self.units[0])

    @cached_property
    def addressee(self):
        return Addressee.objects.get(campaign=self.campaign, unit=self.unit)

    def answer(self):
        known = Answer.objects.filter(campaign=self.campaign, unit=self.unit).first()
        return known or Answer(campaign=self.campaign, unit=self.unit)

    def form(self, *data):
        return forms.AnswerForm(*data, instance=self.answer(), unit=self.unit, asked=self.addressee)

    def get(self, request, code):
        return self.page(self.form())

    def page(self, form, status=200):
        context = self.get_context_data(
            form=form,
            unit=self.unit,
            units=self.units,
            addressee=self.addressee,
            answer=self.answer(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request, code):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        typed = dict(form.cleaned_data)
        draft = "draft" in request.POST
        removed = [file.pk for file in typed.pop("removed_files", [])]
        try:
            actions.save_answer(
                self.campaign,
                self.unit,
                by=request.user,
                send=not draft,
                removed_files=removed,
                **typed,
            )
        except ValidationError as refusal:
            form.data = form.data.copy()
            form.data["version"] = str(self.answer().version if self.answer().pk else 0)
            form.add_error(None, refusal.messages)
            return self.page(form, 409)
        messages.success(
            request, _("The answer is kept as a draft.") if draft else _("Answer sent.")
        )
        return redirect(f"{request.path}?unit={self.unit.pk}")


class AnswerDetail(OfCampaign, DetailView):
    tab = "units"
    template_name = "campaigns/answer_detail.html"
    context_object_name = "answer"

    def get_queryset(self):
        answers = Answer.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return answers.select_related("unit", "own_campaign", "sent_by").prefetch_related("files")

    def get_context_data(self, **kwargs):
        files = [
            {"name": file.name, "url": file.get_absolute_url(), "about": file.get_kind_display()}
            for file in self.object.files.all()
        ]
        own = permissions.can_answer(self.request.user, self.campaign, self.object.unit)
        return super().get_context_data(files=files, can_answer=own, **kwargs)


@require_POST
def receive(request, code):
    """Tiếp nhận. A second click changes nothing."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), code=code)
    units = permissions.answering_units(request.user, campaign)
    wanted = request.POST.get("unit", "")
    unit = get_object_or_404(units, pk=int(wanted) if wanted.isdigit() else 0)
    actions.receive(campaign, unit, by=request.user)
    messages.success(request, _("%(unit)s has received the plan.") % {"unit": unit})
    return redirect("campaigns:campaign_units", code)


# --- drives and tasks -----------------------------------------------------------------------------
@dataclass
class TaskLine:
    """A task and where the units stand with it."""

    task: Task
    units: int  # how many report on it
    counts: dict = field(default_factory=dict)
    last: TaskReport | None = None

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
            reviews=self.campaign.reviews.filter(drive=None),
            tasks=task_lines(self.campaign, self.request.user),
            can_close=permissions.can_close(self.request.user, self.campaign),
            **kwargs,
        )


def drive_line(drive):
    """(drive, look, words) by its dates today."""
    today = timezone.localdate()
    if drive.start is None:
        return drive, "unknown", _("Days to be fixed")
    if today < drive.start:
        return drive, "todo", _("To come")
    return (drive, "met", _("Over")) if today > drive.end else (drive, "track", _("Running"))


def task_lines(campaign, user, units=None):
    """`units`: how many addressed units the user sees, where a page has counted them already."""
    if units is None:
        seen = Addressee.objects.visible_to(user)
        units = seen.filter(campaign=campaign, unit__isnull=False).count()
    lines = {}
    for task in campaign.tasks.select_related("unit"):
        reporting = units if task.for_all else int(task.unit_id is not None)
        lines[task.pk] = TaskLine(task, reporting)
    reports = TaskReport.objects.visible_to(user).filter(task__campaign=campaign).latest()
    for report in reports.select_related("unit"):
        line = lines[report.task_id]
        line.counts[report.state] = line.counts.get(report.state, 0) + 1
        line.last = report
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
        actions.report_task(self.task, by=request.user, **form.cleaned_data)
        messages.success(request, _("The state of the task is saved."))
        return redirect("campaigns:task_report", code, pk)


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
        actions.add_feedback(self.campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The difficulty has been sent."))
        return redirect("campaigns:feedback_list", code)


class FeedbackReply(DeedView):
    template_name = "units/form_page.html"
    form_class = forms.ReplyForm
    verb = gettext_lazy("Send the answer")
    heading = gettext_lazy("Answer a difficulty")

    def prepare(self):
        visible = Feedback.objects.visible_to(self.request.user).select_related("campaign", "unit")
        where = {"campaign__code": self.kwargs["code"], "pk": self.kwargs["pk"]}
        self.feedback = get_object_or_404(visible, **where)
        self.explanation = f"{self.feedback.unit}: {self.feedback.text}"

    def allowed(self):
        return permissions.can_reply(self.request.user, self.feedback)

    def do(self, text):
        actions.reply_feedback(self.feedback, text=text, by=self.request.user)
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
