"""Pages of the registration of titles; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.registration import listing, sheet, views, windows

ROOT = "awards/registration/"
urlpatterns = [
    path(ROOT, windows.WindowList.as_view(), name="registration_windows"),
    path(f"{ROOT}new/", windows.WindowOpen.as_view(), name="registration_open"),
    path(f"{ROOT}titles/", listing.RegistrationList.as_view(), name="registration_list"),
    path(f"{ROOT}titles/export/", listing.registration_export, name="registration_export"),
    path(f"{ROOT}titles/<int:pk>/strike/", sheet.Strike.as_view(), name="registration_strike"),
    path(f"{ROOT}<int:pk>/", views.Board.as_view(), name="registration_board"),
    path(f"{ROOT}<int:pk>/prolong/", views.Prolong.as_view(), name="registration_prolong"),
    path(f"{ROOT}<int:pk>/remind/", views.Remind.as_view(), name="registration_remind"),
    path(f"{ROOT}<int:pk>/units/<int:unit>/", sheet.Sheet.as_view(), name="registration_sheet"),
]
