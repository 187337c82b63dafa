"""Whom a record is about, and which units keep it."""

from functools import lru_cache

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from awards import permissions
from awards.models import Discipline, OpenReview, RecipientKind
from units.models import Household, Person, Post, Unit, valid_on, words_match

FIELD_OF = {
    RecipientKind.INDIVIDUAL: "person",
    RecipientKind.COLLECTIVE: "unit",
    RecipientKind.HOUSEHOLD: "household",
}
GRAVE = (Discipline, OpenReview)
NAMES = {"person": "full_name", "unit": "name", "household": "head_name"}


def roles_of(model):
    return permissions.RECORDS_GRAVE if model in GRAVE else permissions.RECORDS


@lru_cache(maxsize=50)
def fields_of(model):
    """Which of person, unit and household the model has, in that order."""
    names = {field.name for field in model._meta.get_fields()}
    return [name for name in NAMES if name in names]


@lru_cache(maxsize=50)
def kinds_of(model):
    """An initiative has a person and the unit where it is applied: it is its author's."""
    wanted = fields_of(model)
    if not model._meta.get_field(wanted[0]).null:
        wanted = wanted[:1]
    return [kind for kind, name in FIELD_OF.items() if name in wanted]


def subject_of(record):
    for name in fields_of(type(record)):
        if getattr(record, f"{name}_id"):
            return getattr(record, name)
    return None


def field_of(subject):
    """Which field of a record holds it: "person", "unit" or "household"."""
    return {Person: "person", Unit: "unit", Household: "household"}[type(subject)]


def kind_of(record):
    return next(k for k in kinds_of(type(record)) if getattr(record, f"{FIELD_OF[k]}_id"))


def units_of(record):
    """Ids of the units that keep the record: where the person works now, or worked last, and
    where they worked in the year of the record."""
    found = {getattr(record, "unit_id", None)} - {None}
    if getattr(record, "household_id", None):
        found.add(record.household.unit_id)
    if getattr(record, "person_id", None):
        found |= units_of_person(list(record.person.posts.all()), getattr(record, "year", None))
    return found


def units_of_person(posts, year):
    """`posts`: the latest first."""
    today = timezone.localdate()
    now = [post for post in posts if post.valid_to is None or post.valid_to >= today]
    then = [
        post
        for post in posts
        if year
        and post.valid_from.year <= year
        and (post.valid_to is None or post.valid_to.year >= year)
    ]
    return {post.unit_id for post in (now or posts[:1]) + then}


def can_record_of(user, record):
    units = permissions.recording_units(user, roles_of(type(record)))
    return units.filter(pk__in=units_of(record)).exists()


def people(user, units):
    held = Post.objects.filter(unit__in=units).values("person_id")
    return Person.objects.visible_to(user).filter(pk__in=held).with_post_on(timezone.localdate())


RECORDED = {
    RecipientKind.INDIVIDUAL: people,
    RecipientKind.COLLECTIVE: lambda user, units: Unit.objects.below(user).filter(pk__in=units),
    RecipientKind.HOUSEHOLD: lambda user, units: Household.objects.visible_to(user).filter(
        unit__in=units
    ),
}


def recorded_by(user, kind, model):
    """People, collectives or households for whom the user may enter records of the model."""
    units = permissions.recording_units(user, roles_of(model)).values("pk")
    return RECORDED[kind](user, units)


def named(rows, text):
    """Records whose person, collective or household bears the name."""
    condition = Q()
    for name in fields_of(rows.model):
        related = rows.model._meta.get_field(name).related_model
        found = related.objects.filter(words_match(text)).order_by()
        condition |= Q(**{f"{name}__in": found.values("pk")})
    return rows.filter(condition)


def of_units(rows, units):
    """Records of the units, their people and households; `units` for `unit__in=`."""
    condition = Q()
    for name in fields_of(rows.model):
        if name == "person":
            condition |= Q(person__in=Post.objects.filter(unit__in=units).values("person_id"))
        else:
            condition |= Q(**{"unit__in" if name == "unit" else "household__unit__in": units})
    return rows.filter(condition)


def with_unit_now(rows):
    """Each record with `unit_now`: the name of the unit where its person works today."""
    if "person" not in fields_of(rows.model):
        return rows
    posts = Post.objects.filter(valid_on(timezone.localdate()), person=OuterRef("person"))
    return rows.annotate(
        unit_now=Subquery(posts.order_by("-valid_from", "-id").values("unit__name")[:1])
    )
