"""Addresses of initiatives, places in clusters, leave, disciplines and matters, and of everything
recorded of one. They are the world's person's; the place is its commune's."""

from tests.leaks import Case


def addresses(name, owner="officer", *more):
    def one(world):
        return {"pk": getattr(world, NAMES.get(name, name)).pk}

    return {
        f"awards:{name}_list": Case(),
        f"awards:{name}_create": Case(owner=owner),
        **{
            f"awards:{name}_{page}": Case(one, owner=owner)
            for page in ("detail", "edit", "strike", *more)
        },
    }


NAMES = {"review": "open_review"}  # a campaign has reviews of another kind


URLS = {
    **addresses("initiative", "officer", "recognise"),
    **addresses("rank", "officer", "minutes"),
    **addresses("leave"),
    **addresses("discipline", "head"),
    **addresses("review", "head", "close"),
    "awards:person_record": Case(lambda world: {"pk": world.person.pk}, owner="officer"),
    "awards:unit_record": Case(lambda world: {"pk": world.unit.pk}, owner="officer"),
}
