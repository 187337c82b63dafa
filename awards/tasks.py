"""What the worker does for awards."""

from awards.models import Screening
from awards.records.importing import actions
from awards.screening import actions as screenings
from jobs.registry import handles


@handles(actions.JOB)
def import_records(run):
    actions.run_job(run)


@handles(screenings.SCREEN, soft=3600, hard=3660)
def screen(run):
    rows = Screening.objects.select_related("unit", "award_type", "requested_by", "file")
    return screenings.build(rows.get(job=run.job_id), run)
