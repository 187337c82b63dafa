"""The units of the demonstration, the people in them, and the users who act."""

import datetime
from pathlib import Path

import yaml
from django.contrib.auth.hashers import make_password

import accounts.actions
import audit
import campaigns.actions
import units.actions
from accounts.models import User
from accounts.roles import Role
from campaigns.models import UnitList
from demonstration.names import Names
from units.models import Level, Placement, PositionGroup, UnitKind

HERE = Path(__file__).parent
FOUNDED = datetime.date(2004, 1, 1)
APPOINTED = datetime.date(2020, 1, 2)
PASSWORD = "minh-hoa-2024"  # only of the demonstration, which never runs in server mode
SEED = 210

# user name -> (role, unit): the accounts that are printed; every other unit gets `can-bo.CODE` and `truong.CODE`
NAMED = {
    "thu-ky": (Role.SECRETARIAT, "ubnd-phu-tho"),
    "lanh-dao": (Role.LEADER, "ubnd-phu-tho"),
    "hoi-dong": (Role.COUNCIL, "ubnd-phu-tho"),
    "thanh-tra": (Role.INSPECTOR, "ubnd-phu-tho"),
    "quan-tri": (Role.ADMINISTRATOR, "ubnd-phu-tho"),
    "truong-don-vi": (Role.HEAD, "so-nnptnt"),
    "can-bo": (Role.OFFICER, "so-nnptnt"),
    "truong-huyen": (Role.HEAD, "huyen-song-linh"),
    "can-bo-huyen": (Role.OFFICER, "huyen-song-linh"),
    "truong-xa": (Role.HEAD, "xa-linh-dong"),
    "can-bo-xa": (Role.OFFICER, "xa-linh-dong"),
    "thu-ky-hai-phong": (Role.SECRETARIAT, "ubnd-hai-phong"),
    "lanh-dao-hai-phong": (Role.LEADER, "ubnd-hai-phong"),
    "quan-tri-hai-phong": (Role.ADMINISTRATOR, "ubnd-hai-phong"),
    "thu-ky-phu-quoc": (Role.SECRETARIAT, "ubnd-phu-quoc"),
    "lanh-dao-phu-quoc": (Role.LEADER, "ubnd-phu-quoc"),
    "quan-tri-phu-quoc": (Role.ADMINISTRATOR, "ubnd-phu-quoc"),
}
WHAT_TO_SEE = {
    "thu-ky": "leads the campaigns: results to check, dossiers to appraise, difficulties to answer, reports",
    "lanh-dao": "where things stand on one page; a plan that waits for the signature",
    "hoi-dong": "reads dossiers and campaigns of the province",
    "thanh-tra": "reads everything of the province, changes nothing",
    "quan-tri": "users, appointments, units",
    "truong-don-vi": "head of a department: sends dossiers up, reports results",
    "can-bo": "officer of a department: answers, reports, has results returned to be mended",
    "truong-huyen": "head of a district: reviews the dossiers of its communes",
    "can-bo-huyen": "officer of a district: its share of the targets",
    "truong-xa": "head of a commune: dossiers of its school and cooperative",
    "can-bo-xa": "officer of a commune: nominates people and households",
    "thu-ky-hai-phong": "Hải Phòng: a campaign of five years with a yearly one under it",
    "thu-ky-phu-quoc": "Phú Quốc: a city campaign with 38 targets",
}
CHIEFS = {  # kind or level -> position of the first person, group
    Level.PROVINCE: ("Phó Chủ tịch", PositionGroup.MINISTRY_PROVINCE_LEADER),
    Level.DEPARTMENT: ("Giám đốc", PositionGroup.DEPARTMENT_LEADER),
    Level.DISTRICT: ("Chủ tịch", PositionGroup.DEPARTMENT_LEADER),
    Level.COMMUNE: ("Chủ tịch", PositionGroup.OTHER_LEADER),
    UnitKind.SCHOOL: ("Hiệu trưởng", PositionGroup.OTHER_LEADER),
    UnitKind.COOPERATIVE: ("Giám đốc hợp tác xã", PositionGroup.ENTREPRENEUR),
    UnitKind.SMALL_COLLECTIVE: ("Tổ trưởng", PositionGroup.OTHER_LEADER),
}
WORKERS = {
    UnitKind.SCHOOL: "Giáo viên",
    UnitKind.COOPERATIVE: "Xã viên",
    UnitKind.SMALL_COLLECTIVE: "Nhân viên",
}


class Cast:
    """Units, users and people by the codes and names of the demonstration's own files."""

    def __init__(self):
        self.units = {}  # code -> Unit
        self.placed = {}  # code -> its placement
        self.users = {}  # user name -> User
        self.staff = {}  # (code of the unit, role) -> User
        self.people = {}  # code of the unit -> its people, the chief first
        self.households = {}
        self.lists = {}
        self.drawn = {}  # code of the unit -> names to be given to its people

    def officer(self, code):
        return self.staff[code, Role.OFFICER]

    def head(self, code):
        return self.staff[code, Role.HEAD]

    def secretary(self, code):
        return self.staff[code, Role.SECRETARIAT]

    def leader(self, code):
        return self.staff[code, Role.LEADER]

    def code_of(self, unit):
        return self.code_of_pk(unit.pk)

    def code_of_pk(self, pk):
        return next(code for code, unit in self.units.items() if unit.pk == pk)

    def below(self, code, level):
        """Codes of the units of the level directly under the unit."""
        parent = self.units[code].pk
        return [c for c, p in self.placed.items() if p.parent_id == parent and p.level == level]


