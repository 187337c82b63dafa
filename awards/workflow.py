"""The way of a nomination: every state and every move, in one table.

Buttons, permissions, tests and the diagram of docs/workflow.md (`manage.py document_workflow`) are read from it.
A move is open when the dossier is in `source` and `when` holds; whoever has one of the `roles` at the unit
named by `place` may make it. Two rows of one name and source exclude each other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from awards.states import State
from units.models import Unit

HOLDER, SENDER = "holder", "sender"
DECISION = ("decision_number", "decided_on", "decided_by")


# --- where the dossier is on its route. `nomination.steps` is the frozen route, or the one it would get.


def here(nomination):
    """The step of the route at which the dossier lies; None in a draft."""
    return next((step for step in nomination.steps if step.reached_at and not step.left_at), None)


def place_of(nomination) -> int:
    step = here(nomination)
    return nomination.steps.index(step) if step else -1


# --- guards


def received(nomination) -> bool:
    step = here(nomination)
    return step is not None and step.received_at is not None


def not_received(nomination) -> bool:
    step = here(nomination)
    return step is not None and step.received_at is None


def last_is_next(nomination) -> bool:
    """The next unit is the granting authority."""
    return place_of(nomination) + 2 == len(nomination.steps)


def units_between(nomination) -> bool:
    """Before the granting authority another unit reviews."""
    return place_of(nomination) + 2 < len(nomination.steps)


def from_home(nomination) -> bool:
    """The nominating unit itself sent it here."""
    return place_of(nomination) == 0


def from_reviewer(nomination) -> bool:
    """A unit of the route sent it here."""
    return place_of(nomination) > 0


# --- holders


def stays(nomination) -> Unit:
    return nomination.holder


def up(nomination) -> Unit:
    return nomination.steps[place_of(nomination) + 1].unit


def home(nomination) -> Unit:
    return nomination.unit


def back(nomination) -> Unit:
    """The unit that sent it: the one before on the route."""
    place = place_of(nomination)
    return nomination.steps[place - 1].unit if place > 0 else nomination.unit


@dataclass(frozen=True)
class Transition:
    name: str
    source: State
    target: State
    roles: tuple[Role, ...]
    label: str | Promise
    when: tuple[Callable[..., bool], ...] = ()
    holder: Callable[..., Unit] = stays
    place: str = HOLDER
    needs_note: bool = False
    writes: tuple[str, ...] = ()
    told: str | Promise = ""  # what the timeline says afterwards

    def is_open(self, nomination) -> bool:
        return nomination.state == self.source and all(guard(nomination) for guard in self.when)

    @property
    def decides(self) -> bool:
        return bool(set(self.writes) & set(DECISION))

    def unit_of(self, nomination) -> Unit:
        """Where one must hold a role to make this move."""
        return back(nomination) if self.place == SENDER else nomination.holder


T, S = Transition, State
L = gettext_lazy
SIGNS = (Role.HEAD, Role.LEADER)
READS = (Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER)
APPRAISES = (Role.SECRETARIAT,)

TRANSITIONS = (
    T(
        "submit",
        S.DRAFT,
        S.UNDER_REVIEW,
        SIGNS,
        L("Submit the dossier"),
        (units_between,),
        up,
        told=L("Dossier submitted"),
    ),
    T(
        "submit",
        S.DRAFT,
        S.APPRAISAL,
        SIGNS,
        L("Submit the dossier"),
        (last_is_next,),
        up,
        told=L("Dossier submitted"),
    ),
    T(
        "receive",
        S.UNDER_REVIEW,
        S.UNDER_REVIEW,
        READS,
        L("Receive the dossier"),
        (not_received,),
        told=L("Dossier received"),
    ),
    T(
        "receive",
        S.APPRAISAL,
        S.APPRAISAL,
        APPRAISES,
        L("Receive the dossier"),
        (not_received,),
        told=L("Dossier received"),
    ),
    T(
        "recommend",
        S.UNDER_REVIEW,
        S.UNDER_REVIEW,
        SIGNS,
        L("Recommend the award"),
        (received, units_between),
        up,
        told=L("Award recommended"),
    ),
    T(
        "recommend",
        S.UNDER_REVIEW,
        S.APPRAISAL,
        SIGNS,
        L("Recommend the award"),
        (received, last_is_next),
        up,
        told=L("Award recommended"),
    ),
    T(
        "return",
        S.UNDER_REVIEW,
        S.DRAFT,
        READS,
        L("Return to be mended"),
        (received,),
        home,
        needs_note=True,
        writes=("mend_by",),
        told=L("Returned to be mended"),
    ),
    T(
        "return",
        S.APPRAISAL,
        S.DRAFT,
        APPRAISES,
        L("Return to be mended"),
        (received,),
        home,
        needs_note=True,
        writes=("mend_by",),
        told=L("Returned to be mended"),
    ),
    T(
        "recall",
        S.UNDER_REVIEW,
        S.DRAFT,
        SIGNS,
        L("Take the dossier back"),
        (not_received, from_home),
        home,
        SENDER,
        told=L("Taken back by the sender"),
    ),
    T(
        "recall",
        S.APPRAISAL,
        S.DRAFT,
        SIGNS,
        L("Take the dossier back"),
        (not_received, from_home),
        home,
        SENDER,
        told=L("Taken back by the sender"),
    ),
    T(
        "recall",
        S.UNDER_REVIEW,
        S.UNDER_REVIEW,
        SIGNS,
        L("Take the dossier back"),
        (not_received, from_reviewer),
        back,
        SENDER,
        told=L("Taken back by the sender"),
    ),
    T(
        "recall",
        S.APPRAISAL,
        S.UNDER_REVIEW,
        SIGNS,
        L("Take the dossier back"),
        (not_received, from_reviewer),
        back,
        SENDER,
        told=L("Taken back by the sender"),
    ),
    T(
        "grant",
        S.APPRAISAL,
        S.GRANTED,
        APPRAISES,
        L("Record the award decision"),
        (received,),
        writes=DECISION,
        told=L("Award granted"),
    ),
    T(
        "refuse",
        S.UNDER_REVIEW,
        S.REFUSED,
        SIGNS,
        L("Do not recommend, with the reason"),
        (received,),
        needs_note=True,
        writes=DECISION,
        told=L("Refused"),
    ),
    T(
        "refuse",
        S.APPRAISAL,
        S.REFUSED,
        APPRAISES,
        L("Refuse, with the reason"),
        (received,),
        needs_note=True,
        writes=DECISION,
        told=L("Refused"),
    ),
)
NAMES = tuple(dict.fromkeys(step.name for step in TRANSITIONS))
BULK = ("receive", "submit", "recommend", "return", "grant", "refuse")


def find(nomination, name: str) -> Transition:
    """The open move of that name; a ValidationError says that there is none now."""
    for step in TRANSITIONS:
        if step.name == name and step.is_open(nomination):
            return step
    raise ValidationError(
        _("%(code)s is “%(state)s”: this step is not open now. Look at the dossier again.")
        % {"code": nomination.code, "state": nomination.get_state_display()},
        code="not_open",
    )


def open_moves(nomination) -> list[Transition]:
    return [step for step in TRANSITIONS if step.is_open(nomination)]
