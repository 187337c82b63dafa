"""What a session gives at each request: who acts and where, in which language, and for how long."""

import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from accounts import sessions
from accounts.models import Nobody, User
from accounts.uploads import NamesOnly


class Acting:
    """Puts the chosen appointment on the user, Nobody in place of a visitor; sets the language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        authenticated = request.user
        request.user = SimpleLazyObject(lambda: self.with_rights(request, authenticated))
        request.auser = None  # nothing here is asynchronous
        language = self.language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    def with_rights(self, request, user):
        if not user.is_authenticated:
            return Nobody()
        user._acting_id = request.session.get(sessions.ACTING)
        return user

    def language(self, request):
        """The user's own; a visitor's choice in a cookie; otherwise Vietnamese for any browser."""
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.session.get("_auth_user_id"):
            wanted = request.user.language or wanted
        return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SessionLimits:
    """Ends a session after a working day; else notes, at most once a minute, that it is in use."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = time.time()
            session = request.session
            if now - session.setdefault(sessions.BEGAN, now) > settings.SESSION_ABSOLUTE_AGE:
                request.ended_user_id = request.user.pk
                logout(request)
                request.user = Nobody()
            elif now - session.setdefault(sessions.TOUCHED, now) > sessions.TOUCH_SECONDS:
                session[sessions.TOUCHED] = now  # saving moves the idle limit
                User.objects.filter(pk=request.user.pk).update(last_seen=timezone.now())
        return self.get_response(request)


def former_user_id(request):
    """Whose session it was that the cookie names, if it has only run out."""
    ended = getattr(request, "ended_user_id", None)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if ended or not key:
        return ended
    row = Session.objects.filter(session_key=key).first()
    user_id = row.get_decoded().get("_auth_user_id") if row else None
    return int(user_id) if user_id else None


class Uploads:
    """Before CsrfViewMiddleware, which reads the form.

    A request over the limit is refused by its stated length. Nobody uploads without signing in: a
    stranger is sent to sign in before the body is read. Of one whose session has just run out the
    text is read, to be offered again, and of the files only the names.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.content_type != "multipart/form-data":
            return self.refuse_longer(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if request.user.is_authenticated:
            return self.refuse_longer(request, settings.ATTACHMENT_REQUEST_BYTES)
        known = former_user_id(request) is not None
        if not known and getattr(view_func, "login_required", True):
            back = urlencode({REDIRECT_FIELD_NAME: reverse("accounts:typed_again")})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")
        request.upload_handlers = [NamesOnly(request)]
        most = "ATTACHMENT_REQUEST_BYTES" if known else "DATA_UPLOAD_MAX_MEMORY_SIZE"
        return self.refuse_longer(request, getattr(settings, most))

    def refuse_longer(self, request, limit):
        if stated_length(request) <= limit:
            return None
        return too_much(request, limit)


def too_much(request, limit):
    context = {"megabytes": limit // 2**20, "files": settings.ATTACHMENT_REQUEST_FILES}
    return render(request, "413.html", context, status=413)


def stated_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class SignInRequired(LoginRequiredMiddleware):
    """Every page wants a signed-in user unless its view is marked otherwise.

    What was typed into a form whose session had ended is kept and offered again after signing in.
    """

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        sessions.keep_typed(request, user_id=former_user_id(request))
        kept = reverse("accounts:typed_again")
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?next={kept}")


class Duties:
    """Before anything else: a password of one's own, and a second factor where the role asks it."""

    ALWAYS = {"account_logout", "account_reauthenticate", "mfa_reauthenticate", "accounts:language"}
    PASSWORD = {"account_change_password"}
    SECOND_FACTOR = {
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        user, page = request.user, request.resolver_match.view_name
        if not user.is_authenticated or page in self.ALWAYS:
            return None
        if user.must_change_password:
            return (
                None
                if page in self.PASSWORD
                else HttpResponseRedirect(reverse("account_change_password"))
            )
        if self.lacks_second_factor(request) and page not in self.SECOND_FACTOR:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None

    def lacks_second_factor(self, request):
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.needs_second_factor:
            return False
        return not Authenticator.objects.filter(
            user_id=request.user.pk, type=Authenticator.Type.TOTP
        ).exists()
