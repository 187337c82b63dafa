"""State names of a nomination (hồ sơ đề nghị khen thưởng)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    UNDER_REVIEW = "under_review", _("Under review")
    APPRAISAL = "appraisal", _("In appraisal")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


FINAL = (State.GRANTED, State.REFUSED)
