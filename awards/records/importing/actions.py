"""The deed that a confirmed workbook does: all of its lines, or nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import jobs.actions
from accounts.models import User
from accounts.notices import notify
from audit.versions import conflict
from awards import permissions
from awards.records import actions
from awards.records.importing.judging import JUDGES, Outcome
from documents import actions as documents
from documents.files import Kept
from documents.models import Attachment
from jobs.lease import Run
from jobs.models import Job

JOB = "awards.records"
DIRECTLY_AT_MOST = 500  # lines that are written while the person waits


def judged(kind: str, path: str, *, by: User) -> Outcome:
    """What the stored file would write; nothing is saved."""
    if not permissions.can_record(by):
        raise PermissionDenied
    with default_storage.open(path) as file:
        return JUDGES[kind](by).outcome(file.read())


def confirm(kind: str, kept: Kept, *, seen: str, by: User) -> Job | dict:
    """Writes what the person saw: the counts, or the job that writes a long file."""
    outcome = judged(kind, kept.path, by=by)
    require_as_seen(outcome, seen)
    if len(outcome.to_write) > DIRECTLY_AT_MOST:
        return start_job(kind, kept, seen=seen, by=by)
    try:
        with audit.deed(by=by) as event:
            file = documents.attach(kept, unit=by.acting.unit, by=by, event=event)
            return write(outcome, kind, file, by=by, event=event)
    except IntegrityError as taken:
        raise conflict() from taken


def require_as_seen(outcome: Outcome, seen: str) -> None:
    if not outcome.is_good:
        raise ValidationError(_("The file has faults: mend them and upload it again."))
    if outcome.seen != seen:
        raise ValidationError(
            _("Records changed since you looked. This is what the file would write now."),
            code="conflict",
        )


def write(outcome: Outcome, kind: str, file: Attachment, *, by: User, event: audit.deeds.Events):
    records = [line.record for line in outcome.to_write if line.record]
    if records:
        seen = {record.pk: record.version for record in records if record.pk}
        actions.keep_all(records, seen=seen, by=by, event=event)
    counts = {name: outcome.counts[name] for name in ("new", "changed", "same")}
    event(file, "import_records", kind=kind, counts=counts)
    return counts


# --- long files
def start_job(kind: str, kept: Kept, *, seen: str, by: User) -> Job:
    with audit.deed(by=by) as event:
        file = documents.attach(kept, unit=by.acting.unit, by=by, event=event)
        job = jobs.actions.start(
            JOB,
            key=f"{JOB}:{file.pk}",
            payload={"kind": kind, "file": file.pk, "seen": seen},
            requester=by,
        )
        event(file, "ask_import", kind=kind, job=job.pk)
    return job


def run_job(run: Run) -> None:
    """Records, notice and the end of the job are one transaction, so that it can be killed and run
    again."""
    kind, seen = run.payload["kind"], run.payload["seen"]
    by = User.objects.get(pk=run.requester_id)
    file = Attachment.objects.get(pk=run.payload["file"])
    run.phase("read", percent=10, words=gettext_lazy("Reading the file"))
    outcome = judged(kind, str(file.file.name), by=by)
    require_as_seen(outcome, seen)
    run.phase("write", percent=50, words=gettext_lazy("Writing the records"))
    try:
        with audit.deed(by=by) as event:
            run.phase("write", percent=60, words=gettext_lazy("Writing the records"))
            counts = write(outcome, kind, file, by=by, event=event)
            url = reverse("awards:record_import", args=[run.job_id])
            notify(user=by, verb="records_imported", subject=file.name, url=url)
            run.done(counts)
    except IntegrityError as taken:
        raise conflict() from taken
