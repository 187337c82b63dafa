"""Synthetic bulk data of realistic shape: set-based, deterministic, no deeds. Larger scales are only numbers."""

import datetime
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Appointment, User
from accounts.roles import Role
from awards.models import AwardType, CodeYear, Nomination, Nominee, Quota, RecipientKind, RouteStep
from awards.states import State
from campaigns.models import Addressee, Answer, Campaign
from campaigns.states import CampaignState
from demonstration import records
from demonstration.bulk import advance, chunked, first_free
from demonstration.names import FAMILIES, GIVEN, MIDDLE
from targets.models import Allocation, Result, Target, TargetGroup
from targets.states import ResultState
from units.models import Household, Level, Person, Placement, PositionGroup, Post, Unit, UnitKind
from vietnamese.periods import Period

SINCE = datetime.date(2015, 1, 1)
PREFIX = "gen"  # of all codes and user names that are made here
SYLLABLES = "An Bình Cẩm Đông Gia Hòa Khê Lâm Minh Nam Phú Quang Sơn Tân Tiên Vân Xuân Yên".split()
WALKED = (State.DRAFT, State.UNDER_REVIEW, State.APPRAISAL, State.GRANTED, State.REFUSED)
WORDS = ("số hóa hồ sơ", "xây dựng đường thôn", "giúp hộ nghèo", "nâng chất lượng dạy học")


@dataclass(frozen=True)
class Sizes:
    """How much of everything; units are those of all four levels together."""

    units: int
    people: int
    households: int
    users: int
    campaigns: int
    targets: int  # of each year's campaign
    reporting_units: int
    periods: int
    nominations: int  # a year
    years: int
    awards: int  # received in the ten years before, about


SCALES = {
    "small": Sizes(60, 2_000, 200, 40, 3, 20, 10, 12, 300, 1, 4_000),
    "province": Sizes(2_500, 60_000, 4_000, 1_500, 12, 120, 200, 12, 20_000, 1, 400_000),
    "large": Sizes(10_000, 400_000, 20_000, 6_000, 30, 300, 1_000, 12, 150_000, 1, 3_000_000),
}


def seed(sizes: Sizes, number: int) -> dict[str, int]:
    """Fill the database in one transaction; gives how many rows of each kind were made."""
    with transaction.atomic():
        return Seeder(sizes, number).run()


