"""What a file is, decided by its content; nothing is decoded or parsed further than needed.

A file whose content is not what its name says is refused, and so is every kind not named here.
"""

import re
import struct
import zipfile
import zlib
from xml.etree import ElementTree

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EXTENSIONS = {
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "png": "png",
    "jpg": "jpg",
    "jpeg": "jpg",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
MAIN_PARTS = {
    "docx": CONTENT_TYPES["docx"] + ".main+xml",
    "xlsx": CONTENT_TYPES["xlsx"] + ".main+xml",
}
SIGNATURES = {  # as puremagic names them
    "pdf": {".pdf"},
    "png": {".png"},
    "jpg": {".jpg", ".jpeg", ".jfif"},
    "docx": {".docx", ".zip"},
    "xlsx": {".xlsx", ".zip"},
}

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 150_000_000
MAX_RATIO = 100
RATIO_FROM = 1_000_000  # bytes unpacked below which the ratio says nothing
MAX_TYPES = 1_000_000  # bytes of [Content_Types].xml
CHUNK = 64 * 1024
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def kind_of_name(name):
    """The kind that the name promises."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in EXTENSIONS:
        raise ValidationError(
            _("“%(name)s” cannot be attached. Attach a PDF, DOCX, XLSX, PNG or JPG file."),
            code="kind",
            params={"name": name},
        )
    return EXTENSIONS[extension]


def check(file, name):
    """The kind of the file, or a ValidationError that says what is wrong with it."""
    kind = kind_of_name(name)
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise ValidationError(
            _("“%(name)s” is empty. Choose the file again."), code="empty", params={"name": name}
        )
    if not looks_like(head, kind):
        raise not_what_it_says(name)
    CHECKS[kind](file, name, kind)
    file.seek(0)
    return kind


def looks_like(head, kind):
    try:
        found = {match.extension for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return False
    return bool(found & SIGNATURES[kind])


def not_what_it_says(name):
    return ValidationError(
        _(
            "“%(name)s” is not what its name says, or it is damaged. Open it in the program it was "
            "made with, save it again and attach the new file."
        ),
        code="content",
        params={"name": name},
    )


def check_pdf(file, name, kind):
    file.seek(0)
    if not file.read(8).startswith(b"%PDF-"):
        raise not_what_it_says(name)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - CHUNK))
    if b"%%EOF" not in file.read():
        raise not_what_it_says(name)


def check_png(file, name, kind):
    file.seek(0)
    head = file.read(24)
    if len(head) < 24 or head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR":
        raise not_what_it_says(name)
    check_pixels(*struct.unpack(">II", head[16:24]), name)


def check_jpg(file, name, kind):
    """Walk from marker to marker to the frame header, which holds the size in pixels."""
    file.seek(0)
    if file.read(2) != b"\xff\xd8":
        raise not_what_it_says(name)
    for _step in range(1000):
        marker = file.read(2)
        while marker[:1] == b"\xff" and marker[1:] == b"\xff":  # fill bytes
            marker = marker[1:] + file.read(1)
        if len(marker) < 2 or marker[0] != 0xFF:
            break
        code = marker[1]
        if code == 0x01 or 0xD0 <= code <= 0xD8:  # markers without content
            continue
        length = file.read(2)
        if len(length) < 2 or (size := struct.unpack(">H", length)[0]) < 2:
            break
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            frame = file.read(5)
            if len(frame) < 5:
                break
            height, width = struct.unpack(">HH", frame[1:])
            check_pixels(width, height, name)
            return
        file.seek(size - 2, 1)
    raise not_what_it_says(name)


def check_pixels(width, height, name):
    if not width or not height:
        raise not_what_it_says(name)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ValidationError(
            _("“%(name)s” has more than 50 million pixels. Make the picture smaller."),
            code="pixels",
            params={"name": name},
        )


def check_office(file, name, kind):
    """DOCX and XLSX are zip files: entries, unpacked size and ratio come before any reading."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(archive, file, name)
            check_main_part(archive, name, kind)
            refuse_doctypes(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise not_what_it_says(name) from error
    except (RuntimeError, ElementTree.ParseError, KeyError, ValueError) as error:
        raise not_what_it_says(name) from error


def check_archive(archive, file, name):
    entries = archive.infolist()
    file.seek(0, 2)
    packed, unpacked = file.tell(), sum(entry.file_size for entry in entries)
    too_much = (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed)
    )
    if too_much:
        raise ValidationError(
            _("“%(name)s” unpacks to more than is accepted. Split it, or take pictures out of it."),
            code="unpacked",
            params={"name": name},
        )
    names = [entry.filename for entry in entries]
    for entry in entries:
        path = entry.filename
        strange = path.startswith("/") or "\\" in path or ".." in path.split("/")
        if strange or entry.flag_bits & 0x1 or entry.compress_type not in (0, 8):
            raise not_what_it_says(name)
    if len(set(names)) != len(names):
        raise not_what_it_says(name)
    if any(path.lower().endswith("vbaproject.bin") for path in names):
        raise ValidationError(
            _("“%(name)s” contains macros. Save it without macros and attach the new file."),
            code="macros",
            params={"name": name},
        )


def check_main_part(archive, name, kind):
    with archive.open("[Content_Types].xml") as part:
        text = part.read(MAX_TYPES + 1)
    if len(text) > MAX_TYPES or any(mark in text for mark in DOCTYPES):
        raise not_what_it_says(name)
    types = {
        element.get("ContentType")
        for element in ElementTree.fromstring(text)
        if element.tag.endswith("}Override")
    }
    if MAIN_PARTS[kind] not in types:
        raise not_what_it_says(name)


def refuse_doctypes(archive, name):
    """No part of an office file needs a document type; an attack with entities does."""
    for entry in archive.infolist():
        if not re.search(r"\.(xml|rels|vml)$", entry.filename, re.IGNORECASE):
            continue
        with archive.open(entry) as part:
            tail = b""
            while chunk := part.read(CHUNK):
                if any(mark in tail + chunk for mark in DOCTYPES):
                    raise not_what_it_says(name)
                tail = chunk[-20:]


CHECKS = {
    "pdf": check_pdf,
    "png": check_png,
    "jpg": check_jpg,
    "docx": check_office,
    "xlsx": check_office,
}
