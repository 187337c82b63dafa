"""Pages of awards; those of a campaign stand below the campaign's own address."""

from django.urls import path

from awards.views import campaign, catalogue, nominations

app_name = "awards"
urlpatterns = [
    path("awards/catalogue/", catalogue.CatalogueList.as_view(), name="catalogue"),
    path("awards/nominations/", nominations.NominationList.as_view(), name="nomination_list"),
    path("awards/nominations/export/", nominations.nomination_export, name="nomination_export"),
    path("awards/nominations/bulk/", nominations.NominationBulk.as_view(), name="nomination_bulk"),
    path(
        "awards/nominations/new/", nominations.NominationCreate.as_view(), name="nomination_create"
    ),
    path(
        "awards/nominations/<int:pk>/",
        nominations.NominationDetail.as_view(),
        name="nomination_detail",
    ),
    path(
        "awards/nominations/<int:pk>/edit/",
        nominations.NominationEdit.as_view(),
        name="nomination_edit",
    ),
    path(
        "awards/nominations/<int:pk>/files/<int:file>/remove/",
        nominations.nomination_detach,
        name="nomination_detach",
    ),
    path(
        "awards/nominations/<int:pk>/<slug:name>/",
        nominations.NominationMove.as_view(),
        name="nomination_move",
    ),
    path(
        "campaigns/<slug:code>/awards/", campaign.CampaignAwards.as_view(), name="campaign_awards"
    ),
    path("campaigns/<slug:code>/quotas/", campaign.QuotasEdit.as_view(), name="quotas_edit"),
]
