from django.utils import timezone
from django.views.generic import ListView

from awards.bonuses import base_salary_on, bonuses_on
from awards.models import AwardType
from awards.words import grantors


class CatalogueList(ListView):
    """Every award in force today: who grants it to whom, what is paid, by which article."""

    template_name = "awards/catalogue.html"

    def get_queryset(self):
        return AwardType.objects.in_force_on(timezone.localdate())

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        bonuses = bonuses_on(today)
        first = {}  # the best rank of each kind: kinds stand in the order of their highest award
        for award in self.object_list:
            first.setdefault(award.kind, award.rank)
        lines = [
            {"award": award, "grantors": grantors(award), "bonuses": bonuses.get(award.pk, [])}
            for award in sorted(self.object_list, key=lambda a: (first[a.kind], a.rank))
        ]
        return super().get_context_data(
            lines=lines, today=today, base_salary=base_salary_on(today), **kwargs
        )
