"""Deeds of the units that a campaign addresses, and of those who wait for them: receiving,
answering, reporting on tasks, difficulties, reminders."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
import documents.actions
from accounts.notices import notify
from accounts.roles import UNIT_WORK_ROLES
from audit.versions import conflict
from campaigns import permissions
from campaigns.models import Addressee, Answer, Feedback, TaskReport

ANSWER_FIELDS = ("text", "plan_number", "plan_date", "pact_signed_on", "own_campaign")


# --- receiving and answering ----------------------------------------------------------------------
def receive(campaign, unit, *, by):
    """The unit confirms that it has the plan (Tiếp nhận). A second time changes nothing."""
    if not permissions.can_answer(by, campaign, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        received(event, campaign, unit)


def received(event, campaign, unit):
    fresh = Addressee.objects.filter(campaign=campaign, unit=unit, received_at=None)
    if fresh.update(received_at=timezone.now(), received_by=event.by):
        event(campaign, "receive", unit=unit.pk)


def save_answer(campaign, unit, *, version, by, send=False, files=(), removed_files=(), **fields):
    """Keep the unit's answer, or send it; files are those of `documents.forms.AttachmentsField`.

    `version` is 0 for the first. A sent answer may be completed (the pact is often signed later)
    until the campaign is summed up. The same once more (a double click) changes nothing.
    """
    if not permissions.can_answer(by, campaign, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        answer = take_answer(campaign, unit, version)
        if answer is None:
            answer = Answer.objects.get(campaign=campaign, unit=unit)
            if same_answer(answer, send, files, fields):
                return answer
            raise conflict()
        for name in ANSWER_FIELDS:
            setattr(answer, name, fields.get(name, getattr(answer, name)))
        answer.full_clean(validate_unique=False, exclude=["sent_by"])
        answer.save()
        answer.files.remove(*answer.files.filter(pk__in=removed_files))
        answer.files.add(
            *(documents.actions.attach(f, unit=unit, by=by, event=event) for f in files)
        )
        if send and not answer.is_sent:
            answer_sent(event, answer)
        received(event, campaign, unit)
        event(answer, "send" if send else "save", campaign=campaign.pk, unit=unit.pk)
    return answer


def take_answer(campaign, unit, version):
    """The answer, for writing; None when another version is recorded."""
    if version:
        mine = Answer.objects.filter(campaign=campaign, unit=unit)
        taken = mine.filter(version=version).update(version=F("version") + 1)
        return mine.get() if taken else None
    try:
        with transaction.atomic():
            return Answer.objects.create(campaign=campaign, unit=unit)
    except IntegrityError:
        return None


def same_answer(answer, send, files, fields):
    kept = set(answer.files.values_list("sha256", flat=True))
    return (
        all(getattr(answer, name) == value for name, value in fields.items())
        and all(file.sha256 in kept for file in files)
        and (answer.is_sent or not send)
    )


def answer_sent(event, answer):
    if not (answer.text or answer.has_plan or answer.pact_signed_on or answer.files.exists()):
        raise ValidationError(
            _("Nothing to send yet: write how the unit takes part, or name its plan or pact.")
        )
    answer.sent_at, answer.sent_by = timezone.now(), event.by
    answer.save(update_fields=["sent_at", "sent_by"])
    notify(
        unit=answer.campaign.unit_id,
        roles=permissions.LEADING,
        verb="campaign_answered",
        subject=f"{answer.unit}: {answer.campaign}",
        url=reverse("campaigns:answer_detail", args=[answer.campaign.code, answer.pk]),
        event=event,
    )


def report_task(task, unit, *, state, by, text=""):
    """Say how far the unit is; the same once more adds nothing."""
    if not permissions.can_report_task(by, task, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        last = task.reports.filter(unit=unit).order_by("-pk").first()
        if last and (last.state, last.text) == (state, text):
            return last
        report = TaskReport(task=task, unit=unit, state=state, text=text, by=by)
        report.full_clean()
        report.save()
        event(task, "report", unit=unit.pk, state=state, report=report.pk)
    return report


def add_feedback(campaign, unit, *, text, by):
    """Tell of a difficulty; the same once more adds nothing."""
    if not permissions.can_answer(by, campaign, unit):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        feedback = Feedback(campaign=campaign, unit=unit, text=text, by=by)
        feedback.full_clean()
        if known := campaign.feedback.filter(unit=unit, text=feedback.text, reply="").first():
            return known
        feedback.save()
        event(feedback, "tell", campaign=campaign.pk, unit=unit.pk)
        notify(
            unit=campaign.unit_id,
            roles=permissions.LEADING,
            verb="campaign_difficulty",
            subject=f"{unit}: {campaign}",
            url=reverse("campaigns:feedback_list", args=[campaign.code]),
            event=event,
        )
    return feedback


def reply_feedback(feedback, *, text, by):
    """Answer a difficulty, once."""
    if not permissions.can_reply(by, feedback):
        raise PermissionDenied
    text = Feedback._meta.get_field("reply").clean(text, feedback)
    if not text:
        raise ValidationError(_("Write the answer."))
    with audit.deed(by=by) as event:
        changed = Feedback.objects.filter(pk=feedback.pk, reply="").update(
            reply=text, replied_by=by, replied_at=timezone.now()
        )
        feedback.refresh_from_db()
        if not changed:
            if feedback.reply == text:
                return feedback
            raise ValidationError(_("This has been answered already. Read the answer recorded."))
        event(feedback, "reply", campaign=feedback.campaign_id)
        notify(
            unit=feedback.unit_id,
            roles=UNIT_WORK_ROLES,
            verb="campaign_difficulty_answered",
            subject=feedback.campaign.title,
            url=reverse("campaigns:feedback_list", args=[feedback.campaign.code]),
            event=event,
        )
    return feedback


# --- reminding ------------------------------------------------------------------------------------
REMINDERS = ("not_received", "not_answered", "plan_missing", "pact_missing")


def to_remind(campaign, standing):
    """Who stands so and has not been reminded today: a second click sends nothing twice."""
    if standing not in REMINDERS:
        return campaign.addressees.none()
    return campaign.addressees.standing(standing).filter(not_reminded_today())


def not_reminded_today():
    start = datetime.datetime.combine(timezone.localdate(), datetime.time.min)
    return Q(reminded_at=None) | Q(reminded_at__lt=timezone.make_aware(start))


def remind(campaign, standing, *, by):
    """A notice to each unit that has not done what is asked. Gives how many."""
    if not permissions.can_remind(by, campaign):
        raise PermissionDenied
    with audit.deed(by=by) as event:
        now = timezone.now()
        ids = list(to_remind(campaign, standing).values_list("pk", flat=True))
        mine = Addressee.objects.filter(pk__in=ids)
        mine.filter(not_reminded_today()).update(reminded_at=now)
        units = list(mine.filter(reminded_at=now).values_list("unit", flat=True))
        for unit_id in units:
            notify(
                unit=unit_id,
                roles=UNIT_WORK_ROLES,
                verb=f"campaign_{standing}",
                subject=campaign.title,
                url=reverse("campaigns:answer_edit", args=[campaign.code]),
                event=event,
            )
        if units:
            event(campaign, "remind", standing=standing, units=sorted(units))
    return len(units)
