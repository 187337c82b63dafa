"""Pages of records; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.records import achievements, conduct, deeds, kinds, sheet, views, whole
from awards.records.importing import views as importing


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


def imports(kind):
    """awards:<name>_import and _template of a kind that is loaded from workbooks."""
    root = f"awards/records/{importing.PAGES[kind].path}/import/"
    return [
        path(root, importing.Import.as_view(kind=kind), name=f"{kind}_import"),
        path(
            f"{root}template/", importing.import_template, {"kind": kind}, name=f"{kind}_template"
        ),
    ]


urlpatterns = [
    path("awards/records/ratings/sheet/", sheet.RatingSheet.as_view(), name="rating_sheet"),
    *imports("rating"),
    *imports("earlier"),
    path("awards/records/imports/<int:pk>/", importing.ImportJob.as_view(), name="record_import"),
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
