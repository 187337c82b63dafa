"""Where a person begins, and the leader's one page."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from awards.pages import SIGNS
from reports import my_work as work
from reports import overview as pages
from reports import permissions
from reports.states import look
from targets.states import Progress
from vietnamese.dates import format_date


@login_not_required
@require_safe
def home(request):
    """Leaders and secretariats see where things stand, others what waits for them."""
    user = request.user
    if not user.is_authenticated:
        return redirect("campaigns:campaign_list")
    if permissions.looks_over(user):
        work.remember(user, work.waiting(user))  # once after signing in, for the navigation
        return redirect("reports:overview")
    return redirect("reports:my_work")


@require_safe
def overview(request):
    found = pages.of(request.user)
    today = format_date(timezone.localdate())
    acting = request.user.acting
    context = {
        "found": found,
        "heading": _("Emulation and awards: where things stand on %(day)s") % {"day": today},
        "unit": acting.unit.name if acting else "",
        "keys": keys(found),
        "target_words": target_words(found),
        "nominations": [
            (SIGNS[state], words, count, nominations_url(state))
            for state, words, count in found.nominations
        ],
        "reports": [(report, *look(report)) for report in found.reports],
        "not_answered": list(dict.fromkeys(row.name for row in found.not_answered[: pages.NAMES])),
        "more": max(found.asked - found.answered - pages.NAMES, 0),
    }
    return render(request, "reports/overview.html", context)


def nominations_url(state):
    return f"{reverse('awards:nomination_list')}?state={state}"


def keys(found):
    """At most five figures, each with its base."""
    drive = found.next_end
    days = drive.days_left(timezone.localdate()) if drive else None
    shown = [
        {
            "label": _("Targets met or on track"),
            "value": str(found.good),
            "base": f"/ {found.targets}",
            "about": target_words(found),
        },
        {
            "label": _("Units that have answered"),
            "value": str(found.answered),
            "base": f"/ {found.asked}",
            "about": _("in running campaigns"),
        },
        {
            "label": _("Nominations under way"),
            "value": str(found.under_way),
            "about": _("in the unit and below"),
        },
    ]
    if drive:
        shown.append(
            {
                "label": drive.name,
                "value": str(days),
                "base": ngettext("day left", "days left", days),
                "about": _("ends on %(day)s") % {"day": format_date(drive.end)},
            }
        )
    return shown


def target_words(found):
    words = [
        f"{found.states[state]} {str(state.label).lower()}"
        for state in (Progress.MISSED, Progress.BEHIND, Progress.NOT_JUDGED)
        if found.states[state]
    ]
    return ", ".join(words)
