"""What the worker does for reports."""

from jobs.registry import handles
from reports import actions
from reports.models import Report


@handles(actions.BUILD)
def build(run):
    reports = Report.objects.select_related("campaign", "drive", "unit")
    return actions.build(reports.get(job=run.job_id), run)
