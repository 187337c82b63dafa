"""Pages of the second layer: who rules what, one authority, one rule, and its deeds."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView

from accounts.fresh import FreshSignIn
from awards.models import AwardType, LocalRule
from awards.own_rules import actions, forms, kinds, permissions, reading, wording
from units.forms import Form
from units.pages import DeedView


def crumbs(*further):
    return [
        (_("Nominations"), reverse("awards:nomination_list")),
        (_("Catalogue of awards"), reverse("awards:catalogue")),
        (_("Own rules of authorities"), reverse("awards:own_rules")),
        *further,
    ]


def unit_crumbs(unit, *further):
    return crumbs((unit.name, reverse("awards:own_rules_unit", args=[unit.pk])), *further)


class AuthorityList(ListView):
    """The authorities that have rules of their own, and those for which the user may rule."""

    template_name = "awards/own_rules/authority_list.html"
    paginate_by = 50

    def get_queryset(self):
        counted = Count("local_rules", filter=Q(local_rules__struck=False))
        own = self.own
        rows = permissions.readable_units(self.request.user).annotate(rules=counted)
        return rows.filter(Q(rules__gt=0) | Q(pk__in=own)).order_by("sort_key", "pk")

    @cached_property
    def own(self):
        return {unit.pk for unit in permissions.ruling_units(self.request.user)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=crumbs()[:-1], own=self.own, **kwargs)


class OfAuthority:
    """A page of one authority, which the user sees."""

    @cached_property
    def authority(self):
        seen = permissions.readable_units(self.request.user)
        return get_object_or_404(seen, pk=self.kwargs["unit"])


class UnitRules(OfAuthority, TemplateView):
    template_name = "awards/own_rules/unit_rules.html"

    def get_context_data(self, **kwargs):
        unit = self.authority
        return super().get_context_data(
            authority=unit,
            crumbs=crumbs(),
            lines=reading.rows_of(unit, timezone.localdate()),
            can_rule=permissions.can_rule(self.request.user, unit.pk),
            **kwargs,
        )


class OfRule:
    """A page of one rule, which the user sees."""

    @cached_property
    def rule(self):
        seen = LocalRule.objects.visible_to(self.request.user)
        seen = seen.select_related("award_type", "authority")
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class RuleDetail(OfRule, TemplateView):
    template_name = "awards/own_rules/rule_detail.html"

    def get_context_data(self, **kwargs):
        rule = self.rule
        look, said = reading.sign(rule, timezone.localdate())
        can_rule = permissions.can_rule(self.request.user, rule.authority_id)
        return super().get_context_data(
            rule=rule,
            kind=kinds.KINDS.get(rule.type, rule.type),
            line=reading.line_of(rule),
            look=look,
            words=said,
            crumbs=unit_crumbs(rule.authority),
            can_change=can_rule and not rule.struck,
            events=reading.history(rule),
            **kwargs,
        )


# --- deeds


class RuleChoose(FreshSignIn, OfAuthority, DeedView):
    """First step: which award, which kind of rule."""

    heading = gettext_lazy("Add a rule: award and kind")
    form_class: type[Form] = forms.ChooseForm

    def prepare(self):
        self.authority  # noqa: B018 - 404 before 403

    def allowed(self):
        return permissions.can_rule(self.request.user, self.authority.pk)

    def crumbs(self):
        return unit_crumbs(self.authority)

    def back_url(self):
        return reverse("awards:own_rules_unit", args=[self.authority.pk])

    def do(self, *, award_type, type):
        return reverse("awards:own_rule_new", args=[self.authority.pk, award_type.code, type])


class RuleNew(RuleChoose):
    """Second step: its parameters, the decision and the dates."""

    form_class = forms.RuleForm

    def prepare(self):
        super().prepare()
        self.award_type = get_object_or_404(AwardType, code=self.kwargs["award"])
        self.type = self.kwargs["type"]
        if self.type not in kinds.KINDS:
            raise Http404

    @property
    def heading(self):
        return f"{self.award_type.local_name}: {kinds.KINDS[self.type]}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"award_type": self.award_type, "type_": self.type}

    def back_url(self):
        return reverse("awards:own_rule_choose", args=[self.authority.pk])

    def do(self, **typed):
        rule = actions.add(
            authority=self.authority,
            award_type=self.award_type,
            type=self.type,
            by=self.request.user,
            **typed,
        )
        messages.success(self.request, _("The rule was saved."))
        return reverse("awards:own_rule", args=[rule.pk])


class RuleDeed(FreshSignIn, OfRule, DeedView):
    """What changes one rule."""

    said = gettext_lazy("The rule was saved.")

    def prepare(self):
        if self.rule.struck:
            raise Http404

    def allowed(self):
        return permissions.can_rule(self.request.user, self.rule.authority_id)

    def get_initial(self):
        return {"version": self.rule.version}

    @property
    def explanation(self):
        return wording.sentence(self.rule.type, self.rule.params)

    def crumbs(self):
        here = (str(kinds.KINDS.get(self.rule.type, self.rule.type)), self.back_url())
        return unit_crumbs(self.rule.authority, here)

    def back_url(self):
        return reverse("awards:own_rule", args=[self.rule.pk])

    def do(self, **typed):
        self.act(self.rule, by=self.request.user, **typed)
        messages.success(self.request, self.said)
        return self.back_url()


class RuleCorrect(RuleDeed):
    heading = gettext_lazy("Correct the rule")
    form_class = forms.CorrectForm
    act = staticmethod(actions.correct)

    def get_form_kwargs(self):
        rule = self.rule
        return super().get_form_kwargs() | {"award_type": rule.award_type, "type_": rule.type}

    def get_initial(self):
        rule = self.rule
        shown = {
            f"param_{name}": parameter.shown(rule.params[name])
            for name, (parameter, _must) in kinds.parameters(rule.type).items()
            if rule.params.get(name) is not None
        }
        names = ("recipient", "decision", "article", "valid_from", "valid_to", "note", "version")
        return {name: getattr(rule, name) for name in names} | shown


class RuleEnd(RuleDeed):
    heading = gettext_lazy("End the rule")
    form_class = forms.EndForm
    act = staticmethod(actions.end)


class RuleStrike(RuleDeed):
    heading = gettext_lazy("Strike the rule out")
    form_class = forms.StrikeForm
    act = staticmethod(actions.strike)
    said = gettext_lazy("The rule was struck out.")
