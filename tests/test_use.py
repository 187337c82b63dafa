"""The guides of docs/use name buttons and pages by the words that stand on them."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from scripts.messages import OURS

USE = Path(settings.BASE_DIR) / "docs" / "use"
LABEL = re.compile(r"\*\*([^*]+)\*\*")
GUIDES = sorted(page.name for page in USE.glob("*.md"))


def labels_of(name):
    return {" ".join(label.split()) for label in LABEL.findall((USE / name).read_text())}


def shown():
    """Everything the pages say, with "..." for what they fill in."""
    words = [e.msgstr or e.msgstr_plural.get(0, "") for e in polib.pofile(str(OURS))]
    return {re.sub(r"%\(\w+\)[sd]", "...", text).rstrip(":").lower() for text in words}


def test_there_is_a_guide_for_each_role():
    assert {"README.md", "secretariat.md", "unit.md", "leader.md", "administrator.md"} <= set(
        GUIDES
    )


@pytest.mark.parametrize("name", GUIDES)
def test_every_bold_label_stands_on_a_page(name):
    assert {label for label in labels_of(name) if label.lower() not in shown()} == set()
