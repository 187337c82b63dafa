import datetime

from accounts.models import Appointment, User
from accounts.roles import Role
from documents import files
from documents.models import Attachment, Document
from tests.documents import samples
from units.models import Unit


def make_office(code="phu-tho", name="Ủy ban nhân dân tỉnh Phú Thọ"):
    return Unit.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_officer(username="can.bo", unit=None, role=Role.OFFICER):
    user = User.objects.create_user(username, f"Cán bộ {username}", "mat-khau-dai-1")
    Appointment.objects.create(
        user=user, role=role, unit=unit or make_office(), valid_from=datetime.date(2020, 1, 1)
    )
    return user


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
