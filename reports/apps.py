from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices  # noqa: PLC0415 - models are loaded by now, not before
        from documents import access  # noqa: PLC0415

        access.register(report_documents, to=access.DOCUMENT)
        notices.register(VERBS)


def report_documents(user):
    """The files of the reports that a user sees."""
    from reports.models import Report, ReportFile  # noqa: PLC0415 - models are loaded by now

    shown = Report.objects.visible_to(user).values("pk")
    return ReportFile.objects.filter(report__in=shown).values("document")


VERBS = {"report_ready": _("A report is ready")}
