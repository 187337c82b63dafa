"""Numbers and printed documents are only ever added."""

import datetime
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction

from documents.models import Document, Number, Series
from tests.audit.guarding import guarded
from tests.documents import factories

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_a_number_given_stays_given():
    series = Series.objects.create(unit=factories.make_office(), kind="KH", year=2024)
    with guarded("documents_number"):
        number = Number.objects.create(
            series=series,
            value=1,
            symbol="KH-UBND",
            on=datetime.date(2024, 1, 5),
            subject_type="x.y",
            subject_id=1,
        )
        refused(number.delete)
        refused(lambda: Number.objects.update(value=2))


def test_a_printed_document_stays_as_it_was():
    with guarded("documents_document"):
        document = factories.make_document()
        refused(document.delete)
        refused(lambda: Document.objects.update(sha256="0" * 64))


def test_the_migration_guards_both_tables():
    assert len(import_module("documents.migrations.0002_guard").Migration.operations) == 2
