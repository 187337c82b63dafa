from django.urls import path

from targets.views import board, checking, detail, editing, entry

app_name = "targets"
urlpatterns = [
    path("targets/", board.target_list, name="target_list"),
    path("targets/check/", checking.check, name="check"),
    path("targets/check/accept/", checking.accept, name="accept"),
    path("targets/check/return/", checking.give_back, name="return"),
    path("targets/returned/", entry.returned, name="returned"),
    path("targets/<int:pk>/", detail.target_detail, name="target_detail"),
    path("targets/<int:pk>/edit/", editing.target_edit, name="target_edit"),
    path("targets/<int:pk>/delete/", editing.target_delete, name="target_delete"),
    path("targets/<int:pk>/allocation/", editing.allocation, name="allocation"),
    path("campaigns/<slug:code>/targets/", board.campaign_targets, name="campaign_targets"),
    path("campaigns/<slug:code>/targets/export/", board.export, name="export"),
    path("campaigns/<slug:code>/targets/edit/", editing.targets_edit, name="targets_edit"),
    path("campaigns/<slug:code>/targets/new/", editing.target_new, name="target_new"),
    path("campaigns/<slug:code>/targets/groups/", editing.groups_edit, name="groups_edit"),
    path("campaigns/<slug:code>/targets/missing/", board.missing, name="missing"),
    path("campaigns/<slug:code>/targets/remind/", board.remind, name="remind"),
    path("campaigns/<slug:code>/results/", entry.entry, name="entry"),
]
