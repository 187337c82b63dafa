"""One run: seed few, count; seed many, count again and measure; print."""

import datetime
import os
import platform
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse

django.setup()

from bench import data, measure, paper, screening  # noqa: E402 - models can be imported from here on
from bench.pages import PAGES, PROMISES  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "9"))
FLOOR_EVERY = 4  # pages between two measurements of the floor
GATHER_LIMIT = 40  # statements
PDF_LIMIT = 1.2  # times bare WeasyPrint


def run(folder):
    prepare(folder)
    world = data.begin()
    data.grow(world, data.FEW)
    paper.freeze(world)
    things = data.chosen(world)
    addresses = {page: address(page, things) for page in PAGES}
    browsers = measure.browsers(world.users)
    few = {page: queries(browsers, page, url) for page, url in addresses.items()}
    few_gathered = paper.gather_statements(world)
    data.grow(world, data.MANY)
    paper.freeze(world)
    call_command("clearsessions")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    many = {page: queries(browsers, page, url) for page, url in addresses.items()}
    floor, taken = measured(browsers, addresses, many)
    print_head()
    broken = print_pages(floor, taken, few, many)
    broken += print_paper(few_gathered, paper.gather_statements(world), paper.times(world))
    broken += screening.run()
    connection.close()
    print(
        f"\n{len(broken)} promises broken: {'; '.join(broken)}"
        if broken
        else "\nAll promises kept."
    )
    return 1 if broken else 0


def prepare(folder):
    settings.ROOT_URLCONF = "bench.urls"
    settings.STATIC_ROOT = Path(folder) / "static"
    settings.STORAGES["staticfiles"] = {"BACKEND": "config.statics.Uncompressed"}
    call_command("migrate", verbosity=0)
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        ignore_patterns=["*.svg.map", "bootstrap-icons/*.svg"],
    )


def address(page, things):
    try:
        return reverse(page.name, kwargs=page.kwargs(things) if page.kwargs else None)
    except (NoReverseMatch, KeyError):
        return None


def queries(browsers, page, url):
    """(number of statements, status) after one request that fills the caches."""
    if url is None:
        return None
    browsers[page.who].get(url)
    with measure.counted() as seen:
        status, _body = browsers[page.who].get(url)
    if os.environ.get("SHOW") == page.name:
        print(*seen, sep="\n")
    return len(seen), status


def measured(browsers, addresses, many):
    """(floor in ms, {page: ms}), all in one interleaved run."""
    calls = {}
    for number, (page, url) in enumerate(addresses.items()):
        if number % FLOOR_EVERY == 0:
            calls["floor", number] = lambda: browsers["secretariat"].get("/bench/floor/")
        if many[page] and many[page][1] == 200:
            calls[page] = lambda page=page, url=url: browsers[page.who].get(url)
    taken = measure.interleaved(calls, ROUNDS)
    floors = [taken.pop(call) for call in list(taken) if isinstance(call, tuple)]
    return sum(floors) / len(floors), taken


# --- what is printed ------------------------------------------------------------------------------
def print_head():
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if postgresql else "SELECT sqlite_version()")
        version = cursor.fetchone()[0].split()[0]
    if not postgresql:
        print("PostgreSQL does not answer: measured on SQLite, for which nothing is promised.")
    print(
        f"{datetime.date.today():%d/%m/%Y}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, Django {django.__version__},"
        f" {connection.vendor} {version}; CPU of the web process, median of {ROUNDS}."
    )


def print_pages(floor, taken, few, many):
    broken = []
    print(f"Logged-in floor: {floor:.1f} ms, 4 queries.\n")
    print(line("page", "kind", "queries", "CPU ms", "ratio", "promise", "verdict"))
    for page in PAGES:
        times, most = PROMISES[page.kind]
        count, spent, ratio = "", "", ""
        if many[page] is None:
            faults = ["missing"]
        elif page not in taken:
            faults = [f"answers {many[page][1]}"]
        else:
            count, ratio = many[page][0], round(taken[page] / floor, 1)
            spent = f"{taken[page]:.1f}"
            faults = [f"{ratio} times the floor"] if ratio > times else []
            faults += [f"{count} queries"] if count > most else []
            faults += [f"{few[page][0]} queries when small"] if few[page][0] != count else []
        verdict = ", ".join(faults) or "kept"
        print(line(page.name, page.kind, count, spent, ratio, f"{times}x / {most}", verdict))
        broken += [f"{page.name}: {fault}" for fault in faults]
    return broken


def line(name, kind, count, spent, ratio, promise, verdict):
    return f"{name:28}{kind:8}{count:>8}{spent:>8}{ratio:>7}{promise:>10}  {verdict}"


def print_paper(few, many, times):
    broken = []
    verdict = "kept"
    if many > GATHER_LIMIT or few != many:
        verdict = f"{many} statements, {few} when small"
        broken.append(f"gathering of the final report: {verdict}")
    print(
        f"\nGathering of the final report: {many} statements (at most {GATHER_LIMIT}), {verdict}."
    )
    for name, (ours, bare, pages) in times.items():
        ratio = ours / bare
        verdict = "kept" if ratio <= PDF_LIMIT else "broken"
        print(
            f"PDF of the {name}, {pages} pages: {ours:.0f} ms, bare WeasyPrint {bare:.0f} ms,"
            f" {ratio:.2f} times (at most {PDF_LIMIT}), {verdict}."
        )
        if ratio > PDF_LIMIT:
            broken.append(f"PDF of the {name}: {ratio:.2f} times bare WeasyPrint")
    return broken
