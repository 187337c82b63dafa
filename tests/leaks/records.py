"""Addresses of records. The world's `rating` and `earlier` are its person's, `count` its
commune's."""

from tests.leaks import Case


def addresses(name):
    def one(world):
        return {"pk": getattr(world, name).pk}

    return {
        f"awards:{name}_list": Case(),
        f"awards:{name}_create": Case(owner="officer"),
        f"awards:{name}_detail": Case(one, owner="officer"),
        f"awards:{name}_edit": Case(one, owner="officer"),
        f"awards:{name}_strike": Case(one, owner="officer"),
    }


URLS = {
    "awards:rating_sheet": Case(owner="officer"),
    "awards:rating_import": Case(owner="officer"),
    "awards:rating_template": Case(owner="officer"),
    "awards:earlier_import": Case(owner="officer"),
    "awards:earlier_template": Case(owner="officer"),
    "awards:record_import": Case(lambda world: {"pk": world.record_import.pk}),
    **addresses("rating"),
    **addresses("count"),
    **addresses("earlier"),
}
