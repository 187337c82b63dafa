"""Addresses of screenings: the commune's `screening` was asked for by its officer."""

from tests.leaks import Case


def screening(world):
    return {"pk": world.screening.pk}


URLS = {
    "awards:screening": Case(),
    "awards:screening_start": Case(method="post"),
    "awards:screening_detail": Case(screening, owner="officer"),
    "awards:screening_progress": Case(screening, owner="officer"),
    "awards:screening_stop": Case(screening, method="post", owner="officer"),
    "awards:screening_retry": Case(screening, method="post", owner="officer"),
}
