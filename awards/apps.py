from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices  # noqa: PLC0415 models load after the apps
        from documents import access  # noqa: PLC0415

        access.register(nomination_files)
        access.register(rank_minutes)
        access.register(screening_files)
        notices.register(VERBS)


def nomination_files(user):
    """Files of the dossiers that a user sees."""
    from awards.models import Nomination  # noqa: PLC0415 models are loaded now

    shown = Nomination.objects.visible_to(user).values("pk")
    return Nomination.files.through.objects.filter(nomination__in=shown).values("attachment")


def screening_files(user):
    """Workbooks of the screenings that a user sees."""
    from awards.models import Screening  # noqa: PLC0415 models are loaded now

    shown = Screening.objects.visible_to(user)
    return shown.filter(file__isnull=False).order_by().values("file")


def rank_minutes(user):
    """Minutes of the places in clusters that a user sees."""
    from awards.models import ClusterRank  # noqa: PLC0415 models are loaded now

    shown = ClusterRank.objects.visible_to(user)
    return shown.filter(minutes__isnull=False).order_by().values("minutes")


VERBS = {
    "nomination_arrived": _("A nomination has arrived"),
    "nomination_recalled": _("A nomination was taken back by its sender"),
    "nomination_returned": _("A nomination was returned to be mended"),
    "nomination_granted": _("An award was granted"),
    "nomination_refused": _("A nomination was refused"),
    "registration_asked": _("Register the titles that your unit strives for"),
    "registration_prolonged": _("The registration of titles is prolonged"),
    "screening_ready": _("The screening of a unit is ready"),
    "records_imported": _("A workbook of records was loaded"),
    "registration_missing": _("Reminder: register the titles that your unit strives for"),
}
