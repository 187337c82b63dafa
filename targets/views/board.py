"""Reading: the list of targets, the board of a campaign, who has not reported."""

from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import UNIT_WORK_ROLES
from campaigns.models import Campaign
from campaigns.permissions import LEADING
from targets import permissions, result_actions
from targets.board import Row, grouped, workbook
from targets.forms import BoardFilter, ListFilter
from targets.lines import grouped_lines, target_line
from targets.models import Target
from targets.reporting import campaign_periods, default_period, standing
from targets.states import SHAPES, Progress
from targets.summary import campaign_summary, counts, summarise
from targets.views.shared import campaign_of, crumbs_to
from vietnamese.dates import format_date
from vietnamese.folding import fold
from vietnamese.periods import Period

PER_PAGE = 50


@require_safe
def target_list(request):
    """Targets given to the user's units, and those of campaigns the user runs."""
    user, today = request.user, timezone.localdate()
    own = user.own_units_on(today)
    run = Target.objects.filter(campaign__unit__in=user.units_holding(LEADING))
    answered = Target.objects.given_to(own) | run
    targets = Target.objects.visible_to(user).filter(pk__in=answered.values("pk"))
    summaries = summarise(targets, rows=own)
    campaigns = dict(
        Campaign.objects.filter(pk__in={s.campaign_id for s in summaries})
        .order_by("-start", "title")
        .values_list("pk", "title")
    )
    rows = [
        Row(summary, next((unit for unit in summary.units if unit.unit_id in own), None))
        for summary in summaries
    ]
    newest_first = {pk: place for place, pk in enumerate(campaigns)}
    rows.sort(key=lambda row: newest_first[row.target.campaign_id])
    form = ListFilter(
        request.GET,
        campaigns=[(str(pk), title) for pk, title in campaigns.items()],
        groups=names_of(rows, "group"),
        responsible=responsible_of(rows),
    )
    fitting = [row for row in rows if fits(row, form.wanted())]
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("page"))
    page.pages_around = page.paginator.get_elided_page_range(page.number)
    context = {
        "page": page,
        "form": form,
        "groups": [
            (campaigns[pk], [target_line(row) for row in group])
            for pk, group in groupby(page, lambda row: row.target.campaign_id)
        ],
        "states": state_links(request, rows, form),
        "list_url": reverse("targets:target_list"),
        "checks": permissions.checks_anything(user),
    }
    return render(request, "targets/target_list.html", context)


def names_of(rows, name):
    return list(dict.fromkeys(n for n in (getattr(row.target, name) for row in rows) if n))


def responsible_of(rows):
    pairs = {
        str(row.target.responsible_id): row.target.responsible
        for row in rows
        if row.target.responsible_id
    }
    return sorted(pairs.items(), key=lambda pair: fold(pair[1]))


def fits(row, wanted, but=""):
    """Whether a row passes the filters, one of them left aside for the counts beside it."""
    target = row.target
    tests = {
        "q": lambda words: all(
            word in fold(f"{target.indicator} {target.responsible}") for word in fold(words).split()
        ),
        "campaign": lambda pk: str(target.campaign_id) == pk,
        "group": lambda name: target.group == name,
        "state": lambda state: row.state == state,
        "responsible": lambda pk: str(target.responsible_id) == pk,
    }
    return all(
        test(wanted[name]) for name, test in tests.items() if name != but and wanted.get(name)
    )


def state_links(request, rows, form):
    """Counts by state of what the other filters leave; each a link that filters."""
    wanted = form.wanted()
    found = counts([row for row in rows if fits(row, wanted, but="state")])
    others = {name: value for name, value in wanted.items() if value and name != "state"}
    return [
        (
            SHAPES[state],
            state.label,
            f"{request.path}?{urlencode(others | {'state': state.value})}",
            found[state],
            wanted.get("state") == state,
        )
        for state in Progress
    ]


def ways_of_reporting(campaign):
    """Targets that stand for all those reported for the same periods."""
    fields = ("period_code", "frequency", "over_periods")
    found = Target.objects.filter(campaign=campaign).order_by().values(*fields).distinct()
    return [Target(campaign=campaign, **row) for row in found]


def board_of(request, campaign):
    """The rows of a campaign's board with the filters of the address: (form, all rows, fitting
    rows)."""
    user, today = request.user, timezone.localdate()
    periods = campaign_periods(ways_of_reporting(campaign), today)
    asked = (
        Period(code)
        if (code := request.GET.get("until", "")) in {period.code for period in periods}
        else None
    )
    whole = permissions.sees_whole(user, campaign) and request.GET.get("scope") != "own"
    rows = [
        Row(summary)
        for summary in campaign_summary(
            campaign,
            until=asked.end if asked else None,
            within=None if whole else user.units_on(today),
            rows=(),
        )
    ]
    form = BoardFilter(
        request.GET,
        periods=periods[::-1],
        groups=names_of(rows, "group"),
        responsible=responsible_of(rows),
    )
    return form, rows, [row for row in rows if fits(row, form.wanted())]


