"""A list of 500 nominees, and a whole province in the background: statements, memory, and how much
faster than one person after another.

BENCH_PEOPLE says how many people the background pass judges (6,000; 60,000 is a province).
"""

import datetime
import os
import random
import resource
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone, translation

from awards.eligibility.screening import Asked, Screen, listed
from awards.models import AwardType
from bench import measure
from demonstration import records
from demonstration.bulk import advance, chunked, first_free
from units.models import Level, Person, Placement, Post, Unit, UnitKind

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "6000"))
NOMINEES = 500
STATEMENTS = 25
SAMPLE = 500  # people of the naive pass
GROWTH = 1.05  # of memory from the first to the last quarter, at most
AWARD = "provincial_emulation_fighter"  # a streak, earlier titles, an initiative, the rating
PEOPLE_A_UNIT = 25
SINCE = datetime.date(2015, 1, 1)


@dataclass(frozen=True)
class Pass:
    people: int
    wall: float  # people a second
    cpu: float  # people a second of CPU
    quarters: list[int]  # memory of the process in each at its most, in bytes

    @property
    def growth(self):
        return self.quarters[-1] / self.quarters[0]


def province(people):
    """A province of its own with records of everybody; its root."""
    first, count = first_free(Unit), max(2, people // PEOPLE_A_UNIT)
    units = {pk: f"Đơn vị số {pk}" for pk in range(first, first + count)}
    chunked(Unit, (Unit(pk=pk, code=f"screen-{pk}", name=name) for pk, name in units.items()))
    chunked(Placement, (placement(pk, name, first) for pk, name in units.items()))
    start = first_free(Person)
    numbers = range(start, start + people)
    chunked(Person, (Person(pk=pk, full_name=f"Nguyễn Văn {pk}") for pk in numbers))
    homes = {pk: first + pk % count for pk in numbers}
    chunked(
        Post,
        (Post(person_id=pk, unit_id=unit, valid_from=SINCE) for pk, unit in homes.items()),
    )
    for model in (Unit, Person):
        advance(model)
    ground = records.Ground(
        draw=random.Random(3),
        year=timezone.localdate().year,
        root=first,
        people=[(pk, "female" if pk % 2 else "male", unit) for pk, unit in homes.items()],
        units=units,
        ranked=list(units),
        awards=people * 3,
    )
    for _made in records.add(ground):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Unit.objects.get(pk=first)


def placement(pk, name, root):
    top = pk == root
    return Placement(
        unit_id=pk,
        name=name,
        kind=UnitKind.PEOPLE_COMMITTEE if top else UnitKind.SCHOOL,
        level=Level.PROVINCE if top else Level.BASE,
        parent_id=None if top else root,
        valid_from=SINCE,
    )


def asked_of(root):
    today = timezone.localdate()
    award = AwardType.objects.get(code=AWARD)
    return Asked(root, award, "individual", today.year - 1, today)


def statements(asked):
    """Of a list of 500: everything from finding them to their sentences."""
    with measure.counted() as seen:
        screen = Screen(asked)
        lines = screen.judge(listed(asked)[:NOMINEES])
        told = [screen.sentence(line) for line in lines]
    return len(seen), len(told)


def background(asked):
    """Everybody in batches, as the job does it, with a sentence each; nothing is kept."""
    quarters, done = [0, 0, 0, 0], 0
    started, worked = time.perf_counter(), time.process_time()
    ids, screen = listed(asked), Screen(asked)
    for lines in screen.batches(ids):
        for line in lines:
            screen.sentence(line)
        quarter = 4 * done // len(ids)
        quarters[quarter] = max(quarters[quarter], in_use())
        done += len(lines)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    return Pass(done, done / seconds, done / worked, quarters)


def in_use():
    """Memory that the process holds now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def ratio(asked):
    """(CPU ms a person one by one, in batches), in one interleaved run over the same people."""
    ids, screen = listed(asked)[:SAMPLE], Screen(asked)
    calls = {
        "naive": lambda: [screen.judge(ids[place : place + 1]) for place in range(len(ids))],
        "batch": lambda: screen.judge(ids),
    }
    taken = measure.interleaved(calls, rounds=3, warm=1)
    return taken["naive"] / len(ids), taken["batch"] / len(ids)


def run():
    """Prints what was measured; gives the promises that were broken."""
    with translation.override("vi"):
        asked = asked_of(province(PEOPLE))
        return told(statements(asked), ratio(asked), background(asked))


def told(found, compared, done):
    (count, people), (one_by_one, in_batches) = found, compared
    broken = []
    if count > STATEMENTS:
        broken.append(f"a list of {people} nominees: {count} statements")
    if done.growth > GROWTH:
        broken.append(f"screening: memory grows {done.growth:.2f} times")
    megabytes = ", ".join(f"{quarter / 2**20:.0f}" for quarter in done.quarters)
    print(
        f"\nA list of {people} nominees for {AWARD}: {count} statements (at most {STATEMENTS}).\n"
        f"{done.people} people in the background: {done.wall:.0f} a second, {done.cpu:.0f} a second"
        f" of CPU; most memory of the process in each quarter {megabytes} MB, last to first"
        f" {done.growth:.2f} (at most {GROWTH}).\n"
        f"One person after another: {one_by_one:.2f} ms CPU each, in batches {in_batches:.2f} ms,"
        f" {one_by_one / in_batches:.1f} times."
    )
    return broken
