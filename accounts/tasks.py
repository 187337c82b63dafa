"""What the worker does for accounts."""

from accounts import notices
from jobs import outbox


@outbox.delivers("notice")
def deliver_notice(payload):
    notices.deliver(payload)
