from django.urls import path

from campaigns import answer_views, edit_views, views

app_name = "campaigns"
urlpatterns = [
    path("", views.CampaignList.as_view(), name="campaign_list"),
    path("new/", edit_views.CampaignCreate.as_view(), name="campaign_create"),
    path("lists/", views.list_list, name="list_list"),
    path("lists/new/", edit_views.UnitListEdit.as_view(), name="list_create"),
    path("lists/<int:pk>/", edit_views.UnitListEdit.as_view(), name="list_edit"),
    path("<slug:code>/edit/", edit_views.CampaignEdit.as_view(), name="campaign_edit"),
    path("<slug:code>/edit/drives/", edit_views.DrivesEdit.as_view(), name="drives_edit"),
    path("<slug:code>/edit/drives/<int:pk>/", edit_views.DriveEdit.as_view(), name="drive_edit"),
    path("<slug:code>/edit/text/", edit_views.SectionsEdit.as_view(), name="sections_edit"),
    path(
        "<slug:code>/edit/addressees/", edit_views.AddressingEdit.as_view(), name="addressing_edit"
    ),
    path("<slug:code>/edit/bases/", edit_views.BasesEdit.as_view(), name="bases_edit"),
    path("<slug:code>/edit/tasks/", edit_views.TasksEdit.as_view(), name="tasks_edit"),
    path("<slug:code>/units/", answer_views.CampaignUnits.as_view(), name="campaign_units"),
    path("<slug:code>/units/remind/<slug:standing>/", answer_views.Remind.as_view(), name="remind"),
    path("<slug:code>/receive/", answer_views.receive, name="receive"),
    path("<slug:code>/answer/", answer_views.AnswerEdit.as_view(), name="answer_edit"),
    path(
        "<slug:code>/answers/<int:pk>/", answer_views.AnswerDetail.as_view(), name="answer_detail"
    ),
    path("<slug:code>/tasks/", views.CampaignTasks.as_view(), name="campaign_tasks"),
    path("<slug:code>/tasks/<int:pk>/", views.TaskPage.as_view(), name="task_report"),
    path("<slug:code>/reviews/<int:pk>/held/", views.ReviewHeld.as_view(), name="review_held"),
    path("<slug:code>/close/", views.CampaignClose.as_view(), name="campaign_close"),
    path("<slug:code>/difficulties/", views.FeedbackList.as_view(), name="feedback_list"),
    path(
        "<slug:code>/difficulties/<int:pk>/", views.FeedbackReply.as_view(), name="feedback_reply"
    ),
]
