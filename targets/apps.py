from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "targets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices  # noqa: PLC0415 - models are loaded by now, not before
        from documents import access  # noqa: PLC0415

        access.register(evidence)
        notices.register(VERBS)


def evidence(user):
    """Files of the results that a user sees."""
    from targets.models import Result  # noqa: PLC0415 - models are loaded by now

    shown = Result.objects.visible_to(user).values("pk")
    return Result.evidence.through.objects.filter(result__in=shown).values("attachment")


VERBS = {
    "target_allocated": _("A target was given to your unit"),
    "results_reported": _("Results wait for acceptance"),
    "results_accepted": _("Results were accepted"),
    "results_returned": _("Results were returned to be corrected"),
    "results_due": _("Reminder: report the results"),
}
