"""The way of a nomination: every state and every move, in one table.

Buttons, permissions, tests and the diagram of docs/workflow.md (`manage.py document_workflow`) are
read from it.
A move is open when the dossier is in `source` and `when` holds; whoever has one of the `roles` at
the unit
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
MEND = ("mend_by",)
DECISION = ("decision_number", "decided_on", "decided_by")
FORWARD = ("forwarded_to", "forwarded_number", "forwarded_on")


# --- where the dossier is on its route. `nomination.steps` is the frozen route, or the one it
# would get.


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


def decides_itself(nomination) -> bool:
    """The authority signs the decision."""
    return not decided_above(nomination)


def decided_above(nomination) -> bool:
    """The State decides, outside the system: the authority submits the dossier there."""
    return nomination.award_type.granted_by_state


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
    when: tuple[Callable[..., bool], ...] = ()
    holder: Callable[..., Unit] = stays
    place: str = HOLDER
    needs_note: bool = False
    writes: tuple[str, ...] = ()

    def is_open(self, nomination) -> bool:
        return nomination.state == self.source and all(guard(nomination) for guard in self.when)

    @property
    def label(self) -> str | Promise:
        return LABELS[self.name]

    @property
    def told(self) -> str | Promise:
        return TOLD[self.name]

    @property
    def decides(self) -> bool:
        return bool(set(self.writes) & set(DECISION))

    def unit_of(self, nomination) -> Unit:
        """Where one must hold a role to make this move."""
        return back(nomination) if self.place == SENDER else nomination.holder


LABELS = {
    "submit": gettext_lazy("Submit the dossier"),
    "receive": gettext_lazy("Receive the dossier"),
    "recommend": gettext_lazy("Recommend the award"),
    "return": gettext_lazy("Return to be mended"),
    "recall": gettext_lazy("Take the dossier back"),
    "forward": gettext_lazy("Send to the higher authority"),
    "take_up": gettext_lazy("Take up again"),
    "grant": gettext_lazy("Record the award decision"),
    "refuse": gettext_lazy("Refuse, with the reason"),
}
# What the history of the dossier says of a move that was made.
TOLD = {
    "submit": gettext_lazy("Dossier submitted"),
    "receive": gettext_lazy("Dossier received"),
    "recommend": gettext_lazy("Award recommended"),
    "return": gettext_lazy("Returned to be mended"),
    "recall": gettext_lazy("Taken back by the sender"),
    "forward": gettext_lazy("Sent to the higher authority"),
    "take_up": gettext_lazy("Taken up again"),
    "grant": gettext_lazy("Award granted"),
    "refuse": gettext_lazy("Refused"),
}
SIGNS = (Role.HEAD, Role.LEADER)
WRITES = (Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER)
READS = (Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER)
APPRAISE = (Role.SECRETARIAT,)
T = Transition
DRAFT, REVIEW, APPRAISAL, FORWARDED, GRANTED, REFUSED = State

ABOVE = (decided_above,)

# fmt: off
TRANSITIONS = (
    T("submit",    DRAFT,     REVIEW,    SIGNS, (units_between,), up),
    T("submit",    DRAFT,     APPRAISAL, SIGNS, (last_is_next,), up),
    T("receive",   REVIEW,    REVIEW,    READS, (not_received,)),
    T("receive",   APPRAISAL, APPRAISAL, APPRAISE, (not_received,)),
    T("recommend", REVIEW,    REVIEW,    SIGNS, (received, units_between), up),
    T("recommend", REVIEW,    APPRAISAL, SIGNS, (received, last_is_next), up),
    T("return",    REVIEW,    DRAFT,     READS, (received,), home, needs_note=True, writes=MEND),
    T("return",    APPRAISAL, DRAFT,     APPRAISE, (received,), home, needs_note=True, writes=MEND),
    T("recall",    REVIEW,    DRAFT,     SIGNS, (not_received, from_home), home, SENDER),
    T("recall",    APPRAISAL, DRAFT,     SIGNS, (not_received, from_home), home, SENDER),
    T("recall",    REVIEW,    REVIEW,    SIGNS, (not_received, from_reviewer), back, SENDER),
    T("recall",    APPRAISAL, REVIEW,    SIGNS, (not_received, from_reviewer), back, SENDER),
    T("forward",   APPRAISAL, FORWARDED, APPRAISE, (received, decided_above), writes=FORWARD),
    T("take_up",   FORWARDED, APPRAISAL, APPRAISE, ABOVE, needs_note=True),
    T("grant",     APPRAISAL, GRANTED,   APPRAISE, (received, decides_itself), writes=DECISION),
    T("grant",     FORWARDED, GRANTED,   APPRAISE, ABOVE, writes=DECISION),
    T("refuse",    REVIEW,    REFUSED,   SIGNS, (received,), needs_note=True, writes=DECISION),
    T("refuse",    APPRAISAL, REFUSED,   APPRAISE, (received,), needs_note=True, writes=DECISION),
    T("refuse",    FORWARDED, REFUSED,   APPRAISE, ABOVE, needs_note=True, writes=DECISION),
)
# fmt: on
# By state, the roles at the holder that can do something next; a draft waits for those who write
# it too.
WAITS_FOR = {
    state: frozenset().union(
        *(step.roles for step in TRANSITIONS if step.source == state and step.place == HOLDER),
        WRITES if state == DRAFT else (),
    )
    for state in State
    if any(step.source == state for step in TRANSITIONS)
}
NAMES = tuple(dict.fromkeys(step.name for step in TRANSITIONS))
BULK = ("receive", "submit", "recommend", "return", "forward", "grant", "refuse")


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
