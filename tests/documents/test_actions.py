import datetime
import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import audit
from audit.models import Event
from documents import actions, files
from documents.models import Attachment, Document
from tests.documents import factories, samples

pytestmark = pytest.mark.django_db


def stored(row):
    return (Path(settings.MEDIA_ROOT) / row.file.name).read_bytes()


@pytest.fixture
def officer():
    return factories.make_officer()


@pytest.mark.django_db(transaction=True)
def test_attach_makes_a_row_and_an_event(officer):
    with audit.deed(by=officer) as event:
        row = actions.attach(
            samples.upload("Báo cáo.pdf"), unit=factories.make_office(), by=officer, event=event
        )
    event = Event.objects.of(row).get()
    assert (row.name, row.kind, row.uploaded_by) == ("Báo cáo.pdf", "pdf", officer)
    assert (event.verb, event.facts["sha256"]) == ("attach", row.sha256)
    assert "Báo cáo" not in str(event.facts)
    assert stored(row) == samples.CONTENTS["pdf"]


@pytest.mark.django_db(transaction=True)
def test_attach_takes_what_the_form_kept(officer):
    kept = files.keep(samples.upload("a.png"))
    with audit.deed(by=officer) as event:
        row = actions.attach(kept, unit=factories.make_office(), by=officer, event=event)
    assert row.file.name == kept.path


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_makes_one_row(officer):
    kept, unit = files.keep(samples.upload()), factories.make_office()
    rows = []
    for _turn in range(2):
        with audit.deed(by=officer) as event:
            rows.append(actions.attach(kept, unit=unit, by=officer, event=event))
    assert rows[0] == rows[1]
    assert Event.objects.of(rows[0]).count() == 1
    other = factories.make_officer("khac")
    with pytest.raises(ValidationError) as caught, audit.deed(by=other) as event:
        actions.attach(kept, unit=unit, by=other, event=event)
    assert caught.value.code == "attached"


@pytest.mark.django_db(transaction=True)
def test_the_unit_has_a_quota(officer, settings):
    unit = factories.make_office()
    settings.ATTACHMENT_UNIT_BYTES = len(samples.CONTENTS["pdf"])
    with audit.deed(by=officer) as event:
        actions.attach(samples.upload(), unit=unit, by=officer, event=event)
    with pytest.raises(ValidationError) as caught, audit.deed(by=officer) as event:
        actions.attach(samples.upload(), unit=unit, by=officer, event=event)
    assert caught.value.code == "quota"
    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_store_keeps_the_printed_document(officer):
    with audit.deed(by=officer) as event:
        row = actions.store(
            event,
            unit=factories.make_office(),
            kind="KH",
            symbol="KH-UBND",
            title="Phát động phong trào",
            pdf=samples.pdf_bytes(b"x"),
            number="05/KH-UBND",
            date=datetime.date(2024, 1, 5),
        )
    assert str(row) == "05/KH-UBND Phát động phong trào"
    assert row.made_by == officer
    assert stored(row) == samples.pdf_bytes(b"x")
    assert Event.objects.of(row).get().facts["sha256"] == row.sha256


@pytest.mark.django_db(transaction=True)
def test_the_system_stores_a_draft():
    with audit.deed(by=None) as event:
        row = actions.store(
            event,
            unit=factories.make_office(),
            kind="BC",
            symbol="BC-UBND",
            title="Kết quả",
            pdf=files.keep_pdf(samples.pdf_bytes()),
        )
    assert (row.number, row.date, row.made_by) == ("", None, None)


def test_a_number_needs_a_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_document(date=None)


def test_only_old_files_without_a_row_are_swept(officer):
    row = factories.make_attachment(by=officer)
    document = factories.make_document()
    lost, fresh = files.keep(samples.upload()), files.keep(samples.upload())
    root = Path(settings.MEDIA_ROOT)
    partial = root / "attachments" / "ab" / f"{files.PARTIAL}x"
    partial.parent.mkdir(exist_ok=True)
    partial.write_bytes(b"x")
    old = time.time() - 2 * 24 * 3600
    for path in (row.file.name, document.file.name, lost.path, partial.relative_to(root)):
        os.utime(root / path, (old, old))
    assert actions.sweep_files() == 2
    left = {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}
    assert left == {row.file.name, document.file.name, fresh.path}


def test_sweeping_an_empty_storage():
    assert actions.sweep_files() == 0


def test_tokens_end_before_the_sweep():
    assert datetime.timedelta(seconds=files.TOKEN_AGE) < datetime.timedelta(days=1)


def test_documents_are_newest_first():
    old, new = factories.make_document(), factories.make_document()
    assert list(Document.objects.all()) == [new, old]
