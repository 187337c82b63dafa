"""What the workers are told: ids only."""

from celery import shared_task

from jobs import mail, outbox, running, sweeping

__all__ = ["deliver", "mail", "run", "sweep"]


@shared_task
def run(job_id):
    running.run(job_id)


@shared_task
def sweep():
    sweeping.sweep()


@shared_task
def deliver():
    while outbox.deliver_due():  # in batches
        pass
