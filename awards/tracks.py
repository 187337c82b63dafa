"""What a move writes besides state and holder: its marks on the dossier and on the frozen route.

Called inside the deed, after the conditional update has won; `nomination.steps` is the route as it
was before.
"""

from awards import workflow
from awards.models import RouteStep
from awards.states import State


def nothing(step, now, note):
    return {}


MARKS = {
    "submit": lambda step, now, note: {"submitted_at": now, "return_reason": "", "mend_by": None},
    "return": lambda step, now, note: {"return_reason": note},
    "recall": lambda step, now, note: {"submitted_at": None} if step.target == State.DRAFT else {},
}


def stay(nomination, now, by):
    """The dossier stays at the authority, which waits for the outcome."""


def freeze_route(nomination, now, by):
    nomination.route.all().delete()
    first, *_others = steps = nomination.steps
    first.reached_at = now
    RouteStep.objects.bulk_create(steps)


def receive_here(nomination, now, by):
    RouteStep.objects.filter(pk=workflow.here(nomination).pk).update(
        received_at=now, received_by=by
    )


def go_on(nomination, now, by):
    following = nomination.steps[workflow.place_of(nomination) + 1]
    leave(nomination, now, by)
    RouteStep.objects.filter(pk=following.pk).update(reached_at=now)


def leave(nomination, now, by):
    RouteStep.objects.filter(pk=workflow.here(nomination).pk).update(left_at=now)


def go_back(nomination, now, by):
    """As if it had not been sent: the unit that never received it has not been reached."""
    place = workflow.place_of(nomination)
    if place == 0:
        nomination.route.all().delete()
        return
    RouteStep.objects.filter(pk=nomination.steps[place].pk).update(reached_at=None)
    RouteStep.objects.filter(pk=nomination.steps[place - 1].pk).update(left_at=None)


TRACKS = {
    "submit": freeze_route,
    "receive": receive_here,
    "recommend": go_on,
    "return": leave,
    "recall": go_back,
    "forward": stay,
    "take_up": stay,
    "grant": leave,
    "refuse": leave,
}
