"""Ratings, awards received, initiatives, members and the like in bulk, with shares as in a province:
most are rated well, one in seven excellently, few are disciplined or on leave."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from awards.models import (
    AwardType,
    ClusterRank,
    Discipline,
    EarlierAward,
    Initiative,
    Leave,
    MemberCount,
    OpenReview,
    Organiser,
    RatingValue,
    Reason,
    Registration,
    RegistrationWindow,
    Scope,
    YearRating,
)
from demonstration.bulk import advance, chunked, first_free

RATED_YEARS = 5
AWARD_YEARS = 10
COUNTED_YEARS = 3
RATINGS = (
    (RatingValue.EXCELLENT, 15),
    (RatingValue.WELL, 74),
    (RatingValue.DONE, 9),
    (RatingValue.NOT_DONE, 2),
)
# What is received in a year by one who receives anything: (code, weight, years of the period).
FOR_PEOPLE = (
    ("advanced_worker", 780, 1),
    ("grassroots_emulation_fighter", 150, 1),
    ("provincial_certificate_of_merit", 50, 2),
    ("provincial_emulation_fighter", 17, 3),
    ("prime_minister_certificate_of_merit", 3, 5),
)
FOR_UNITS = (
    ("advanced_labour_collective", 600, 1),
    ("excellent_labour_collective", 300, 1),
    ("provincial_certificate_of_merit", 90, 2),
    ("provincial_emulation_flag", 10, 1),
)
REGISTERED = ("advanced_worker", "grassroots_emulation_fighter")
CLUSTER = 10  # units
WORKS = ("Số hóa hồ sơ", "Rút ngắn quy trình", "Dạy học theo dự án", "Tiết kiệm vật tư")


@dataclass
class Ground:
    """`people`: (pk, gender, unit); `units`: {pk: name}; `ranked`: units that stand in clusters."""

    draw: random.Random
    year: int
    root: int
    people: list[tuple[int, str, int]]
    units: dict[int, str]
    ranked: list[int]
    awards: int
    types: dict[str, AwardType] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = {code for code, *_rest in FOR_PEOPLE + FOR_UNITS} | set(REGISTERED)
        self.types = AwardType.objects.in_bulk(list(codes), field_name="code")

    def happens(self, share: float) -> bool:
        return self.draw.random() < share

    def day(self, year: int) -> datetime.date:
        return datetime.date(year, self.draw.randint(1, 12), self.draw.randint(1, 28))


def add(ground: Ground) -> Iterator[tuple[str, int]]:
    """Makes the rows; gives (what, how many)."""
    for name, model, rows in (
        ("ratings", YearRating, ratings),
        ("awards received", EarlierAward, earlier_awards),
        ("initiatives", Initiative, initiatives),
        ("member counts", MemberCount, member_counts),
        ("disciplines", Discipline, disciplines),
        ("reviews", OpenReview, reviews),
        ("leaves", Leave, leaves),
        ("ranks", ClusterRank, ranks),
    ):
        yield name, chunked(model, rows(ground))
    yield "registrations", add_registrations(ground)


def ratings(ground: Ground) -> Iterator[YearRating]:
    """Who is good stays mostly so: a rating is drawn once and then again only at times."""
    values = [value for value, _weight in RATINGS]
    weights = [weight for _value, weight in RATINGS]
    subjects = [("person_id", pk) for pk, _gender, _unit in ground.people]
    subjects += [("unit_id", pk) for pk in ground.units]
    for name, pk in subjects:
        usual = ground.draw.choices(values, weights)[0]
        for year in range(ground.year - RATED_YEARS, ground.year):
            if ground.happens(0.04):  # nobody entered it
                continue
            rating = usual if ground.happens(0.7) else ground.draw.choices(values, weights)[0]
            yield YearRating(**{name: pk}, year=year, rating=rating)


def earlier_awards(ground: Ground) -> Iterator[EarlierAward]:
    share = ground.awards / (AWARD_YEARS * (len(ground.people) + len(ground.units)))
    people = [(pk, FOR_PEOPLE) for pk, _gender, _unit in ground.people]
    for name, subjects in (("person", people), ("unit", [(pk, FOR_UNITS) for pk in ground.units])):
        for pk, offered in subjects:
            for year in range(ground.year - AWARD_YEARS, ground.year):
                if ground.happens(share) and (row := earlier_award(ground, year, offered)):
                    setattr(row, f"{name}_id", pk)
                    yield row


def earlier_award(ground: Ground, year: int, offered: tuple) -> EarlierAward | None:
    code, _weight, years = ground.draw.choices(offered, [weight for _code, weight, _y in offered])[
        0
    ]
    award = ground.types.get(code)
    if award is None:  # the catalogue is not loaded
        return None
    return EarlierAward(
        award_type=award,
        year=year,
        reason=Reason.MERIT if ground.happens(0.95) else Reason.CAMPAIGN,
        decision_number=f"{ground.draw.randint(1, 4000)}/QĐ-UBND",
        decision_date=datetime.date(year + 1, ground.draw.randint(1, 6), 15),
        period_from=datetime.date(year - years + 1, 1, 1) if ground.happens(0.8) else None,
        period_to=datetime.date(year, 12, 31),
        revoked=ground.happens(0.0005),
    )


def initiatives(ground: Ground) -> Iterator[Initiative]:
    for pk, _gender, unit in ground.people:
        for year in range(ground.year - COUNTED_YEARS, ground.year):
            if ground.happens(0.06):
                yield Initiative(
                    person_id=pk,
                    unit_id=unit,
                    title=f"{ground.draw.choice(WORKS)} ({pk}-{year})",
                    year=year,
                    scope=Scope.BASE if ground.happens(0.85) else Scope.PROVINCE,
                    recognised=True if ground.happens(0.9) else None,
                    recognised_by="Hội đồng sáng kiến",
                    recognised_on=datetime.date(year, 11, 20),
                )


def member_counts(ground: Ground) -> Iterator[MemberCount]:
    for pk in ground.units:
        for year in range(ground.year - COUNTED_YEARS, ground.year):
            total = ground.draw.randint(6, 60)
            done = total - (ground.draw.randint(1, total // 3) if ground.happens(0.2) else 0)
            advanced = min(done, round(total * ground.draw.uniform(0.6, 1)))
            yield MemberCount(
                unit_id=pk,
                year=year,
                total=total,
                completed_tasks=done,
                advanced_worker=advanced,
                grassroots_emulation_fighter=round(advanced * ground.draw.uniform(0, 0.15)),
                disciplined_reprimand=int(ground.happens(0.04)),
                disciplined_warning=int(ground.happens(0.02)),
            )


def disciplines(ground: Ground) -> Iterator[Discipline]:
    for pk, _gender, _unit in ground.people:
        if ground.happens(0.006):
            on = ground.day(ground.year - ground.draw.randint(1, 4))
            yield Discipline(
                person_id=pk,
                level="khien_trach" if ground.happens(0.7) else "canh_cao",
                date=on,
                ended=on + datetime.timedelta(days=365) if ground.happens(0.9) else None,
            )


def reviews(ground: Ground) -> Iterator[OpenReview]:
    subjects = [("person_id", pk) for pk, _gender, _unit in ground.people]
    for name, pk in [*subjects, *(("unit_id", pk) for pk in ground.units)]:
        if ground.happens(0.002):
            opened = ground.day(ground.year - 1)
            closed = opened + datetime.timedelta(days=90) if ground.happens(0.6) else None
            yield OpenReview(**{name: pk}, kind="disciplinary_review", opened=opened, closed=closed)


def leaves(ground: Ground) -> Iterator[Leave]:
    for pk, gender, _unit in ground.people:
        if gender == "female" and ground.happens(0.08):
            start = ground.day(ground.year - ground.draw.randint(1, 4))
            yield Leave(person_id=pk, start=start, end=start + datetime.timedelta(days=181))


def ranks(ground: Ground) -> Iterator[ClusterRank]:
    for year in range(ground.year - COUNTED_YEARS, ground.year):
        for start in range(0, len(ground.ranked), CLUSTER):
            cluster = ground.ranked[start : start + CLUSTER]
            ground.draw.shuffle(cluster)
            for place, pk in enumerate(cluster, start=1):
                yield ClusterRank(
                    unit_id=pk,
                    year=year,
                    cluster=f"Cụm thi đua số {start // CLUSTER + 1}",
                    organiser=Organiser.PROVINCE,
                    place=place,
                )


def add_registrations(ground: Ground) -> int:
    """This year's registration: all units are asked, two of three people are registered."""
    first = first_free(RegistrationWindow)
    window = RegistrationWindow.objects.create(
        pk=first,
        authority_id=ground.root,
        year=ground.year,
        opens=datetime.date(ground.year, 1, 5),
        closes=datetime.date(ground.year, 2, 28),
    )
    asked = RegistrationWindow.units.through
    chunked(asked, (asked(registrationwindow_id=first, unit_id=pk) for pk in ground.units))
    made = chunked(Registration, registrations(ground, window))
    advance(RegistrationWindow)
    return made


def registrations(ground: Ground, window: RegistrationWindow) -> Iterator[Registration]:
    titles = [ground.types[code] for code in REGISTERED if code in ground.types]
    for pk, _gender, unit in ground.people:
        if titles and ground.happens(0.67):
            title = titles[-1] if ground.happens(0.15) else titles[0]
            yield Registration(window=window, unit_id=unit, award_type=title, person_id=pk)
