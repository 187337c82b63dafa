"""The catalogue of awards, one award, and the principles: as of a day."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from awards import catalogue, catalogue_page
from awards.bonuses import base_salary_on, bonuses_on
from awards.models import AwardType
from awards.own_rules import reading
from awards.own_rules.forms import DayForm


class OnADay:
    """A page that shows the rules of a day: today, or the day that the reader asked for."""

    @cached_property
    def day_form(self):
        return DayForm(self.request.GET or None)

    @cached_property
    def day(self):
        asked = self.day_form.cleaned_data.get("on") if self.day_form.is_valid() else None
        return asked or timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            day=self.day,
            day_form=self.day_form,
            other_day=self.day != timezone.localdate(),
            unread_law=catalogue_page.unread_law(self.day),
            **kwargs,
        )


class CatalogueList(OnADay, TemplateView):
    """Every award in force on the day: who grants it to whom, what is paid, by which article."""

    template_name = "awards/catalogue.html"

    def get_context_data(self, **kwargs):
        awards = list(AwardType.objects.in_force_on(self.day))
        bonuses = bonuses_on(self.day)
        first = {}  # the best rank of each kind: kinds stand in the order of their highest award
        for award in awards:
            first.setdefault(award.kind, award.rank)
        lines = [
            {
                "award": award,
                **self.of_the_law(award),
                "bonuses": bonuses.get(award.pk, []),
            }
            for award in sorted(awards, key=lambda a: (first[a.kind], a.rank))
        ]
        return super().get_context_data(lines=lines, base_salary=base_salary_on(self.day), **kwargs)

    def of_the_law(self, award):
        """From the files; of an award that left them nothing is known any more."""
        known = catalogue.award(award.code)
        grants = catalogue_page.grant_lines(known, self.day)[0] if known else []
        return {"grants": grants, "article_verified": known and known.article_verified}


class AwardDetail(OnADay, TemplateView):
    """One award: who grants it, for what, with which dossier and by when."""

    template_name = "awards/award_detail.html"

    def get_context_data(self, **kwargs):
        award = AwardType.objects.filter(code=self.kwargs["code"]).first()
        known = catalogue.award(self.kwargs["code"])
        if award is None or known is None:
            raise Http404
        law = catalogue.known().procedure
        now, earlier, later = catalogue_page.criterion_lines(known, self.day)
        grants, other_grants = catalogue_page.grant_lines(known, self.day)
        return super().get_context_data(
            award=award,
            article_verified=known.article_verified,
            grants=grants,
            other_grants=other_grants,
            criteria=now,
            other_criteria=[
                (gettext_lazy("Earlier text"), earlier),
                (gettext_lazy("Later text"), later),
            ],
            bonuses=bonuses_on(self.day, [award]).get(award.pk, []),
            base_salary=base_salary_on(self.day),
            dossiers=catalogue_page.dossier_lines(award.code, law, self.day),
            steps=catalogue_page.step_groups(award.code, law, self.day),
            own_rules=reading.shown_with(self.request.user, award, self.day),
            **kwargs,
        )


class Principles(OnADay, TemplateView):
    """What holds for all awards, and how years are counted."""

    template_name = "awards/principles.html"

    def get_context_data(self, **kwargs):
        rulebook = catalogue.rulebook()
        day = catalogue_page.rules_day(self.day)
        groups = [
            (gettext_lazy("Principles"), rulebook.principles),
            (gettext_lazy("How years are counted"), rulebook.counting.values()),
        ]
        return super().get_context_data(
            groups=[
                (title, *self.lines(catalogue_page.by_time(rows, day))) for title, rows in groups
            ],
            **kwargs,
        )

    def lines(self, times):
        now, earlier, later = times
        return [
            [catalogue_page.principle_line(row) for row in rows] for rows in (now, earlier + later)
        ]
