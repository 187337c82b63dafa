"""Who may stop or repeat a job. The app that owns the object of a job may ask its own predicate."""


def can_cancel(user, job):
    return job.is_open and user.pk is not None and job.requester_id == user.pk


def can_retry(user, job):
    return job.can_retry and user.pk is not None and job.requester_id == user.pk
