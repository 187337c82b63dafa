from django.apps import AppConfig


class VietnameseConfig(AppConfig):
    name = "vietnamese"
    default_auto_field = "django.db.models.BigAutoField"
