"""How the pages of one kind of record are called, filled in and shown: data for the views."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import DateField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.models import Event
from awards.models import Record
from awards.records.subjects import kind_of, subject_of
from units.models import Person, Unit
from vietnamese.dates import format_date

Words = str | Promise
Column = tuple[Words, Callable]  # heading, record -> text
DEEDS = {
    "enter": gettext_lazy("Entered"),
    "correct": gettext_lazy("Corrected"),
    "strike": gettext_lazy("Struck out"),
}


@dataclass(frozen=True)
class Pages:
    """`name` is that of the addresses (awards:rating_list ...), `tab` that of the open tab
    (templatetags/award_tabs.py), `joins` what the list needs of other tables, `facts` what the page
    of one record shows besides the columns of the list, `links` stand beside the list's heading:
    (label, name of the address), for those who may enter."""

    name: str
    tab: str
    path: str
    model: type[Record]
    form: type
    filter: type
    title: Words
    listed: Words  # "ratings", below the list
    enter_words: Words
    correct_words: Words
    strike_words: Words
    columns: tuple[Column, ...]
    facts: tuple[Column, ...] = ()
    joins: tuple[str, ...] = ()
    links: tuple[tuple[Words, str], ...] = ()
    sign: Callable | None = None  # record -> (look, words) besides "struck out"
    deeds: tuple[tuple[Words, str, Callable], ...] = ()  # words, page, record -> whether it is open
    linked: Callable | None = None  # record -> facts with an address: (label, value, url)

    def url(self, page, *args):
        return reverse(f"awards:{self.name}_{page}", args=args)

    def state(self, record):
        if record.struck:
            return "back", _("Struck out")
        return self.sign(record) if self.sign else ("met", _("Stands"))

    def line(self, record):
        """A row of the list, in words."""
        look, words = self.state(record)
        cells = {}
        for number, (_head, get) in enumerate(self.columns):
            text = get(record) or ""
            cells[f"cell{number}"] = text
            cells[f"cell{number}_class"] = "" if text else "skip-phone"
        about = getattr(record, "unit_now", None) if kind_of(record) == "individual" else ""
        return {
            "pk": record.pk,
            "name": str(subject_of(record)),
            "about": about or "",
            "look": look,
            "words": str(words),
        } | cells

    def shown(self, record):
        pairs = [(label, get(record)) for label, get in (*self.columns, *self.facts)]
        return [(label, value or _("not yet available")) for label, value in pairs]


def all_of(record):
    """A fact that leads to everything recorded of the same person or collective."""
    subject = subject_of(record)
    page = {Person: "person_record", Unit: "unit_record"}.get(type(subject))
    address = page and reverse(f"awards:{page}", args=[subject.pk])
    return [(_("Everything recorded of"), str(subject), address)] if page else []


def history(record):
    """What was done to the record, the newest first."""
    events = list(Event.objects.of(record))
    people = User.objects.in_bulk({event.actor_id for event in events} - {None})
    units = Unit.objects.in_bulk({event.unit_id for event in events} - {None})
    return [
        {
            "at": event.at,
            "who": str(people.get(event.actor_id, "")),
            "unit": str(units.get(event.unit_id, "")),
            "what": DEEDS.get(event.verb, event.verb),
            "more": changes(record, event.facts.get("changed", {})),
            "note": event.note,
            "key": event.verb != "enter",
        }
        for event in events
    ]


def changes(record, changed):
    """The changed fields: "year 2023 2023 → 2024; note". Codes in the words of their choices."""
    said = []
    for name, values in changed.items():
        field = next(f for f in record._meta.concrete_fields if f.attname == name)
        shown = [spoken(field, value) for value in values]
        said.append(" ".join([str(field.verbose_name).lower(), " → ".join(shown)]).strip())
    return "; ".join(said)


def spoken(field, value):
    if value in (None, ""):
        return _("not yet available")
    if field.is_relation:
        return str(field.related_model.objects.filter(pk=value).first() or value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, DateField):
        return format_date(datetime.date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))
