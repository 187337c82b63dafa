"""Valid records; nothing has to be given but whom they are about."""

from awards.models import EarlierAward, MemberCount, RatingValue, YearRating
from awards.records import subjects
from tests.awards.factories import make_award_type


def about(subject):
    return {subjects.field_of(subject): subject}


def make_rating(subject, year=2025, rating=RatingValue.WELL, **fields):
    return YearRating.objects.create(**about(subject), year=year, rating=rating, **fields)


def make_count(unit, year=2025, total=40, **fields):
    return MemberCount.objects.create(unit=unit, year=year, total=total, **fields)


def make_earlier(subject, award_type=None, year=2024, **fields):
    return EarlierAward.objects.create(
        **about(subject), award_type=award_type or make_award_type(), year=year, **fields
    )
