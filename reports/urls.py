"""The first pages (overview, my work) and the reports; "/" sends each person to theirs."""

from django.urls import path

from reports.views import home, reading, work

app_name = "reports"
urlpatterns = [
    path("", home.home, name="home"),
    path("overview/", home.overview, name="overview"),
    path("my-work/", work.my_work, name="my_work"),
    path("reports/", reading.ReportList.as_view(), name="report_list"),
    path("reports/<int:pk>/", reading.ReportDetail.as_view(), name="report_detail"),
    path("reports/<int:pk>/progress/", reading.progress, name="report_progress"),
    path("reports/<int:pk>/stop/", work.stop, name="report_stop"),
    path("reports/<int:pk>/retry/", work.retry, name="report_retry"),
    path(
        "campaigns/<slug:code>/reports/", reading.CampaignReports.as_view(), name="campaign_reports"
    ),
    path("campaigns/<slug:code>/reports/new/", work.RequestReport.as_view(), name="report_request"),
]
