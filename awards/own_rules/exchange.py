"""An authority's own rules as YAML: dumped, and loaded again with what would change told first.

The file says all rules of the authority. A rule is known again by its award, recipient, kind,
subject and first day; what the file no longer says is struck out (docs/catalogue.md).
"""

from dataclasses import dataclass, field

import yaml

import audit
from awards.eligibility.fields import UniqueKeys
from awards.entries import CatalogueError, Entry
from awards.models import AwardType, LocalRule, RecipientKind
from awards.own_rules import actions, kinds

NAMES = ("recipient", "params", "decision", "article", "valid_to", "note")


# --- out


def dump(authority):
    rows = LocalRule.objects.filter(authority=authority, struck=False)
    rows = rows.select_related("award_type").order_by("award_type__rank", "type", "valid_from")
    content = {"unit": authority.code, "rules": [written_out(row) for row in rows]}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def written_out(row):
    fields = {
        "award": row.award_type.code,
        "type": row.type,
        "params": row.params,
        "recipient": row.recipient,
        "decision": row.decision,
        "article": row.article,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "note": row.note,
    }
    return {name: value for name, value in fields.items() if value not in ("", None)}


# --- in


def read(source, text, authority):
    """Unsaved rules of the file, or a CatalogueError that names the place."""
    try:
        content = yaml.load(text, UniqueKeys)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CatalogueError(f"{source}{where}: not readable as YAML") from error
    entry = Entry(source, "file", content)
    unit, rows = entry.text("unit"), entry.get("rules")
    entry.done()
    if unit != authority.code:
        raise entry.error(f"it is of the unit {unit!r}, not of {authority.code!r}")
    if not isinstance(rows, list):
        raise entry.error("rules is not a list")
    awards = AwardType.objects.in_bulk(field_name="code")
    found = [
        read_rule(Entry(source, f"rules[{number}]", fields), authority, awards)
        for number, fields in enumerate(rows, start=1)
    ]
    refuse_overlap(source, found)
    return found


def read_rule(entry, authority, awards):
    start, end = entry.dates(required=True)
    award = awards[entry.one_of("award", awards)]
    type_ = entry.one_of("type", kinds.KINDS)
    recipient = entry.one_of("recipient", RecipientKind.values) if entry.get("recipient") else ""
    if recipient and not getattr(award, f"for_{recipient}"):
        raise entry.error(f"{award.code} is not given to {recipient}")
    rule = LocalRule(
        authority=authority,
        award_type=award,
        type=type_,
        params=read_params(entry, type_),
        recipient=recipient,
        decision=line(entry, "decision"),
        article=line(entry, "article"),
        valid_from=start,
        valid_to=end,
        note=entry.text("note") if entry.get("note") else "",
    )
    entry.done()
    return rule


def line(entry, name, longest=200):
    text = " ".join(entry.text(name).split())
    if len(text) > longest:
        raise entry.error(f"{name} is longer than {longest} characters")
    return text


def read_params(entry, type_):
    part = entry.part("params")
    params = {}
    for name, (parameter, must) in kinds.parameters(type_).items():
        if name not in part.fields:
            if must or parameter.required:
                raise part.error(f"{name} is missing")
            continue
        value = part.get(name)
        empty = value is None and not parameter.required
        if not empty and not parameter.fits(value):
            raise part.error(f"{name}: {value!r} cannot be used")
        params[name] = value
    part.done()
    return params


def refuse_overlap(source, rules):
    for number, one in enumerate(rules, start=1):
        for later, other in enumerate(rules[number:], start=number + 1):
            if actions.same_rule(one, other) and actions.days_overlap(one, other):
                raise CatalogueError(
                    f"{source}: rules[{later}]: its dates overlap those of rules[{number}], "
                    "the same rule"
                )


# --- what changes


@dataclass
class Changes:
    added: list = field(default_factory=list)
    corrected: list = field(default_factory=list)  # (the row, the rule of the file)
    struck: list = field(default_factory=list)

    def __len__(self):
        return len(self.added) + len(self.corrected) + len(self.struck)

    def lines(self):
        """One line a change, to be read before it is made."""
        yield from (f"+ {told(rule)}" for rule in self.added)
        for row, rule in self.corrected:
            names = ", ".join(name for name in NAMES if differs(row, rule, name))
            yield f"~ {told(row)}: {names}"
        yield from (f"- {told(row)}" for row in self.struck)


def told(rule):
    return " ".join(
        word
        for word in (rule.award_type.code, rule.type, rule.recipient, str(rule.valid_from))
        if word
    )


def differs(row, rule, name):
    return getattr(row, name) != getattr(rule, name)


def key(rule):
    return (
        rule.award_type_id,
        rule.recipient,
        yaml.safe_dump(kinds.subject(rule.type, rule.params)),
        rule.valid_from,
    )


def changes(authority, rules):
    """What makes the authority's rules those of the file."""
    rows = LocalRule.objects.filter(authority=authority, struck=False)
    known = {key(row): row for row in rows.select_related("award_type")}
    found = Changes()
    for rule in rules:
        row = known.pop(key(rule), None)
        if row is None:
            found.added.append(rule)
        elif any(differs(row, rule, name) for name in NAMES):
            found.corrected.append((row, rule))
    found.struck += known.values()
    return found


def load(authority, rules, *, by):
    """All of the file in one deed, or nothing. Gives what changed."""
    if by is not None:
        actions.require_ruling(by, authority.pk)
    with audit.deed(by=by) as event:
        actions.lock(authority.pk)
        found = changes(authority, rules)
        for row in found.struck:
            actions.struck(row, event)
        for row, rule in found.corrected:
            row.valid_to = rule.valid_to  # dates first: a longer rule may follow a shorter one
            row.save(update_fields=["valid_to"])
        for row, rule in found.corrected:
            actions.written(row, {name: getattr(rule, name) for name in NAMES}, event)
        for rule in found.added:
            actions.written(rule, {}, event)
    return found
