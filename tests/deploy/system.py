"""Run in a process of its own by test_backup: fills a system, or tells what is in it."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

import audit  # noqa: E402
from audit.models import Event  # noqa: E402
from documents.models import Attachment, Document  # noqa: E402
from tests.accounts.factories import PASSWORD, make_user  # noqa: E402
from tests.documents.factories import make_attachment, make_document  # noqa: E402


def fill():
    user = make_user(username="can.bo", full_name="Nguyễn Văn Ấ")
    attachment = make_attachment(by=user)
    make_document(by=user)
    for _number in range(3):
        with audit.deed(by=user) as event:
            event(attachment, "touch", note="ghi chú")
    settings.DATA_DIR.joinpath("filled").touch()


def tell():
    browser = Client(SERVER_NAME="localhost")
    answer = browser.post(reverse("account_login"), {"login": "can.bo", "password": PASSWORD})
    page = browser.get(reverse("accounts:profile"))
    facts = {
        "signed in": answer.status_code,
        "own page": [page.status_code, "Nguyễn Văn Ấ" in page.content.decode()],
        "events": list(Event.objects.values_list("seq", "hash")),
        "files": [
            [row.sha256, len(row.file.read())]
            for model in (Attachment, Document)
            for row in model.objects.order_by("pk")
        ],
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    {"fill": fill, "tell": tell}[sys.argv[1]]()
