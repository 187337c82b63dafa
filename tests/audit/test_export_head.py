import logging

import pytest

from audit.models import Event
from audit.tasks import export_head
from tests.audit.factories import make_events

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_head_goes_to_the_log_and_to_the_file(tmp_path, settings, caplog):
    settings.AUDIT_HEAD_FILE = str(tmp_path / "heads")
    make_events(2)
    last = Event.objects.get(seq=2)
    with caplog.at_level(logging.INFO, logger="audit"):
        export_head()
        export_head()
    lines = (tmp_path / "heads").read_text().splitlines()
    assert [line.split()[1] for line in lines] == [f"2:{last.hash}"] * 2
    assert f"head of the event chain 2:{last.hash}" in caplog.messages


def test_nothing_is_written_before_the_first_event(tmp_path, settings):
    settings.AUDIT_HEAD_FILE = str(tmp_path / "heads")
    export_head()
    assert not (tmp_path / "heads").exists()
