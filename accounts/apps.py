from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from accounts import sessions


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.sessions.begin")
