"""Contents for documents and files that the tests make."""

import datetime
import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from documents import kinds, official

SENTENCE = (
    "Tiếp tục đổi mới nội dung, hình thức tổ chức các phong trào thi đua gắn với nhiệm vụ chính "
    "trị của từng cơ quan, đơn vị, địa phương"
)
BODY = """{% extends "documents/official.html" %}{% load official %}
{% block body %}<p>{{ sentence }}, với các nội dung sau:</p>
{% for name in sections %}<h2>{{ forloop.counter|roman }}. {{ name }}</h2>
<h3>1. Nội dung</h3>
{% for i in letters %}<p>{{ i|letter }}) {{ sentence }}.</p>{% endfor %}{% endfor %}
<table class="grid"><colgroup><col class="w10"><col class="w60"><col></colgroup>
<thead><tr><th scope="col">TT</th><th scope="col">Chỉ tiêu</th><th scope="col">Mức</th></tr></thead>
<tbody>{% for i in rows %}<tr><td class="mid">{{ i }}</td>
<td>Tỷ lệ lao động qua đào tạo của tỉnh</td>
<td class="num">87,5</td></tr>{% endfor %}</tbody></table>
<p>{{ sentence|end_mark }}</p>{% endblock %}
{% block annexes %}
{% for annex in annexes %}
<section class="annex{% if annex.number == 2 %} landscape{% endif %}">
{% include "documents/annex.html" %}
<table class="grid"><thead><tr><th scope="col">TT</th><th scope="col">Chỉ tiêu</th></tr></thead>
<tbody>{% for i in rows %}<tr><td>{{ i }}</td><td>Nội dung</td></tr>{% endfor %}</tbody></table>
</section>{% endfor %}{% endblock %}"""


def letterhead(**changes):
    given = {
        "issuer": "Ủy ban nhân dân tỉnh Phú Thọ",
        "symbol": "KH-UBND",
        "place": "Phú Thọ",
        "number": "05/KH-UBND",
        "date": datetime.date(2024, 1, 5),
    }
    return official.Letterhead(**given | changes)


def context(rows=60, **changes):
    head = letterhead()
    given = {
        "letterhead": head,
        "heading": official.Heading(
            "KH", "Phát động phong trào thi đua năm 2024 trên địa bàn tỉnh"
        ),
        "bases": ("Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Nghị quyết của Tỉnh ủy."),
        "signature": official.Signature(
            "Phó Chủ tịch", "Nguyễn Thanh Hải", ("TM. Ủy ban nhân dân", "KT. Chủ tịch")
        ),
        "recipients": official.Recipients(("Các sở, ban, ngành", "UBND các xã;"), "VT, NV"),
        "sentence": SENTENCE,
        "sections": ["Mục đích, yêu cầu", "Nội dung", "Tổ chức thực hiện"],
        "letters": range(1, 9),
        "rows": range(1, rows + 1),
        "annexes": [
            official.Annex("Danh mục chỉ tiêu", 1, "Kế hoạch", head),
            official.Annex("Biểu tổng hợp", 2, "Kế hoạch", head),
            official.Annex("Phân công", 3, "Kế hoạch", head),
        ],
    }
    return given | changes


def html(**changes):
    template = engines["django"].from_string(BODY)
    return template.render(context(**changes) | {"style_sheet": official.style_sheet()})


def pdf_bytes(text=b"noi dung"):
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n" + text + b"\n%%EOF\n"


def png_bytes(width=2, height=2):
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
        + chunk(b"IEND", b"")
    )


def jpg_bytes(width=2, height=2):
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + app0 + frame + b"\xff\xd9"


def office_bytes(kind="docx", parts=(), main=None):
    """A zip with the content types of an office file; `parts` are (name, bytes) more."""
    main = main or kinds.MAIN_PARTS[kind]
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/main.xml" ContentType="{main}"/>'
        "</Types>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("main.xml", "<main/>")
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


CONTENTS = {
    "pdf": pdf_bytes(),
    "png": png_bytes(),
    "jpg": jpg_bytes(),
    "docx": office_bytes("docx"),
    "xlsx": office_bytes("xlsx"),
}


def upload(name="bao-cao.pdf", data=None):
    if data is None:
        data = CONTENTS[kinds.EXTENSIONS[name.rpartition(".")[2].lower()]]
    return SimpleUploadedFile(name, data)
