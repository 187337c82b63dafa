"""Small files to attach: a PDF of one page and a picture of bars. They say that they are made up."""

import struct
import zlib

from django.core.files.base import ContentFile

from vietnamese.folding import fold


def pdf(name, *lines):
    """One page with the lines in letters without diacritics (the built-in font has no others)."""
    words = ["TAI LIEU MINH HOA - SO LIEU KHONG CO THAT", *lines]
    text = "BT /F1 12 Tf 60 770 Td 20 TL "
    text += " ".join(f"({plain(line)}) Tj T*" for line in words) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    made += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    ).encode("ascii")
    return ContentFile(made, name=name)


def plain(text):
    folded = fold(text).encode("ascii", "replace").decode("ascii")
    return "".join(f"\\{sign}" if sign in "\\()" else sign for sign in folded)


def png(name, heights):
    """Bars of the given heights (0 to 1)."""
    width, height = 24 * len(heights), 100
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            inside = x % 24 < 16 and (height - y) <= heights[x // 24] * height
            rows += b"\x1f\x6f\xb5" if inside else b"\xff\xff\xff"
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(rows))),
        (b"IEND", b""),
    ):
        made += (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )
    return ContentFile(made, name=name)
