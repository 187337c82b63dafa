"""Pages of the frame itself: errors, and the page of components."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views import defaults

from accounts.middleware import too_much
from config import health, navigation, samples


def page_without_anything(template, request, status):
    """An error page that needs neither database nor session nor context processors."""
    html = loader.get_template(template).render({"reference": getattr(request, "reference", "")})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def server_error(request):
    """handler500, called while the exception is at hand: tells no database from a mistake."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = page_without_anything("503.html", request, 503)
        response.headers["Retry-After"] = "30"
        return response
    return page_without_anything("500.html", request, 500)


def bad_request(request, exception):
    """handler400: a form that holds more than the limits is told what to do."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_much(request, settings.ATTACHMENT_REQUEST_BYTES)
    return defaults.bad_request(request, exception)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def components(request):
    """Every part of the interface with sample data, for those who build and administer."""
    if not navigation.administrators(request.user):
        raise Http404
    return render(request, "components.html", {"sample": samples.sample()})


@login_not_required
def health_page(request):
    """Which parts answer, and nothing else. Only without the database can nobody work."""
    parts = health.state()
    status = 200 if parts["database"] else 503
    return JsonResponse(parts, status=status, headers={"Cache-Control": "no-store"})
