"""Writing targets of a draft, and giving targets to units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Addressee
from targets import actions, permissions, wording
from targets.board import Row, grouped
from targets.forms import GroupFormSet, ShareForm, TargetForm
from targets.models import Target
from targets.summary import campaign_summary
from targets.views.shared import (
    campaign_of,
    crumbs_to,
    status_of,
    target_of,
    version_in,
)
from units.models import Unit


def editing_crumbs(campaign):
    return crumbs_to(
        campaign, (_("Edit the targets"), reverse("targets:targets_edit", args=[campaign.code]))
    )


@require_safe
def targets_edit(request, code):
    campaign = campaign_of(request, code)
    if not permissions.can_edit_targets(request.user, campaign):
        raise PermissionDenied
    rows = [Row(summary) for summary in campaign_summary(campaign, rows=())]
    context = {
        "campaign": campaign,
        "groups": grouped(rows),
        "count": len(rows),
        "crumbs": crumbs_to(campaign),
    }
    return render(request, "targets/targets_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request, code):
    campaign = campaign_of(request, code)
    if not permissions.can_edit_targets(request.user, campaign):
        raise PermissionDenied
    return target_page(request, Target(campaign=campaign), campaign)


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request, pk):
    target = target_of(request, pk)
    if not permissions.can_edit_targets(request.user, target.campaign):
        raise PermissionDenied
    return target_page(request, target, target.campaign)


def target_page(request, target, campaign):
    units = Unit.objects.visible_to(request.user).alive_on(timezone.localdate())
    form = TargetForm(
        request.POST or None,
        instance=target,
        campaign=campaign,
        units=units,
        initial={"group": request.GET.get("group", "")} if target.pk is None else {},
    )
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                actions.save_target(form.instance, version=version, by=request.user)
            except ValidationError as error:
                refusal, status = error, status_of(error)
            else:
                messages.success(request, _("Target saved."))
                if "another" in request.POST:
                    group = form.instance.group_id or ""
                    address = reverse("targets:target_new", args=[campaign.code])
                    return redirect(f"{address}?group={group}")
                return redirect("targets:targets_edit", campaign.code)
    context = {
        "form": form,
        "refusal": refusal,
        "campaign": campaign,
        "target": target,
        "is_new": target.pk is None,
        "now": stored_words(target) if status == 409 else "",
        "back_url": reverse("targets:targets_edit", args=[campaign.code]),
        "crumbs": editing_crumbs(campaign),
    }
    return render(request, "targets/target_form.html", context, status=status)


def stored_words(target):
    """What stands in the database now, beside what was typed."""
    stored = Target.objects.filter(pk=target.pk).first()
    return f"{stored.indicator}: {wording.plan_words(stored)}" if stored else ""


@require_http_methods(["GET", "HEAD", "POST"])
def target_delete(request, pk):
    target = target_of(request, pk)
    campaign = target.campaign
    if not permissions.can_edit_targets(request.user, campaign):
        raise PermissionDenied
    refusal, status = None, 200
    if request.method == "POST":
        try:
            actions.delete_target(target, version=version_in(request), by=request.user)
        except ValidationError as error:
            refusal, status = error, status_of(error)
        else:
            messages.success(request, _("Target deleted."))
            return redirect("targets:targets_edit", campaign.code)
    below = [*target.parts.all(), *target.companions.all()]
    context = {
        "heading": _("Delete the target “%(target)s”") % {"target": target.indicator},
        "explanation": _("Its parts and second measures are deleted with it.") if below else "",
        "items": [(row.indicator, wording.plan_words(row)) for row in [target, *below]],
        "fields": [("version", target.version)],
        "submit": _("Delete the target"),
        "back_url": reverse("targets:targets_edit", args=[campaign.code]),
        "crumbs": editing_crumbs(campaign),
        "refusal": refusal,
    }
    return render(request, "components/confirm.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def groups_edit(request, code):
    campaign = campaign_of(request, code)
    if not permissions.can_edit_targets(request.user, campaign):
        raise PermissionDenied
    initial = list(campaign.target_groups.values("pk", "name"))
    formset = GroupFormSet(request.POST or None, initial=initial)
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if formset.is_valid():
            try:
                actions.save_groups(campaign, formset.names(), by=request.user)
            except ValidationError as error:
                refusal, status = error, status_of(error)
            else:
                messages.success(request, _("Groups saved."))
                return redirect("targets:targets_edit", campaign.code)
    context = {
        "formset": formset,
        "refusal": refusal,
        "campaign": campaign,
        "back_url": reverse("targets:targets_edit", args=[campaign.code]),
        "crumbs": editing_crumbs(campaign),
    }
    return render(request, "targets/groups_edit.html", context, status=status)


# --- allocation ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def allocation(request, pk):
    """Who is given how much of a target: a row a unit that the campaign addresses."""
    target = target_of(request, pk)
    if not permissions.can_allocate(request.user, target.campaign):
        raise PermissionDenied
    forms = share_forms(target, request.POST if request.method == "POST" else None)
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid() for form in forms]):
            shares = [share for form in forms if (share := form.share())]
            try:
                warning = actions.allocate(target, shares, by=request.user)
            except ValidationError as error:
                refusal, status = error, status_of(error)
            else:
                messages.success(request, _("Given to %(count)d units.") % {"count": len(shares)})
                if warning:
                    messages.warning(request, warning)
                return redirect("targets:target_detail", target.pk)
    context = {
        "target": target,
        "campaign": target.campaign,
        "plan": wording.plan_words(target),
        "forms": forms,
        "failed": [form for form in forms if form.errors],
        "refusal": refusal,
        "wants_low": target.comparator not in ("at_most", "less_than", "none_left", "qualitative"),
        "wants_high": target.comparator in ("at_most", "less_than", "between"),
        "back_url": reverse("targets:target_detail", args=[target.pk]),
        "crumbs": crumbs_to(
            target.campaign, (target.indicator, reverse("targets:target_detail", args=[pk]))
        ),
    }
    return render(request, "targets/allocation.html", context, status=status)


def share_forms(target, posted):
    """A row for every addressed unit and every one that has a share; before the issue, for the
    units below the launching one that the plan names or that lie directly below it."""
    given = {row.unit_id: row for row in target.allocations.all()}
    addressed = Addressee.objects.filter(campaign=target.campaign_id, unit__isnull=False)
    ids = {*given, *addressed.values_list("unit_id", flat=True)}
    today = timezone.localdate()
    if target.campaign.is_draft or not ids - set(given):
        placed = Unit.objects.placed_on(today).filter(parent_id=target.campaign.unit_id)
        ids |= set(placed.values_list("pk", flat=True))
    forms = []
    for unit in Unit.objects.filter(pk__in=ids).order_by("sort_key", "pk"):
        row = given.get(unit.pk)
        initial = {"given": bool(row), "version": 0}
        if row:
            initial |= {"low": row.low, "high": row.high, "version": row.version}
        forms.append(ShareForm(posted, unit=unit, initial=initial))
    return forms
