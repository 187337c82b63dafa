"""The page of an award: what the catalogue says on a day, as lines to read. Writes nothing.

Nothing here asks the database; what an authority decided itself and the money come from outside.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from awards import catalogue, procedure, words
from awards.eligibility.rules import Criterion, Dated, Gap, Principle
from awards.eligibility.wording.telling import Teller
from vietnamese.dates import format_date
from vietnamese.numbers import format_number


@dataclass(frozen=True)
class Line:
    """One fact with its source."""

    text: str
    citation: str
    verified: bool
    dates: str = ""
    asides: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # a list inside the fact, the documents of a dossier
    time: str = ""
    ways: tuple["Way", ...] = ()


@dataclass(frozen=True)
class Way:
    """A branch: one of several sets of conditions."""

    name: str
    citation: str
    verified: bool
    lines: list[Line] = field(default_factory=list)


def local_name(row) -> str:
    return row.name_en if get_language() == "en" else row.name


def dates_of(row: Dated) -> str:
    """The days of a text in words, "" for one without an end that has begun for all we know."""
    start = format_date(row.valid_from) if row.valid_from else ""
    end = format_date(row.valid_to) if row.valid_to else ""
    if start and end:
        return f"{start} - {end}"
    if start:
        return _("from %(date)s") % {"date": start}
    return _("until %(date)s") % {"date": end} if end else ""


def by_time(rows: Iterable[Dated], day: datetime.date) -> tuple[list, list, list]:
    """In force on the day, earlier text, later text."""
    now, earlier, later = [], [], []
    for row in rows:
        if row.in_force_on(day):
            now.append(row)
        elif row.valid_to is not None and row.valid_to < day:
            earlier.append(row)
        else:
            later.append(row)
    return now, earlier, later


# --- the law that was not read


def unread_law(day: datetime.date) -> Gap | None:
    """The law in force on the day whose text was not read."""
    gap = catalogue.rulebook().gap
    return gap if gap and day >= gap.valid_from else None


def rules_day(day: datetime.date) -> datetime.date:
    """Conditions are shown as they are judged: by the last text that was read."""
    gap = unread_law(day)
    return gap.valid_from - datetime.timedelta(days=1) if gap else day


# --- parts of the page


def grant_lines(award: catalogue.Award, day: datetime.date):
    """Who grants on the day; and the other periods."""
    now, earlier, later = by_time(award.grants, day)
    return [grant_line(one) for one in now], [grant_line(one) for one in [*earlier, *later]]


def grant_line(grant) -> Line:
    who = str(words.GRANTORS[grant.level])
    return Line(who, grant.citation, grant.verified, dates=dates_of(grant))


def criterion_lines(award: catalogue.Award, day: datetime.date) -> tuple[list[Line], ...]:
    """Conditions in force on the day, of earlier text, of later text."""
    tell = Teller(catalogue.rulebook())
    groups = by_time(award.rules.criteria, rules_day(day))
    return tuple([criterion_line(tell, one, day) for one in group] for group in groups)


def criterion_line(tell: Teller, criterion: Criterion, day: datetime.date) -> Line:
    return Line(
        text=tell.requirement(criterion),
        citation=criterion.citation,
        verified=criterion.verified,
        dates=dates_of(criterion),
        asides=tuple(asides_of(criterion)),
        ways=tuple(
            Way(
                local_name(branch),
                branch.citation,
                branch.verified,
                [criterion_line(tell, one, day) for one in branch.criteria],
            )
            for branch in criterion.branches
        ),
    )


def asides_of(criterion: Criterion):
    """For whom, how it is judged, what was not read."""
    if criterion.applies_to:
        kinds = ", ".join(str(words.RECIPIENTS[kind]) for kind in criterion.applies_to)
        yield _("For %(recipients)s.") % {"recipients": kinds}
    if criterion.evaluation == "council" and criterion.type != "achievement":
        yield _("Judged by the council.")  # an achievement says so itself
    if criterion.has_null:
        yield _("A figure or a word of the text was not read: it advises and does not decide.")


def dossier_lines(award: str, law: procedure.Procedure, day: datetime.date) -> list[Line]:
    return [
        Line(
            text=case_of(row) or _("In general"),
            citation=row.citation,
            verified=row.verified,
            dates=dates_of(row),
            asides=(copies_of(row),) if row.copies else (),
            parts=(
                *(str(words.DOCUMENTS[name]) for name in row.documents),
                *(
                    _("%(document)s, if there are any") % {"document": words.DOCUMENTS[name]}
                    for name in row.if_any
                ),
            ),
        )
        for row in law.dossiers_of(award, day)
    ]


def copies_of(row: procedure.Dossier) -> str:
    return ngettext("%(count)s original set.", "%(count)s original sets.", row.copies or 1) % {
        "count": f"{row.copies:02d}"
    }


def case_of(row: procedure.Rule) -> str:
    return str(words.CASES[row.case]) if row.case else ""


def step_groups(award: str, law: procedure.Procedure, day: datetime.date):
    """Votes, publication, consultation, deadlines and remarks of the award on the day, by head."""
    vote = law.vote_of(award, day)
    publications = procedure.concerning(law.publications, award, day)
    answers = procedure.concerning(law.answers, award, day)
    deadlines = procedure.concerning(law.deadlines, award, day)
    groups = [
        (_("Vote of the council"), [vote_line(vote)] if vote else []),
        (
            _("Publication"),
            [told_line(row, days_words(row.working_days, least=True)) for row in publications],
        ),
        (
            _("Opinions of other bodies"),
            [
                *map(told_line, procedure.concerning(law.consultations, award, day)),
                *(told_line(row, days_words(row.working_days)) for row in answers),
            ],
        ),
        (_("Deadlines"), [told_line(row, time_of(row)) for row in deadlines]),
        (_("Further rules"), list(map(told_line, procedure.concerning(law.remarks, award, day)))),
    ]
    return [(head, lines) for head, lines in groups if lines]


def time_of(deadline: procedure.Deadline) -> str:
    if deadline.month_day:
        month, day = deadline.month_day
        return f"{day:02d}/{month:02d}"
    return days_words(deadline.working_days or 0)


def vote_line(vote: procedure.Vote) -> Line:
    text = _("The council votes by ballot; at least %(share)s%% of all its members agree.")
    written = _("Absent members are asked in writing.")
    return Line(
        text % {"share": percent(vote.threshold)},
        vote.citation,
        vote.verified,
        dates_of(vote),
        asides=(written,) if vote.written_opinion else (),
    )


def percent(share: Decimal) -> str:
    """0.8 is "80", 0.335 is "33,5"."""
    return format_number(Decimal(format((share * 100).normalize(), "f")))


def told_line(row, time: str = "") -> Line:
    case = case_of(row)
    asides = (f"{case}.",) if case else ()
    return Line(local_name(row), row.citation, row.verified, dates_of(row), asides, time=time)


def days_words(days: int, *, least: bool = False) -> str:
    words_ = _("at least %(days)s working days") if least else _("%(days)s working days")
    return words_ % {"days": days}


def principle_line(principle: Principle) -> Line:
    return Line(
        local_name(principle),
        principle.citation,
        principle.verified,
        dates_of(principle),
        asides=(str(words.ON_FAILURE[principle.on_failure]),),
    )
