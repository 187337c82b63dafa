"""What several criteria use: windows of years, three-valued tests, bodies."""

from collections.abc import Callable, Iterable

from awards.eligibility.scene import (
    Scene,
    Verdict,
)


def window_of(scene: Scene, window: str) -> Callable[[int], bool | None]:
    """Tells whether a year lies in the window: True, False, None (not known)."""
    year, streak = scene.case.year, scene.streak
    if window == "rewarded_year":
        return lambda one: one == year
    if window == "streak_window" and streak is not None:
        return streak.holds
    if window == "before_streak" and streak is not None:
        return lambda one: one < streak.first_sure if streak.sure else one <= streak.last
    return lambda one: one <= max(year, scene.case.nomination_date.year)


ORDER = (Verdict.FAILED, Verdict.UNKNOWN, Verdict.PASSED)


def all_of(tests: Iterable[bool | None]) -> bool | None:
    tests = list(tests)
    if False in tests:
        return False
    return None if None in tests else True


BODIES = {"ministry_or_province": ("ministry_or_province", "ministry", "province")}


def same_body(stated: str, wanted: str) -> bool:
    return stated in BODIES.get(wanted, (wanted,))
