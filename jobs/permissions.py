"""Who may stop or repeat a job. Apps that own the object of a job may allow more, and then ask themselves."""


def can_cancel(user, job):
    return job.is_open and user.pk is not None and job.requester_id == user.pk


def can_retry(user, job):
    return job.can_retry and user.pk is not None and job.requester_id == user.pk
