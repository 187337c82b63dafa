"""What every request passes: a reference number, a line in the access log, no copies of pages."""

import logging
import secrets
import time

from django.conf import settings

access_log = logging.getLogger("access")

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)


def client_address(request):
    """The address of the caller; X-Forwarded-For is believed only when a known proxy wrote it."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = hop.strip() or address
            if address not in settings.TRUSTED_PROXIES:
                break
    return address


class AccessLog:
    """Outermost. One line a request: people by id, no query string, no form content."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reference = secrets.token_hex(5)
        started = time.monotonic()
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        access_log.info(
            "request",
            extra={
                "reference": request.reference,
                "who": getattr(request, "actor_id", None),
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round((time.monotonic() - started) * 1000),
                "address": client_address(request),
            },
        )
        return response


class SignedIn:
    """After authentication: tells the log who it is, and forbids copies of signed-in pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor_id = request.user.pk if request.user.is_authenticated else None
        response = self.get_response(request)
        if request.actor_id or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response
