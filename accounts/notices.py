"""Personal notices: asked for inside a deed, delivered after it to those who hold a role then.

    notify(unit=unit, roles=[Role.OFFICER], verb="campaign_issued", subject=campaign.theme,
           url=reverse("campaigns:campaign_detail", args=[campaign.pk]), event=event)

An app above adds the sentences of its verbs: `register({"campaign_issued": _("Campaign issued")})`.
"""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Notice, User
from jobs import outbox

VERBS = {
    "appointed": _("You have been appointed"),
    "delegated": _("You act for somebody during an absence"),
}
ANYTHING = _("News")


def register(verbs):
    VERBS.update(verbs)


def sentence(verb):
    return VERBS.get(verb, ANYTHING)


def notify(*, verb, subject, url="", unit=None, roles=(), user=None, event=None):
    """To all who hold one of the roles at the unit, or to one user; not to the doer of `event`."""
    outbox.put(
        "notice",
        key=uuid.uuid4().hex,
        unit=getattr(unit, "pk", unit),
        roles=[str(role) for role in roles],
        user=getattr(user, "pk", user),
        doer=getattr(event.by, "pk", None) if event else None,
        verb=verb,
        subject=str(subject)[:300],
        url=url,
    )


def deliver(payload):
    """The rows of one notice; a repeated delivery adds none."""
    if payload["user"]:
        readers = User.objects.filter(pk=payload["user"], is_active=True)
    else:
        readers = User.objects.holding(
            payload["roles"], unit=payload["unit"], date=timezone.localdate()
        )
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=pk,
                key=payload["key"],
                verb=payload["verb"],
                subject=payload["subject"],
                url=payload["url"],
            )
            for pk in readers.exclude(pk=payload["doer"]).values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def unread_count(user):
    return Notice.objects.visible_to(user).unread().count()


def mark_read(notices):
    """One's own reading state: no deed, nothing of it goes into the event log."""
    return notices.unread().update(read_at=timezone.now())
