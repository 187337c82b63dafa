"""Pages of records; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.records import kinds, views


def addresses(pages):
    """awards:<name>_list, _create, _detail, _edit, _strike of one kind of record."""
    root = f"awards/records/{pages.path}/"
    return [
        path(root, views.RecordList.as_view(pages=pages), name=f"{pages.name}_list"),
        path(f"{root}new/", views.RecordEnter.as_view(pages=pages), name=f"{pages.name}_create"),
        path(
            f"{root}<int:pk>/", views.RecordDetail.as_view(pages=pages), name=f"{pages.name}_detail"
        ),
        path(
            f"{root}<int:pk>/edit/",
            views.RecordCorrect.as_view(pages=pages),
            name=f"{pages.name}_edit",
        ),
        path(
            f"{root}<int:pk>/strike/",
            views.RecordStrike.as_view(pages=pages),
            name=f"{pages.name}_strike",
        ),
    ]


urlpatterns = [
    *addresses(kinds.RATINGS),
    *addresses(kinds.COUNTS),
    *addresses(kinds.AWARDS),
]