def describe(diary, cast):
    """Note in the diary how it all begins."""
    rows = yaml.safe_load((HERE / "units.yaml").read_text())
    diary.at(FOUNDED, found_units, cast, rows)
    diary.at(APPOINTED, open_accounts, cast)
    diary.at(APPOINTED + datetime.timedelta(days=30), add_people, cast)
    diary.at(APPOINTED + datetime.timedelta(days=60), save_lists, cast, rows)


def found_units(cast, rows):
    with audit.deed(by=None) as event:
        for row in rows:
            if "list" in row:
                continue
            for unit in row.get("units", [row]):
                found_unit(event, cast, {k: v for k, v in row.items() if k != "units"} | unit)


def found_unit(event, cast, row):
    parent = cast.units.get(row.get("under"))
    unit = units.actions.found(
        event,
        code=row["code"],
        on=FOUNDED,
        name=row["name"],
        short_name=row.get("short", ""),
        kind=row["kind"],
        level=row["level"],
        parent=parent,
        remote=row.get("remote", False),
        island=row.get("island", False),
    )
    cast.units[row["code"]] = unit
    cast.placed[row["code"]] = Placement.objects.get(unit=unit)


def open_accounts(cast):
    """All with one password, hashed once: hashing is slow on purpose."""
    names, hashed = Names(SEED), make_password(PASSWORD)
    wanted = {place: username for username, place in NAMED.items()}
    roots = {code for code, placement in cast.placed.items() if placement.parent_id is None}
    for code in cast.units.keys() - roots:
        wanted.setdefault((Role.HEAD, code), f"truong.{code}")
        wanted.setdefault((Role.OFFICER, code), f"can-bo.{code}")
    with audit.deed(by=None) as event:
        for code, unit in cast.units.items():
            for role in Role:
                if (role, code) not in wanted:
                    continue
                drawn = names.person()
                cast.drawn.setdefault(code, []).append(drawn)
                username = wanted[role, code]
                user = User(username=username, full_name=drawn[0], password=hashed)
                accounts.actions.opened(event, user)
                accounts.actions.appointed(
                    event, user=user, role=role, unit=unit, valid_from=APPOINTED
                )
                cast.users[username] = cast.staff[code, role] = user
    for code in cast.units:
        cast.drawn[code].sort(key=lambda drawn: drawn[0] != cast_chief(cast, code).full_name)
        cast.drawn[code] += [names.person() for _number in range(3 if code in roots else 4)]


def cast_chief(cast, code):
    return cast.staff.get((code, Role.HEAD)) or cast.staff[code, Role.LEADER]


def add_people(cast):
    """Every unit's own officer enters its people, so that each stands in its unit from 2015 on."""
    names, draw = Names(SEED + 1), Names(SEED + 2).random
    since = datetime.date(2015, 3, 1)
    for code, unit in cast.units.items():
        placement = cast.placed[code]
        by = cast.staff.get((code, Role.OFFICER)) or cast.secretary(code)
        chief = CHIEFS.get(placement.kind) or CHIEFS.get(placement.level)
        cast.people[code] = []
        for place, (full_name, gender, minority) in enumerate(cast.drawn[code]):
            worker = place > 0 and placement.level == Level.BASE
            position, group = chief or ("Trưởng đơn vị", PositionGroup.OTHER_LEADER)
            if worker:
                position, group = WORKERS[placement.kind], PositionGroup.DIRECT_WORKER
            elif place == 1:
                position, group = "Trưởng phòng", PositionGroup.OTHER_LEADER
            elif place > 1:
                position, group = "Chuyên viên", PositionGroup.OTHER
            person = units.actions.add_person(
                full_name=full_name,
                birth_date=datetime.date(
                    draw.randint(1966, 1996), draw.randint(1, 12), draw.randint(1, 28)
                ),
                gender=gender,
                ethnic_minority=minority,
                unit=unit,
                position=position,
                position_group=group,
                direct_worker=worker,
                valid_from=since,
                by=by,
            )
            cast.people[code].append(person)
        if placement.level == Level.COMMUNE:
            cast.households[code] = [
                units.actions.add_household(
                    head_name=names.person()[0], unit=unit, address=f"Khu {number}", by=by
                )
                for number in range(1, 5)
            ]


def save_lists(cast, rows):
    for row in rows:
        if "list" in row:
            owner = cast.units[row["owner"]]
            cast.lists[row["owner"], row["list"]] = campaigns.actions.save_list(
                UnitList(owner=owner),
                by=cast.secretary(row["owner"]),
                name=row["list"],
                units=[cast.units[code] for code in row["members"]],
            )
