"""State names of a campaign and of a task."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    ISSUED = "issued", pgettext_lazy("campaign", "Under way")
    CLOSED = "closed", _("Summed up")


class TaskState(models.TextChoices):
    TODO = "todo", _("Not begun")
    DOING = "doing", _("Under way")
    DONE = "done", _("Done")


LOOKS = {  # the shape and colour of a state on pages (components/state.html)
    CampaignState.DRAFT: "todo",
    CampaignState.ISSUED: "track",
    CampaignState.CLOSED: "met",
    TaskState.TODO: "todo",
    TaskState.DOING: "track",
    TaskState.DONE: "met",
}
