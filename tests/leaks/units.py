from tests.leaks import Case


def unit(world):
    return {"pk": world.unit.pk}


def person(world):
    return {"pk": world.person.pk}


URLS = {
    "units:unit_list": Case(),
    "units:unit_create": Case(owner="administrator"),
    "units:search": Case(),
    "units:unit_detail": Case(unit),
    "units:unit_rename": Case(unit, owner="administrator"),
    "units:unit_move": Case(unit, owner="administrator"),
    "units:person_list": Case(),
    "units:person_create": Case(),
    "units:person_detail": Case(person),
    "units:person_edit": Case(person),
    "units:post_create": Case(person),
    "units:post_end": Case(lambda world: {"pk": world.post.pk}),
    "units:household_list": Case(),
    "units:household_create": Case(),
    "units:household_edit": Case(lambda world: {"pk": world.household.pk}),
}
