import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import audit
from jobs import bell, permissions, registry
from jobs.models import Job

State = Job.State


def start(kind: str, *, key: str, payload: dict[str, Any], requester: Any = None) -> Job:
    """Queue long work, inside the transaction of the deed that asks for it.

    An open job of that key is returned instead of a second one. The broker is rung after the
    commit. `payload` holds ids and other short plain data, no personal data.
    """
    if kind not in registry.HANDLERS:
        raise LookupError(f"Nothing handles jobs of the kind {kind}.")
    json.dumps(payload)
    fields = {"kind": kind, "payload": payload, "requester_id": getattr(requester, "pk", None)}
    for _attempt in range(3):
        job = Job.objects.open().filter(key=key).first()
        if job is not None:
            return job
        try:
            with transaction.atomic():
                job = Job.objects.create(key=key, **fields)
        except IntegrityError:  # another started it between the two statements
            continue
        ring_after_commit(job.pk, kind)
        return job
    raise ValidationError(
        _("This work is just being started by somebody else. Look again in a moment.")
    )


def ring_after_commit(job_id: int, kind: str) -> None:
    # A function with a name, not a partial: Django writes it to the log when it breaks.
    def ring_now():
        ring(job_id, kind)

    transaction.on_commit(ring_now, robust=True)


def ring(job_id: int, kind: str) -> None:
    """Tell the workers; when the broker is down the sweeper tells them later."""
    Job.objects.filter(pk=job_id, state=State.QUEUED).update(rung_at=timezone.now())
    handler = registry.HANDLERS.get(kind)  # None: a kind of an older version
    limits = {"soft_time_limit": handler.soft, "time_limit": handler.hard} if handler else {}
    bell.ring("jobs.tasks.run", job_id, **limits)


def cancel(job: Job, *, by: Any) -> None:
    """A queued job ends at once, a running one at its next phase."""
    if not permissions.can_cancel(by, job):
        raise PermissionDenied
    stop(job, by=by)


def stop(job: Job, *, by: Any) -> None:
    """`cancel` for an app that has asked its own predicate."""
    with audit.deed(by=by) as event:
        ended = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
            state=State.CANCELLED, finished_at=timezone.now()
        )
        asked = ended or Job.objects.filter(pk=job.pk, state=State.RUNNING).update(
            cancel_asked=True
        )
        if not asked:
            raise ValidationError(_("This work has already ended."))
        event(job, "cancel", kind=job.kind)


def retry(job: Job, *, by: Any) -> None:
    """Queue a failed or cancelled job again, with all its attempts."""
    if not permissions.can_retry(by, job):
        raise PermissionDenied
    repeat(job, by=by)


def repeat(job: Job, *, by: Any) -> None:
    """`retry` for an app that has asked its own predicate."""
    try:
        with audit.deed(by=by) as event:
            queued = Job.objects.filter(
                pk=job.pk, state__in=[State.FAILED, State.CANCELLED]
            ).update(
                state=State.QUEUED,
                attempts=0,
                phase="",
                percent=0,
                said="",
                refusal="",
                reference="",
                cancel_asked=False,
                finished_at=None,
            )
            if not queued:
                raise ValidationError(_("Only work that failed or was cancelled can be repeated."))
            event(job, "retry", kind=job.kind)
            ring_after_commit(job.pk, job.kind)
    except IntegrityError as problem:
        raise ValidationError(_("The same work has been started again already.")) from problem
