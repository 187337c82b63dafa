"""Pages of the catalogue and of its second layer; included by awards/urls.py in its namespace."""

from django.urls import path

from awards.own_rules import views
from awards.views import catalogue

ROOT = "awards/rules/"
urlpatterns = [
    path("awards/catalogue/", catalogue.CatalogueList.as_view(), name="catalogue"),
    path("awards/catalogue/principles/", catalogue.Principles.as_view(), name="principles"),
    path("awards/catalogue/<slug:code>/", catalogue.AwardDetail.as_view(), name="award_detail"),
    path(ROOT, views.AuthorityList.as_view(), name="own_rules"),
    path(f"{ROOT}<int:unit>/", views.UnitRules.as_view(), name="own_rules_unit"),
    path(f"{ROOT}<int:unit>/new/", views.RuleChoose.as_view(), name="own_rule_choose"),
    path(
        f"{ROOT}<int:unit>/new/<slug:award>/<slug:type>/",
        views.RuleNew.as_view(),
        name="own_rule_new",
    ),
    path(f"{ROOT}rule/<int:pk>/", views.RuleDetail.as_view(), name="own_rule"),
    path(f"{ROOT}rule/<int:pk>/correct/", views.RuleCorrect.as_view(), name="own_rule_correct"),
    path(f"{ROOT}rule/<int:pk>/end/", views.RuleEnd.as_view(), name="own_rule_end"),
    path(f"{ROOT}rule/<int:pk>/strike/", views.RuleStrike.as_view(), name="own_rule_strike"),
]
