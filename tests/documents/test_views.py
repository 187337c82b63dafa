import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Appointment, Nobody
from documents import access
from documents.models import Attachment, Document
from tests.documents import factories, samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.make_officer()


@pytest.fixture
def stranger():
    return factories.make_officer("nguoi.la", factories.make_office("bac-ninh", "Tỉnh Bắc Ninh"))


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(access, "_registered", {access.ATTACHMENT: [], access.DOCUMENT: []})


def get(client, user, row):
    client.force_login(user)
    response = client.get(row.get_absolute_url())
    response.body = b"".join(response)
    return response


def test_download_of_an_own_upload(client, officer):
    row = factories.make_attachment(by=officer, name="Báo cáo năm.pdf")
    response = get(client, officer, row)
    assert response.status_code == 200
    assert response.body == samples.CONTENTS["pdf"]
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20n%C4%83m.pdf"
    )


@pytest.mark.parametrize("kind", ["png", "docx", "xlsx"])
def test_the_type_is_that_of_the_content(client, officer, kind):
    response = get(client, officer, factories.make_attachment(by=officer, name=f"a.{kind}"))
    assert response["Content-Type"].startswith(("image/png", "application/vnd.openxmlformats"))
    assert response["Content-Disposition"] == f'attachment; filename="a.{kind}"'


def test_others_get_404(client, officer, stranger):
    assert get(client, stranger, factories.make_attachment(by=officer)).status_code == 404
    assert get(client, stranger, factories.make_document(by=officer)).status_code == 404


def test_a_colleague_sees_nothing_that_no_app_shows(client, officer, registry):
    colleague = factories.make_officer("dong.nghiep")
    assert get(client, colleague, factories.make_attachment(by=officer)).status_code == 404


def test_visitors_are_sent_to_sign_in(client, officer):
    response = client.get(factories.make_attachment(by=officer).get_absolute_url())
    assert response.status_code == 302


def test_what_an_owning_app_shows_is_downloadable(client, officer, stranger, registry):
    row, hidden = factories.make_attachment(by=officer), factories.make_attachment(by=officer)
    access.register(lambda user: Attachment.objects.filter(pk=row.pk).values("pk"))
    response = get(client, stranger, row)
    assert response.status_code == 200
    assert get(client, stranger, hidden).status_code == 404


def test_documents_have_their_own_register(client, officer, stranger, registry):
    row = factories.make_document(by=officer)
    access.register(lambda user: Document.objects.all().values("pk"), to=access.DOCUMENT)
    response = get(client, stranger, row)
    assert response["Content-Disposition"] == 'attachment; filename="05-KH-UBND.pdf"'
    assert get(client, stranger, factories.make_attachment(by=officer)).status_code == 404


def test_a_draft_has_a_plain_name(client, officer):
    row = factories.make_document(by=officer, number="", date=None)
    response = get(client, officer, row)
    assert response["Content-Disposition"] == f'attachment; filename="KH-UBND-{row.pk}.pdf"'


def test_an_ended_appointment_ends_the_view(client, officer):
    row = factories.make_attachment(by=officer)
    Appointment.objects.filter(user=officer).update(valid_to=datetime.date(2020, 2, 1))
    assert get(client, officer, row).status_code == 404


def test_only_reading(client, officer):
    row = factories.make_attachment(by=officer)
    client.force_login(officer)
    assert client.post(row.get_absolute_url()).status_code == 405


def test_a_missing_file_is_404_and_logged(client, officer, caplog):
    row = factories.make_attachment(by=officer)
    (Path(settings.MEDIA_ROOT) / row.file.name).unlink()
    assert get(client, officer, row).status_code == 404
    assert f"documents.attachment {row.pk} is missing" in caplog.text


def test_nobody_sees_nothing(officer, registry):
    factories.make_attachment(by=officer)
    factories.make_document()
    assert not Attachment.objects.visible_to(Nobody()).exists()
    assert not Document.objects.visible_to(Nobody()).exists()


def test_addresses():
    assert reverse("documents:attachment", args=[7]) == "/documents/attachments/7/"
    assert reverse("documents:document", args=[7]) == "/documents/7/"
