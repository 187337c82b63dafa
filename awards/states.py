"""State names of a nomination (hồ sơ đề nghị khen thưởng)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("nomination", "Draft")
    UNDER_REVIEW = "under_review", _("Under review")
    APPRAISAL = "appraisal", _("In appraisal")
    FORWARDED = "forwarded", _("Sent to a higher authority")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


FINAL = (State.GRANTED, State.REFUSED)
