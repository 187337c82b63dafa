import io
import re
import time
from html import unescape
from pathlib import Path

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.datastructures import MultiValueDict

from documents import files
from documents.forms import AttachmentsField
from documents.uploads import LimitHandler, TooLarge
from tests.documents import samples


class AnswerForm(forms.Form):
    text = forms.CharField()
    files = AttachmentsField(required=False, max_files=3)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def answer(*uploads, kept=(), text="Đã làm"):
    data = MultiValueDict({"text": [text], "files-kept": list(kept)})
    return AnswerForm(data, MultiValueDict({"files": list(uploads)}))


def tokens(form):
    html = render_crispy_form(form)
    return [unescape(token) for token in re.findall(r'name="files-kept" value="([^"]+)"', html)]


def stored_files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_several_files_are_cleaned_to_kept_ones():
    form = answer(samples.upload("a.pdf"), samples.upload("b.docx"))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.docx"]
    assert len(stored_files()) == 2


def test_no_file_is_an_empty_list():
    form = answer()
    assert form.is_valid() and form.cleaned_data["files"] == []


def test_required():
    field = AttachmentsField()
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(field.widget.value_from_datadict({}, MultiValueDict(), "files"))
    assert caught.value.code == "required"


def test_each_wrong_file_is_named():
    form = answer(samples.upload("a.pdf", b"MZ"), samples.upload("b.exe", b"MZ"))
    messages = form.errors["files"]
    assert len(messages) == 2
    assert "a.pdf" in messages[0] and "b.exe" in messages[1]


def test_too_many_files_are_refused_before_one_is_read():
    form = answer(*[samples.upload(f"{n}.pdf") for n in range(4)])
    assert [error.code for error in form.errors["files"].as_data()] == ["count"]
    assert stored_files() == []


def test_right_files_stay_chosen_when_the_form_comes_back():
    form = answer(samples.upload("a.pdf"), samples.upload("b.pdf", b"x"), text="")
    assert set(form.errors) == {"text", "files"}
    carried = tokens(form)
    assert [files.from_token(token).name for token in carried] == ["a.pdf"]
    again = answer(samples.upload("c.png"), kept=carried)
    assert again.is_valid()
    assert [file.name for file in again.cleaned_data["files"]] == ["a.pdf", "c.png"]
    assert len(stored_files()) == 2


def test_what_was_carried_once_is_carried_again():
    first = tokens(answer(samples.upload("a.pdf"), text=""))
    assert tokens(answer(kept=first, text="")) == first


def test_a_carried_token_does_not_grow_younger(monkeypatch):
    first = tokens(answer(samples.upload("a.pdf"), text=""))
    later = time.time() + 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert tokens(answer(kept=first, text="")) == first


def test_a_forged_token_is_an_error():
    form = answer(kept=["forged"])
    assert [error.code for error in form.errors["files"].as_data()] == ["gone"]
    assert tokens(form) == []


def test_rendering_names_the_kinds_and_takes_several():
    html = render_crispy_form(AnswerForm())
    assert 'accept=".pdf,.docx,.xlsx,.png,.jpg,.jpeg"' in html
    assert " multiple" in html and 'type="file"' in html and "20 MB" in html
    assert AnswerForm().is_multipart()


def test_a_single_file():
    class One(forms.Form):
        file = AttachmentsField(max_files=1)

    assert " multiple" not in str(One()["file"])


def test_a_name_cannot_break_out_of_the_page():
    form = answer(samples.upload('x"><script>.pdf'), text="")
    assert form.errors and "<script>" not in render_crispy_form(form)


# --- the upload handler ---------------------------------------------------------------------------


def sent(size, name="to.pdf"):
    upload = io.BytesIO(samples.pdf_bytes(b"0" * size))
    upload.name = name
    body = encode_multipart(BOUNDARY, {"text": "Đã làm", "files": upload})
    request = RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)
    request.upload_handlers = [
        LimitHandler(request),
        MemoryFileUploadHandler(request),
        TemporaryFileUploadHandler(request),
    ]
    return AnswerForm(request.POST, request.FILES)


def test_settings_name_the_handler_first():
    assert settings.FILE_UPLOAD_HANDLERS[0] == "documents.uploads.LimitHandler"


@pytest.mark.slow
def test_fifty_megabytes_get_a_plain_answer_and_nothing_typed_is_lost():
    form = sent(50 * 1024 * 1024)
    assert [error.code for error in form.errors["files"].as_data()] == ["size"]
    assert "to.pdf" in form.errors["files"][0] and "50 MB" in form.errors["files"][0]
    assert form["text"].value() == "Đã làm"
    assert isinstance(form.files["files"], TooLarge)
    assert stored_files() == []


def test_a_file_at_the_limit_passes_the_handler(settings):
    settings.ATTACHMENT_MAX_BYTES = len(samples.pdf_bytes(b"0" * 100))
    assert sent(100).is_valid()
    assert [error.code for error in sent(101).errors["files"].as_data()] == ["size"]
