"""Campaigns, achievements and service: what is recorded; the council judges most of it."""

import datetime
from collections.abc import Iterable
from typing import Any

from awards.eligibility import vocabulary as words
from awards.eligibility.criteria.shared import ORDER, all_of, same_body
from awards.eligibility.history import Achievement, CampaignChoice
from awards.eligibility.scene import (
    Finding,
    Scene,
    failed,
    passed,
    unknown,
)


def campaign_selection(
    scene: Scene,
    *,
    launched_by: tuple[str, ...] | str | None,
    min_campaign_years: int | None,
    merit: str,
    at: tuple[str, ...] = (),
) -> Finding:
    """Chosen at the review of a campaign. No launcher or length named: any."""
    chosen = scene.history.campaigns
    bodies = (launched_by,) if isinstance(launched_by, str) else launched_by or ()
    facts: dict[str, Any] = {"launched_by": bodies, "needed": min_campaign_years, "merit": merit}
    if chosen is None:
        return unknown(**facts)
    matches = [campaign_matches(one, bodies, min_campaign_years, at) for one in chosen]
    facts["campaigns"] = [{"launched_by": one.launched_by, "years": one.years} for one in chosen]
    if True in matches:
        return passed(**facts)
    return unknown(**facts) if None in matches else failed(**facts)


def campaign_matches(
    one: CampaignChoice, bodies: Iterable[str], years: int | None, at: tuple[str, ...]
) -> bool | None:
    tests: list[bool | None] = []
    if bodies:
        by = one.launched_by
        tests.append(None if by is None else any(same_body(by, body) for body in bodies))
    if years is not None:
        tests.append(None if one.years is None else one.years >= years)
    if at:
        tests.append(None if one.at is None else words.REVIEWS[one.at] in at)
    return all_of(tests)


def achievement(
    scene: Scene,
    *,
    category: str,
    min_influence: str | None,
    confirmed_by: str | None,
    min_stable_years: int | None = None,
) -> Finding:
    """What is recorded of such an achievement; whether it suffices, the council judges."""
    facts: dict[str, Any] = {
        "category": category,
        "influence": min_influence,
        "confirmed_by": confirmed_by,
    }
    rows = scene.history.achievements
    alike = [row for row in rows or () if of_category(row, category)]
    if not alike or min_stable_years is not None:
        return unknown(**facts)
    matches = [achievement_matches(row, min_influence, confirmed_by) for row in alike]
    facts["recorded"] = [row.influence for row in alike]
    if True in matches:
        return passed(**facts)
    return unknown(**facts) if None in matches else failed(**facts)


def of_category(row: Achievement, category: str) -> bool:
    """`sudden` is one of `multiple_or_sudden_or_prize`."""
    return row.category == category or row.category in category.split("_or_")


def achievement_matches(
    row: Achievement, influence: str | None, confirmed_by: str | None
) -> bool | None:
    tests: list[bool | None] = []
    if influence is not None:
        scale = words.INFLUENCES
        known = row.influence in scale and influence in scale
        tests.append(words.at_least(row.influence or "", influence, scale) if known else None)
    if confirmed_by is not None:
        by = row.confirmed_by
        tests.append(None if by is None else same_body(by, confirmed_by))
    return all_of(tests)


def long_service(
    scene: Scene,
    *,
    posts: tuple[str, ...] | None,
    ref: str | None = None,
    min_years: int | None = None,
    continuous: bool = False,
) -> Finding:
    """Years in the posts of the criterion, or of the table it refers to."""
    held = scene.history.posts
    table = scene.rulebook.posts.get((ref or "").rpartition(".")[2], ())
    rows: list[Any] = [{"posts": posts, "min_years": min_years}] if posts else list(table)
    if held is None or not rows:
        return unknown()
    best: list[Finding] = []
    for row in rows:
        mine = [post for post in held if post.post in row["posts"]]
        if not mine or row["min_years"] is None:
            continue
        spans = [(post.start, post.end or scene.case.nomination_date) for post in mine]
        if any(start is None for start, _end in spans):
            best.append(unknown(needed=row["min_years"]))
            continue
        have = whole_years(spans, continuous=continuous)
        facts = {"count": have, "needed": row["min_years"], "posts": [p.post for p in mine]}
        best.append(passed(**facts) if have >= row["min_years"] else failed(**facts))
    if best:
        return max(best, key=lambda one: ORDER.index(one.verdict))
    # posts outside the table that was read: the full table may hold them
    return failed(posts=[post.post for post in held]) if posts else unknown()


def whole_years(spans: list[Any], *, continuous: bool) -> int:
    """Whole years of the spans together; `continuous`: of the longest stretch without a break."""
    a_day = datetime.timedelta(days=1)
    stretches: list[list[datetime.date]] = []  # from a day until before a day
    for start, end in sorted(spans):
        if stretches and start <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], end + a_day)
        else:
            stretches.append([start, end + a_day])
    longest = max(anniversaries(start, until) for start, until in stretches)
    days = sum((until - start).days for start, until in stretches)
    return longest if continuous else max(longest, int(days / 365.2425))


def anniversaries(start: datetime.date, until: datetime.date) -> int:
    return until.year - start.year - ((until.month, until.day) < (start.month, start.day))
