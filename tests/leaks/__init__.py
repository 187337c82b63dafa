"""The table of addresses for the leak test (security.md 1, 2, 45): each app's module here has
`URLS`, a line an address.

A line says how to reach the owner's object, so that every other role can be shown to be kept out:

    "campaigns:campaign_units": Case(lambda world: {"code": world.campaign.code}),
    "targets:check":            Case(),                        # a list: no object in the address
    "awards:nomination_move":   Case(lambda world: {...}, method="post"),
    "campaigns:campaign_list":  Case(public=True),             # readable without signing in
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`kwargs` gives the arguments of the address for the owner's object in the world of
    tests/leaks/world.py."""

    kwargs: Callable | None = None
    method: str = "get"
    public: bool = False
    everybody: bool = False  # with arguments, but of a thing that belongs to nobody
    owner: str = (
        "secretariat"  # a user of the world who must *not* get 404, or the test would prove nothing
    )
    data: Callable | None = (
        None  # what the form of a post says, where an address alone is not enough
    )
