import datetime

from accounts.roles import Role
from documents import files
from documents.models import Attachment, Document
from tests.accounts.factories import make_user
from tests.documents import samples
from tests.units.factories import make_unit
from units.models import Unit


def make_office(code="phu-tho", name="Ủy ban nhân dân tỉnh Phú Thọ"):
    """The one office of that code: rows of one test belong together."""
    return Unit.objects.filter(code=code).first() or make_unit(name, code=code)


def make_officer(username="can.bo", unit=None, role=Role.OFFICER):
    return make_user(role, unit or make_office(), username=username)


def make_attachment(*, by=None, unit=None, name="bao-cao.pdf"):
    unit = unit or make_office()
    kept = files.keep(samples.upload(name))
    return Attachment.objects.create(
        name=kept.name,
        kind=kept.kind,
        size=kept.size,
        sha256=kept.sha256,
        file=kept.path,
        unit=unit,
        uploaded_by=by or make_officer(unit=unit),
    )


def make_document(*, unit=None, by=None, **changes):
    kept = files.keep_pdf(samples.pdf_bytes())
    given = {
        "kind": "KH",
        "number": "05/KH-UBND",
        "symbol": "KH-UBND",
        "date": datetime.date(2024, 1, 5),
        "title": "Phát động phong trào thi đua",
    }
    return Document.objects.create(
        unit=unit or make_office(),
        file=kept.path,
        size=kept.size,
        sha256=kept.sha256,
        made_by=by,
        **given | changes,
    )
