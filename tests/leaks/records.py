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
    **addresses("rating"),
    **addresses("count"),
    **addresses("earlier"),
}
