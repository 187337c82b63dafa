"""How django-allauth behaves here: no signing up, codes encrypted, addresses as in the log."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.helpers import get_client_ip_address
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from accounts import actions


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return get_client_ip_address(request)

    def set_password(self, user, password):
        actions.change_password(user, password, by=user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes are unreadable in a copy of the database alone."""

    def _box(self):
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text):
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self._box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        required = settings.REQUIRE_SECOND_FACTOR and authenticator.user.needs_second_factor
        return not required
