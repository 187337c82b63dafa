"""The roles an appointment may give, and groups of them that rules name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OFFICER = "officer", _("officer")
    HEAD = "head", _("head of the unit")
    SECRETARIAT = "secretariat", _("secretariat")
    COUNCIL = "council", _("council member")
    LEADER = "leader", _("leader")
    INSPECTOR = "inspector", _("inspector")
    ADMINISTRATOR = "administrator", _("administrator")


# Signing in needs a second factor: those who rule, appraise, vote or sign.
SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT, Role.COUNCIL, Role.LEADER})
# Work of the unit itself: answering, reporting, nominating.
UNIT_WORK_ROLES = frozenset({Role.OFFICER, Role.HEAD, Role.SECRETARIAT})
SIGNING_ROLES = frozenset({Role.HEAD, Role.LEADER})
# What may be handed to another person during absence.
DELEGABLE_ROLES = frozenset({Role.OFFICER, Role.HEAD, Role.SECRETARIAT, Role.LEADER})
