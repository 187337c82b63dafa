"""Every string a person sees is there in Vietnamese, whole, and with the same placeholders."""

import re

import polib
import pytest

from scripts.messages import LIBRARIES, OURS, extracted

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue():
    return {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(OURS))}


def vietnamese(entry):
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def test_every_msgid_has_its_vietnamese(catalogue):
    missing = [
        f"{msgid} ({', '.join(places)})"
        for (context, msgid, _plural), places in extracted().items()
        if (context, msgid) not in catalogue or not vietnamese(catalogue[context, msgid])
    ]
    assert missing == []


def test_nothing_is_left_over(catalogue):
    """A msgid that no code uses any more hides the one that replaced it."""
    used = {(context, msgid) for context, msgid, _plural in extracted()}
    assert sorted(set(catalogue) - used) == []


@pytest.mark.parametrize("path", [OURS, LIBRARIES], ids=["ours", "libraries"])
def test_nothing_is_fuzzy_and_placeholders_agree(path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.fuzzy
        or not set(PLACEHOLDER.findall(vietnamese(entry)))
        <= set(PLACEHOLDER.findall(entry.msgid) + PLACEHOLDER.findall(entry.msgid_plural))
        or (
            not entry.msgid_plural
            and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))
        )
    ]
    assert wrong == []
