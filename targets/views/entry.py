"""A unit enters its results: one sheet for all its targets of a campaign in a period."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import UNIT_WORK_ROLES
from campaigns.states import CampaignState
from targets import result_actions, wording
from targets.forms import EntryForm
from targets.models import Allocation, Result, Target
from targets.reporting import asked_of, campaign_periods, default_period
from targets.states import SHAPES
from targets.summary import in_order
from targets.views.board import period_in
from targets.views.shared import campaign_of, crumbs_to
from units.models import Unit


class Line:
    """A row of the sheet: the target, what the unit was given, its result so far, and the form."""

    def __init__(self, target, share, form):
        self.target, self.form, self.result = target, form, form.result
        self.plan = share or wording.plan_words(target)
        self.locked = bool(self.result and self.result.is_locked)

    @property
    def shape(self):
        return SHAPES[self.result.state] if self.result else "todo"

    @property
    def label(self):
        return self.result.get_state_display() if self.result else _("Not reported")

    @property
    def words(self):
        """The locked value, as text."""
        if self.target.in_words:
            return _("yes") if self.result.fulfilled else _("no")
        return wording.value_words(self.result.value, self.target.measure)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, code):
    campaign = campaign_of(request, code)
    units = reporting_units(request.user, campaign)
    if not units:
        raise Http404
    unit = chosen_unit(request, units)
    targets = list(
        Target.objects.filter(campaign=campaign)
        .given_to([unit.pk])
        .select_related("campaign", "group")
        .in_plan_order()
    )
    today = timezone.localdate()
    periods = campaign_periods(targets, today)
    period = period_in(request, periods) or default_period(periods, today)
    lines = lines_of(request, unit, targets, period) if period else []
    status = 200
    if request.method == "POST":
        status, saved = save(request, unit, lines)
        if status == 302:
            done(request, saved)
            address = reverse("targets:entry", args=[campaign.code])
            return redirect(f"{address}?unit={unit.pk}&period={period.code}")
    context = {
        "campaign": campaign,
        "unit": unit,
        "units": units,
        "periods": periods[::-1],
        "period": period,
        "lines": lines,
        "failed": [line for line in lines if line.form.errors],
        "open": campaign.state == CampaignState.ISSUED,
        "weighted": any("weight" in line.form.fields for line in lines),
        "crumbs": crumbs_to(campaign),
    }
    return render(request, "targets/entry.html", context, status=status)


def reporting_units(user, campaign):
    """The units for which the user may report on this campaign."""
    own = user.units_holding(UNIT_WORK_ROLES)
    given = Allocation.objects.filter(target__campaign=campaign, unit__in=own).values("unit")
    responsible = Target.objects.filter(campaign=campaign, responsible__in=own)
    units = Unit.objects.filter(pk__in=given) | Unit.objects.filter(
        pk__in=responsible.values("responsible")
    )
    return list(units.distinct().order_by("sort_key", "pk"))


def chosen_unit(request, units):
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    if asked:
        found = next((unit for unit in units if str(unit.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    acting = request.user.acting_unit_id
    return next((unit for unit in units if unit.pk == acting), units[0])


def lines_of(request, unit, targets, period):
    asked = asked_of(targets, period)[unit.pk]
    due = [target for target in in_order(targets) if target.pk in asked]
    results = {
        result.target_id: result
        for result in Result.objects.filter(
            target__in=due, unit=unit, period_code=period.code
        ).with_files()
    }
    given = {
        row.target_id: (row.low, row.high)
        for row in Allocation.objects.filter(target__in=due, unit=unit)
    }
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    lines = []
    for target in due:
        result = results.get(target.pk)
        locked = bool(result and result.is_locked)
        form = EntryForm(
            *((None, None) if locked and not was_sent(request, target) else posted),
            target=target,
            period=period,
            result=result,
        )
        share = wording.allocation_words(target, *given.get(target.pk, (None, None)))
        lines.append(Line(target, share, form))
    return lines


def was_sent(request, target):
    """A row that was open when the sheet was opened, and may have been locked since."""
    return f"t{target.pk}-version" in request.POST


def save(request, unit, lines):
    """All touched rows, or none of them: (302, how many) or the status of the page with its
    errors."""
    sent = [line for line in lines if line.form.is_bound and line.form.has_changed()]
    touched = [line for line in sent if line.form.touched]
    if not touched:
        return 302, 0
    by_target = {line.target.pk: line.form for line in touched}
    read = [line.form.entry() for line in touched if line.form.is_valid()]
    if len(read) < len(touched):  # everything that needs mending is said at once
        for pk, sentences in result_actions.entry_errors(read, unit=unit, by=request.user).items():
            by_target[pk].refuse(sentences)
        return 422, 0
    try:
        result_actions.report_results(read, unit=unit, by=request.user)
    except result_actions.EntryErrors as refusal:
        for pk, sentences in refusal.by_target.items():
            by_target[pk].refuse(sentences)
        stale = any("" in sentences for sentences in refusal.by_target.values())
        return (409 if stale else 422), 0
    return 302, len(touched)


def done(request, saved):
    if not saved:
        messages.info(request, _("Nothing was changed."))
        return
    words = ngettext("%(count)d result was sent.", "%(count)d results were sent.", saved)
    messages.success(request, words % {"count": saved})


@require_safe
def returned(request):
    """Results that were returned to the user's units, with the reason and the way to correct
    them."""
    results = list(
        Result.objects.visible_to(request.user)
        .of_units(request.user)
        .returned()
        .select_related("target__campaign", "unit", "checked_by")
        .order_by("-checked_at", "pk")[:200]
    )
    rows = [
        {
            "result": result,
            "words": wording.said(result),
            "url": (
                f"{reverse('targets:entry', args=[result.target.campaign.code])}"
                f"?unit={result.unit_id}&period={result.period_code}#t{result.target_id}"
            ),
        }
        for result in results
    ]
    return render(request, "targets/returned.html", {"rows": rows})
