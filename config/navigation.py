"""The frame of every page as data: main navigation, user menu, foot, and who works where.

An entry whose address does not exist, or that is not for this user, is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from reports.my_work import known_count


def everybody(user):
    return True


def signed_in(user):
    return user.is_authenticated


def administrators(user):
    return user.is_authenticated and user.holds([Role.ADMINISTRATOR])


@dataclass(frozen=True)
class Entry:
    name: str
    label: str | Promise
    within: tuple[
        str, ...
    ] = ()  # names of pages that belong to it: "campaigns:" or "reports:report"
    allowed: Callable = signed_in
    count: Callable | None = None  # of the user: how many things wait


NAVIGATION = (
    Entry("reports:overview", _("Overview")),
    Entry("reports:my_work", _("My work"), ("accounts:notice",), signed_in, known_count),
    Entry("campaigns:campaign_list", _("Campaigns"), ("campaigns:", "plans:"), everybody),
    Entry("targets:target_list", _("Targets"), ("targets:",)),
    Entry("awards:nomination_list", pgettext_lazy("navigation", "Awards"), ("awards:",)),
    Entry("reports:report_list", _("Reports"), ("reports:",)),
    Entry("units:unit_list", _("Units"), ("units:",)),
    Entry(
        "accounts:user_list",
        _("Administration"),
        ("accounts:user", "accounts:appointment"),
        administrators,
    ),
)
USER_MENU = (
    Entry("accounts:profile", _("My account")),
    Entry("accounts:notice_list", _("Notices")),
    Entry("account_change_password", _("Change password")),
    Entry("mfa_index", _("Second factor"), ("mfa_",)),
    Entry("components", _("Interface components"), (), administrators),
)
FOOT = (Entry("documents:verify", _("Check a document by its code"), (), everybody),)


def address_of(name):
    return known_address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=200)
def known_address(name, urlconf, prefix):
    """Reversed once: twenty addresses stand in the frame of every page. `prefix` is part of what
    `reverse` answers."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return None


def entries(table, user, view_name):
    """The entries that exist and are for this user; the one of this page is marked."""
    links = []
    for entry in table:
        url = address_of(entry.name)
        if url and entry.allowed(user):
            links.append(
                {
                    "name": entry.name,
                    "label": entry.label,
                    "url": url,
                    "count": entry.count(user) if entry.count else None,
                    "fit": fit(entry, view_name),
                }
            )
    best = max((link["fit"] for link in links), default=0)
    for link in links:
        link["current"] = bool(best) and link["fit"] == best
    return links


def fit(entry, view_name):
    """How closely an entry describes a page: its own page best, then the longest prefix."""
    if view_name == entry.name:
        return len(view_name) + 1
    return max((len(part) for part in entry.within if view_name.startswith(part)), default=0)


def navigation(request):
    """Context processor."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    view_name = match.view_name if match and match.view_name else ""
    context = {
        "product": {
            "owner": settings.SITE_OWNER,
            "support": settings.SITE_SUPPORT,
            "version": settings.VERSION,
            "demo": settings.DEMO,
        },
        "sign_in_url": address_of("account_login"),
    }
    if user is None:
        return context
    search_url = address_of("units:search") if user.is_authenticated else None
    context |= {
        "navigation": entries(NAVIGATION, user, view_name),
        "foot_links": entries(FOOT, user, view_name),
        "search_url": search_url,
        "search_text": request.GET.get("q", "")
        if search_url and request.path == search_url
        else "",
    }
    if user.is_authenticated:
        context |= signed_in_context(user, view_name)
    return context


def signed_in_context(user, view_name):
    acting = user.acting
    places = [
        {
            "pk": appointment.pk,
            "unit": appointment.unit.name,
            "role": appointment.get_role_display(),
            "current": appointment == acting,
        }
        for appointment in user.appointments_on(timezone.localdate())
    ]
    act_as = address_of("accounts:act_as")
    return {
        "user_links": entries(USER_MENU, user, view_name),
        "sign_out_url": address_of("account_logout"),
        "language_url": address_of("accounts:language") or address_of("set_language"),
        "acting_unit_name": acting.unit.name if acting else "",
        "acting_role": acting.get_role_display() if acting else "",
        "switcher": {"url": act_as, "places": places} if act_as and places else None,
    }
