import errno
import hashlib
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from documents import files
from tests.documents import samples


def test_a_file_is_kept_whole_under_a_name_of_our_own():
    kept = files.keep(samples.upload("Báo cáo.pdf"))
    data = samples.CONTENTS["pdf"]
    path = Path(settings.MEDIA_ROOT) / kept.path
    assert (kept.name, kept.kind, kept.size) == ("Báo cáo.pdf", "pdf", len(data))
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert path.read_bytes() == data
    assert "Báo" not in kept.path and kept.path.startswith("attachments/")
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert os.stat(path).st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\Báo cáo.PDF", "Báo cáo.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("...pdf", "pdf"),
        ("   .pdf", "pdf"),
        ("e\u0302.pdf", "ê.pdf"),
    ],
)
def test_names_are_cleaned(given, cleaned):
    assert files.clean_name(given) == cleaned


def test_long_names_keep_their_ending():
    name = files.clean_name("ă" * 400 + ".docx")
    assert len(name) == files.NAME_LENGTH and name.endswith("ă.docx")


def test_a_file_over_the_limit_is_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 10
    with pytest.raises(ValidationError) as caught:
        files.keep(samples.upload())
    assert caught.value.code == "size"


def test_a_refused_file_leaves_nothing():
    with pytest.raises(ValidationError):
        files.keep(samples.upload("a.pdf", b"no pdf"))
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_full_disk_leaves_nothing_and_says_so(monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValidationError) as caught:
        files.keep(samples.upload())
    assert caught.value.code == "storage"
    assert [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()] == []


def test_a_token_leads_back_to_the_kept_file():
    kept = files.keep(samples.upload())
    assert files.from_token(kept.token) == kept


def test_a_forged_or_old_token_leads_nowhere(monkeypatch):
    kept = files.keep(samples.upload())
    assert files.from_token(kept.token[:-2] + "xx") is None
    monkeypatch.setattr(files, "TOKEN_AGE", -1)
    assert files.from_token(kept.token) is None


def test_a_token_of_a_file_that_is_gone_leads_nowhere():
    kept = files.keep(samples.upload())
    (Path(settings.MEDIA_ROOT) / kept.path).unlink()
    assert files.from_token(kept.token) is None
