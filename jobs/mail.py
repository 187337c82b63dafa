"""Mail through the outbox: `outbox.put("mail", to=["a@b.vn"], subject="...", body="...")`."""

from django.core.mail import EmailMessage

from jobs.outbox import delivers


@delivers("mail", network=True)
def send(payload):
    subject = " ".join(payload["subject"].split())  # no line break may reach a header
    EmailMessage(subject=subject, body=payload["body"], to=payload["to"]).send()
