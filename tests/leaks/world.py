"""Two neighbours that must not see each other: the owner's province with one of everything, and another province."""

from dataclasses import dataclass, field

from accounts.roles import Role


@dataclass
class World:
    """`users` are the owner's people by role; `strangers` hold the same roles at a unit of another root."""

    users: dict = field(default_factory=dict)
    strangers: dict = field(default_factory=dict)

    def __getattr__(self, name):
        raise AttributeError(f"The world has no {name}: build it in tests/leaks/world.py.")


ROLES = list(Role)