@require_safe
def campaign_targets(request, code):
    campaign = campaign_of(request, code)
    form, rows, fitting = board_of(request, campaign)
    with_value = sum(row.has_value for row in rows)
    last = max((Period(row.shown.through).end for row in rows if row.shown.through), default=None)
    until = form.until_date or (last and min(last, timezone.localdate()))
    context = {
        "campaign": campaign,
        "form": form,
        "groups": grouped_lines(grouped(fitting)),
        "shown": len(fitting),
        "all": len(rows),
        "summary_words": summary_words(fitting),
        "states": state_links(request, rows, form),
        "acts": board_acts(request, campaign),
        "meta": [
            (
                "",
                _("By plan %(number)s") % {"number": campaign.number}
                if campaign.number
                else _("Draft"),
            ),
            (_("Figures until"), format_date(until) if until else _("none yet")),
            (
                "",
                _("%(some)d of %(all)d targets have accepted figures")
                % {"some": with_value, "all": len(rows)},
            ),
        ],
        "clear_url": request.path,
        "crumbs": crumbs_to(campaign)[:1],
    }
    return render(request, "targets/campaign_targets.html", context)


def board_acts(request, campaign):
    """(words, address, whether it is the main thing to do) of what the user may do here."""
    user, address = request.user, [campaign.code]
    reports = campaign.state == "issued" and (
        Target.objects.filter(campaign=campaign)
        .given_to(user.units_holding(UNIT_WORK_ROLES))
        .exists()
    )
    acts = []
    if reports:
        acts.append((_("Enter results"), reverse("targets:entry", args=address), True))
    if permissions.can_edit_targets(user, campaign):
        acts.append((_("Edit the targets"), reverse("targets:targets_edit", args=address), True))
    if permissions.can_lead(user, campaign) and not campaign.is_draft:
        acts.append((_("Who has not reported"), reverse("targets:missing", args=address), False))
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    acts.append((_("Export to Excel"), reverse("targets:export", args=address) + query, False))
    return acts


def summary_words(rows):
    """ "11 on track, 2 behind": the states that occur, in words."""
    found = counts(rows)
    return ", ".join(
        f"{found[state]} {str(state.label).lower()}" for state in Progress if found[state]
    )


@require_safe
def export(request, code):
    campaign = campaign_of(request, code)
    _form, _rows, fitting = board_of(request, campaign)
    content = workbook(fitting, title=_("Targets"))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"chi-tieu-{campaign.code}.xlsx"
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
def missing(request, code):
    """Who has not reported for a period."""
    campaign = campaign_of(request, code)
    if not permissions.can_lead(request.user, campaign) or campaign.is_draft:
        return redirect("targets:campaign_targets", campaign.code)
    targets = list(Target.objects.filter(campaign=campaign).select_related("campaign"))
    today = timezone.localdate()
    periods = campaign_periods(targets, today)
    period = period_in(request, periods) or default_period(periods, today)
    units = standing(targets, period) if period else []
    only = request.GET.get("only", "")
    context = {
        "campaign": campaign,
        "periods": periods[::-1],
        "period": period,
        "units": [unit for unit in units if not only or unit.missing],
        "over": bool(period) and period.end < today,
        "late": sum(1 for unit in units if unit.missing),
        "only": only,
        "can_remind": permissions.can_remind(request.user, campaign),
        "crumbs": crumbs_to(campaign),
    }
    return render(request, "targets/missing.html", context)


def period_in(request, periods):
    asked = request.POST.get("period") or request.GET.get("period", "")
    return next((period for period in periods if period.code == asked), None)


@require_POST
def remind(request, code):
    """The page that asks first; with `sure` the deed."""
    campaign = campaign_of(request, code)
    targets = list(Target.objects.filter(campaign=campaign).select_related("campaign"))
    today = timezone.localdate()
    period = period_in(request, campaign_periods(targets, today))
    back = reverse("targets:missing", args=[campaign.code])
    if period is None or not permissions.can_remind(request.user, campaign):
        return redirect(back)
    asked = set(request.POST.getlist("unit"))
    late = [unit for unit in standing(targets, period) if unit.missing]
    chosen = [unit for unit in late if str(unit.unit_id) in asked]
    back = f"{back}?period={period.code}"
    if not chosen:
        return redirect(back)
    if "sure" in request.POST:
        result_actions.remind(campaign, [unit.unit_id for unit in chosen], period, by=request.user)
        return redirect(back + "&reminded=1")
    words = {"count": len(chosen), "period": period.title}
    context = {
        "heading": _("Remind %(count)d units") % words,
        "explanation": _("Each gets one notice to report its results for %(period)s.") % words,
        "items": [
            (
                unit.name,
                _("%(missing)d of %(all)d missing") % {"missing": unit.missing, "all": unit.asked},
            )
            for unit in chosen
        ],
        "fields": [("sure", "1"), ("period", period.code)]
        + [("unit", unit.unit_id) for unit in chosen],
        "submit": _("Send %(count)d reminders") % words,
        "back_url": back,
        "crumbs": crumbs_to(campaign, (_("Who has not reported"), back)),
    }
    return render(request, "components/confirm.html", context)
