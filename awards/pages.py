"""Shapes that pages show: the steps of a dossier, what to do now, its history. Writes nothing."""

from collections import Counter

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from awards import appraisal, checks, findings, permissions, verdicts, workflow
from awards.states import State
from units.models import Unit
from vietnamese.dates import format_date
from vietnamese.numbers import format_number

SIGNS = {
    State.DRAFT: "todo",
    State.UNDER_REVIEW: "track",
    State.APPRAISAL: "wait",
    State.FORWARDED: "wait",
    State.GRANTED: "met",
    State.REFUSED: "fail",
}
FORWARD = ("receive", "submit", "recommend", "forward", "grant")  # shown first
DEEDS = {
    "create": gettext_lazy("Draft made"),
    "save": gettext_lazy("Draft changed"),
    "state_facts": gettext_lazy("Facts for the criteria confirmed"),
    "override": gettext_lazy("A failed criterion let pass"),
    "consult": gettext_lazy("Opinion asked for"),
    "answer": gettext_lazy("Opinion recorded"),
    "publish": gettext_lazy("Published"),
}


def sign(nomination):
    return sign_of(nomination.state, nomination.return_reason)


def sign_of(state, return_reason):
    """The shape and the word of the state; a returned draft says so."""
    if state == State.DRAFT and return_reason:
        return "back", _("Returned, to be mended")
    return SIGNS[state], State(state).label


def heading(nomination, nominees):
    award = nomination.award_type.local_name
    if len(nominees) == 1:
        return _("Nomination for %(award)s: %(name)s") % {"award": award, "name": nominees[0].name}
    return ngettext(
        "Nomination for %(award)s: %(count)d recipient",
        "Nomination for %(award)s: %(count)d recipients",
        len(nominees),
    ) % {"award": award, "count": len(nominees)}


def day(moment):
    return format_date(timezone.localtime(moment).date())


def steps(nomination):
    """The nominating unit, then the route: done, now or still to come, with dates and who
    received it."""
    here = workflow.here(nomination)
    made = _("made on %(date)s") % {"date": day(nomination.created_at)}
    sent = nomination.submitted_at and nomination.state != State.DRAFT
    first = {
        "label": nomination.unit.name,
        "state": "done" if sent else "now",
        "lines": [made]
        + ([_("sent on %(date)s") % {"date": day(nomination.submitted_at)}] if sent else []),
    }
    return [first, *(step_of(step, step is here) for step in nomination.steps)]


def step_of(step, is_here):
    lines = []
    if step.reached_at and not step.received_at:
        lines.append(_("sent here on %(date)s, not received yet") % {"date": day(step.reached_at)})
    if step.received_at:
        lines.append(_("received on %(date)s") % {"date": day(step.received_at)})
        lines.append(step.received_by.full_name if step.received_by else "")
    if step.left_at:
        lines.append(_("done on %(date)s") % {"date": day(step.left_at)})
    state = "now" if is_here else "done" if step.left_at else "todo"
    return {"label": step.unit_name, "state": state, "lines": [line for line in lines if line]}


def what_now(nomination, user):
    """What the user can do, what stands in the way, and for whom the dossier waits otherwise."""
    open_moves = permissions.moves_open_to(user, nomination)
    open_moves.sort(
        key=lambda step: FORWARD.index(step.name) if step.name in FORWARD else len(FORWARD)
    )
    missing = (
        checks.missing(nomination, timezone.localdate()) if nomination.state == State.DRAFT else []
    )
    reasons, acts = [], []
    for step in open_moves:
        own = permissions.own_case(user, nomination, step)
        if own and not reasons:
            reasons.append(_("You made this dossier, so somebody else decides on it."))
        acts.append(
            act_of(nomination, step, disabled=own or (step.name == "submit" and bool(missing)))
        )
    if permissions.can_edit(user, nomination):
        url = reverse("awards:nomination_edit", args=[nomination.pk])
        acts.append({"label": _("Change the draft"), "url": url})
    ready = next((act for act in acts if not act.get("disabled")), None)
    if ready:
        ready["primary"] = True
    return {
        "acts": acts,
        "reasons": reasons,
        "missing": missing,
        "lead": lead(nomination, acts, missing),
    }


