"""Deeds with screenings: asking for one, and what its job does."""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import documents.actions
import jobs.actions
from accounts.notices import notify
from awards.eligibility.screening import BATCH, Asked, Screen, listed
from awards.models import Screening
from awards.screening import permissions, workbook
from documents import files
from documents.models import Attachment
from jobs.lease import Run
from jobs.models import Job
from spreadsheets.write import write_workbook

SCREEN = "awards.screen"
LISTING = gettext_lazy("Listing whom it concerns")
JUDGING = gettext_lazy("Judging by the criteria")
STORING = gettext_lazy("Storing the file")
STEPS = (("list", LISTING), ("judge", JUDGING), ("store", STORING))


def request_screening(asked: Asked, *, by) -> Screening:
    """The screening with its job; two who ask for the same thing at the same time get one."""
    if not permissions.can_screen(by, asked.unit.pk):
        raise PermissionDenied
    same = {
        "unit": asked.unit,
        "award_type": asked.award_type,
        "recipient": asked.recipient,
        "year": asked.year,
    }
    key = f"{SCREEN}:{asked.unit.pk}:{asked.award_type.pk}:{asked.recipient}:{asked.year}"
    payload = {"unit": asked.unit.pk, "award": asked.award_type.pk, "year": asked.year}
    with audit.deed(by=by) as event:
        job = jobs.actions.start(SCREEN, key=key, payload=payload, requester=by)
        if open_one := Screening.objects.filter(job=job).first():
            return open_one
        screening = Screening.objects.create(**same, job=job, requested_by=by)
        event(screening, "request", award=asked.award_type.code, year=asked.year, job=job.pk)
    return screening


def stop(screening: Screening, *, by) -> None:
    jobs.actions.stop(job_of(screening, by), by=by)


def repeat(screening: Screening, *, by) -> None:
    """Judge again after the work failed or was stopped."""
    jobs.actions.repeat(job_of(screening, by), by=by)


def job_of(screening: Screening, by) -> Job:
    if not permissions.can_steer(by, screening):
        raise PermissionDenied
    if screening.job is None or screening.file is not None:
        raise ValidationError(_("This list is ready: ask for a new one."))
    return screening.job


# --- what the job does --------------------------------------------------------------------------


def build(screening: Screening, run: Run) -> dict:
    """Judge batch by batch into a workbook. May be killed at any instruction and run again: only
    the transaction at the end makes the file the screening's."""
    if screening.file is not None:
        return outcome(screening.file)
    if not permissions.can_screen(screening.requested_by, screening.unit_id):
        raise ValidationError(
            gettext_lazy("Whoever asked for this list no longer nominates or appraises there.")
        )
    counts: Counter = Counter()
    with translation.override(screening.requested_by.language):
        content = write_workbook([workbook.sheet(screening, judged(screening, run, counts))])
        name = workbook.name_of(screening)
    run.phase("store", percent=95, words=STORING)
    return store(screening, files.keep_workbook(content, name), counts, run)


def judged(screening: Screening, run: Run, counts: Counter):
    """(screen, line) of each subject; the lease is kept and progress told between batches."""
    run.phase("list", percent=1, words=LISTING)
    asked = asked_of(screening)
    ids, screen = listed(asked), Screen(asked)
    for number, lines in enumerate(screen.batches(ids), start=1):
        counts.update(str(line.standing) for line in lines)
        for line in lines:
            yield screen, line
        done = min(len(ids), number * BATCH)
        run.phase("judge", percent=2 + 90 * done // len(ids), words=JUDGING)


def asked_of(screening: Screening) -> Asked:
    return Asked(
        unit=screening.unit,
        award_type=screening.award_type,
        recipient=screening.recipient,
        year=screening.year,
        on=timezone.localdate(),
    )


def store(screening: Screening, kept, counts: Counter, run: Run) -> dict:
    """The file, its row, the counts and the end of the job: all or nothing."""
    with audit.deed(by=None) as event:
        run.phase("store", percent=97, words=STORING)
        screening.file = documents.actions.attach(
            kept, unit=screening.unit, by=screening.requested_by, event=event
        )
        screening.counts, screening.ready_at = dict(counts), timezone.now()
        screening.save(update_fields=["file", "counts", "ready_at"])
        event(screening, "ready", file=screening.file_id, lines=counts.total())
        notify(
            user=screening.requested_by_id,
            verb="screening_ready",
            subject=str(screening),
            url=screening.get_absolute_url(),
            event=event,
        )
        run.done(outcome(screening.file))
    return outcome(screening.file)


def outcome(file: Attachment) -> dict:
    return {"file": file.pk, "sha256": file.sha256}
