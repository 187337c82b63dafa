from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("<slug:code>/", views.CampaignDetail.as_view(), name="campaign_detail"),
    path("<slug:code>/plan/", views.PlanText.as_view(), name="plan_text"),
    path("<slug:code>/plan/issue/", views.Issue.as_view(), name="issue"),
    path("<slug:code>/plan/amend/", views.Amend.as_view(), name="amend"),
    path("<slug:code>/plan/amend/publish/", views.Publish.as_view(), name="publish"),
    path("<slug:code>/plan/amend/give-up/", views.give_up, name="give_up"),
    path("<slug:code>/plan/versions/", views.VersionList.as_view(), name="version_list"),
    path("<slug:code>/plan/versions/<int:version>/", views.PlanText.as_view(), name="version_text"),
    path("<slug:code>/plan/versions/<int:version>/job/", views.job, name="job"),
    path("<slug:code>/plan/versions/<int:version>/print/", views.print_again, name="print_again"),
]
