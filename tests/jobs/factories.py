import uuid
from datetime import timedelta

from django.utils import timezone

from jobs.models import Job, Outgoing


def make_job(**fields):
    """A queued job of the kind "test"; other states get what their constraints ask for."""
    fields = {"kind": "test", "key": f"test {uuid.uuid4().hex}"} | fields
    state = fields.get("state", Job.State.QUEUED)
    if state == Job.State.RUNNING:
        fields = {
            "token": uuid.uuid4().hex,
            "lease_until": timezone.now() + timedelta(minutes=5),
            "attempts": 1,
        } | fields
    elif state != Job.State.QUEUED:
        fields = {"finished_at": timezone.now()} | fields
    return Job.objects.create(**fields)


def make_outgoing(**fields):
    return Outgoing.objects.create(**({"kind": "test"} | fields))
