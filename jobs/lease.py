"""Taking, keeping and giving back a job: conditional updates only, each counts its rows."""

import hashlib
import json
import logging
import uuid
from typing import Any

from django.db.models import F
from django.utils import timezone, translation

from jobs.models import Job
from jobs.registry import Handler

log = logging.getLogger(__name__)
State = Job.State


class LeaseLost(Exception):
    """Somebody else has this job now, or it has ended: stop and write nothing."""


class Cancelled(Exception):
    """A person asked to stop."""


class Run:
    """One attempt at a job, as its handler sees it."""

    def __init__(self, job: Job, handler: Handler) -> None:
        self.job_id = job.pk
        self.attempt = job.attempts
        self.payload = job.payload
        self.requester_id = job.requester_id
        self.handler = handler
        self.token = job.token
        self.is_done = False

    def _held(self):
        return Job.objects.filter(pk=self.job_id, state=State.RUNNING, token=self.token)

    def phase(self, name: str, *, percent: int, words: Any = "") -> None:
        """Say where the work stands and keep the lease. Raises LeaseLost or Cancelled.

        Inside a transaction it also makes sure that the rows written there are written by the
        holder of the lease only: when the lease is lost, everything is rolled back.
        """
        kept = (
            self._held()
            .filter(cancel_asked=False)
            .update(
                phase=name,
                percent=max(0, min(100, percent)),
                said=msgid(words)[:300],
                lease_until=timezone.now() + self.handler.lease,
            )
        )
        if not kept:
            if self._held().exists():
                raise Cancelled
            raise LeaseLost

    def done(self, result: dict[str, Any] | None = None) -> None:
        """Finish inside the handler's own transaction, so that outcome and end are one.

        A handler that only returns its result is finished after its return, which does the same
        unless the process dies in between.
        """
        spelled = json.dumps(result, sort_keys=True, ensure_ascii=False)
        self._end(
            State.DONE,
            percent=100,
            said="",
            refusal="",
            reference="",
            result=result,
            result_hash=hashlib.sha256(spelled.encode()).hexdigest(),
        )
        self.is_done = True

    def failed(self, refusal: Any, *, reference: str = "") -> None:
        self._end(State.FAILED, refusal=msgid(refusal), reference=reference)

    def cancelled(self) -> None:
        self._end(State.CANCELLED, said="")

    def _end(self, state: str, **fields: Any) -> None:
        ended = self._held().update(
            state=state, token="", lease_until=None, finished_at=timezone.now(), **fields
        )
        if not ended:
            raise LeaseLost


def claim(job_id: int, handlers: dict[str, Handler]) -> Run | None:
    """Take a queued job, or None when another has it, it has ended, or nobody knows its kind."""
    job = Job.objects.filter(pk=job_id, state=State.QUEUED).first()
    if job is None:
        return None
    handler = handlers.get(job.kind)
    if handler is None:
        log.error("job %s has the kind %s, which nothing here handles", job.pk, job.kind)
        return None
    now = timezone.now()
    token = uuid.uuid4().hex
    taken = Job.objects.filter(pk=job_id, state=State.QUEUED, attempts__lt=handler.attempts).update(
        state=State.RUNNING,
        token=token,
        lease_until=now + handler.lease,
        attempts=F("attempts") + 1,
        started_at=now,
        phase="",
        percent=0,
        said="",
    )
    if not taken:
        return None
    job.token, job.attempts = token, job.attempts + 1
    return Run(job, handler)


def msgid(text: Any) -> str:
    """The English sentence behind a lazy translation: the reader's language is not known here."""
    with translation.override(None):
        return str(text)
