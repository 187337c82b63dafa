from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices  # noqa: PLC0415  models are loaded now
        from documents import access  # noqa: PLC0415

        access.register(answer_files)
        notices.register(VERBS)


def answer_files(user):
    """Files of the answers that a user sees."""
    from campaigns.models import Answer  # noqa: PLC0415  models are loaded now

    shown = Answer.objects.visible_to(user).values("pk")
    return Answer.files.through.objects.filter(answer__in=shown).values("attachment")


VERBS = {
    "campaign_addressed": _("A campaign addresses your unit"),
    "campaign_answered": _("A unit has answered a campaign"),
    "campaign_difficulty": _("A unit tells of a difficulty"),
    "campaign_difficulty_answered": _("A difficulty has been answered"),
    "campaign_not_received": _("Reminder: confirm that the plan has been received"),
    "campaign_not_answered": _("Reminder: answer the campaign"),
    "campaign_plan_missing": _("Reminder: send the plan of your unit"),
    "campaign_pact_missing": _("Reminder: sign the pact and enter its date"),
}
