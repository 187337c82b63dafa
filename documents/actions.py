"""Deeds with files. Each takes the `event` of the deed that it is part of."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from . import files
from .models import Attachment, Document


def attach(upload, *, unit, by, event):
    """Make a row of an uploaded file (documents.forms.AttachmentsField gives checked ones)."""
    kept = upload if isinstance(upload, files.Kept) else files.keep(upload)
    used = Attachment.objects.filter(unit=unit).aggregate(used=Sum("size"))["used"] or 0
    if used + kept.size > settings.ATTACHMENT_UNIT_BYTES:
        raise ValidationError(
            _(
                "“%(name)s” does not fit: the files of the unit may have %(limit)d MB together, "
                "and %(used)d MB are used. Ask the administrator for more room."
            ),
            code="quota",
            params={
                "name": kept.name,
                "limit": files.megabytes(settings.ATTACHMENT_UNIT_BYTES),
                "used": files.megabytes(used),
            },
        )
    attachment, made = Attachment.objects.get_or_create(
        file=kept.path,
        defaults={
            "name": kept.name,
            "kind": kept.kind,
            "size": kept.size,
            "sha256": kept.sha256,
            "unit": unit,
            "uploaded_by": by,
        },
    )
    if not made:  # the same form sent twice
        if (attachment.unit_id, attachment.uploaded_by_id) != (unit.pk, by.pk):
            raise ValidationError(
                _("“%(name)s” is attached elsewhere already. Choose the file again."),
                code="attached",
                params={"name": kept.name},
            )
        return attachment
    event(attachment, "attach", kind=kept.kind, size=kept.size, sha256=kept.sha256)
    return attachment


def store(event, *, unit, kind, symbol, title, pdf, number="", date=None):
    """Make a row of a printed document; `pdf` is bytes, or what `files.keep_pdf` gave before."""
    kept = pdf if isinstance(pdf, files.Kept) else files.keep_pdf(pdf)
    document = Document.objects.create(
        unit=unit,
        kind=kind,
        number=number,
        symbol=symbol,
        date=date,
        title=title,
        file=kept.path,
        size=kept.size,
        sha256=kept.sha256,
        made_by=event.by,
    )
    event(document, "store", kind=kind, number=number, sha256=kept.sha256)
    return document


def sweep_files(older_than=datetime.timedelta(days=1)):
    """Remove files that lost their transaction: no row, older than a day. Returns how many."""
    limit = timezone.now() - older_than
    removed = 0
    for model, folder in ((Attachment, "attachments"), (Document, "documents")):
        if not default_storage.exists(folder):
            continue
        for part in default_storage.listdir(folder)[0]:
            names = default_storage.listdir(f"{folder}/{part}")[1]
            paths = [f"{folder}/{part}/{name}" for name in names]
            known = set(model.objects.filter(file__in=paths).values_list("file", flat=True))
            for path in paths:
                if path not in known and default_storage.get_modified_time(path) < limit:
                    default_storage.delete(path)
                    removed += 1
    return removed
