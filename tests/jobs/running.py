"""Running in tests what a worker would run: nothing is rung inside a test's transaction.

`run_jobs()` runs every queued job to its end, also those that jobs start; `deliver_outbox()`
delivers every row that is due. Both return how many.
"""

from jobs import outbox, running
from jobs.models import Job


def run_jobs():
    count = 0
    seen = set()
    while ids := [
        pk
        for pk in Job.objects.filter(state=Job.State.QUEUED)
        .order_by("pk")
        .values_list("pk", flat=True)
        if pk not in seen
    ]:
        for pk in ids:
            running.run(pk)
            seen.add(pk)
            count += 1
    return count


def deliver_outbox():
    count = 0
    while sent := outbox.deliver_due():
        count += sent
    return count
