"""Deeds of the awards app. Each opens one deed (`audit.deed`); what several need takes its
`event`."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.notices import notify
from accounts.roles import Role
from awards import appraisal, checks, permissions, recipients, route, tracks, verdicts, workflow
from awards.eligibility.dossiers import judge_dossier, judge_dossiers
from awards.models import (
    CodeYear,
    Nomination,
    Nominee,
    Quota,
)
from awards.states import State
from campaigns.actions import draft_of
from documents import actions as documents
from vietnamese.folding import fold

DOSSIER_BYTES = 60_000_000
NOMINEES_AT_MOST = 500
FIELDS = (
    "campaign",
    "award_type",
    "method",
    "title",
    "achievement",
    "period_from",
    "period_to",
    "authority",
)


# --- nominations: making and editing


def create_nomination(
    *, unit, award_type, by, authority=None, nominees=(), files=(), form_key=None, **fields
):
    """A draft of the unit: `fields` of FIELDS; without an authority the nearest that may grant.

    `nominees` are persons, units and households, `files` what `documents.forms.AttachmentsField`
    gives. `form_key` is that of the form that was filled in: the same again gives the same dossier.
    """
    if not permissions.can_create(by, unit.pk):
        raise PermissionDenied
    form_key = form_key or uuid.uuid4()
    made = Nomination.objects.filter(form_key=form_key, created_by=by)
    try:
        return made.first() or drafted(
            unit=unit,
            award_type=award_type,
            authority=authority or nearest_authority(unit, award_type),
            by=by,
            nominees=nominees,
            files=files,
            form_key=form_key,
            **fields,
        )
    except IntegrityError:  # the same form, sent twice at the same moment
        return made.get()


def drafted(*, by, nominees, files, **fields):
    with audit.deed(by=by) as event:
        nomination = Nomination(holder=fields["unit"], created_by=by, **fields)
        refuse_impossible(nomination)
        nomination.code = next_code(timezone.localdate())
        nomination.save()
        set_nominees(nomination, nominees)
        attach_files(nomination, files, by=by, event=event)
        event(
            nomination,
            "create",
            award=nomination.award_type.code,
            recipients=recipient_facts(nomination),
        )
    return nomination


def nearest_authority(unit, award_type):
    found = route.authorities(unit, timezone.localdate(), award_type)
    if not found:
        raise ValidationError(
            {
                "award_type": _("No unit above %(unit)s grants “%(award)s”.")
                % {"unit": unit, "award": award_type}
            }
        )
    return found[0]


def next_code(on):
    """KT-2026-0001 and on, without gaps: the row of the year stays locked until the deed ends."""
    CodeYear.objects.bulk_create([CodeYear(year=on.year)], ignore_conflicts=True)
    CodeYear.objects.filter(year=on.year).update(last=F("last") + 1)
    return f"KT-{on.year}-{CodeYear.objects.get(year=on.year).last:04d}"


def save(nomination, *, version, by, nominees=None, files=(), removed_files=(), **fields):
    """Write a draft again. `nominees`, when given, becomes the whole list; lines that stay keep
    what
    they recorded. `removed_files` leave the dossier and stay with the unit that brought them."""
    if not permissions.can_edit(by, nomination):
        raise PermissionDenied
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"{name} is not a field that is edited")
        setattr(nomination, name, value)
    refuse_impossible(nomination)
    with audit.deed(by=by) as event:
        claim(nomination, version=version, **fields)
        if nominees is not None:
            set_nominees(nomination, nominees)
        gone = list(nomination.files.filter(pk__in=[file.pk for file in removed_files]))
        nomination.files.remove(*gone)
        attach_files(nomination, files, by=by, event=event)
        event(
            nomination,
            "save",
            fields=sorted(fields),
            recipients=recipient_facts(nomination),
            removed_files=[file.sha256 for file in gone],
        )
    return nomination


def add_nominee(nomination, recipient, *, version, by):
    """Put a person, unit or household into a draft, with everything that statistics count by as
    it is today."""
    current = [line_recipient(line) for line in lines_of(nomination)]
    return save(nomination, version=version, by=by, nominees=[*current, recipient])


def remove_nominee(nomination, nominee, *, version, by):
    rest = [line_recipient(line) for line in lines_of(nomination) if line.pk != nominee.pk]
    return save(nomination, version=version, by=by, nominees=rest)


def claim(nomination, *, version, **fields):
    """Take the draft as it was seen, or refuse because somebody saved or moved it meanwhile."""
    if "title" in fields:
        fields["title_key"] = fold(fields["title"])[:600]
    changed = Nomination.objects.filter(
        pk=nomination.pk, state=State.DRAFT, version=version
    ).update(version=F("version") + 1, **fields)
    if not changed:
        raise overtaken(nomination)
    nomination.version = version + 1


def overtaken(nomination):
    return ValidationError(
        _(
            "Somebody changed or moved dossier %(code)s meanwhile. Look at it again; what you "
            "typed is still here."
        )
        % {"code": nomination.code},
        code="overtaken",
    )


def refuse_impossible(nomination):
    if nomination.period_from > nomination.period_to:
        raise ValidationError({"period_to": _("The achievement cannot end before it begins.")})
    on = timezone.localdate()
    if nomination.authority not in route.authorities(nomination.unit, on):
        route.plan(
            nomination, on
        )  # a ReviewRoute may lead there; otherwise this says what is wrong


def lines_of(nomination):
    return list(nomination.nominees.select_related("person", "collective", "household"))


def line_recipient(line):
    return line.person or line.collective or line.household


def set_nominees(nomination, wanted):
    """Lines whose recipient is not wanted go, new ones are recorded as of today."""
    wanted = list(dict.fromkeys(wanted))
    if len(wanted) > NOMINEES_AT_MOST:
        raise ValidationError(
            _("A dossier holds at most %(limit)d recipients.") % {"limit": NOMINEES_AT_MOST}
        )
    today = timezone.localdate()
    kept = {line_recipient(line): line for line in lines_of(nomination)}
    nomination.nominees.exclude(pk__in=[kept[r].pk for r in wanted if r in kept]).delete()
    new = [
        Nominee(
            nomination=nomination,
            position=position,
            **recipients.snapshot(recipient, nominating=nomination.unit, on=today),
        )
        for position, recipient in enumerate(wanted, start=1)
        if recipient not in kept
    ]
    Nominee.objects.bulk_create(new)


def attach_files(nomination, files, *, by, event):
    for file in files:
        nomination.files.add(documents.attach(file, unit=nomination.unit, by=by, event=event))
    if files and (nomination.files.aggregate(size=Sum("size"))["size"] or 0) > DOSSIER_BYTES:
        raise ValidationError(
            _(
                "The files of one dossier may have %(limit)d MB together. Leave some out or make "
                "them smaller."
            )
            % {"limit": DOSSIER_BYTES // 1_000_000},
            code="quota",
        )


def recipient_facts(nomination):
    """The lines as events keep them: persons by number, not by name."""
    return [
        {
            "kind": line.kind,
            "id": line.person_id or line.collective_id or line.household_id,
            "unit": line.unit_id,
        }
        for line in nomination.nominees.all()
    ]


# --- nominations: moving


def move(nomination, name, *, version, by, note="", gap_reason="", **decision):
    """Take one step of the workflow, or refuse to; `version` is the one the person saw.

    `decision`: what the step writes, decision_number, decided_on and decided_by of an outcome,
    mend_by of a return. `gap_reason`: why the authority grants although a law in force was not
    read.
    """
    ready = get_ready(nomination, name, by=by, note=note, gap_reason=gap_reason, decision=decision)
    with audit.deed(by=by) as event:
        take_step(nomination, ready, version=version, event=event)
    return nomination


def move_all(seen, name, *, by, note="", gap_reason="", **decision):
    """The same step for several dossiers, all or none. `seen`: pairs of nomination and the
    version the person saw."""
    ready, refused = [], []
    seen = sorted(seen, key=lambda pair: pair[0].pk)
    judged = judge_all([nomination for nomination, _version in seen], name)
    for nomination, version in seen:
        try:
            prepared = get_ready(
                nomination, name, by=by, note=note, gap_reason=gap_reason, decision=decision,
                lines=judged.get(nomination.pk),
            )  # fmt: skip
            ready.append((nomination, version, prepared))
        except ValidationError as refusal:
            refused += [f"{nomination.code}: {text}" for text in refusal.messages]
    if refused:
        raise ValidationError(refused)
    with audit.deed(by=by) as event:
        for nomination, version, prepared in ready:
            take_step(nomination, prepared, version=version, event=event)
    return len(ready)


@dataclass(frozen=True)
class Ready:
    """A step with everything that was asked before its deed."""

    step: workflow.Transition
    note: str
    values: dict
    eligibility: list  # what the criteria said, as the event keeps it
    law_gap: str = ""
    gap_reason: str = ""


def judge_all(nominations, name):
    """What the criteria say of several dossiers, gathered at once; only where the move asks it."""
    return judge_dossiers(nominations, timezone.localdate()) if name in JUDGED else {}


def get_ready(nomination, name, *, by, note, gap_reason, decision, lines=None):
    """Everything that is asked before the deed: the step, the right, the note, what is missing,
    what the criteria say (`lines`, when they are known), what it writes."""
    today = timezone.localdate()
    route.prepare(nomination, today)
    step = workflow.find(nomination, name)
    permissions.require_move(by, nomination, step)
    if step.needs_note and not note.strip():
        raise ValidationError({"note": _("Say the reason: the unit reads it and acts on it.")})
    if name == "submit":
        found = checks.missing(nomination, today)
        if found:
            raise ValidationError([line.text for line in found], code="missing")
    if not judged_at(step):
        lines = []
    elif lines is None:
        lines = judge_dossier(nomination, today)
    if name in STOPPED and (reasons := verdicts.stops(lines)):
        raise ValidationError(reasons, code="not_eligible")
    goes_on = name in ("forward", "grant") and step.source == State.APPRAISAL
    if goes_on and (waited := appraisal.open_papers(nomination, today)):
        raise ValidationError(waited, code="open_papers")
    law = verdicts.law_gap(nomination, today) if goes_on else ""
    if law and not gap_reason.strip():
        raise ValidationError(
            {
                "gap_reason": _(
                    "%(law)s is in force and its text was not read: say why the dossier goes on."
                )
                % {"law": law}
            }
        )
    values = written(nomination, step, decision, today)
    return Ready(step, note, values, verdicts.frozen(lines), law, gap_reason)


JUDGED = ("submit", "forward", "grant", "refuse")
STOPPED = ("submit", "forward", "grant")  # not taken while a criterion fails or a review is open


def judged_at(step):
    """The criteria are judged and frozen when the dossier is submitted and when it is decided."""
    return step.name == "submit" or (step.name in JUDGED and step.source == State.APPRAISAL)


def written(nomination, step, decision, today):
    """The fields that the step writes, complete and possible; anything else is refused."""
    values = {name: value for name, value in decision.items() if value not in (None, "")}
    unknown = set(values) - set(step.writes)
    if unknown:
        raise TypeError(f"{step.name} does not write {sorted(unknown)[0]}")
    errors = {}
    if "forwarded_on" in step.writes:
        for name in workflow.FORWARD:
            if name not in values:
                errors[name] = _("Needed: where, by which submission and when it was sent.")
    if step.decides:
        for name in workflow.DECISION:
            if name not in values:
                errors[name] = _("Needed: the outcome stands on a decision.")
        decided_on = values.get("decided_on")
        if decided_on and decided_on > today:
            errors["decided_on"] = _("The decision cannot be dated after today.")
        elif decided_on and decided_on < nomination.period_from:
            errors["decided_on"] = _("The decision cannot be dated before the achievement began.")
    if values.get("mend_by") and values["mend_by"] < today:
        errors["mend_by"] = _("The date until which it is to be mended must not lie in the past.")
    if errors:
        raise ValidationError(errors)
    return values


def take_step(nomination, ready, *, version, event):
    """The body of a move, inside a deed: conditional update, route, notices, event."""
    step, note, values = ready.step, ready.note, ready.values
    now = timezone.now()
    holder = step.holder(nomination)
    changes = {
        "state": step.target,
        "holder": holder,
        **values,
        **tracks.MARKS.get(step.name, tracks.nothing)(step, now, note),
    }
    if step.name != "receive":
        changes["held_since"] = now
    changed = Nomination.objects.filter(
        pk=nomination.pk, state=step.source, version=version
    ).update(version=F("version") + 1, **changes)
    if not changed:
        raise overtaken(nomination)
    source = nomination.holder
    tracks.TRACKS[step.name](nomination, now, event.by)
    if ready.law_gap:
        verdicts.confirm_gap(nomination, ready.law_gap, reason=ready.gap_reason, event=event)
        values = values | {"law_gap": ready.law_gap, "gap_reason": ready.gap_reason}
    if ready.eligibility:
        values = values | {"eligibility": ready.eligibility}
    event(
        nomination,
        step.name,
        note=note,
        source=step.source,
        target=step.target,
        holder=holder.pk,
        recipients=recipient_facts(nomination),
        **values,
    )
    tell(nomination, step, source=source, holder=holder, event=event)
    nomination.refresh_from_db()
    nomination.__dict__.pop("steps", None)


def tell(nomination, step, *, source, holder, event):
    """Notices: to the new holder, of the outcome and of a return to the nominating unit, of a
    recall to whom it was taken from."""
    subject = f"{nomination.code}: {nomination.award_type}"
    url = reverse("awards:nomination_detail", args=[nomination.pk])
    at_home = [Role.OFFICER, Role.HEAD]
    if step.name in ("submit", "recommend"):
        roles = workflow.APPRAISE if step.target == State.APPRAISAL else workflow.READS
        notify(
            unit=holder,
            roles=roles,
            verb="nomination_arrived",
            subject=subject,
            url=url,
            event=event,
        )
    elif step.name == "recall":
        notify(
            unit=source,
            roles=workflow.READS,
            verb="nomination_recalled",
            subject=subject,
            event=event,
        )
    elif step.name in ("return", "grant", "refuse"):
        verb = {
            "return": "nomination_returned",
            "grant": "nomination_granted",
            "refuse": "nomination_refused",
        }[step.name]
        notify(
            unit=nomination.unit, roles=at_home, verb=verb, subject=subject, url=url, event=event
        )


# --- quotas of a draft campaign


QUOTA_FIELDS = ("label", "recipients", "grantor", "low", "high", "wording")


def save_quotas(campaign, rows, *, version, by, typed=""):
    """The quotas of a draft campaign become `rows`, in their order (see `set_quotas`)."""
    with draft_of(campaign, version=version, by=by) as event:
        set_quotas(campaign, rows, event=event, typed=typed)


def set_quotas(campaign, rows, *, event, typed=""):
    """`rows`: mappings of QUOTA_FIELDS and `award_types`; part of other deeds too, such as an
    import."""
    campaign.quotas.all().delete()
    for position, row in enumerate(rows, start=1):
        fields = {name: row[name] for name in QUOTA_FIELDS if name in row}
        quota = Quota.objects.create(campaign=campaign, position=position, **fields)
        quota.award_types.set(row["award_types"])
    event(campaign, "set_quotas", typed=typed, quotas=[str(row["label"]) for row in rows])
