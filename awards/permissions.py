"""Who may do what with nominations, quotas and the catalogue. Asked by actions, views and
buttons alike."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from awards import workflow
from awards.states import FINAL, State
from units import tree
from units.models import Placement, Unit, UnitKind

NOMINATES = frozenset(workflow.WRITES)
RECORDS = frozenset({Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER})
RECORDS_GRAVE = RECORDS - {Role.OFFICER}  # disciplines, and matters under consideration


def can_create(user, unit_id=None):
    """Nominate for the unit (None: for any of one's own)."""
    return user.holds(NOMINATES, unit_id)


def can_edit(user, nomination):
    return nomination.state == State.DRAFT and user.holds(NOMINATES, nomination.unit_id)


def may_move(user, nomination, step):
    """Whether one of the user's roles at the place of the move allows it."""
    return user.holds(step.roles, step.unit_of(nomination).pk)


def own_case(user, nomination, step):
    """Nobody decides on his own case: who made the dossier neither grants nor refuses it."""
    return step.decides and nomination.created_by_id == user.pk


def can_override(user, nomination):
    """Let a failed criterion pass: who signs at the holder, or its secretariat; never for a dossier
    that is decided."""
    roles = (*workflow.SIGNS, *workflow.APPRAISE)
    return nomination.state not in FINAL and user.holds(roles, nomination.holder_id)


def can_appraise(user, nomination):
    """Gather opinions and publish while the dossier is in appraisal at one's own unit, once it was
    received there: until then the sender may take it back."""
    in_hand = nomination.state == State.APPRAISAL and workflow.received(nomination)
    return in_hand and user.holds(workflow.APPRAISE, nomination.holder_id)


def moves_open_to(user, nomination):
    """The moves of the table that are open now and in the user's hands (`route.prepare` a draft
    before)."""
    return [step for step in workflow.open_moves(nomination) if may_move(user, nomination, step)]


def require_move(user, nomination, step):
    if not may_move(user, nomination, step):
        raise PermissionDenied(_("This step belongs to another unit or another role."))
    if own_case(user, nomination, step):
        raise PermissionDenied(_("You made this dossier, so somebody else decides on it."))


def recording_units(user, roles=RECORDS):
    """Units whose records the user keeps: those at which they hold one of the roles, with the small
    collectives in them (which have no office of their own) and what they succeeded; and, for a
    secretariat, everything below it."""
    today, own = timezone.localdate(), user.units_holding(roles)
    inside = Placement.objects.on(today).filter(kind=UnitKind.SMALL_COLLECTIVE, parent__in=own)
    before = {pk for past in tree.pasts(own).values() for pk in past}
    below = tree.line(user.units_holding(Role.SECRETARIAT), today)
    return Unit.objects.filter(Q(pk__in=before) | Q(pk__in=inside.values("unit")) | Q(pk__in=below))


def can_record(user, unit_id=None, roles=RECORDS):
    """Keep the records of the unit, its people and households (None: of any unit)."""
    if unit_id is None:
        return user.holds(roles)
    return recording_units(user, roles).filter(pk=unit_id).exists()
