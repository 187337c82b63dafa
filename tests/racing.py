"""Many at once, started together: threads on PostgreSQL, processes on SQLite."""

import threading
import time

from django.db import connections

RACERS = 8


def in_threads(work):
    """Run work(0) ... work(7), each on a connection of its own; the exceptions they ended with.

    The test is `django_db(transaction=True)` and marked `postgres`.
    """
    barrier, problems = threading.Barrier(RACERS), []

    def race(number):
        barrier.wait()
        try:
            work(number)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=race, args=[number]) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return problems


def in_processes(system, code):
    """Run code in eight processes of a tests.workers.System; what each printed.

    The code calls `ready()` where all should start together.
    """
    go = system.folder / f"go{time.time_ns()}"
    waiting = f"""
import pathlib, time
def ready():
    print("ready", flush=True)
    while not pathlib.Path({str(go)!r}).exists():
        time.sleep(0.005)
"""
    processes = [system.start_python(waiting + code) for _number in range(RACERS)]
    for process in processes:
        process.wait_for_line("ready")
    go.touch()
    ends = [process.wait() for process in processes]
    assert ends == [0] * RACERS, "\n".join(process.output() for process in processes)
    return [process.output().partition("ready\n")[2] for process in processes]
