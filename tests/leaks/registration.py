"""Addresses of the registration of titles: the province's `window` asks the commune, which has
made a `registration`."""

from tests.leaks import Case


def window(world):
    return {"pk": world.window.pk}


URLS = {
    "awards:registration_windows": Case(),
    "awards:registration_open": Case(),
    "awards:registration_list": Case(),
    "awards:registration_export": Case(),
    "awards:registration_board": Case(window),
    "awards:registration_prolong": Case(window),
    "awards:registration_remind": Case(window),
    "awards:registration_sheet": Case(
        lambda world: window(world) | {"unit": world.unit.pk}, owner="officer"
    ),
    "awards:registration_strike": Case(
        lambda world: {"pk": world.registration.pk}, owner="officer"
    ),
}
