"""Valid initiatives, places in clusters, leave, disciplines and matters; nothing has to be given
but whom they are about."""

import datetime

from awards.models import (
    ClusterRank,
    Discipline,
    DisciplineLevel,
    Initiative,
    Leave,
    OpenReview,
    Organiser,
    ReviewKind,
    Scope,
)
from tests.awards.records.factories import about


def make_initiative(person, unit=None, **fields):
    values = {"title": "Cải tiến lò đốt rác", "year": 2025, "scope": Scope.BASE}
    unit = unit or person.posts.first().unit
    return Initiative.objects.create(person=person, unit=unit, **values | fields)


def make_rank(unit, **fields):
    values = {"year": 2025, "cluster": "Khối y tế", "organiser": Organiser.PROVINCE, "place": 1}
    return ClusterRank.objects.create(unit=unit, **values | fields)


def make_leave(person, **fields):
    values = {"start": datetime.date(2025, 1, 1), "end": datetime.date(2025, 6, 30)}
    return Leave.objects.create(person=person, **values | fields)


def make_discipline(person, **fields):
    values = {"level": DisciplineLevel.REPRIMAND, "date": datetime.date(2025, 3, 1)}
    return Discipline.objects.create(person=person, **values | fields)


def make_review(subject, **fields):
    values = {"kind": ReviewKind.INSPECTION, "opened": datetime.date(2026, 2, 1)}
    return OpenReview.objects.create(**about(subject), **values | fields)
