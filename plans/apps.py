from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices  # noqa: PLC0415  models are loaded now
        from documents import access  # noqa: PLC0415

        access.register(plan_documents, to=access.DOCUMENT)
        notices.register(VERBS)


def plan_documents(user):
    """The printed plans of the campaigns that a user sees."""
    from plans.models import PlanFile, PlanVersion  # noqa: PLC0415  models are loaded now

    shown = PlanVersion.objects.visible_to(user).values("pk")
    return PlanFile.objects.filter(plan__in=shown).values("document")


VERBS = {
    "plan_amended": _("The plan of a campaign has been amended"),
    "plan_printed": _("The plan is ready as a file"),
}
