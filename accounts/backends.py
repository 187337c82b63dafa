"""Whose password opens a session."""

from django.contrib.auth.backends import ModelBackend


class PasswordBackend(ModelBackend):
    """A one-time password that has expired opens none; the answer is that to a wrong password."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not user.password_has_expired
