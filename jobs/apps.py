from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Web processes need the handlers too: the time limits of a kind are sent with the ring.
        autodiscover_modules("tasks")
