"""Words of the catalogue that pages show."""

from django.utils.translation import gettext_lazy as _

GRANTORS = {
    "state_president": _("State President"),
    "government": _("Government"),
    "prime_minister": _("Prime Minister"),
    "minister": _("head of a ministry or central body"),
    "province_chair": _("province"),
    "department_head": _("head of a department of the province"),
    "district_chair": _("chair of a district"),
    "commune_chair": _("chair of a commune"),
    "enterprise_head": _("head of an enterprise or cooperative"),
    "party_or_military_authority": _("competent level of the Party or the armed forces"),
}
RECIPIENTS = {
    "individual": _("individuals"),
    "collective": _("collectives"),
    "household": _("households"),
    "individual_worker_or_farmer": _("workers and farmers"),
}
ON_FAILURE = {
    "block": _("A dossier against it is not granted."),
    "defer": _("A dossier against it waits."),
    "warn": _("A dossier against it is marked."),
    "info": _("Changes how the years of other conditions are counted."),
}
DOCUMENTS = {
    "submission": _("Submission"),
    "submission_with_list": _("Submission with its list"),
    "submission_of_province": _("Submission of the province"),
    "report": _("Report on the achievement"),
    "certified_report": _("Report on the achievement, certified by the submitting level"),
    "summary_report": _("Short report on the achievement, written by the proposing unit"),
    "minutes": _("Minutes of the meeting that considered the award"),
    "minutes_with_vote": _("Minutes of the meeting with the result of the vote"),
    "initiative_certificate": _("Certificate or confirmation of the initiative or scientific work"),
    "initiative_or_completion_certificate": _(
        "Certificate or confirmation of the initiative, or of the excellent completion of tasks"
    ),
    "scope_confirmation": _(
        "Decision or confirmation by the head of the province on the nationwide effect"
    ),
    "deed_certificate": _("Certificate or confirmation of an exceptional deed or invention"),
    "list_of_nominees": _("List of nominees with their particulars"),
    "obligations_confirmation": _("Confirmation of the obligations to the State"),
    "related_papers": _("Related papers"),
}
CASES = {
    "foreigner": _("For foreigners and Vietnamese abroad"),
    "found_by_the_head": _(
        "For workers, farmers, fishermen, ethnic minorities, disabled persons, and bold and "
        "creative officials, found by the head of the unit"
    ),
    "commune": _("When the commune grants"),
    "education": _("For education, by school year"),
    "below_100": _("Decisions on fewer than 100 cases"),
    "from_100": _("Decisions on 100 cases or more"),
    "central_unit": _("A central unit located in the province, and its head"),
    "unit_of_province": _("An agency of the province, and its head"),
    "foreign_relations": _("Awards of foreign relations"),
}
