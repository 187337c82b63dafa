"""The list of nominations and its export."""

from functools import cache

from django.db.models import Count, F
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import ListView

from awards import forms, pages, permissions, workflow
from awards.models import Nomination
from awards.states import State
from spreadsheets.write import Sheet, write_workbook
from vietnamese.dates import days_words, format_date

EXPORTED_AT_MOST = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    "pk", "version", "code", "title", "state", "return_reason", "held_since", "mend_by",
    "campaign__code", "unit__name", "holder__name", "first_recipient", "recipient_count",
)  # fmt: skip


class NominationList(ListView):
    template_name = "awards/nomination_list.html"
    paginate_by = 50

    @cached_property
    def filter(self):
        return forms.NominationFilter(self.request.GET or None, user=self.request.user)

    @cached_property
    def visible(self):
        return Nomination.objects.visible_to(self.request.user)

    @cached_property
    def counted(self):
        """{state: how many}, of what the other filters leave."""
        rows = self.filter.apply(self.visible, without_state=True).values_list("state")
        return dict(rows.annotate(Count("pk")))

    def get_queryset(self):
        rows = self.filter.apply(self.visible).with_recipients()
        return rows.order_by("-held_since", "-pk").values(*COLUMNS, award=local_award())

    def get_paginator(self, *args, **kwargs):
        """The counts by state say how many there are."""
        paginator = super().get_paginator(*args, **kwargs)
        chosen = self.filter.wanted.get("state")
        counted = self.counted
        paginator.count = counted.get(chosen, 0) if chosen else sum(counted.values())
        return paginator

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(
            form=self.filter,
            states=self.states(),
            can_create=permissions.can_create(user),
            bulk_moves=[(name, workflow.LABELS[name]) for name in workflow.BULK],
            query=self.request.GET.urlencode(),
            **kwargs,
        )
        context["lines"] = lines(context["page_obj"].object_list)
        return context

    def states(self):
        """Counts by state as links."""
        chosen = self.filter.wanted.get("state")
        others = self.request.GET.copy()
        for name in ("state", "page"):
            others.pop(name, None)
        kept = f"?{others.urlencode()}&state=" if others else "?state="
        return [
            (pages.SIGNS[s], s.label, kept + s.value, self.counted.get(s, 0), s == chosen)
            for s in State
        ]


def local_award():
    """The official name; in the English interface its translation."""
    return F("award_type__name_en" if get_language() == "en" else "award_type__name")


def lines(rows):
    """The rows of the list, in words; what many share is found once."""
    nobody, zone = _("nobody yet"), timezone.get_current_timezone()

    @cache
    def sign(state, returned):
        look, words = pages.sign_of(state, returned)
        return {"look": look, "words": str(words)}

    return [
        line(row, nobody, zone) | sign(row["state"], bool(row["return_reason"])) for row in rows
    ]


def line(row, nobody, zone):
    more = row["recipient_count"] - 1
    return {
        "pk": row["pk"],
        "pick": f"{row['pk']}:{row['version']}",
        "code": row["code"],
        "title": row["title"],
        "award": row["award"],
        "campaign": row["campaign__code"] or "",
        "recipient": row["first_recipient"] or nobody,
        "recipient_class": "" if row["first_recipient"] else "quiet",
        "others": _("and %(more)s more") % {"more": more} if more > 0 else "",
        "unit": row["unit__name"],
        "holder": row["holder__name"],
        "since": format_date(row["held_since"].astimezone(zone)),
        "mend": mend_words(row["mend_by"]) if row["mend_by"] else "",
    }


def mend_words(day):
    again, left = _("to be sent again"), days_words((day - timezone.localdate()).days)
    return f" · {again} {format_date(day)}, {left}"


def nomination_export(request):
    """Exactly the filtered list, all pages, as a workbook."""
    chosen = forms.NominationFilter(request.GET or None, user=request.user)
    visible = Nomination.objects.visible_to(request.user)
    rows = chosen.apply(visible).with_recipients().for_list()[:EXPORTED_AT_MOST]
    headers = [
        _("Code"),
        _("State"),
        _("Award"),
        _("Recipient"),
        _("Number of recipients"),
        _("Achievement in one line"),
        _("From"),
        _("To"),
        _("Campaign"),
        _("Nominating unit"),
        _("Held by"),
        _("Sent on"),
        _("Decision"),
        _("Date of the decision"),
    ]
    sheet = Sheet(
        _("Nominations"),
        headers,
        map(exported, rows),
        [14, 16, 34, 28, 10, 44, 12, 12, 40, 30, 30, 12, 18, 12],
    )
    response = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    name = f"ho-so-khen-thuong-{timezone.localdate():%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def exported(nomination):
    sent = nomination.submitted_at
    return [
        nomination.code,
        pages.sign(nomination)[1],
        nomination.award_type.local_name,
        nomination.first_recipient or "",
        nomination.recipient_count,
        nomination.title,
        nomination.period_from,
        nomination.period_to,
        nomination.campaign.title if nomination.campaign else "",
        nomination.unit.name,
        nomination.holder.name,
        timezone.localtime(sent).date() if sent else None,
        nomination.decision_number,
        nomination.decided_on,
    ]
