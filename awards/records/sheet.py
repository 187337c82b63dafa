"""The ratings of a unit and a year on one sheet: its people, and the collective itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from awards import permissions
from awards.models import RatingValue, YearRating
from awards.records import actions, forms, subjects
from units.models import Person, Post, valid_on
from vietnamese.dates import format_date

SIGNS = {
    RatingValue.EXCELLENT: "met",
    RatingValue.WELL: "met",
    RatingValue.DONE: "track",
    RatingValue.NOT_DONE: "fail",
}
YEAR_IS_RATED_FROM = 11  # month; before it the sheet opens with the year before


class RatingSheet(TemplateView):
    template_name = "awards/records/rating_sheet.html"
    ON_PAGE = 100

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_record(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    # --- which unit, year and people
    @cached_property
    def choice(self):
        units = permissions.recording_units(self.request.user)
        typed = self.request.GET.copy()
        if "unit" not in typed:
            typed.update(self.usual(units))
        return forms.SheetChoice(typed, units=units)

    def usual(self, units):
        today = timezone.localdate()
        own = units.filter(pk=self.request.user.acting_unit_id).first()
        year = today.year if today.month >= YEAR_IS_RATED_FROM else today.year - 1
        return {"unit": own.code if own else "", "year": str(year)}

    @property
    def unit(self):
        return self.choice.wanted.get("unit")

    @property
    def year(self):
        return self.choice.wanted["year"]

    @cached_property
    def day(self):
        """Whose posts count: of the last day of the year, or of today while it runs."""
        today = timezone.localdate()
        return min(today, today.replace(year=self.year, month=12, day=31))

    @cached_property
    def people(self):
        held = Post.objects.filter(valid_on(self.day), unit=self.unit).values("person_id")
        visible = Person.objects.visible_to(self.request.user).filter(pk__in=held)
        return visible.with_post_on(self.day)

    @cached_property
    def page(self):
        return Paginator(self.people, self.ON_PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def rated(self):
        """Whom the page rates: the collective on the first page, then its people."""
        return [self.unit, *self.page] if self.page.number == 1 else list(self.page)

    # --- the page
    def get_context_data(self, typed=None, decision=None, **kwargs):
        context = super().get_context_data(
            choice=self.choice,
            form=decision or forms.SheetForm(),
            crumbs=[(_("Ratings"), reverse("awards:rating_list"))],
            scale=RatingValue.choices[::-1],
            **kwargs,
        )
        if self.unit:
            recorded = actions.ratings_of(self.rated, self.year)
            context |= {
                "unit": self.unit,
                "year": self.year,
                "day": self.day,
                "page": self.page,
                "counts": self.counts(),
                "lines": [self.line(one, recorded.get(one), typed) for one in self.rated],
            }
        return context

    def line(self, subject, record, typed):
        key = f"{subjects.field_of(subject)}-{subject.pk}"
        standing = record if record and not record.struck else None
        value = standing.rating if standing else ""
        wanted = typed.get(key, value) if typed is not None else value
        return {
            "key": key,
            "name": str(subject),
            "about": about(subject),
            "value": wanted,
            "version": standing.version if standing else 0,
            "recorded": standing.get_rating_display() if standing and wanted != value else "",
            "url": reverse("awards:rating_detail", args=[standing.pk]) if standing else "",
        }

    def counts(self):
        """People by rating, of the whole unit."""
        rows = YearRating.objects.standing().filter(person__in=self.people.values("pk"))
        found = dict(
            rows.filter(year=self.year).order_by().values_list("rating").annotate(Count("pk"))
        )
        missing = self.page.paginator.count - sum(found.values())
        known = [(SIGNS[r], r.label, found.get(r, 0)) for r in reversed(RatingValue)]
        return [*known, ("unknown", _("Not rated yet"), missing)]

    # --- saving
    def post(self, request):
        decision = forms.SheetForm(request.POST)
        if not self.unit:
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            if not decision.is_valid():
                raise ValidationError([])
            count = actions.rate(
                self.unit,
                year=self.year,
                entries=self.entries(),
                by=request.user,
                decision=decision.cleaned_data["decision"],
            )
        except ValidationError as refusal:
            context = self.get_context_data(
                typed=request.POST, decision=decision, refusal=refusal.messages
            )
            return self.render_to_response(context, status=409)
        words = ngettext("%(count)d rating is saved.", "%(count)d ratings are saved.", count)
        messages.success(request, words % {"count": count})
        return redirect(request.get_full_path())

    def entries(self):
        recorded = actions.ratings_of(self.rated, self.year)
        typed, found = self.request.POST, []
        for subject in self.rated:
            key = f"{subjects.field_of(subject)}-{subject.pk}"
            rating, version = typed.get(key, ""), typed.get(f"{key}-version", "0")
            if rating in RatingValue.values and version.isascii() and version.isdigit():
                found.append((subject, rating, int(version[:9])))
            elif rating:
                raise ValidationError(
                    _("%(name)s: choose a rating of the list.") % {"name": subject}
                )
            elif subject in recorded and not recorded[subject].struck and key in typed:
                raise ValidationError(
                    _("%(name)s: a rating is taken back by striking it out, with a reason.")
                    % {"name": subject}
                )
        return found


def about(subject):
    if not isinstance(subject, Person):
        return _("the collective itself")
    born = subject.birth_date and _("born %(date)s") % {"date": format_date(subject.birth_date)}
    return ", ".join(text for text in (subject.post_now, born) if text)
