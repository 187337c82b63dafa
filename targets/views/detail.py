"""Reading one target: its plan and result, its units, what was reported, what was done."""

from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import UNIT_WORK_ROLES
from documents import charts
from targets import permissions
from targets.board import Row, title_of
from targets.history import events_of
from targets.lines import target_line, unit_line
from targets.models import Allocation, Result, Target
from targets.states import SHAPES
from targets.summary import summarise
from targets.views.shared import crumbs_to, files_of
from targets.wording import number_words, said, value_words
from units.models import Unit
from vietnamese.periods import ROMAN, Period
from vietnamese.templatetags.vietnamese import date_vn

UNITS_SHOWN = 10
RESULTS_PER_PAGE = 10
EVENTS_SHOWN, EVENTS_AT_MOST = 10, 500


@require_safe
def target_detail(request, pk):
    joined = Target.objects.visible_to(request.user).select_related("campaign")
    target = get_object_or_404(joined.annotate(whole=F("part_of__indicator")), pk=pk)
    units = units_of(request, target)
    listed = list(units) if request.GET.get("units") == "all" else list(units)[:UNITS_SHOWN]
    results = Result.objects.visible_to(request.user, of=target)
    page = results_page(request, results)
    files = files_of([result.pk for result in page])
    context = {
        "target": target,
        "campaign": target.campaign,
        "all_units": len(units),
        "page": page,
        "results": [result_line(result, target, files[result.pk]) for result in page],
        "acts": acts_of(request.user, target, units),
        "crumbs": crumbs_to(target.campaign),
        **standing_of(request.user, target, listed),
        **history_of(request, target, results),
    }
    return render(request, "targets/target_detail.html", context)


def standing_of(user, target, listed):
    """The target with its parts and companions, and the listed units of it, judged today."""
    whole = permissions.sees_whole(user, target.campaign)
    family = Target.objects.filter(
        Q(pk=target.pk) | Q(part_of=target.pk) | Q(companion_of=target.pk)
    )
    within = None if whole else user.units_on(timezone.localdate())
    summaries = summarise(family, within=within, rows=listed)
    summary = next(s for s in summaries if s.pk == target.pk)
    shares = {unit.unit_id: unit for unit in summary.units}
    row, others = Row(summary), [Row(s) for s in summaries if s.pk != target.pk]
    return {
        "row": row,
        "family": [target_line(member) for member in (row, *others)],
        "units": [unit_line(Row(summary, shares[pk])) for pk in listed if pk in shares],
        "line": line_of(target, summary),
        "facts": facts_of(target, summary),
    }


def units_of(request, target):
    """{id of each unit with a row: whether it was given the target}; those that were come first."""
    user = request.user
    allocated = Allocation.objects.filter(target=target, unit=OuterRef("pk"))
    reported = Result.objects.filter(target=target, unit=OuterRef("pk"))
    units = Unit.objects.annotate(given=Exists(allocated))
    units = units.filter(Q(given=True) | Exists(reported))
    if not permissions.can_lead(user, target.campaign):
        units = units.filter(pk__in=user.units_on(timezone.localdate()))
    return dict(units.order_by("-given", "sort_key", "pk").values_list("pk", "given"))


def history_of(request, target, results):
    """The newest events; with `?events=all` those before them too."""
    most = EVENTS_AT_MOST if request.GET.get("events") == "all" else EVENTS_SHOWN
    events = events_of(target, results, most + 1)
    return {
        "events": events[:most],
        "earlier_events": most == EVENTS_SHOWN and len(events) > most,
    }


def results_page(request, results):
    """The newest first; counted by the statement that reads them."""
    rows = results.annotate(count=Window(Count("pk")), of_unit=F("unit__name")).order_by(
        "-period_end", "unit__sort_key", "pk"
    )
    asked = request.GET.get("page", "")
    number = int(asked) or 1 if asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * RESULTS_PER_PAGE
    found = list(rows[start : start + RESULTS_PER_PAGE]) or list(rows[:RESULTS_PER_PAGE])
    paginator = Paginator(range(found[0].count if found else 0), RESULTS_PER_PAGE)
    page = paginator.get_page(number if paginator.num_pages >= number else 1)
    page.object_list = found
    return page


def result_line(result, target, files):
    """For targets/result_rows.html."""
    result.target = target  # the same row, read once
    base, weight = _("base"), result.weight
    return {
        "pk": result.pk,
        "period": title_of(result.period_code),
        "unit": result.of_unit,
        "value": said(result),
        "base": "" if weight is None else f"{base} {value_words(weight, '')}",
        "note": linebreaksbr(result.note),
        "files": files,
        "look": SHAPES[result.state],
        "words": result.get_state_display(),
        "reason": result.reason,
        "at": date_vn(result.reported_at),
    }


def acts_of(user, target, units):
    """`units`: of `units_of`, all that the user sees."""
    acts, campaign = [], target.campaign
    working = user.units_holding(UNIT_WORK_ROLES)
    answers = target.responsible_id in working or any(units.get(unit) for unit in working)
    if campaign.state == "issued" and answers:
        acts.append((_("Enter results"), reverse("targets:entry", args=[campaign.code]), True))
    if permissions.can_edit_targets(user, campaign):
        acts.append((_("Edit the target"), reverse("targets:target_edit", args=[target.pk]), True))
    if permissions.can_allocate(user, campaign):
        label = _("Give the target to units")
        acts.append((label, reverse("targets:allocation", args=[target.pk]), not acts))
    return acts


def facts_of(target, summary):
    """What the plan says beside the figure; what it does not say is left out."""
    facts = [
        (_("For"), target.period.title),
        (_("Limited to"), target.qualifier),
        (_("Named places"), target.places),
        (_("In the words of the plan"), target.wording),
        (_("Part of"), target.whole),
        (_("Responsible unit"), summary.responsible),
        (_("Reported"), target.get_frequency_display()),
        (_("Over periods"), target.get_over_periods_display()),
        (_("Over units"), target.get_over_units_display()),
        (_("Base of the weighting"), target.weight_label),
    ]
    return [(label, value) for label, value in facts if value]


def line_of(target, summary):
    """The value so far after each period, from two periods on."""
    points = [(short(Period(code)), value) for code, value in summary.series]
    if sum(value is not None for _label, value in points) < 2:
        return None
    plan = target.low if target.low is not None else target.high

    def figure(value):
        return number_words(round(Decimal(str(value)), 2), "")

    return charts.line(points, plan=plan, wording=figure)


def short(period):
    """A period below a chart: "Q.II/2024", "T.5/2024", "6T đầu 2024", "2024"."""
    year, number = period.year, period.number
    return {
        "month": f"T.{number}/{year}",
        "quarter": f"Q.{ROMAN[number - 1] if number <= 4 else number}/{year}",
        "half": f"6T {'đầu' if number == 1 else 'cuối'} {year}",
    }.get(period.kind, period.code)
