"""Pages of units, people and households."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from units import actions, forms, permissions, tree
from units.models import Household, Level, Person, Post, Unit, UnitKind
from units.pages import DeedView

FOUND = 20  # of each kind on the page of search results


class FilteredList(ListView):
    paginate_by = 50

    @cached_property
    def filter(self):
        return self.filter_class(self.request.GET or None, **self.filter_options())

    def filter_options(self):
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.filter, list_url=self.request.path, **kwargs)


# --- units ----------------------------------------------------------------------------------------
class UnitList(FilteredList):
    template_name = "units/unit_list.html"
    filter_class = forms.UnitFilter

    def get_queryset(self):
        units = Unit.objects.visible_to(self.request.user).for_list(timezone.localdate())
        wanted = self.filter.apply(units)
        return wanted.values("pk", "code", "name_then", "kind", "level", "parent_name")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            can_found=permissions.can_administer(self.request.user),
            tabs=directory_tabs("units:unit_list"),
            **kwargs,
        )
        return context | {"lines": [unit_line(row) for row in context["page_obj"]]}


def unit_line(row):
    """A row of the list, in words."""
    return {
        "pk": row["pk"],
        "name": row["name_then"],
        "kind": str(UnitKind(row["kind"]).label),
        "level": str(Level(row["level"]).label),
        "parent": row["parent_name"] or "",
        "parent_class": "" if row["parent_name"] else "skip-phone",
        "code": row["code"],
    }


def directory_tabs(current):
    tabs = [
        (_("Units"), "units:unit_list"),
        (_("People"), "units:person_list"),
        (_("Households"), "units:household_list"),
    ]
    return [(label, reverse(name), name == current) for label, name in tabs]


class UnitDetail(DetailView):
    template_name = "units/unit_detail.html"

    def get_queryset(self):
        return Unit.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        user, unit, today = self.request.user, self.object, timezone.localdate()
        ids = tree.ancestors(unit.pk, today)
        line = Unit.objects.in_bulk(ids)
        people = Person.objects.visible_to(user).at_unit(unit).with_post_on(today)
        return super().get_context_data(
            line=[(line[pk].name, reverse("units:unit_detail", args=[pk])) for pk in reversed(ids)],
            placement=unit.placements.on(today).select_related("parent").first(),
            placements=unit.placements.select_related("parent").order_by("-valid_from"),
            predecessors=unit.precessions.select_related("predecessor"),
            successors=unit.successions.select_related("successor"),
            children=Unit.objects.visible_to(user).placed_on(today).filter(parent_id=unit.pk)[:200],
            people=people[:FOUND],
            can_manage=permissions.can_manage_unit(user, unit),
            can_keep_people=permissions.can_keep_people_of(user, unit.pk),
            **kwargs,
        )


class UnitDeed(DeedView):
    """A deed on one unit, by its administrator."""

    def prepare(self):
        self.unit = get_object_or_404(
            Unit.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def allowed(self):
        return permissions.can_manage_unit(self.request.user, self.unit)

    def crumbs(self):
        return [(_("Units"), reverse("units:unit_list")), (self.unit.name, self.back_url())]

    def back_url(self):
        return reverse("units:unit_detail", args=[self.unit.pk])

    def managed(self):
        return Unit.objects.filter(
            id__in=permissions.units_of(self.request.user, permissions.ADMINISTRATION)
        )


class UnitCreate(DeedView):
    form_class = forms.UnitForm
    heading = gettext_lazy("Found a unit")

    def allowed(self):
        return permissions.can_administer(self.request.user)

    def get_form_kwargs(self):
        managed = permissions.units_of(self.request.user, permissions.ADMINISTRATION)
        return super().get_form_kwargs() | {"parents": Unit.objects.filter(id__in=managed)}

    def get_initial(self):
        parent = self.request.GET.get("parent", "")
        managed = permissions.units_of(self.request.user, permissions.ADMINISTRATION)
        if parent.isascii() and parent.isdigit():
            return {"parent": Unit.objects.filter(pk=parent, id__in=managed).first()}
        return {}

    def crumbs(self):
        return [(_("Units"), self.back_url())]

    def back_url(self):
        return reverse("units:unit_list")

    def do(self, **typed):
        unit = actions.found_unit(by=self.request.user, **typed)
        return reverse("units:unit_detail", args=[unit.pk])


class UnitRename(UnitDeed):
    form_class = forms.RenameForm
    heading = gettext_lazy("Rename the unit")
    explanation = gettext_lazy("What the unit was called until then stays recorded.")

    def get_initial(self):
        placement = self.unit.placement_on(timezone.localdate())
        return {
            "name": self.unit.name,
            "short_name": placement.short_name if placement else "",
            "version": self.unit.version,
        }

    def do(self, **typed):
        actions.rename(self.unit, by=self.request.user, **typed)
        return self.back_url()


class UnitMove(UnitDeed):
    form_class = forms.MoveForm
    heading = gettext_lazy("Move the unit")
    explanation = gettext_lazy("Where the unit stood until then stays recorded.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parents": self.managed().exclude(pk=self.unit.pk)}

    def get_initial(self):
        placement = self.unit.placement_on(timezone.localdate())
        return {"parent": placement.parent if placement else None, "version": self.unit.version}

    def do(self, **typed):
        actions.move(self.unit, by=self.request.user, **typed)
        return self.back_url()


# --- people ---------------------------------------------------------------------------------------
class PersonList(FilteredList):
    template_name = "units/person_list.html"
    filter_class = forms.PersonFilter

    def filter_options(self):
        return {"units": Unit.objects.below(self.request.user)}

    def get_queryset(self):
        people = Person.objects.visible_to(self.request.user)
        return self.filter.apply(people).with_post_on(timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            can_add=permissions.can_keep_people(self.request.user),
            tabs=directory_tabs("units:person_list"),
            **kwargs,
        )


class PersonDetail(DetailView):
    template_name = "units/person_detail.html"

    def get_queryset(self):
        return Person.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            posts=self.object.posts.select_related("unit"),
            can_edit=permissions.can_edit_person(self.request.user, self.object),
            **kwargs,
        )


def kept_units(user):
    return Unit.objects.filter(id__in=permissions.units_of(user, permissions.UNIT_WORK))


class Addition(DeedView):
    """A new person or household at a unit whose people the user keeps."""

    def allowed(self):
        return permissions.can_keep_people(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": kept_units(self.request.user)}

    def get_initial(self):
        return {"unit": self.request.user.acting_unit_id}


class PersonCreate(Addition):
    form_class = forms.NewPersonForm
    heading = gettext_lazy("Add a person")

    def crumbs(self):
        return [(_("People"), self.back_url())]

    def back_url(self):
        return reverse("units:person_list")

    def do(self, **typed):
        person = actions.add_person(by=self.request.user, **typed)
        return reverse("units:person_detail", args=[person.pk])


class PersonDeed(DeedView):
    def prepare(self):
        self.person = get_object_or_404(
            Person.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def allowed(self):
        return permissions.can_edit_person(self.request.user, self.person)

    def crumbs(self):
        return [(_("People"), reverse("units:person_list")), (self.person, self.back_url())]

    def back_url(self):
        return reverse("units:person_detail", args=[self.person.pk])


class PersonEdit(PersonDeed):
    form_class = forms.PersonEditForm
    heading = gettext_lazy("Correct the person's particulars")

    def get_initial(self):
        person = self.person
        return {name: getattr(person, name) for name in (*actions.PERSON_FIELDS, "version")}

    def do(self, **typed):
        actions.edit_person(self.person, by=self.request.user, **typed)
        return self.back_url()


class PostCreate(PersonDeed):
    form_class = forms.PostForm
    heading = gettext_lazy("Give another post")
    explanation = gettext_lazy("The present post at the same unit ends the day before.")

    def allowed(self):
        return permissions.can_keep_people(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": kept_units(self.request.user)}

    def do(self, **typed):
        actions.give_post(self.person, by=self.request.user, **typed)
        return self.back_url()


class PostEnd(PersonDeed):
    form_class = forms.EndPostForm
    heading = gettext_lazy("End the post")

    def prepare(self):
        visible = Person.objects.visible_to(self.request.user)
        self.post_ended = get_object_or_404(
            Post.objects.select_related("person").filter(person__in=visible), pk=self.kwargs["pk"]
        )
        self.person = self.post_ended.person

    def allowed(self):
        return permissions.can_keep_people_of(self.request.user, self.post_ended.unit_id)

    def do(self, on):
        actions.end_post(self.post_ended, on=on, by=self.request.user)
        return self.back_url()


# --- households -----------------------------------------------------------------------------------
class HouseholdList(FilteredList):
    template_name = "units/household_list.html"
    filter_class = forms.PersonFilter

    def filter_options(self):
        return {"units": Unit.objects.below(self.request.user)}

    def get_queryset(self):
        households = Household.objects.visible_to(self.request.user).select_related("unit")
        return self.filter.apply(households)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            can_add=permissions.can_keep_people(self.request.user),
            tabs=directory_tabs("units:household_list"),
            **kwargs,
        )


class HouseholdCreate(Addition):
    form_class = forms.NewHouseholdForm
    heading = gettext_lazy("Add a household")

    def crumbs(self):
        return [(_("Households"), self.back_url())]

    def back_url(self):
        return reverse("units:household_list")

    def do(self, **typed):
        actions.add_household(by=self.request.user, **typed)
        return self.back_url()


class HouseholdEdit(DeedView):
    form_class = forms.HouseholdEditForm
    heading = gettext_lazy("Correct the household's particulars")

    def prepare(self):
        self.household = get_object_or_404(
            Household.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def allowed(self):
        return permissions.can_keep_people_of(self.request.user, self.household.unit_id)

    def get_initial(self):
        household = self.household
        return {name: getattr(household, name) for name in ("head_name", "address", "version")}

    def crumbs(self):
        return [(_("Households"), self.back_url())]

    def back_url(self):
        return reverse("units:household_list")

    def do(self, **typed):
        actions.edit_household(self.household, by=self.request.user, **typed)
        return self.back_url()


# --- search ---------------------------------------------------------------------------------------
def search(request):
    """Units and people by name, with or without diacritics."""
    form = forms.ListFilter(request.GET)
    text = form.wanted.get("q", "")
    today = timezone.localdate()
    units = people = []
    if text:
        units = Unit.objects.visible_to(request.user).search(text).for_list(today)
        people = Person.objects.visible_to(request.user).search(text).with_post_on(today)
        units, people = list(units[: FOUND + 1]), list(people[: FOUND + 1])
    context = {
        "text": text,
        "units": units[:FOUND],
        "people": people[:FOUND],
        "more_units": len(units) > FOUND,
        "more_people": len(people) > FOUND,
    }
    return render(request, "units/search.html", context)
