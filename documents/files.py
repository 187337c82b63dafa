"""Files on their way into the storage: checked, hashed, written whole under a name of our own.

A file is written before the transaction that makes its row: a lost transaction leaves a file
without a row, which `documents.actions.sweep_files` removes, never a row without its file.
"""

import hashlib
import os
import re
import tempfile
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from vietnamese.folding import clean_line

from . import kinds

NAME_LENGTH = 150
TOKEN_SALT = "documents.kept"
TOKEN_AGE = 20 * 3600  # seconds; shorter than the age at which files without a row are swept
PARTIAL = ".part-"


@dataclass(frozen=True)
class Kept:
    """A checked file that lies in the storage and has no row yet."""

    name: str
    kind: str
    size: int
    sha256: str
    path: str

    @property
    def token(self):
        """What a form carries, so that a file need not be chosen twice."""
        return signing.dumps(asdict(self), salt=TOKEN_SALT)


def from_token(token):
    """The kept file, or None when the token is not ours, too old, or its file is gone."""
    try:
        kept = Kept(**signing.loads(token, salt=TOKEN_SALT, max_age=TOKEN_AGE))
    except signing.BadSignature:
        return None
    return kept if default_storage.exists(kept.path) else None


def clean_name(name):
    """The last part of the name, in one line, without signs that a file system dislikes."""
    last = re.split(r"[/\\]", name)[-1]
    try:
        last = clean_line(last)
    except ValueError:
        last = ""
    stem, dot, extension = re.sub(r'[:*?"<>|%]', "_", last).strip(". ").rpartition(".")
    if not dot:
        stem, extension = extension, ""
    stem = stem.strip(". ") or _("file")
    extension = extension.lower()[:10]
    if not extension:
        return stem[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - 1 - len(extension)]}.{extension}"


def megabytes(size):
    """50 for 52,428,800: in binary megabytes, at least 1."""
    return max(1, round(size / 1024 / 1024))


def check_size(upload, name):
    """An upload that our handler cut off (documents.uploads) still knows its whole size."""
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _(
                "“%(name)s” has %(size)d MB; a file may have at most %(limit)d MB. Make it smaller "
                "or split it. Everything else you entered is still here."
            ),
            code="size",
            params={
                "name": name,
                "size": megabytes(upload.size),
                "limit": megabytes(settings.ATTACHMENT_MAX_BYTES),
            },
        )


def keep(upload):
    """Check an uploaded file by its content and write it: Kept, or a ValidationError."""
    name = clean_name(upload.name or "")
    kinds.kind_of_name(name)
    check_size(upload, name)
    kind = kinds.check(upload, name)
    return _write(upload, name, kind, folder="attachments")


def keep_pdf(data, name="document.pdf"):
    """Write a PDF that the system made itself."""
    return _write(ContentFile(data), name, "pdf", folder="documents")


def keep_workbook(data, name):
    """Write a workbook that the system made itself, to become an attachment."""
    return _write(ContentFile(data), clean_name(name), "xlsx", folder="attachments")


def _write(source, name, kind, folder):
    token = uuid.uuid4().hex
    path = f"{folder}/{token[:2]}/{token}.{kind}"
    digest = hashlib.sha256()
    size = 0
    for chunk in source.chunks():
        digest.update(chunk)
        size += len(chunk)
    try:
        put(path, source)
    except OSError as error:
        raise ValidationError(
            _("“%(name)s” could not be stored. Try again; if that fails, tell the administrator."),
            code="storage",
            params={"name": name},
        ) from error
    return Kept(name, kind, size, digest.hexdigest(), path)


def put(path, source):
    """Write the file whole or not at all: aside first, then renamed."""
    try:
        target = Path(default_storage.path(path))
    except NotImplementedError:  # an object store writes whole objects
        default_storage.save(path, File(source))
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=PARTIAL, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in source.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
