"""Pages of awards; those of a campaign stand below the campaign's own address."""

from django.urls import path

from awards.own_rules.urls import urlpatterns as catalogue
from awards.records.urls import urlpatterns as records
from awards.registration.urls import urlpatterns as registration
from awards.screening.urls import urlpatterns as screening
from awards.views import appraisal, campaign, dossier, draft, eligibility, listing, moves

app_name = "awards"
urlpatterns = [
    *catalogue,
    path("awards/nominations/", listing.NominationList.as_view(), name="nomination_list"),
    path("awards/nominations/export/", listing.nomination_export, name="nomination_export"),
    path("awards/nominations/bulk/", moves.NominationBulk.as_view(), name="nomination_bulk"),
    path("awards/nominations/new/", draft.NominationCreate.as_view(), name="nomination_create"),
    path(
        "awards/nominations/<int:pk>/",
        dossier.NominationDetail.as_view(),
        name="nomination_detail",
    ),
    path(
        "awards/nominations/<int:pk>/edit/",
        draft.NominationEdit.as_view(),
        name="nomination_edit",
    ),
    path(
        "awards/nominations/<int:pk>/eligibility/",
        eligibility.NominationCheck.as_view(),
        name="nomination_check",
    ),
    path(
        "awards/nominations/<int:pk>/eligibility/confirm/",
        eligibility.NominationState.as_view(),
        name="nomination_state",
    ),
    path(
        "awards/nominations/<int:pk>/eligibility/<int:nominee>/<str:criterion>/",
        eligibility.CriterionOverride.as_view(),
        name="criterion_override",
    ),
    path(
        "awards/nominations/<int:pk>/appraisal/consult/",
        appraisal.Consult.as_view(),
        name="consult",
    ),
    path(
        "awards/nominations/<int:pk>/appraisal/consult/<int:consultation>/",
        appraisal.Answer.as_view(),
        name="answer",
    ),
    path(
        "awards/nominations/<int:pk>/appraisal/publish/",
        appraisal.Publish.as_view(),
        name="publish",
    ),
    path(
        "awards/nominations/<int:pk>/<slug:name>/",
        moves.NominationMove.as_view(),
        name="nomination_move",
    ),
    path(
        "campaigns/<slug:code>/awards/", campaign.CampaignAwards.as_view(), name="campaign_awards"
    ),
    path("campaigns/<slug:code>/edit/quotas/", campaign.QuotasEdit.as_view(), name="quotas_edit"),
    *registration,
    *screening,
    *records,
]