class Seeder:
    def __init__(self, sizes, number):
        self.sizes, self.draw = sizes, random.Random(number)
        self.year = timezone.localdate().year
        self.now = timezone.now()
        self.made = {}

    def run(self):
        self.add_units()
        self.add_people()
        self.add_users()
        self.add_campaigns()
        self.add_targets()
        self.add_nominations()
        self.add_records()
        return self.made

    def keep(self, name, count):
        self.made[name] = self.made.get(name, 0) + count

    def name_of_place(self):
        return f"{self.draw.choice(SYLLABLES)} {self.draw.choice(SYLLABLES)}"

    def name_of_person(self):
        gender = self.draw.choice(("female", "male"))
        parts = (FAMILIES, MIDDLE[gender], GIVEN[gender])
        return " ".join(self.draw.choice(part) for part in parts), gender

    # --- units: one province, departments and communes below it, base units below these
    def add_units(self):
        count = self.sizes.units
        departments = max(4, count // 100)
        communes = max(8, count // 12)
        first = first_free(Unit)
        places = [(Level.PROVINCE, UnitKind.PEOPLE_COMMITTEE, None, "Ủy ban nhân dân tỉnh Mẫu")]
        for number in range(departments):
            name = f"Sở {self.name_of_place()} {number + 1}"
            places.append((Level.DEPARTMENT, UnitKind.DEPARTMENT, 0, name))
        for _number in range(communes):
            name = f"Ủy ban nhân dân xã {self.name_of_place()} {len(places)}"
            places.append((Level.COMMUNE, UnitKind.PEOPLE_COMMITTEE, 0, name))
        kinds = (
            (UnitKind.SCHOOL, "Trường"),
            (UnitKind.SMALL_COLLECTIVE, "Tổ"),
            (UnitKind.ENTERPRISE, "Công ty"),
        )
        for number in range(count - len(places)):
            kind, word = kinds[number % 3]
            parent = 1 + number % (departments + communes)
            name = f"{word} {self.name_of_place()} {number + 1}"
            places.append((Level.BASE, kind, parent, name))
        self.unit_ids = list(range(first, first + count))
        self.levels = [level for level, *_rest in places]
        self.parents = [None if parent is None else first + parent for _l, _k, parent, _n in places]
        self.unit_names = [name for *_rest, name in places]
        self.keep(
            "units",
            chunked(
                Unit,
                (
                    Unit(pk=pk, code=f"{PREFIX}-{pk}", name=name, founded=SINCE)
                    for pk, name in zip(self.unit_ids, self.unit_names, strict=True)
                ),
            ),
        )
        chunked(
            Placement,
            (
                Placement(
                    unit_id=pk,
                    name=name,
                    kind=kind,
                    level=level,
                    parent_id=None if parent is None else first + parent,
                    remote=level == Level.COMMUNE and pk % 5 == 0,
                    valid_from=SINCE,
                )
                for pk, (level, kind, parent, name) in zip(self.unit_ids, places, strict=True)
            ),
        )
        self.root, self.communes = first, self.of_level(Level.COMMUNE)
        advance(Unit)

    def of_level(self, level):
        return [pk for pk, found in zip(self.unit_ids, self.levels, strict=True) if found == level]

    # --- people
    def add_people(self):
        first = first_free(Person)
        self.people = []  # (pk, name, gender, minority, unit)

        def people():
            for number in range(self.sizes.people):
                name, gender = self.name_of_person()
                minority = self.draw.random() < 0.17
                unit = self.unit_ids[number % len(self.unit_ids)]
                self.people.append((first + number, name, gender, minority, unit))
                yield Person(
                    pk=first + number,
                    full_name=name,
                    gender=gender,
                    ethnic_minority=minority,
                    birth_date=datetime.date(1965 + number % 35, 1 + number % 12, 1 + number % 28),
                )

        self.keep("people", chunked(Person, people()))
        chunked(
            Post,
            (
                Post(
                    person_id=pk,
                    unit_id=unit,
                    position="Người lao động" if pk % 3 else "Trưởng phòng",
                    position_group=(
                        PositionGroup.DIRECT_WORKER if pk % 3 else PositionGroup.OTHER_LEADER
                    ),
                    direct_worker=bool(pk % 3),
                    valid_from=SINCE,
                )
                for pk, _name, _gender, _minority, unit in self.people
            ),
        )
        self.keep(
            "households",
            chunked(
                Household,
                (
                    Household(
                        head_name=self.name_of_person()[0],
                        unit_id=self.communes[number % len(self.communes)],
                        address=f"Khu {1 + number % 12}",
                    )
                    for number in range(self.sizes.households)
                ),
            ),
        )
        advance(Person)

    # --- users: the roles of the province first, then officers and heads; nobody can sign in
    def add_users(self):
        at_root = [Role.SECRETARIAT, Role.LEADER, Role.COUNCIL, Role.INSPECTOR, Role.ADMINISTRATOR]
        posts = [(role, self.root) for role in at_root]
        posts += [(role, unit) for unit in self.unit_ids[1:] for role in (Role.OFFICER, Role.HEAD)]
        posts, unusable = posts[: self.sizes.users], make_password(None)
        first = first_free(User)
        self.keep(
            "users",
            chunked(
                User,
                (
                    User(
                        pk=first + number,
                        username=f"{PREFIX}.{first + number}",
                        full_name=self.name_of_person()[0],
                        password=unusable,
                    )
                    for number in range(len(posts))
                ),
            ),
        )
        chunked(
            Appointment,
            (
                Appointment(user_id=first + number, role=role, unit_id=unit, valid_from=SINCE)
                for number, (role, unit) in enumerate(posts)
            ),
        )
        self.secretary = first
        advance(User)

    # --- campaigns
    def add_campaigns(self):
        """One of each year back from this one that all report on; the others of the same years."""
        first = first_free(Campaign)
        self.campaigns = []
        rows = []
        for number in range(self.sizes.campaigns):
            year = self.year - number % 3
            running = year == self.year
            self.campaigns.append((first + number, year))
            rows.append(
                Campaign(
                    pk=first + number,
                    code=f"{PREFIX}-{first + number}",
                    unit_id=self.root,
                    title=f"Phong trào thi đua {self.draw.choice(WORDS)} năm {year} ({number + 1})",
                    period_code=str(year),
                    start=datetime.date(year, 1, 1),
                    end=datetime.date(year, 12, 31),
                    state=CampaignState.ISSUED if running else CampaignState.CLOSED,
                    place="Mẫu",
                    signer_position="CHỦ TỊCH",
                    signer_name="(minh họa)",
                    number=f"{number + 1:02d}/KH-UBND",
                    issued_on=datetime.date(year, 1, 1),
                    public=True,
                )
            )
        self.keep("campaigns", chunked(Campaign, rows))
        self.keep("addressees", chunked(Addressee, self.addressees()))
        self.keep("answers", chunked(Answer, self.answers()))
        advance(Campaign)

    def reporting(self):
        """Units that report: departments and communes first."""
        return (self.of_level(Level.DEPARTMENT) + self.communes + self.of_level(Level.BASE))[
            : self.sizes.reporting_units
        ]

    def addressees(self):
        names = dict(zip(self.unit_ids, self.unit_names, strict=True))
        for campaign, _year in self.campaigns:
            for place, unit in enumerate(self.reporting()):
                yield Addressee(
                    campaign_id=campaign,
                    unit_id=unit,
                    name=names[unit],
                    received_at=self.now if place % 8 else None,
                )

    def answers(self):
        for campaign, _year in self.campaigns:
            for place, unit in enumerate(self.reporting()):
                if place % 4:
                    yield Answer(
                        campaign_id=campaign,
                        unit_id=unit,
                        text="Đơn vị đã phát động phong trào.",
                        sent_at=self.now,
                    )

    # --- targets x units x periods of the first campaign, this year's
    def add_targets(self):
        campaign, year = self.campaigns[0]
        group = TargetGroup.objects.create(campaign_id=campaign, position=1, name="Chỉ tiêu")
        first = first_free(Target)
        self.keep(
            "targets",
            chunked(
                Target,
                (
                    Target(
                        pk=first + number,
                        campaign_id=campaign,
                        group=group,
                        position=number + 1,
                        indicator=f"Chỉ tiêu {self.draw.choice(WORDS)} ({number + 1})",
                        comparator="at_least",
                        low=1200 * self.sizes.reporting_units,
                        measure="tỷ đồng",
                        basis="level",
                        period_code=str(year),
                        over_units="sum",
                        over_periods="sum",
                        frequency="month",
                    )
                    for number in range(self.sizes.targets)
                ),
            ),
        )
        targets = range(first, first + self.sizes.targets)
        self.keep(
            "allocations",
            chunked(
                Allocation,
                (
                    Allocation(target_id=target, unit_id=unit, low=1200)
                    for target in targets
                    for unit in self.reporting()
                ),
            ),
        )
        self.keep("results", chunked(Result, self.results(targets, year)))
        advance(Target)

    def results(self, targets, year):
        for period in Period(str(year)).parts("month")[: self.sizes.periods]:
            start, end = period.start, period.end
            for target in targets:
                for place, unit in enumerate(self.reporting()):
                    waiting = place % 7 == 0
                    yield Result(
                        target_id=target,
                        unit_id=unit,
                        period_code=period.code,
                        period_start=start,
                        period_end=end,
                        value=self.draw.randint(80, 120),
                        state=ResultState.REPORTED if waiting else ResultState.ACCEPTED,
                        reported_by_id=self.secretary,
                        checked_at=None if waiting else self.now,
                    )

    # --- nominations of the first campaign, one or two recipients each, in every state
    def add_nominations(self):
        award = self.award()
        campaign, _year = self.campaigns[0]
        quota = Quota.objects.create(
            campaign_id=campaign,
            position=1,
            label=award.name,
            recipients="both",
            grantor="Chủ tịch Ủy ban nhân dân tỉnh",
            low=self.sizes.nominations // 2,
            high=self.sizes.nominations,
        )
        quota.award_types.set([award])
        for back in range(self.sizes.years):
            self.nominate(award, campaign, self.year - back)
        advance(Nomination)

    def award(self):
        fields = {"name": "Bằng khen", "name_en": "Certificate of merit", "kind": "certificate"}
        fields |= {"granted_by": "province_chair", "rank": 900, "verified": False}
        fields |= {"citation": "", "grant_citation": ""}
        fields |= {f"for_{kind}": True for kind in RecipientKind.values}
        known = AwardType.objects.filter(code="provincial_certificate_of_merit").first()
        return known or AwardType.objects.get_or_create(code=f"{PREFIX}-award", defaults=fields)[0]

    def nominate(self, award, campaign, year):
        counter, _made = CodeYear.objects.get_or_create(year=year)
        first, last = first_free(Nomination), counter.last
        states = (State.GRANTED,) * 5 + WALKED
        numbers = range(self.sizes.nominations)
        names = dict(zip(self.unit_ids, self.unit_names, strict=True))

        def person(number):
            return self.people[number * 7 % len(self.people)]

        def state(number):
            return states[number % len(states)]

        def nominations():
            for number in numbers:
                unit, now = person(number)[4], state(number)
                final = now in (State.GRANTED, State.REFUSED)
                yield Nomination(
                    pk=first + number,
                    code=f"KT-{year}-{last + number + 1:04d}",
                    campaign_id=campaign,
                    award_type=award,
                    method="campaign",
                    title=f"Thành tích {self.draw.choice(WORDS)}",
                    achievement="Hoàn thành tốt nhiệm vụ. Số liệu minh họa.",
                    period_from=datetime.date(year - 1, 1, 1),
                    period_to=datetime.date(year - 1, 12, 31),
                    unit_id=unit,
                    authority_id=self.root,
                    holder_id=unit if now in (State.DRAFT, State.UNDER_REVIEW) else self.root,
                    state=now,
                    submitted_at=None if now == State.DRAFT else self.now,
                    decision_number=f"{1 + number // 50}/QĐ-UBND" if final else "",
                    decided_on=datetime.date(year, 1, 1) if final else None,
                    decided_by="Chủ tịch Ủy ban nhân dân tỉnh" if final else "",
                )

        def lines():
            for number in numbers:
                for place in range(1 + number % 2):
                    pk, name, gender, minority, _unit = person(number + place)
                    unit = person(number)[4]
                    yield Nominee(
                        nomination_id=first + number,
                        position=place + 1,
                        kind=RecipientKind.INDIVIDUAL,
                        person_id=pk,
                        name=name,
                        unit_id=unit,
                        unit_name=names[unit],
                        position_text="Người lao động",
                        position_group=PositionGroup.DIRECT_WORKER,
                        direct_worker=True,
                        gender=gender,
                        ethnic_minority=minority,
                    )

        def steps():
            for number in numbers:
                if state(number) == State.DRAFT:
                    continue
                done = state(number) in (State.GRANTED, State.REFUSED)
                under_review = state(number) == State.UNDER_REVIEW
                way = [person(number)[4]] if under_review else []
                for position, unit in enumerate([*way, self.root], start=1):
                    here = position == 1
                    yield RouteStep(
                        nomination_id=first + number,
                        position=position,
                        unit_id=unit,
                        unit_name=names[unit],
                        reached_at=self.now if here else None,
                        received_at=self.now if here else None,
                        left_at=self.now if done else None,
                    )

        self.keep("nominations", chunked(Nomination, nominations()))
        self.keep("nominees", chunked(Nominee, lines()))
        chunked(RouteStep, steps())
        CodeYear.objects.filter(year=year).update(last=last + self.sizes.nominations)

    # --- what criteria are judged by
    def add_records(self):
        ground = records.Ground(
            draw=self.draw,
            year=self.year,
            root=self.root,
            people=[(pk, gender, unit) for pk, _name, gender, _minority, unit in self.people],
            units=dict(zip(self.unit_ids, self.unit_names, strict=True)),
            ranked=self.of_level(Level.DEPARTMENT) + self.communes,
            awards=self.sizes.awards,
        )
        for name, count in records.add(ground):
            self.keep(name, count)
