"""The catalogue as read by awards/catalogue.py, written into the tables. Idempotent."""

from dataclasses import asdict

from django.utils.translation import gettext as _

import audit
from awards.models import AwardType, BaseSalary, Bonus


def load(found, *, by):
    """Make the tables equal to the catalogue; returns one line of what was done. Idempotent."""
    with audit.deed(by=by) as event:
        changed = [award for award in found.awards if write_award(award, event)]
        types = AwardType.objects.in_bulk([award.code for award in found.awards], field_name="code")
        money = write_bonuses(found.multiples, types) + write_salaries(found.salaries)
        left = AwardType.objects.exclude(code__in=types).count()
    line = _(
        "%(awards)d awards, %(multiples)d multiples and %(salaries)d base salaries read; "
        "%(changed)d awards and %(money)d rows of money changed."
    )
    if left:
        line += " " + _("%(left)d awards are no longer in the files and stay for old dossiers.")
    return line % {
        "awards": len(found.awards),
        "multiples": len(found.multiples),
        "salaries": len(found.salaries),
        "changed": len(changed),
        "money": money,
        "left": left,
    }


def write_award(award, event):
    values = asdict(award) | {
        "granted_by": "|".join(award.granted_by),
        "granted_by_state": award.granted_by_state,
        "grant_citation": award.grant_citation,
        "verified": award.verified,
        **{
            f"for_{kind}": kind in award.recipients
            for kind in ("individual", "collective", "household")
        },
    }
    for name in ("recipients", "rules", "grants", "article_verified"):
        del values[name]
    row = AwardType.objects.filter(code=award.code).first() or AwardType(code=award.code)
    before = {name: getattr(row, name) for name in values} if row.pk else {}
    if before == values:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    event(
        row,
        "load_catalogue",
        changed=sorted(name for name in values if before.get(name, ...) != values[name]),
    )
    return True


def write_bonuses(multiples, types):
    wanted = [(asdict(row) | {"award_type": types[row.award]}) for row in multiples]
    for row in wanted:
        del row["award"]
    return write_rows(Bonus, wanted, ("award_type", "recipient", "valid_from"))


def write_salaries(salaries):
    return write_rows(BaseSalary, [asdict(row) for row in salaries], ("valid_from",))


def write_rows(model, wanted, key):
    """Rows of money by their key: new ones made, others changed, those no longer wanted deleted.
    Returns how many."""
    existing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    touched = 0
    for values in wanted:
        row = existing.pop(tuple(values[name] for name in key), None) or model()
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        touched += 1
    model.objects.filter(pk__in=[row.pk for row in existing.values()]).delete()
    return touched + len(existing)
