"""Every address of the application; each app has its own list."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
]

handler500 = "config.views.server_error"
