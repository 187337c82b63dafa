from django.urls import path

from units import views

app_name = "units"
urlpatterns = [
    path("", views.UnitList.as_view(), name="unit_list"),
    path("new/", views.UnitCreate.as_view(), name="unit_create"),
    path("search/", views.search, name="search"),
    path("<int:pk>/", views.UnitDetail.as_view(), name="unit_detail"),
    path("<int:pk>/rename/", views.UnitRename.as_view(), name="unit_rename"),
    path("<int:pk>/move/", views.UnitMove.as_view(), name="unit_move"),
    path("people/", views.PersonList.as_view(), name="person_list"),
    path("people/new/", views.PersonCreate.as_view(), name="person_create"),
    path("people/<int:pk>/", views.PersonDetail.as_view(), name="person_detail"),
    path("people/<int:pk>/edit/", views.PersonEdit.as_view(), name="person_edit"),
    path("people/<int:pk>/post/", views.PostCreate.as_view(), name="post_create"),
    path("posts/<int:pk>/end/", views.PostEnd.as_view(), name="post_end"),
    path("households/", views.HouseholdList.as_view(), name="household_list"),
    path("households/new/", views.HouseholdCreate.as_view(), name="household_create"),
    path("households/<int:pk>/edit/", views.HouseholdEdit.as_view(), name="household_edit"),
]
