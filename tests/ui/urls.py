"""The addresses of the application, and some that fail on purpose."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from config import samples, urls


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


PAGE = (
    '{% extends "base.html" %}'
    '{% block scripts %}{% include "components/htmx.html" %}{% endblock %}'
    '{% block content %}{% include "components/job.html" with job=job page_url="/polling/"'
    ' poll_url="/polled/" csrf_token=csrf_token only %}{% endblock %}'
)


@login_not_required
def polling(request):
    job = samples.sample().job
    return HttpResponse(engines["django"].from_string(PAGE).render({"job": job}, request))


@login_not_required
def polled(request):
    job = SimpleNamespace(pk=0, state="done", is_open=False, created_at=samples.MOMENT)
    return render(request, "components/job.html", {"job": job})


def private(request):
    return HttpResponse("private")


urlpatterns = [
    path("mistake/", mistake),
    path("absent/", absent),
    path("refused/", refused),
    path("form/", form),
    path("private/", private),
    path("polling/", polling),
    path("polled/", polled),
    *urls.urlpatterns,
]
handler500 = urls.handler500
