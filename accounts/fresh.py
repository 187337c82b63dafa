"""Acts of great weight want a sign-in of a moment ago: an unlocked desk is not enough for them.

The page asks for the password (or a code) again when the sign-in is older than
FRESH_SIGN_IN_MINUTES, and then comes back. Sending the form has a longer limit, because the page
itself was opened with a fresh sign-in; past it what was typed is kept and offered again.
"""

import time
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts import sessions


def is_fresh(request):
    """A session that does not say when it was confirmed is not fresh."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record.get("reauthenticated")]
    confirmed = max([request.session.get(sessions.CONFIRMED, 0), *moments])
    writes = request.method == "POST"
    limit = settings.FRESH_SIGN_IN_SEND_AGE if writes else settings.FRESH_SIGN_IN_AGE
    return time.time() - confirmed <= limit


def ask_again(request):
    """To the page that asks who it is, and from there back; None when the sign-in is fresh."""
    if is_fresh(request):
        return None
    back = request.get_full_path()
    if request.method == "POST" and sessions.keep_typed(request, user_id=request.user.pk):
        back = reverse("accounts:typed_again")
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


class FreshSignIn:
    """For a DeedView, first among its bases."""

    def first(self):
        return ask_again(self.request)
