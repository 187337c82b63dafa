"""The page of a campaign, its plan as a text to read, and the deeds of issuing and amending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from accounts.fresh import FreshSignIn
from campaigns.models import Campaign
from campaigns.views import OfCampaign, task_lines
from documents import numbering
from documents.official import number_value
from jobs.models import Job
from plans import actions, checks, forms, overview, permissions, snapshot
from plans.models import PlanVersion
from plans.render import KIND, context
from units.pages import DeedView


# --- reading --------------------------------------------------------------------------------------
@method_decorator(login_not_required, name="dispatch")
class CampaignDetail(OfCampaign, TemplateView):
    """Where the campaign stands. A visitor sees what was published, without counts."""

    template_name = "plans/campaign_detail.html"
    tab = "overview"

    def get_context_data(self, **kwargs):
        campaign, user = self.campaign, self.request.user
        plan = overview.plan_in_force(campaign)
        return super().get_context_data(
            drives=overview.drive_table(campaign),
            side=overview.side(campaign, plan),
            plan=plan,
            **(self.inside() if user.is_authenticated else {}),
            acts=acts_of(campaign, user),
            **kwargs,
        )

    def inside(self):
        """What is not for visitors."""
        campaign, user = self.campaign, self.request.user
        counts = overview.standing_counts(campaign, user)
        units = counts["units"] if counts else 0
        return {
            "counts": counts,
            "targets": overview.target_table(campaign, user),
            "tasks": overview.task_table(campaign, task_lines(campaign, user, units)),
        }


def plans_of(campaign):
    plans = PlanVersion.objects.filter(campaign=campaign)
    return plans.select_related("file__document").order_by("-version")


def latest_plan(campaign):
    return plans_of(campaign).first()


def acts_of(campaign, user):
    """(label, url, primary): what the user may do with the campaign now."""
    code = [campaign.code]
    found = []
    if permissions.can_issue(user, campaign):
        found.append((_("Issue the plan"), reverse("plans:issue", args=code), True))
    if permissions.can_publish(user, campaign):
        found.append((_("Publish the amendment"), reverse("plans:publish", args=code), True))
    if campaign.is_open and permissions.can_lead(user, campaign):
        found.append((_("Edit the plan"), reverse("campaigns:campaign_edit", args=code), False))
    if not campaign.is_draft and permissions.can_lead(user, campaign):
        found += report_act(campaign)
    if permissions.can_amend(user, campaign):
        found.append((_("Amend the plan"), reverse("plans:amend", args=code), False))
    if permissions.can_close(user, campaign):
        url = reverse("campaigns:campaign_close", args=code)
        found.append((_("Sum up the campaign"), url, False))
    return found


def report_act(campaign):
    """A page of the app above, by its name; nothing while it does not exist."""
    try:
        url = reverse("reports:campaign_reports", args=[campaign.code])
    except NoReverseMatch:
        return []
    return [(_("Make a report"), url, True)]


@method_decorator(login_not_required, name="dispatch")
class PlanText(OfCampaign, TemplateView):
    """The plan to read: a version that was issued, or the draft as it is now with its doubts."""

    template_name = "plans/plan_text.html"
    tab = "text"

    @cached_property
    def plan(self):
        plans = PlanVersion.objects.filter(campaign=self.campaign)
        if version := self.kwargs.get("version"):
            return get_object_or_404(plans, version=version)
        return None if self.shows_draft else plans.order_by("-version").first()

    @cached_property
    def shows_draft(self):
        """What is being edited, for those who edit it."""
        leads = permissions.can_lead(self.request.user, self.campaign)
        return leads and "draft" in self.request.GET

    def get_context_data(self, **kwargs):
        campaign, plan = self.campaign, self.plan
        data = plan.data if plan else snapshot.gather(campaign)
        leads = permissions.can_lead(self.request.user, campaign)
        return super().get_context_data(
            plan=plan,
            document=context(data),
            doubts=checks.anniversaries(campaign) if plan is None and leads else [],
            newest=latest_plan(campaign) if plan else None,
            can_read_draft=campaign.is_amended and leads,
            acts=acts_of(campaign, self.request.user),
            **kwargs,
        )


class VersionList(OfCampaign, TemplateView):
    """What was issued, with the files and the state of their printing."""

    template_name = "plans/version_list.html"
    tab = "text"

    def get_context_data(self, **kwargs):
        plans = self.campaign.plan_versions.defer("data").order_by("-version")
        plans = plans.select_related("campaign", "file__document", "made_by")
        lines = [(plan, hasattr(plan, "file")) for plan in plans]
        return super().get_context_data(
            lines=lines,
            jobs=[job_panel(self.request, plan) for plan, printed in lines if not printed],
            **kwargs,
        )


def job_panel(request, plan):
    """What components/job.html takes."""
    job = Job.objects.filter(key=actions.printing_key(plan)).order_by("-pk").first()
    code = plan.campaign.code
    may_repeat = permissions.can_lead(request.user, plan.campaign)
    here = [code, plan.version]
    return {
        "plan": plan,
        "job": job,
        "page_url": reverse("plans:version_list", args=[code]),
        "poll_url": reverse("plans:job", args=here),
        "retry_url": reverse("plans:print_again", args=here) if may_repeat else "",
    }


def version_of(request, code, version):
    visible = Campaign.objects.visible_to(request.user)
    plans = PlanVersion.objects.filter(campaign__in=visible).select_related("campaign")
    return get_object_or_404(plans, campaign__code=code, version=version)


@require_safe
def job(request, code, version):
    """The panel alone, for the page that asks for it; once printed, the whole page again."""
    panel = job_panel(request, version_of(request, code, version))
    response = render(request, "plans/job.html", {"panel": panel})
    if panel["job"] is None or not panel["job"].is_open:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def print_again(request, code, version):
    plan = version_of(request, code, version)
    try:
        actions.print_again(plan, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("plans:version_list", code)


# --- issuing and amending -------------------------------------------------------------------------
class PlanDeed(DeedView):
    """A deed on the plan of one campaign."""

    template_name = "plans/deed.html"

    def prepare(self):
        visible = Campaign.objects.visible_to(self.request.user).select_related("unit", "parent")
        self.campaign = get_object_or_404(visible, code=self.kwargs["code"])

    def crumbs(self):
        return [
            (_("Campaigns"), reverse("campaigns:campaign_list")),
            (self.campaign.title, self.back_url()),
        ]

    def allowed(self):
        return permissions.can_lead(self.request.user, self.campaign)

    def back_url(self):
        return reverse("plans:campaign_detail", args=[self.campaign.code])

    def get_initial(self):
        return {"version": self.campaign.version}

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 409 and self.was_done():
            messages.info(self.request, self.done_before)
            return redirect(self.back_url())
        return response

    def was_done(self):
        """Whether the deed has been done meanwhile: the second click of a double click."""
        return False


class Issue(FreshSignIn, PlanDeed):
    form_class = forms.NumberForm
    heading = gettext_lazy("Issue the plan")
    verb = gettext_lazy("Issue the plan")
    done_before = gettext_lazy("The plan has been issued already.")

    def get_form_kwargs(self):
        following = numbering.next_value(
            unit=self.campaign.unit, kind=KIND, on=timezone.localdate()
        )
        shown = f"{number_value(following)}/{self.campaign.symbol}"
        return super().get_form_kwargs() | {"next_number": shown}

    def get_initial(self):
        return super().get_initial() | {"on": timezone.localdate()}

    def dispatch(self, request, *args, **kwargs):
        self.prepare()
        if request.method == "GET" and self.was_done():
            messages.info(request, self.done_before)
            return redirect(self.back_url())
        return super().dispatch(request, *args, **kwargs)

    def was_done(self):
        return Campaign.objects.filter(pk=self.campaign.pk, issued_on__isnull=False).exists()

    def do(self, *, version, on, manual_number):
        plan = actions.issue(
            self.campaign, version=version, on=on, manual_number=manual_number, by=self.request.user
        )
        return self.go_on(plan)

    def go_on(self, plan):
        words = _("Issued as %(number)s. The file is being made.") % {"number": plan.number}
        messages.success(self.request, words)
        return reverse("plans:version_list", args=[self.campaign.code])

    def get_context_data(self, **kwargs):
        campaign = Campaign.objects.select_related("unit", "parent").get(pk=self.campaign.pk)
        found = checks.findings(campaign, on=timezone.localdate())
        return super().get_context_data(
            campaign=campaign,
            findings=found,
            missing=rows_of(found.missing, campaign, "fail", _("Missing")),
            doubts=rows_of(found.doubts, campaign, "risk", _("To look at")),
            rows=self.facts(campaign, found),
            **kwargs,
        )

    def facts(self, campaign, found):
        signer = f"{campaign.signer_position}, {campaign.signer_name}"
        return [
            {"label": _("Title"), "value": campaign.title},
            {"label": _("Signatory"), "value": signer},
            {"label": _("Addressees"), "value": found.addressees},
        ]


def rows_of(found, campaign, state, label):
    """What components/check.html takes."""
    return [
        {
            "label": finding.label,
            "value": finding.text,
            "url": address(finding.page, campaign),
            "verb": _("Mend"),
            "state": state,
            "state_label": label,
        }
        for finding in found
    ]


def address(name, campaign):
    try:
        return reverse(name, args=[campaign.code])
    except NoReverseMatch:  # a page that takes another way
        return reverse("campaigns:campaign_edit", args=[campaign.code])


class Publish(Issue):
    heading = gettext_lazy("Publish the amendment")
    verb = gettext_lazy("Publish the amendment")
    done_before = gettext_lazy("No amendment is open: the last one has been published.")

    def was_done(self):
        return not Campaign.objects.get(pk=self.campaign.pk).is_amended

    def do(self, *, version, on, manual_number):
        plan = actions.publish_amendment(
            self.campaign, version=version, on=on, manual_number=manual_number, by=self.request.user
        )
        return self.go_on(plan)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            give_up_url=reverse("plans:give_up", args=[self.campaign.code]), **kwargs
        )

    def facts(self, campaign, found):
        reason = {"label": _("Reason"), "value": campaign.amendment_reason}
        return [reason, *super().facts(campaign, found)]


@require_POST
def give_up(request, code):
    """From the page that publishes: an amendment that changed nothing ends."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), code=code)
    if not permissions.can_lead(request.user, campaign):
        raise PermissionDenied
    form = forms.PlanForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else campaign.version
    try:
        actions.give_up_amendment(campaign, version=version, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("plans:publish", code)
    messages.success(request, _("The amendment is given up; the plan in force stays."))
    return redirect("plans:campaign_detail", code)


class Amend(PlanDeed):
    form_class = forms.AmendmentForm
    heading = gettext_lazy("Amend the plan")
    verb = gettext_lazy("Open the plan for editing")
    explanation = gettext_lazy(
        "The plan can be edited as a draft can. What was issued stays in force and stays on record "
        "until the amendment is published under a number of its own."
    )
    done_before = gettext_lazy("An amendment of this plan is open already: go on editing it.")

    def was_done(self):
        return Campaign.objects.get(pk=self.campaign.pk).is_amended

    def do(self, *, version, reason):
        actions.open_amendment(self.campaign, reason=reason, version=version, by=self.request.user)
        return reverse("campaigns:campaign_edit", args=[self.campaign.code])
