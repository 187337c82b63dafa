"""What is refused before the body of a request is read."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

from accounts import sessions
from tests.accounts.factories import PASSWORD, make_user
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db
BOUNDARY = "mot-ranh-gioi"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FILE_HEAD = 'Content-Disposition: form-data; name="file"; filename="to-trinh.pdf"'


class Body(io.RawIOBase):
    """A form of `size` bytes with one file; remembers how much of it was read."""

    def __init__(self, size):
        head, foot = f"--{BOUNDARY}\r\n{FILE_HEAD}\r\n\r\n", f"\r\n--{BOUNDARY}--\r\n"
        self.data = io.BytesIO(
            head.encode() + b"x" * (size - len(head) - len(foot)) + foot.encode()
        )
        self.was_read = 0

    def read(self, size=-1):
        chunk = self.data.read(size)
        self.was_read += len(chunk)
        return chunk


def send(client, page, size):
    body = Body(size)
    sent = {"wsgi.input": body, "CONTENT_LENGTH": str(size), "CONTENT_TYPE": MULTIPART}
    return client.generic("POST", page, **sent), body.was_read


@pytest.fixture
def stored(monkeypatch):
    """Names of the files for which a temporary file was made."""
    made = []
    new_file = TemporaryFileUploadHandler.new_file

    def noted(self, *args, **kwargs):
        made.append(args[1])
        return new_file(self, *args, **kwargs)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", noted)
    return made


@pytest.fixture
def page():
    return reverse("units:household_create")


def test_a_stranger_is_sent_to_sign_in_before_anything_is_read(client, page, stored):
    response, was_read = send(client, page, 30 * 2**20)
    assert (response.status_code, was_read, stored) == (302, 0, [])
    assert response.url.startswith(reverse("account_login"))


def test_a_stranger_uploads_nothing_by_the_pages_open_to_him(client, stored):
    response, was_read = send(client, reverse("account_login"), 30 * 2**20)
    assert (response.status_code, was_read) == (413, 0)
    response, was_read = send(client, reverse("account_login"), 4_000_000)
    assert (response.status_code, stored) == (200, [])


def test_whoever_is_signed_in_uploads(client, page, stored):
    client.force_login(make_user(unit=make_unit()))
    response, was_read = send(client, page, 3_000_000)
    assert (response.status_code, was_read, stored) == (422, 3_000_000, ["to-trinh.pdf"])


def test_more_than_the_limit_is_refused_unread_with_what_to_do(client, page, settings):
    settings.ATTACHMENT_REQUEST_BYTES = 2**20
    client.force_login(make_user(unit=make_unit(), language="en"))
    response, was_read = send(client, page, 2**20 + 1)
    assert (response.status_code, was_read) == (413, 0)
    assert "at most 1 MB" in response.content.decode()
    assert send(client, page, 2**20)[0].status_code == 422


def test_a_form_without_files_has_the_smaller_limit(client, page, settings):
    client.force_login(make_user(unit=make_unit()))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    kind = "application/x-www-form-urlencoded"
    assert client.post(page, "head_name=" + "x" * 991, content_type=kind).status_code == 413
    assert client.post(page, "head_name=" + "x" * 990, content_type=kind).status_code == 422


def test_of_a_session_that_has_run_out_text_and_names_of_files_are_kept(client, page, stored):
    user = make_user(username="nguyen.an", unit=make_unit())
    with time_machine.travel("2024-07-10 08:00+07:00", tick=False) as clock:
        client.force_login(user)
        clock.shift(40 * 60)
        file = SimpleUploadedFile("to-trinh.pdf", b"x" * 3_000_000)
        client.post(page, {"head_name": "Lê Văn Sáu", "file": file})
        assert client.session[sessions.TYPED]["files"] == ["to-trinh.pdf"]
        assert stored == []
        client.post(reverse("account_login"), {"login": "nguyen.an", "password": PASSWORD})
        assert client.get(reverse("accounts:typed_again")).status_code == 200


def test_at_most_twenty_files_fields_left_empty_not_counted(client, page):
    client.force_login(make_user(unit=make_unit(), language="en"))
    files = [SimpleUploadedFile(f"{number}.pdf", b"x") for number in range(21)]
    refused = client.post(page, {"file": files})
    assert refused.status_code == 413
    assert "at most 60 MB and 20 files" in refused.content.decode()
    assert client.post(page, {"file": files[:20]}).status_code == 422
    empty = f"--{BOUNDARY}\r\n{FILE_HEAD.replace('to-trinh.pdf', '')}\r\n\r\n\r\n" * 60
    sent = f"{empty}--{BOUNDARY}--\r\n".encode()
    assert client.post(page, sent, content_type=MULTIPART).status_code == 422
