"""Pages of screenings; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.screening import views

ROOT = "awards/screening/"
urlpatterns = [
    path(ROOT, views.ScreeningPage.as_view(), name="screening"),
    path(f"{ROOT}new/", views.start, name="screening_start"),
    path(f"{ROOT}<int:pk>/", views.ScreeningDetail.as_view(), name="screening_detail"),
    path(f"{ROOT}<int:pk>/progress/", views.progress, name="screening_progress"),
    path(f"{ROOT}<int:pk>/stop/", views.stop, name="screening_stop"),
    path(f"{ROOT}<int:pk>/retry/", views.retry, name="screening_retry"),
]
