"""Pages of the frame: the parts of the interface, and whether the system answers."""

from tests.leaks import Case

URLS = {"components": Case(owner="administrator"), "health": Case(public=True)}
