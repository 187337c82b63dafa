"""Screenings asked for by an action, and made by their job."""

from django.utils import timezone

from awards.eligibility.screening import Asked
from awards.screening import actions
from jobs import running


def make_asked(unit, award_type, *, recipient="individual", year=None, on=None):
    on = on or timezone.localdate()
    return Asked(unit, award_type, recipient, year or on.year - 1, on)


def make_screening(unit, award_type, *, by, **fields):
    return actions.request_screening(make_asked(unit, award_type, **fields), by=by)


def run_job(screening):
    """Do the work of the screening, as a worker would."""
    running.run(screening.job_id)
    screening.refresh_from_db()
    return screening
