"""An authority's own rule as a sentence, with the names of the catalogue."""

from decimal import Decimal

from django.utils.translation import gettext as _

from awards import catalogue, words
from awards.catalogue_page import percent
from awards.eligibility import rules, vocabulary
from awards.eligibility.rules import Criterion
from awards.eligibility.wording.telling import Teller
from awards.entries import CatalogueError, Entry
from awards.own_rules.parameters import day_of_year


def sentence(type_, params):
    """What the rule asks, without any case."""
    if type_ not in vocabulary.PARAMS:
        return procedure_sentence(type_, params)
    try:
        values = rules.read_params(Entry("own rule", type_, {"params": params}), type_)
    except CatalogueError:  # a row of a former vocabulary
        return str(params)
    criterion = Criterion(
        citation="",
        verified=True,
        valid_from=None,
        valid_to=None,
        code=type_,
        type=type_,
        params=values,
        evaluation="auto",
    )
    return Teller(catalogue.rulebook()).requirement(criterion)


def procedure_sentence(type_, params):
    return SENTENCES[type_](params)


def about(params):
    return params.get("about") or _("all dossiers")


def last_day(params):
    day = day_of_year(params["month_day"])
    return _("Dossiers arrive by %(day)s of each year (%(about)s).") % {
        "day": f"{day:%d/%m}",
        "about": about(params),
    }


def days_before(params):
    return _("Dossiers arrive at least %(days)s days before (%(about)s).") % {
        "days": params["days"],
        "about": about(params),
    }


def appraisal(params):
    return _("A complete dossier is appraised within %(days)s working days.") % {
        "days": params["working_days"]
    }


def publication(params):
    return _("The list is published at least %(days)s working days before the council meets.") % {
        "days": params["working_days"]
    }


def votes(params):
    return _("At least %(share)s%% of all members of the council agree.") % {
        "share": percent(Decimal(params["share"]))
    }


def document(params):
    return _("The dossier also holds: %(document)s.") % {"document": params["name"]}


SENTENCES = {
    "submission_date": last_day,
    "submission_days_before": days_before,
    "appraisal_days": appraisal,
    "publication_days": publication,
    "vote_threshold": votes,
    "document": document,
}


def asides(recipient, note=""):
    """For whom, and the note."""
    found = []
    if recipient:
        found.append(_("For %(recipients)s.") % {"recipients": words.RECIPIENTS[recipient]})
    return (*found, note) if note else tuple(found)
