"""State names of a result, and how a target stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultState(models.TextChoices):
    """A result waits for the upper unit once reported; accepted locks it, returned gives it back
    to its unit."""

    REPORTED = "reported", _("Waiting for acceptance")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")


class Progress(models.TextChoices):
    MET = "met", _("Met")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")
    MISSED = "missed", _("Missed")
    NOT_JUDGED = "not_judged", _("Not judged")


# The shape in which a state is shown (templates/components/state.html).
SHAPES = {
    Progress.MET: "met",
    Progress.ON_TRACK: "track",
    Progress.BEHIND: "risk",
    Progress.MISSED: "fail",
    Progress.NOT_JUDGED: "unknown",
    ResultState.REPORTED: "wait",
    ResultState.ACCEPTED: "met",
    ResultState.RETURNED: "back",
}
