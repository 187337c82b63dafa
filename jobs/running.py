"""Running one job to its end, whatever its handler does."""

import logging
import uuid

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from jobs import lease, registry
from jobs.lease import Cancelled, LeaseLost, Run

log = logging.getLogger(__name__)

FAULT = _(
    "The work stopped because of a fault in the program. Try again; if it stops again,"
    " tell the administrator."
)
TOO_LONG = _(
    "The work took longer than allowed and was stopped. Try again with a smaller selection."
)
TOO_OFTEN = _(
    "The work was interrupted several times and was given up. Tell the administrator,"
    " then try again."
)


def run(job_id: int) -> None:
    """Claim the job, call its handler, write how it ended. Called twice it does the work once."""
    attempt = lease.claim(job_id, registry.HANDLERS)
    if attempt is None:
        log.info("job %s is not to be had", job_id)
        return
    log.info("job %s (%s) attempt %s", job_id, attempt.handler.kind, attempt.attempt)
    try:
        end(attempt)
    except LeaseLost:
        log.warning("job %s: the lease is lost, this attempt ends without effect", job_id)
    except (OperationalError, InterfaceError):
        # The database is away: nothing can be written. The lease runs out and the sweeper queues
        # it again.
        log.exception("job %s: the database is away, the lease is left to expire", job_id)


def end(attempt: Run) -> None:
    try:
        result = attempt.handler.function(attempt)
    except Cancelled:
        attempt.cancelled()
    except (LeaseLost, OperationalError, InterfaceError, SystemExit, KeyboardInterrupt):
        raise
    except SoftTimeLimitExceeded:
        fail(attempt, TOO_LONG)
    except ValidationError as refusal:
        attempt.failed(sentence(refusal))
    except BaseException:  # some libraries stop with BaseException; a job must not kill the worker
        fail(attempt, FAULT)
    else:
        if not attempt.is_done:
            attempt.done(result)


def fail(attempt: Run, refusal: object) -> None:
    """The person gets a plain sentence and a reference, the log the traceback under it."""
    reference = new_reference()
    log.exception("job %s failed, reference %s", attempt.job_id, reference)
    attempt.failed(refusal, reference=reference)


def sentence(refusal: ValidationError) -> object:
    """One message without values stays translatable; others are kept as they read now."""
    errors = refusal.error_list if hasattr(refusal, "error_list") else []
    if len(errors) == 1 and not errors[0].params:
        return errors[0].message
    return " ".join(refusal.messages)


def new_reference() -> str:
    return uuid.uuid4().hex[:8].upper()
