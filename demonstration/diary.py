"""What happens on which day: entries are written in any order and played in the order of days."""

import heapq
import itertools
import math
from contextlib import contextmanager

from demonstration import clock
from jobs import bell, outbox


class Diary:
    """`at(day, deed, ...)` notes a deed; `play()` does them day by day, each on its own day.

    A deed may note further ones. What would happen after `today` is left out.
    """

    def __init__(self, today):
        self.today = today
        self.entries = []
        self.numbers = itertools.count()
        self.day = None

    def at(self, day, deed, *args, **kwargs):
        day = (
            max(day, self.day) if self.day else day
        )  # no entry is older than the deed that noted it
        if day <= self.today:
            heapq.heappush(self.entries, (day, next(self.numbers), deed, args, kwargs))

    def play(self):
        with silent_bell():
            while self.entries:
                self.day = self.entries[0][0]
                with clock.on(self.day):
                    while self.entries and self.entries[0][0] == self.day:
                        _day, _number, deed, args, kwargs = heapq.heappop(self.entries)
                        deed(*args, **kwargs)
                    while outbox.deliver_due():  # notices are read on the day they were sent
                        pass


@contextmanager
def silent_bell():
    """No message to a worker for each of the thousands of deeds: the diary delivers by itself."""
    before = bell.DOWN.get("until", 0)
    bell.DOWN["until"] = math.inf
    try:
        yield
    finally:
        bell.DOWN["until"] = before
