from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("users/", views.UserList.as_view(), name="user_list"),
    path("users/new/", views.UserCreate.as_view(), name="user_create"),
    path("users/<int:pk>/", views.UserDetail.as_view(), name="user_detail"),
    path("users/<int:pk>/edit/", views.UserEdit.as_view(), name="user_edit"),
    path("users/<int:pk>/close/", views.UserClose.as_view(), name="user_close"),
    path("users/<int:pk>/reopen/", views.UserReopen.as_view(), name="user_reopen"),
    path("users/<int:pk>/password/", views.UserPassword.as_view(), name="user_password"),
    path("users/<int:pk>/appoint/", views.AppointmentCreate.as_view(), name="appointment_create"),
    path("appointments/<int:pk>/end/", views.AppointmentEnd.as_view(), name="appointment_end"),
    path(
        "appointments/<int:pk>/delegate/",
        views.AppointmentDelegate.as_view(),
        name="appointment_delegate",
    ),
    path("me/", views.Profile.as_view(), name="profile"),
    path("me/act-as/", views.act_as, name="act_as"),
    path("me/typed/", views.typed_again, name="typed_again"),
    path("language/", views.language, name="language"),
    path("notices/", views.NoticeList.as_view(), name="notice_list"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/<int:pk>/read/", views.notice_read, name="notice_read"),
]
