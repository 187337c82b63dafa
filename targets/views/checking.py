"""Results that wait: accepted or returned, one or many, after a page that names them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from targets import permissions, result_actions, wording
from targets.forms import ReasonForm
from targets.models import Allocation, Result, Target
from targets.views.shared import files_of, seen_in, status_of
from vietnamese.dates import format_date
from vietnamese.periods import Period

PER_PAGE = 50
LISTED = 30  # lines of a confirm page


@require_safe
def check(request):
    """The results that wait for the user, the oldest first."""
    if not permissions.checks_anything(request.user):
        raise Http404
    waiting = Result.objects.visible_to(request.user).checkable_by(request.user).waiting()
    campaigns = list(
        waiting.order_by()
        .values(code=F("target__campaign__code"), title=F("target__campaign__title"))
        .annotate(count=Count("pk"))
        .order_by("title")
    )
    asked = request.GET.get("campaign", "")
    chosen = [campaign for campaign in campaigns if campaign["code"] == asked]
    if chosen:
        waiting = waiting.filter(target__campaign__code=asked)
    paginator = Paginator(waiting.for_checking(), PER_PAGE)
    paginator.count = sum(campaign["count"] for campaign in chosen or campaigns)
    page = paginator.get_page(request.GET.get("page"))
    page.pages_around = page.paginator.get_elided_page_range(page.number)
    context = {"page": page, "rows": lines(list(page)), "campaigns": campaigns, "asked": asked}
    return render(request, "targets/check.html", context)


def lines(rows):
    """Each result in words, with three further statements."""
    targets = {row["target"] for row in rows}
    shares = Allocation.objects.filter(
        target__in=targets, unit__in={row["unit"] for row in rows}
    ).values_list("target_id", "unit_id", "low", "high")
    given = {(target_id, unit_id): bounds for target_id, unit_id, *bounds in shares}
    periods = {code: Period(code).title for code in {row["period_code"] for row in rows}}
    targets = Target.objects.filter(pk__in=targets).for_words().in_bulk()
    files = files_of([row["pk"] for row in rows])
    return [
        line(
            row,
            targets[row["target"]],
            given.get((row["target"], row["unit"]), (None, None)),
            periods[row["period_code"]],
            files[row["pk"]],
        )
        for row in rows
    ]


def day_of(moment):
    return format_date(timezone.localtime(moment).date())


def line(row, target, bounds, period, files):
    return {
        "note": linebreaksbr(row["note"]) if row["note"] else "",
        "files": files,
        "target": row["target"],
        "indicator": target.indicator,
        "unit": row["unit__name"],
        "reported": f"{row['reported_by__full_name']}, {day_of(row['reported_at'])}",
        "period": period,
        "words": wording.said_of(target, row["value"], row["fulfilled"]),
        "given": wording.allocation_words(target, *bounds) or wording.plan_words(target),
        "seen": f"{row['pk']}:{row['version']}",
    }


@require_POST
def accept(request):
    return decide(request, "accept")


@require_POST
def give_back(request):
    return decide(request, "return")


def decide(request, verb):
    """First the page with count and list, then, when it is confirmed (`sure`), the deed."""
    seen = seen_in(request.POST.getlist("one") or request.POST.getlist("seen"))
    found = list(
        Result.objects.visible_to(request.user)
        .filter(pk__in=seen)
        .select_related("target", "unit")
        .order_by("unit__sort_key", "target__position", "pk")
    )
    if len(found) != len(seen):
        raise Http404
    if Result.objects.checkable_by(request.user).filter(pk__in=seen).count() != len(seen):
        raise PermissionDenied
    if not seen:
        messages.warning(request, _("Choose at least one result."))
        return redirect("targets:check")
    form = (
        ReasonForm(request.POST if "sure" in request.POST else None) if verb == "return" else None
    )
    refusal, status = None, 200
    if "sure" in request.POST:
        refusal, status = carry_out(request, verb, seen, form)
        if status == 302:
            return redirect("targets:check")
    return confirm_page(request, verb, found, seen, form, refusal, status)


def carry_out(request, verb, seen, form):
    if form is not None and not form.is_valid():
        return None, 422
    try:
        if verb == "accept":
            result_actions.accept_results(seen, by=request.user)
        else:
            result_actions.return_results(seen, reason=form.cleaned_data["reason"], by=request.user)
    except ValidationError as error:
        return error, status_of(error)
    count = {"count": len(seen)}
    done = {
        "accept": ngettext(
            "%(count)d result was accepted.", "%(count)d results were accepted.", len(seen)
        ),
        "return": ngettext(
            "%(count)d result was returned.", "%(count)d results were returned.", len(seen)
        ),
    }
    messages.success(request, done[verb] % count)
    return None, 302


def confirm_page(request, verb, found, seen, form, refusal, status):
    count = {"count": len(found)}
    words = {
        "accept": (
            ngettext("Accept %(count)d result", "Accept %(count)d results", len(found)),
            _("They are locked then and count for the target."),
        ),
        "return": (
            ngettext("Return %(count)d result", "Return %(count)d results", len(found)),
            _("The units get them back with the reason and may correct them."),
        ),
    }
    heading, explanation = words[verb]
    context = {
        "heading": heading % count,
        "explanation": explanation,
        "items": [
            (f"{row.unit}: {row.target.indicator}, {row.period.title}", wording.said(row))
            for row in found[:LISTED]
        ],
        "more": max(0, len(found) - LISTED),
        "fields": [("sure", "1")] + [("seen", f"{pk}:{version}") for pk, version in seen.items()],
        "form": form,
        "submit": heading % count,
        "back_url": reverse("targets:check"),
        "crumbs": [
            (_("Targets"), reverse("targets:target_list")),
            (_("Check results"), reverse("targets:check")),
        ],
        "refusal": refusal,
    }
    return render(request, "components/confirm.html", context, status=status)
