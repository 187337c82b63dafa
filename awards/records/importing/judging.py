"""What a workbook would write: each line new, changed, the same, or with its faults."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import AwardType, EarlierAward, RecipientKind, YearRating
from awards.records import actions, rules
from awards.records.importing import words
from awards.records.importing.directory import Directory, batches
from awards.records.importing.rows import Line, Reading, read_lines
from awards.records.subjects import NAMES, field_of
from vietnamese.folding import fold

IDENTIFIES = {"unit", "kind", "name", "born", "award"}  # say whom and what, are no fields
FIELD_COLUMNS = {"award_type": "award"}


@dataclass
class Outcome:
    """What is shown before it is confirmed."""

    reading: Reading
    columns: tuple

    @property
    def lines(self) -> list[Line]:
        return self.reading.lines

    @cached_property
    def faulty(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @cached_property
    def counts(self) -> Counter:
        return Counter("fault" if line.faults else line.verdict for line in self.lines)

    @property
    def is_good(self) -> bool:
        return not self.reading.problems and not self.faulty

    @property
    def to_write(self) -> list[Line]:
        return [line for line in self.lines if line.verdict in ("new", "changed")]

    @cached_property
    def seen(self) -> str:
        """A mark of what the person was shown, so that nothing else is written."""
        told = [
            (line.number, line.verdict, line.record.pk, line.record.version)
            for line in self.to_write
            if line.record
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


class Judge:
    """One kind of record: its columns, how a line becomes a record, which record stands already."""

    columns: tuple
    model: type

    def __init__(self, user):
        self.user = user
        self.today = timezone.localdate()

    def outcome(self, content):
        reading = read_lines(content, self.columns)
        if not reading.problems:
            names = {line.values["name"] for line in reading.lines if "name" in line.values}
            self.directory = Directory(self.user, names)
            for line in reading.lines:
                self.identify(line)
            self.standing = self.recorded([line for line in reading.lines if not line.faults])
            self.judge_all(reading.lines)
        return Outcome(reading, self.columns)

    # --- whom
    def identify(self, line):
        said = line.values
        try:
            unit = self.directory.unit(said["unit"]) if "unit" in said else None
            if unit:
                line.subject = self.subject(line, unit)
        except ValueError as error:
            line.fault("", str(error))
        self.complete(line)

    def subject(self, line, unit):
        said = line.values
        name = said.get("name")
        kind = said.get("kind") or ("individual" if name else "collective")
        if kind == RecipientKind.COLLECTIVE:
            if name and fold(name) != unit.search_key:
                raise ValueError(
                    _("For a collective leave the name empty: the unit itself is meant.")
                )
            return unit
        if not name:
            raise ValueError(_("The name is missing."))
        if kind == RecipientKind.HOUSEHOLD:
            return self.directory.household(name, unit)
        person = self.directory.person(name, said.get("born"), unit)
        if "year" in said and not self.directory.keeps(person, said["year"]):
            raise ValueError(
                _("%(name)s works elsewhere now and worked elsewhere in that year.")
                % {"name": person}
            )
        return person

    def complete(self, line):
        """Further rows of the database that the line names."""

    # --- what
    def judge_all(self, lines):
        taken = {}
        for line in lines:
            if line.faults or line.subject is None:
                continue
            self.judge(line)
            key = self.key(line.record) if line.record.pk is None else line.record.pk
            if key in taken:
                line.fault("", _("The same as row %(row)d of this file.") % {"row": taken[key]})
            taken.setdefault(key, line.number)

    def judge(self, line):
        found = self.find(line)
        values = self.fields(line)
        if found is None:
            line.record = self.model(**{field_of(line.subject): line.subject}, **values)
            line.verdict = "new"
        else:
            line.record = altered(found, values)
            changed = bool(actions.differences(found, line.record))
            line.verdict = "new" if found.struck else "changed" if changed else "same"
        for name, text in rules.faults(line.record, self.today).items():
            line.fault(self.heading(name), text)

    def heading(self, field):
        key = FIELD_COLUMNS.get(field, field)
        return next((c.headings[0] for c in self.columns if c.key == key), "")

    def fields(self, line):
        """An empty cell leaves what is recorded."""
        return {name: value for name, value in line.values.items() if name not in IDENTIFIES}

    def rows_about(self, lines):
        """Records of the lines' subjects and years, in batches."""
        years = {line.values["year"] for line in lines if "year" in line.values}
        for name in NAMES:
            pks = {line.subject.pk for line in lines if field_of(line.subject) == name}
            if not pks:
                continue
            for some in batches(pks):
                yield from self.model.objects.filter(Q(**{f"{name}__in": some}), year__in=years)


def altered(record, values):
    """Another instance of the row, with the values."""
    columns = record._meta.concrete_fields
    other = type(record)(**{field.attname: getattr(record, field.attname) for field in columns})
    for name, value in values.items():
        setattr(other, name, value)
    return other


class RatingJudge(Judge):
    columns = words.RATINGS
    model = YearRating

    def recorded(self, lines):
        return {self.key(row): row for row in self.rows_about(lines)}

    def key(self, record):
        return record.person_id, record.unit_id, record.year

    def find(self, line):
        person = line.subject.pk if field_of(line.subject) == "person" else None
        unit = None if person else line.subject.pk
        return self.standing.get((person, unit, line.values["year"]))


class AwardJudge(Judge):
    columns = words.AWARDS
    model = EarlierAward

    def __init__(self, user):
        super().__init__(user)
        self.types = {}
        for award in AwardType.objects.all():
            for text in (award.code, fold(award.name)):
                self.types[text] = award

    def complete(self, line):
        text = line.values.get("award")
        if text is None:
            return
        award = self.types.get(fold(text)) or self.types.get(text)
        if award is None:
            line.fault(
                self.heading("award_type"),
                _("“%(text)s” is no award of the catalogue.") % {"text": text[:100]},
            )
        line.values["award_type"] = award

    def recorded(self, lines):
        found = {}
        for row in self.rows_about(lines):
            if not row.struck:
                found.setdefault(self.key(row)[:-1], []).append(row)
        return found

    def key(self, award):
        subject = award.person_id, award.unit_id, award.household_id
        return *subject, award.award_type_id, award.year, award.reason

    def find(self, line):
        """The award of that reason; without one in the file or in the record, the only one."""
        said = line.values
        subject = {f"{field_of(line.subject)}_id": line.subject.pk}
        wanted = EarlierAward(**subject, award_type=said["award_type"], year=said["year"])
        rows = self.standing.get(self.key(wanted)[:-1], [])
        reason = said.get("reason", "")
        exact = [row for row in rows if row.reason == reason]
        vague = [row for row in rows if not row.reason] if reason else rows
        if exact:
            return exact[0]
        return vague[0] if len(vague) == 1 else None


JUDGES = {"rating": RatingJudge, "earlier": AwardJudge}
