"""What is kept in a session, and since when it lasts."""

import time

from django.utils import timezone

BEGAN, TOUCHED, ACTING, TYPED = "began", "touched", "acting", "typed"
CONFIRMED = "confirmed"  # when the password was last given at a sign-in (accounts.fresh)
TOUCH_SECONDS = 60
MOST_TYPED = 200_000  # characters
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


def begin(sender, request, user, **kwargs):
    """At sign-in (connected in apps.py): the clocks of the session start anew."""
    now = time.time()
    request.session.update({BEGAN: now, TOUCHED: now, CONFIRMED: now})
    request.session.pop(ACTING, None)
    user.last_seen = timezone.now()
    user.save(update_fields=["last_seen"])


def keep_typed(request, *, user_id):
    """Keeps the fields of a form that came too late, for that user only; whether any were kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT
    ]
    if user_id is None or not any(value.strip() for _, value in fields):
        return False
    if sum(len(value) for _, value in fields) > MOST_TYPED:
        return False
    request.session[TYPED] = {
        "user_id": user_id,
        "path": request.get_full_path(),
        "fields": fields,
        "files": sorted(file.name for file in request.FILES.values()),
    }
    return True


def typed(request):
    """What was kept for this user, or None."""
    kept = request.session.get(TYPED)
    return kept if kept and kept["user_id"] == request.user.pk else None
