"""Where a drive and its reviews stand today, in the words that every page uses."""

from django.utils.translation import gettext as _

from campaigns.models import Review
from vietnamese.dates import format_date


def drive_standing(drive, reviews, today):
    """(look, words): by its dates, and by whether its reviews were held."""
    if drive.start is None:
        return "unknown", _("Days to be fixed")
    if today < drive.start:
        return "todo", _("To come")
    if drive.end is None or today <= drive.end:
        return "track", _("Running")
    reviews = list(reviews)
    if reviews and all(review.held_on for review in reviews):
        return "met", held_words(max(reviews, key=lambda review: review.held_on))
    late = any(r.due and r.due < today and not r.held_on for r in reviews)
    return ("risk", _("Over, review not recorded")) if late else ("met", _("Over"))


def held_words(review):
    words = {
        Review.Kind.INTERIM: _("Interim review held on %(day)s"),
        Review.Kind.FINAL: _("Final review held on %(day)s"),
        Review.Kind.ANNUAL: _("Assessed on %(day)s"),
    }[Review.Kind(review.kind)]
    return words % {"day": format_date(review.held_on)}


def review_label(review):
    """Its kind, and the day on which it was held or is due."""
    kind = review.get_kind_display()
    if review.held_on:
        return _("%(review)s, held on %(day)s") % {
            "review": kind,
            "day": format_date(review.held_on),
        }
    time = review.due_text or (format_date(review.due) if review.due else _("day not fixed"))
    return f"{kind}, {time}"
