import audit
from audit.models import Event
from jobs.models import Job


def make_subject(**fields):
    """Any row can be what an event tells of; a job is the plainest."""
    fields = {"kind": "test", "key": f"subject {Job.objects.count()}"} | fields
    return Job.objects.create(**fields)


def make_events(count=1, **facts):
    """A chain of events, each in a deed of its own."""
    subject = make_subject()
    for number in range(count):
        with audit.deed(by=None) as event:
            event(subject, "touch", note=f"note {number}", **facts)
    return list(Event.objects.order_by("seq"))
