"""Words of the catalogue that pages show."""

from django.utils.translation import gettext_lazy as _

GRANTORS = {
    "state_president": _("State President"),
    "government": _("Government"),
    "prime_minister": _("Prime Minister"),
    "minister": _("head of a ministry or central body"),
    "province_chair": _("province"),
    "department_head": _("head of a department of the province"),
    "district_chair": _("chair of a district (until 30/6/2025)"),
    "commune_chair": _("chair of a commune"),
    "enterprise_head": _("head of an enterprise or cooperative"),
    "party_or_military_authority": _("competent level of the Party or the armed forces"),
}


def grantors(award_type):
    return [GRANTORS.get(level, level) for level in award_type.granted_by.split("|")]
