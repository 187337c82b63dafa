"""The sheet on which a unit registers titles for its people and itself, and striking."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from awards.models import AwardType, RecipientKind, Registration
from awards.registration import actions, board, candidates, forms, permissions
from awards.registration.windows import OfWindow, crumbs, sign
from units.models import Unit
from units.pages import DeedView
from vietnamese.dates import format_date

SHOWN = 20  # of those registered, below the sheet


class Sheet(OfWindow, TemplateView):
    template_name = "awards/registration/sheet.html"
    ON_PAGE = 100

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_register(request.user, self.window, self.unit.pk):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def unit(self):
        seen = Unit.objects.below(self.request.user)
        asked = self.window.units.filter(pk__in=seen.values("pk"))
        return get_object_or_404(asked, pk=self.kwargs["unit"])

    @cached_property
    def filter(self):
        return forms.SheetFilter(self.request.GET or None)

    @cached_property
    def award(self):
        code = self.filter.wanted.get("award")
        return AwardType.objects.filter(code=code).first() if code else None

    @cached_property
    def kind(self):
        """For whom the page lists: as chosen, or the first kind that the title is given to."""
        possible = candidates.kinds_of(self.award)
        wanted = self.filter.wanted.get("kind")
        return RecipientKind(wanted if wanted in possible else possible[0])

    def candidates(self):
        rows = candidates.OF_KIND[self.kind](self.unit, timezone.localdate())
        if text := self.filter.wanted.get("q"):
            rows = rows.search(text)
        if self.kind == RecipientKind.INDIVIDUAL:
            rows = rows.with_post_on(timezone.localdate())
        return rows.annotate(registered=Exists(self.standing_of_candidate()))

    def standing_of_candidate(self):
        standing = Registration.objects.standing().filter(window=self.window, award_type=self.award)
        column = "person" if self.kind == RecipientKind.INDIVIDUAL else "collective"
        return standing.filter(**{column: OuterRef("pk")})

    def get(self, request, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, ticked=(), reason=None, **kwargs):
        user, today = self.request.user, timezone.localdate()
        is_open = permissions.can_change_today(user, self.window, self.unit.pk, today)
        why_closed = board.why_closed(self.window, today)
        context = super().get_context_data(
            unit=self.unit,
            form=self.filter,
            award=self.award,
            sign=sign(self.window, today),
            closed="" if is_open else why_closed,
            late=why_closed if is_open else "",
            crumbs=crumbs(self.window),
            list_url=self.request.path,
            registered=self.registered(is_open),
            count=self.standing.count(),
            **kwargs,
        )
        if self.award and is_open:
            page = Paginator(self.candidates(), self.ON_PAGE).get_page(self.request.GET.get("page"))
            context |= {"page": page, "lines": [self.line(row, ticked) for row in page]}
            context["reason"] = reason or self.reason_form()
        return context

    def reason_form(self):
        user, today = self.request.user, timezone.localdate()
        asked = permissions.needs_reason(user, self.window, self.unit.pk, today)
        return forms.ReasonForm(self.request.POST or None) if asked else None

    def line(self, row, ticked):
        return {
            "pk": row.pk,
            "name": str(row),
            "about": self.about(row),
            "registered": row.registered,
            "ticked": str(row.pk) in ticked,
        }

    def about(self, row):
        if self.kind == RecipientKind.COLLECTIVE:
            return row.code
        born = _("born %(date)s") % {"date": format_date(row.birth_date)} if row.birth_date else ""
        return ", ".join(text for text in (row.post_now, row.unit_now, born) if text)

    @cached_property
    def standing(self):
        rows = self.window.registrations.visible_to(self.request.user).standing()
        return rows.filter(unit=self.unit)

    def registered(self, can_strike):
        rows = self.standing.select_related("person", "collective", "award_type")
        return [
            {"row": row, "name": str(row.person or row.collective), "can_strike": can_strike}
            for row in rows.order_by("award_type__rank", "-pk")[:SHOWN]
        ]

    def post(self, request, **kwargs):
        if self.award is None:
            raise Http404
        ticked = set(request.POST.getlist("recipient")[: self.ON_PAGE])
        reason = self.reason_form()
        try:
            made = actions.register(
                self.window,
                self.unit,
                award_type=self.award,
                recipients=self.chosen(ticked),
                by=request.user,
                note=reason.cleaned_data["note"] if reason and reason.is_valid() else "",
            )
        except ValidationError as refusal:
            context = self.get_context_data(ticked=ticked, reason=reason, refusal=refusal.messages)
            return self.render_to_response(context, status=409)
        words = ngettext(
            "%(count)d registration is kept.", "%(count)d registrations are kept.", len(made)
        )
        messages.success(request, words % {"count": len(made)})
        return redirect(request.get_full_path())

    def chosen(self, ticked):
        rows = candidates.OF_KIND[self.kind](self.unit, timezone.localdate())
        numbers = [int(pk) for pk in ticked if pk.isascii() and pk.isdigit() and len(pk) < 19]
        return list(rows.filter(pk__in=numbers))


class Strike(DeedView):
    form_class = forms.StrikeForm
    heading = gettext_lazy("Strike the registration")

    def prepare(self):
        visible = Registration.objects.visible_to(self.request.user)
        self.registration = get_object_or_404(
            visible.select_related(
                "window__authority", "unit", "award_type", "person", "collective"
            ),
            pk=self.kwargs["pk"],
        )
        self.window = self.registration.window
        self.explanation = f"{self.recipient()}: {self.registration.award_type.local_name}"

    def recipient(self):
        return self.registration.person or self.registration.collective

    def allowed(self):
        unit_id = self.registration.unit_id
        return permissions.can_register(self.request.user, self.window, unit_id)

    def get_form_kwargs(self):
        reason = permissions.needs_reason(
            self.request.user, self.window, self.registration.unit_id, timezone.localdate()
        )
        return super().get_form_kwargs() | {"needs_reason": reason}

    def get_initial(self):
        return {"version": self.registration.version}

    def do(self, **typed):
        actions.strike(self.registration, by=self.request.user, **typed)
        messages.success(self.request, _("The registration is struck out."))
        return self.back_url()

    def crumbs(self):
        return [*crumbs(self.window), (str(self.registration.unit), self.back_url())]

    def back_url(self):
        args = [self.window.pk, self.registration.unit_id]
        return reverse("awards:registration_sheet", args=args)
