"""Every address of the application; each app has its own list."""

from django.urls import include, path

from config import views

urlpatterns = [
    path("health/", views.health_page, name="health"),
    path("components/", views.components, name="components"),
    path("account/", include("accounts.sign_in_urls")),
    path("accounts/", include("accounts.urls")),
    path("units/", include("units.urls")),
    path("documents/", include("documents.urls")),
    path("", include("targets.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("campaigns/", include("plans.urls")),
    path("", include("awards.urls")),
    path("", include("reports.urls")),
]

handler400 = "config.views.bad_request"
handler500 = "config.views.server_error"
