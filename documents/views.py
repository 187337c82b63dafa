"""Downloads. Nothing is served by address: each asks who may see it."""

import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from . import kinds
from .models import Attachment, Document

logger = logging.getLogger(__name__)


@require_safe
def attachment(request, pk):
    row = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return download(row, row.name, row.kind)


@require_safe
def document(request, pk):
    row = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    name = (row.number or f"{row.symbol}-{row.pk}").replace("/", "-")
    return download(row, f"{name}.pdf", "pdf")


def download(row, name, kind):
    try:
        file = row.file.open("rb")
    except FileNotFoundError as error:
        logger.error("file of %s %s is missing", row._meta.label_lower, row.pk)
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type=kinds.CONTENT_TYPES[kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
