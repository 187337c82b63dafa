"""The strip of tabs above the pages of awards."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

SECTIONS = (  # name of the tab, its words, its address
    ("nominations", _("Dossiers"), "awards:nomination_list"),
    ("ratings", _("Ratings"), "awards:rating_list"),
    ("members", _("Members"), "awards:count_list"),
    ("initiatives", _("Initiatives"), "awards:initiative_list"),
    ("earlier", _("Awards received"), "awards:earlier_list"),
    ("ranks", _("Places in clusters"), "awards:rank_list"),
    ("conduct", _("Leave, discipline"), "awards:leave_list"),
    ("registration", _("Registration"), "awards:registration_windows"),
    ("screening", _("Screening"), "awards:screening"),
    ("catalogue", _("Catalogue"), "awards:catalogue"),
)


@register.inclusion_tag("components/tabs.html")
def award_tabs(current):
    """{% award_tabs 'ratings' %}: the tab of that name is the open one."""
    tabs = [(words, reverse(address), name == current) for name, words, address in SECTIONS]
    return {"tabs": tabs, "label": _("Awards")}
