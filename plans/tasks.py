"""What the worker does for plans."""

from jobs.registry import handles
from plans import actions
from plans.models import PlanVersion


@handles(actions.PRINT)
def print_plan(run):
    plans = PlanVersion.objects.select_related("campaign__unit")
    return actions.print_plan(plans.get(pk=run.payload["plan"]), run)
