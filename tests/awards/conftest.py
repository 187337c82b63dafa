import datetime

import pytest
from django.utils import timezone

from tests.awards.factories import TODAY, Province


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A fixed day: the rules of dates do not depend on when the suite runs."""
    now = timezone.make_aware(datetime.datetime.combine(TODAY, datetime.time(9)))
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return TODAY


@pytest.fixture
def world(db):
    return Province()