def act_of(nomination, step, *, disabled):
    url = reverse("awards:nomination_move", args=[nomination.pk, step.name])
    method = "post" if step.name == "receive" else "get"
    return {"label": step.label, "url": url, "method": method, "disabled": disabled}


def lead(nomination, acts, missing):
    if missing and acts:
        return _("The dossier cannot be sent yet: see what is missing.")
    if acts and nomination.state == State.DRAFT and len(acts) == 1:  # may only write it
        return _("The draft is complete. Whoever heads the unit submits it.")
    if acts:
        return ""
    if nomination.state in (State.GRANTED, State.REFUSED):
        return _("The dossier is decided; nothing is left to do.")
    return _("The dossier waits at %(unit)s.") % {"unit": nomination.holder}


def eligibility(nomination, events):
    """What the criteria said when the dossier was last judged, the law that was not read, and the
    failed criteria that a person let pass."""
    event = findings.last_judged(events)
    rows = event.facts["eligibility"] if event else []
    counts = Counter(row["overall"] for row in rows)
    return {
        "url": reverse("awards:nomination_check", args=[nomination.pk]),
        "on": event.at if event else None,
        "parts": [
            (findings.OVERALL_LOOKS[one], f"{findings.OVERALL_WORDS[one]}: {counts[one]}")
            for one in findings.OVERALL_LOOKS
            if counts[one]
        ],
        "law_gap": verdicts.law_gap(nomination, timezone.localdate()),
        "gap_reason": next(
            (one.facts["gap_reason"] for one in events if one.facts.get("gap_reason")), ""
        ),
        "overridden": [one.note for one in events if one.verb == "override"],
    }


def appraisal_papers(nomination, user):
    """Opinions of other bodies, publications, and what is still waited for; empty before the
    appraisal."""
    if nomination.state in (State.DRAFT, State.UNDER_REVIEW):
        return {}
    prefetch_related_objects([nomination], "consultations", "publications")
    today = timezone.localdate()
    can = permissions.can_appraise(user, nomination)
    return {
        "can": can,
        "waited": appraisal.open_papers(nomination, today) if can else [],
        "consultations": [
            {
                "paper": one,
                "look": "back" if one.opinion == "objects" else "met" if one.opinion else "wait",
                "words": one.get_opinion_display()
                or _("waited for until %(date)s") % {"date": format_date(one.due_on)},
                "open": one.is_open_on(today),
            }
            for one in nomination.consultations.all()
        ],
        "publications": list(nomination.publications.all()),
    }


def history(events):
    """What was done, the newest first, with names as they are now."""
    people = User.objects.in_bulk({event.actor_id for event in events} - {None})
    units = Unit.objects.in_bulk({event.unit_id for event in events} - {None})
    return [
        {
            "at": event.at,
            "who": str(people.get(event.actor_id, "")),
            "unit": str(units.get(event.unit_id, "")),
            "what": workflow.TOLD.get(event.verb) or DEEDS.get(event.verb) or event.verb,
            "more": more_of(event.facts),
            "note": event.note,
            "key": event.verb in workflow.NAMES and event.verb != "receive",
        }
        for event in events
    ]


def more_of(facts):
    if facts.get("decision_number"):
        return _("decision %(number)s of %(date)s, signed by %(signer)s") % {
            "number": facts["decision_number"],
            "date": iso_day(facts["decided_on"]),
            "signer": facts["decided_by"],
        }
    if facts.get("mend_by"):
        return _("to be sent again by %(date)s") % {"date": iso_day(facts["mend_by"])}
    return ""


def iso_day(text):
    year, month, date = text.split("-")
    return f"{date}/{month}/{year}"


def files_of(nomination):
    return [
        {
            "name": file.name,
            "url": file.get_absolute_url(),
            "about": f"{file.get_kind_display()}, {format_number(max(1, file.size // 1000))} KB",
        }
        for file in nomination.files.all()
    ]
