"""Deeds on records: entering, correcting, striking out. A body that others need takes `event`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from audit.versions import conflict
from awards import permissions
from awards.models import MemberCount, YearRating
from awards.records import rules
from awards.records.subjects import can_record_of, field_of, subject_of
from vietnamese.fields import ProseField

# One row stands for good, so that one struck out is taken up again: its key.
ONE_ROW = {YearRating: ("person", "unit", "year"), MemberCount: ("unit", "year")}
KEPT_BY_US = {"id", "struck", "version", "entered_by", "entered_at"}


def enter(record, *, by):
    """Keep a new record."""
    require_right(record, by=by)
    rules.refuse_impossible(record)
    try:
        with audit.deed(by=by) as event:
            entered(record, by=by, event=event)
    except IntegrityError as taken:
        raise recorded_already(record) from taken
    return record


def entered(record, *, by, event):
    twin = struck_twin(record)
    if twin:
        record.pk, record.version = twin.pk, twin.version + 1
        rows = type(record).objects.filter(pk=twin.pk, version=twin.version, struck=True)
        if not rows.update(struck=False, version=F("version") + 1):
            raise conflict()
    record.entered_by, record.entered_at = by, timezone.now()
    record.save(force_update=bool(twin), force_insert=not twin)
    event(record, "enter", again=bool(twin), **told(record))


def struck_twin(record):
    key = ONE_ROW.get(type(record))
    if key is None:
        return None
    values = {name: getattr(record, name) for name in key}
    return type(record).objects.filter(**values, struck=True).first()


def correct(record, *, version, by):
    """Write the record as its fields now stand; who saved meanwhile is not overwritten."""
    require_right(record, by=by)
    rules.refuse_impossible(record)
    try:
        with audit.deed(by=by) as event:
            corrected(record, version=version, by=by, event=event)
    except IntegrityError as taken:
        raise recorded_already(record) from taken
    return record


def corrected(record, *, version, by, event):
    """Gives what changed; nothing is written when nothing did."""
    before = type(record).objects.get(pk=record.pk)
    if before.version != version or before.struck:
        raise conflict()
    changed = differences(before, record)
    if not changed:
        return changed
    rows = type(record).objects.filter(pk=record.pk, version=version, struck=False)
    if not rows.update(version=F("version") + 1):
        raise conflict()
    record.version = version + 1
    record.entered_by, record.entered_at = by, timezone.now()
    record.save(force_update=True)
    event(record, "correct", changed=changed)
    return changed


def strike(record, *, version, by, note):
    """Take the record out of every count; it stays readable with the reason."""
    require_right(record, by=by)
    if not note.strip():
        raise ValidationError({"note": _("Say why the record is struck out.")})
    with audit.deed(by=by) as event:
        rows = type(record).objects.filter(pk=record.pk, version=version, struck=False)
        if not rows.update(struck=True, version=F("version") + 1):
            raise conflict()
        event(record, "strike", note=note)
    record.struck, record.version = True, version + 1
    return record


def keep_all(records, *, seen, by, event):
    """Many at once, inside a deed: new ones have no pk, the others stand as they should be written.
    `seen`: {pk: the version that the person saw}. One overtaken stops them all."""
    now = timezone.now()
    for record in records:
        record.entered_by, record.entered_at = by, now
    new = [record for record in records if record.pk is None]
    old = [record for record in records if record.pk is not None]
    model = type(records[0])
    rows = model.objects.select_for_update().filter(pk__in=[r.pk for r in old]).order_by("pk")
    before = {row.pk: row for row in rows}
    for record in old:
        if before[record.pk].version != seen[record.pk]:
            raise conflict()
        record.version, record.struck = seen[record.pk] + 1, False
    model.objects.bulk_update(old, written(model), batch_size=200)
    model.objects.bulk_create(new, batch_size=200)
    for record in new:
        event(record, "enter", again=False, **told(record))
    for record in old:
        if before[record.pk].struck:
            event(record, "enter", again=True, **told(record))
        else:
            event(record, "correct", changed=differences(before[record.pk], record))


def written(model):
    return [f.name for f in model._meta.concrete_fields if f.name != "id"]


def rate(unit, *, year, entries, by, decision=""):
    """The ratings of a sheet of the unit at once. `entries`: (person or unit, rating, the version
    seen, 0 for none); those that change nothing are left alone. Gives how many were written."""
    if not permissions.can_record(by, unit.pk):
        raise PermissionDenied
    rules.refuse_impossible(YearRating(unit=unit, year=year))
    recorded = ratings_of([subject for subject, _rating, _version in entries], year)
    records = []
    for subject, rating, version in entries:
        record = recorded.get(subject)
        standing = record.version if record and not record.struck else 0
        if standing != version:
            raise overtaken(subject)
        if standing and record.rating == rating:
            continue
        record = record or YearRating(year=year, **{field_of(subject): subject})
        record.rating, record.decision = rating, decision or record.decision
        records.append(record)
    if records:
        write_all(records, by=by)
    return len(records)


def write_all(records, *, by):
    seen = {record.pk: record.version for record in records if record.pk}
    try:
        with audit.deed(by=by) as event:
            keep_all(records, seen=seen, by=by, event=event)
    except IntegrityError as taken:  # somebody else entered one of them at the same moment
        raise conflict() from taken


def ratings_of(subjects, year):
    """{person or unit: its rating of the year, standing or struck out}."""
    people = [one for one in subjects if field_of(one) == "person"]
    units = [one for one in subjects if field_of(one) == "unit"]
    rows = YearRating.objects.filter(Q(person__in=people) | Q(unit__in=units), year=year)
    return {subject_of(row): row for row in rows.select_related("person", "unit")}


def overtaken(subject):
    return ValidationError(
        _("Somebody else rated %(name)s meanwhile. Nothing was saved: compare, then save again.")
        % {"name": subject},
        code="conflict",
        params={"subject": subject},
    )


def require_right(record, *, by):
    if not can_record_of(by, record):
        raise PermissionDenied


def recorded_already(record):
    return ValidationError(
        _("This is recorded already for %(name)s: find it in the list and correct it there.")
        % {"name": subject_of(record)},
        code="recorded",
    )


def columns(record):
    return [field for field in record._meta.concrete_fields if field.name not in KEPT_BY_US]


def told(record):
    """What an event says of a new record: its values, without prose and folded keys."""
    return {
        field.attname: getattr(record, field.attname)
        for field in columns(record)
        if field.editable
        and not isinstance(field, ProseField)
        and getattr(record, field.attname) not in (None, "")
    }


def differences(before, after):
    """{field: [before, after]}; of prose only that it changed."""
    found = {}
    for field in columns(after):
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.editable and old != new:
            found[field.attname] = [] if isinstance(field, ProseField) else [old, new]
    return found
