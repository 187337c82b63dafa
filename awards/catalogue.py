"""Reads the catalogue (awards/catalogue/*.yaml) and refuses what cannot be law. Writes nothing.

The form of the files is told in docs/catalogue.md. Every refusal names the file, the code and the
reason.
"""

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from awards import authority, procedure, rates
from awards.eligibility import rules, vocabulary
from awards.eligibility.fields import UniqueKeys
from awards.entries import CatalogueError, Entry

FOLDER = Path(__file__).resolve().parent / "catalogue"
KINDS = (
    "emulation_title",
    "emulation_flag",
    "order",
    "medal",
    "state_honour_title",
    "prize",
    "certificate_of_merit",
    "commendation_paper",
    "commemorative_medal",
)


@dataclass(frozen=True)
class Award:
    code: str
    name: str
    name_en: str
    kind: str
    recipients: tuple[str, ...]
    grants: tuple[authority.Grant, ...]
    rank: int
    citation: str
    article_verified: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    rules: rules.AwardRules

    @property
    def granted_by(self) -> tuple[str, ...]:
        """Every level that grants or granted it, in the order of the file."""
        return authority.levels_of(self.grants)

    @property
    def granted_by_state(self) -> bool:
        return any(level in authority.STATE_LEVELS for level in self.granted_by)

    @property
    def grant_citation(self) -> str:
        return "; ".join(dict.fromkeys(grant.citation for grant in self.grants))

    @property
    def verified(self) -> bool:
        """Its article was read, and a text on who grants it."""
        return self.article_verified and any(grant.verified for grant in self.grants)


@dataclass(frozen=True)
class Catalogue:
    awards: tuple[Award, ...]
    multiples: tuple[rates.Multiple, ...]
    salaries: tuple[rates.Salary, ...]
    rulebook: rules.Rulebook
    procedure: procedure.Procedure


def load(folder: Path = FOLDER) -> Catalogue:
    """The whole catalogue, or a CatalogueError."""
    files = [(path.name, parse(path)) for path in sorted(folder.glob("*.yaml"))]
    awards = [award for name, content in files for award in read_awards(name, content)]
    if not awards:
        raise CatalogueError(f"{folder}: no award found")
    refuse_twice(awards)
    parts = sorted_out(files)
    money = rates.read_files(parts["money"], {award.code: award.recipients for award in awards})
    general: dict[str, Any] = {"principles": ()}
    for name, content in parts["general"]:
        general |= read_general(name, content)
    return Catalogue(
        tuple(sorted(awards, key=lambda award: award.rank)),
        *money,
        rulebook_of(awards, general),
        procedure.read_files(parts["procedure"], procedure.groups_of(awards)),
    )


def read_awards(source: str, content: dict[str, Any]) -> list[Award]:
    rows = content.get("awards", [])
    if not isinstance(rows, list):
        raise CatalogueError(f"{source}: awards: is not a list")
    return [read_award(source, fields) for fields in rows]


def sorted_out(files: list[tuple[str, dict[str, Any]]]) -> dict[str, list[Any]]:
    """What the files hold beside awards: each file by its first part."""
    found: dict[str, list[Any]] = {"general": [], "procedure": [], "money": []}
    for name, content in files:
        rest = {part: value for part, value in content.items() if part != "awards"}
        if "principles" in rest:
            found["general"].append((name, rest))
        elif procedure.READERS.keys() & rest.keys():
            found["procedure"].append((name, rest))
        elif rest:
            found["money"].append((name, rest))
    return found


@cache
def known() -> Catalogue:
    """The files beside this module, read once a process."""
    return load()


def rulebook() -> rules.Rulebook:
    """The criteria and principles of the files beside this module."""
    return known().rulebook


def award(code: str) -> Award | None:
    """None for an award that is no longer in the files."""
    return next((award for award in known().awards if award.code == code), None)


def grants(code: str, level: str, day: datetime.date) -> bool:
    """Whether a level grants the award on the day. What is no longer in the files is granted as
    its row in the database says."""
    found = award(code)
    if found is None:
        return True
    return any(grant.level == level for grant in authority.on(found.grants, day))


def rulebook_of(awards: list[Award], general: dict[str, Any]) -> rules.Rulebook:
    known = {award.code: award.rules for award in awards}
    refuse_unknown_awards(known)
    state = frozenset(award.code for award in awards if award.granted_by_state)
    return rules.Rulebook(awards=known, state_awards=state, **general)


def refuse_unknown_awards(known: dict[str, rules.AwardRules]) -> None:
    allowed = {*known, vocabulary.SAME_AWARD}
    for award in known.values():
        for criterion in rules.every(award.criteria):
            for code in rules.awards_named(criterion):
                if code not in allowed:
                    raise CatalogueError(f"{criterion.code}: unknown award {code!r}")


def read_general(source: str, content: dict[str, Any]) -> dict[str, Any]:
    """What holds for all awards: principles, ways of counting, the gap of the law, posts."""
    unknown = set(content) - {"principles", "counting", "law_gap", "service_posts"}
    if unknown:
        raise CatalogueError(f"{source}: unknown part {sorted(unknown)[0]!r}")
    counting = [rules.read_principle(source, fields) for fields in content.get("counting") or []]
    return {
        "principles": tuple(rules.read_principle(source, row) for row in content["principles"]),
        "counting": {rule.id: rule for rule in counting},
        "gap": rules.read_gap(source, content["law_gap"]) if content.get("law_gap") else None,
        "posts": rules.read_posts(source, content["service_posts"])
        if content.get("service_posts")
        else {},
    }


def parse(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), UniqueKeys)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CatalogueError(f"{path.name}{where}: not readable as YAML ({first})") from error
    if not isinstance(content, dict):
        raise CatalogueError(f"{path.name}: holds no mapping of awards or money")
    return content


def read_award(source: str, fields: Any) -> Award:
    label = fields.get("code", "award without code") if isinstance(fields, dict) else "award"
    entry = Entry(source, str(label), fields)
    article = entry.part("article")
    start, end = entry.dates(required=False)
    award_rules = rules.AwardRules(
        code=entry.text("code"),
        name=entry.text("name"),
        kind=entry.one_of("kind", KINDS),
        recipients=entry.several_of("recipients", vocabulary.RECIPIENTS),
        basis=entry.one_of("basis", vocabulary.BASES),
        citation=f"{article.text('document')} {article.text('article')}",
        criteria=rules.read_criteria(str(label), entry),
    )
    award = Award(
        code=award_rules.code,
        name=award_rules.name,
        name_en=entry.text("name_en"),
        kind=award_rules.kind,
        recipients=award_rules.recipients,
        grants=authority.read_grants(entry),
        rank=entry.whole("rank"),
        citation=award_rules.citation,
        article_verified=article.truth("verified"),
        valid_from=start,
        valid_to=end,
        rules=award_rules,
    )
    for part in (entry, article):
        part.done()
    return award


def refuse_twice(awards: list[Award]) -> None:
    for field in ("code", "rank"):
        seen: dict[Any, str] = {}
        for award in awards:
            value = getattr(award, field)
            if value in seen:
                raise CatalogueError(
                    f"{award.code}: the {field} {value} stands twice, see {seen[value]}"
                )
            seen[value] = award.code
