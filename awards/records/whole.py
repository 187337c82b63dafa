"""Everything recorded of one person, or of one collective with what it succeeded."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from awards import permissions
from awards.models import Nomination, Nominee
from awards.pages import sign
from awards.records import achievements, conduct, kinds
from awards.states import State
from units import tree
from units.models import Person, Unit
from vietnamese.dates import format_date

OF_PERSON = (
    kinds.RATINGS,
    kinds.AWARDS,
    achievements.INITIATIVES,
    conduct.LEAVES,
    conduct.DISCIPLINES,
    conduct.REVIEWS,
)
OF_UNIT = (kinds.RATINGS, kinds.AWARDS, kinds.COUNTS, achievements.RANKS, conduct.REVIEWS)
GRAVE = (conduct.DISCIPLINES, conduct.REVIEWS)
SHOWN = 200  # of a kind
GRANTED = (_("Award"), _("Year"), _("Decision"))


@dataclass(frozen=True)
class Section:
    """The records of one kind, as a table; each line leads to its record, where it is corrected."""

    title: str | Promise
    heads: list
    lines: list


def seen(user, pages):
    """Without those that the user would find empty."""
    keeps_grave = permissions.can_record(user, roles=permissions.RECORDS_GRAVE)
    return [one for one in pages if keeps_grave or one not in GRAVE]


def section(pages, user, unit=None, **subject):
    """`unit`: the collective asked for; a predecessor's line says whose it is."""
    rows = pages.model.objects.visible_to(user).filter(**subject)
    joins = [*pages.joins, *(["unit"] if unit else [])]
    rows = rows.select_related(*joins) if joins else rows
    heads = [head for head, _get in pages.columns]
    return Section(pages.title, heads, [line(pages, row, unit) for row in rows[:SHOWN]])


def line(pages, row, unit):
    look, words = pages.state(row)
    return {
        "url": pages.url("detail", row.pk),
        "cells": [(head, get(row) or "") for head, get in pages.columns],
        "of": row.unit.name if unit and row.unit_id != unit.pk else "",
        "look": look,
        "words": words,
    }


def granted(user, unit=None, **subject):
    """Awards of dossiers granted here that the user sees; each line leads to its dossier."""
    dossiers = Nomination.objects.visible_to(user).filter(state=State.GRANTED)
    rows = Nominee.objects.filter(nomination__in=dossiers.values("pk"), **subject)
    joins = ["nomination__award_type", *(["collective"] if unit else [])]
    lines = []
    for row in rows.select_related(*joins).order_by("-nomination__decided_on", "-pk")[:SHOWN]:
        dossier = row.nomination
        look, words = sign(dossier)
        decision = f"{dossier.decision_number}, {format_date(dossier.decided_on)}"
        values = (dossier.award_type.local_name, str(dossier.period_to.year), decision)
        lines.append(
            {
                "url": reverse("awards:nomination_detail", args=[dossier.pk]),
                "cells": list(zip(GRANTED, values, strict=True)),
                "of": row.collective.name if unit and row.collective_id != unit.pk else "",
                "look": look,
                "words": words,
            }
        )
    return Section(_("Awards granted by dossier"), list(GRANTED), lines)


class PersonRecord(DetailView):
    template_name = "awards/records/whole.html"

    def get_queryset(self):
        people = Person.objects.visible_to(self.request.user)
        return people.with_post_on(timezone.localdate())

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        sections = [section(pages, user, person=person) for pages in seen(user, OF_PERSON)]
        sections.insert(2, granted(user, person=person))
        about = [text for text in (person.post_now, person.unit_now) if text]
        return super().get_context_data(
            heading=person.full_name,
            meta=[("", ", ".join(about))] if about else [],
            back=(_("People"), reverse("units:person_list")),
            sections=sections,
            **kwargs,
        )


class UnitRecord(DetailView):
    template_name = "awards/records/whole.html"

    def get_queryset(self):
        return Unit.objects.below(self.request.user)

    def get_context_data(self, **kwargs):
        unit, user = self.object, self.request.user
        past = tree.pasts([unit.pk])[unit.pk]
        sections = [section(pages, user, unit, unit__in=past) for pages in seen(user, OF_UNIT)]
        sections.insert(2, granted(user, unit, collective__in=past))
        return super().get_context_data(
            heading=unit.name,
            meta=[(_("Code"), unit.code)],
            back=(_("Units"), reverse("units:unit_list")),
            sections=sections,
            **kwargs,
        )
