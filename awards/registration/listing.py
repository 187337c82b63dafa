"""The list of registered titles, and the workbook of exactly that list."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import ListView

from awards.models import Registration
from awards.registration import forms, permissions
from awards.views.listing import XLSX
from spreadsheets.write import Sheet, write_workbook

EXPORTED_AT_MOST = 50_000


def rows_for(user, chosen):
    rows = chosen.apply(Registration.objects.visible_to(user))
    joined = rows.select_related("window__authority", "unit", "award_type", "person", "collective")
    return joined.order_by("-window__year", "unit__sort_key", "award_type__rank", "pk")


class RegistrationList(ListView):
    template_name = "awards/registration/registrations.html"
    paginate_by = 50

    @cached_property
    def filter(self):
        return forms.RegistrationFilter(self.request.GET or None, user=self.request.user)

    def get_queryset(self):
        return rows_for(self.request.user, self.filter)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            form=self.filter, query=self.request.GET.urlencode(), **kwargs
        )
        user, today = self.request.user, timezone.localdate()
        context["lines"] = [
            {
                "row": row,
                "recipient": str(row.person or row.collective),
                "can_strike": not row.struck
                and permissions.can_change_today(user, row.window, row.unit_id, today),
            }
            for row in context["page_obj"]
        ]
        return context


def registration_export(request):
    chosen = forms.RegistrationFilter(request.GET or None, user=request.user)
    rows = rows_for(request.user, chosen)[:EXPORTED_AT_MOST]
    headers = [
        _("Year"), _("Recipient"), _("Kind"), pgettext("award", "Title"), _("Registering unit"),
        _("Asked by"), _("Registered on"), _("State"), pgettext("registration", "Reason"),
    ]  # fmt: skip
    widths = [8, 32, 12, 36, 36, 36, 14, 14, 40]
    sheet = Sheet(_("Registered titles"), headers, map(exported, rows.iterator(2000)), widths)
    response = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    name = f"dang-ky-danh-hieu-{timezone.localdate():%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def exported(row):
    return [
        row.window.year,
        str(row.person or row.collective),
        _("Individual") if row.person_id else _("Collective"),
        row.award_type.local_name,
        row.unit.name,
        row.window.authority.name,
        timezone.localtime(row.entered_at).date(),
        pgettext("registration", "struck out") if row.struck else _("registered"),
        row.note,
    ]
