"""Finds units, people and households by what a row says of them: a few statements for all rows."""

import itertools
import re
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from awards import permissions
from awards.records.importing.rows import folded
from awards.records.subjects import units_of_person
from units.models import Household, Person, Placement, Post, Unit
from vietnamese.dates import format_date
from vietnamese.folding import fold

NAMED = 5  # candidates in a fault
AT_ONCE = 500


def batches(values):
    values = sorted(values)
    return [values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)]


class Directory:
    """What lies in the units whose records the user keeps; `names` of people and heads of
    households."""

    def __init__(self, user, names):
        self.user = user
        units = permissions.recording_units(user)
        below = Unit.objects.below(user).filter(pk__in=units.values("pk"))
        self.units = {unit.pk: unit for unit in below}
        self.by_code = {unit.code.casefold(): unit for unit in self.units.values()}
        self.by_name = defaultdict(set)
        self.parents = {}
        today = timezone.localdate()
        for unit in self.units.values():
            self.by_name[unit.search_key].add(unit.pk)
        placed = Placement.objects.filter(unit__in=units.values("pk"))
        columns = ("unit_id", "parent_id", "search_key", "valid_from", "valid_to")
        for unit_id, parent_id, key, start, end in placed.values_list(*columns):
            self.by_name[key].add(unit_id)
            if start <= today <= (end or today):
                self.parents[unit_id] = parent_id
        keys = {fold(name) for name in names}
        self.people = self.gather(Person.objects.visible_to(user), keys)
        self.households = self.gather(Household.objects.visible_to(user), keys)
        self.posts = self.posts_of(itertools.chain(*self.people.values()))

    def gather(self, rows, keys):
        found = defaultdict(list)
        for some in batches(keys):
            for row in rows.filter(search_key__in=some):
                found[row.search_key].append(row)
        return found

    def posts_of(self, people):
        found = defaultdict(list)
        for some in batches({person.pk for person in people}):
            for post in Post.objects.filter(person__in=some).order_by("-valid_from", "-pk"):
                found[post.person_id].append(post)
        return found

    # --- units
    def unit(self, text):
        """ValueError with a sentence when none fits or several do."""
        in_brackets = re.search(r"\(([^()]+)\)$", text)
        for code in (text, in_brackets[1] if in_brackets else ""):
            if code.casefold() in self.by_code:
                return self.by_code[code.casefold()]
        found = [self.units[pk] for pk in self.by_name.get(folded(text), ()) if pk in self.units]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValueError(_("No unit of this name or code whose records you keep."))
        raise ValueError(
            _("Several units fit, write the code: %(names)s.")
            % {"names": listed(f"{unit.name} ({unit.code})" for unit in found)}
        )

    def lies_in(self, unit_id, wanted):
        """Whether the unit is the wanted one or stands below it today."""
        for _step in range(20):
            if unit_id == wanted.pk:
                return True
            unit_id = self.parents.get(unit_id)
            if unit_id is None:
                return False
        return False

    # --- people and households
    def person(self, name, born, unit):
        found = [
            person
            for person in self.people.get(fold(name), ())
            if any(self.lies_in(post.unit_id, unit) for post in self.posts[person.pk])
        ]
        exact = [one for one in found if one.full_name.casefold() == name.casefold()]
        fitting = [one for one in exact or found if born_fits(one, born)]
        if len(fitting) == 1 and (exact or born):
            return fitting[0]
        if not found:
            raise ValueError(_("Nobody of this name in %(unit)s.") % {"unit": unit})
        candidates = listed(self.described(person) for person in fitting or found)
        if len(fitting) > 1:
            raise ValueError(
                _("Several people fit, write the date of birth: %(names)s.") % {"names": candidates}
            )
        raise ValueError(
            _("Name or date of birth differ from what is recorded: %(names)s.")
            % {"names": candidates}
        )

    def described(self, person):
        post = self.posts[person.pk][0]
        unit = self.units.get(post.unit_id, "")
        born = person.birth_date and _("born %(date)s") % {"date": format_date(person.birth_date)}
        parts = (person.full_name, born, post.position, str(unit))
        return ", ".join(part for part in parts if part)

    def household(self, name, unit):
        found = [
            one
            for one in self.households.get(fold(name), ())
            if self.lies_in(one.unit_id, unit) and one.unit_id in self.units
        ]
        exact = [one for one in found if one.head_name.casefold() == name.casefold()]
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise ValueError(_("No household of this name in %(unit)s.") % {"unit": unit})
        raise ValueError(
            _("The household is not certain: %(names)s. Enter this award on its page instead.")
            % {"names": listed(f"{one.head_name}, {one.address}" for one in exact or found)}
        )

    def keeps(self, person, year):
        """Whether the user keeps the person's record of the year."""
        return bool(units_of_person(self.posts[person.pk], year) & self.units.keys())


def born_fits(person, born):
    if born is None:
        return True
    if person.birth_date is None:
        return False
    return born in (person.birth_date, person.birth_date.year)


def listed(texts):
    texts = list(texts)
    more = "; …" if len(texts) > NAMED else ""
    return "; ".join(texts[:NAMED]) + more
