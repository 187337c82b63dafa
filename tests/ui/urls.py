"""The addresses of the application, and some that fail on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from config import urls


@login_not_required
def mistake(request):
    raise ValueError("SELECT secret FROM settings")


@login_not_required
def absent(request):
    raise OperationalError("connection to server failed")


@login_not_required
def refused(request):
    raise PermissionDenied


@login_not_required
def form(request):
    return HttpResponse("sent")


def private(request):
    return HttpResponse("private")


urlpatterns = [
    path("mistake/", mistake),
    path("absent/", absent),
    path("refused/", refused),
    path("form/", form),
    path("private/", private),
    *urls.urlpatterns,
]
handler500 = urls.handler500
