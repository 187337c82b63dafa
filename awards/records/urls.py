"""Pages of records; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.records import achievements, conduct, deeds, kinds, views, whole


def addresses(pages, *, listed=views.RecordList, enter=views.RecordEnter, **deeds):
    """awards:<name>_list, _create, _detail, _edit, _strike of one kind of record, and one for each
    of the further `deeds`."""
    root = f"awards/records/{pages.path}/"
    return [
        path(root, listed.as_view(pages=pages), name=f"{pages.name}_list"),
        path(f"{root}new/", enter.as_view(pages=pages), name=f"{pages.name}_create"),
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
        *(
            path(f"{root}<int:pk>/{name}/", view.as_view(pages=pages), name=f"{pages.name}_{name}")
            for name, view in deeds.items()
        ),
    ]


urlpatterns = [
    *addresses(kinds.RATINGS),
    *addresses(kinds.COUNTS),
    *addresses(kinds.AWARDS),
    *addresses(achievements.INITIATIVES, enter=deeds.InitiativeEnter, recognise=deeds.Recognise),
    *addresses(achievements.RANKS, enter=deeds.RankEnter, minutes=deeds.RankMinutes),
    *addresses(conduct.LEAVES, listed=deeds.ConductList),
    *addresses(conduct.DISCIPLINES, listed=deeds.ConductList),
    *addresses(conduct.REVIEWS, listed=deeds.ConductList, close=deeds.ReviewClose),
    path("awards/records/people/<int:pk>/", whole.PersonRecord.as_view(), name="person_record"),
    path("awards/records/units/<int:pk>/", whole.UnitRecord.as_view(), name="unit_record"),
]
