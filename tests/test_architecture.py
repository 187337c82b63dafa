"""The layers of docs/architecture.md: apps import only downwards. And what no template may hold."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [
    "vietnamese",
    "spreadsheets",
    "audit",
    "jobs",
    "units",
    "accounts",
    "documents",
    "campaigns",
    "targets",
    "awards",
    "plans",
    "reports",
    "demonstration",
    "config",
]


def imported_packages(path):
    """Top-level packages that a module imports, imports inside functions included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("rank", range(len(LAYERS)), ids=LAYERS)
def test_apps_import_only_downwards(rank):
    upward = [
        f"{path.relative_to(ROOT)} imports {package}"
        for path in (ROOT / LAYERS[rank]).rglob("*.py")
        for package in imported_packages(path)
        if package in LAYERS[rank + 1 :]
    ]
    assert upward == []


def test_every_app_is_a_layer():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps <= set(LAYERS)


UNSAFE = {
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "inline style": re.compile(r"\sstyle="),
    "inline event handler": re.compile(r"\son(click|load|change|submit|input)="),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_no_template_is_unsafe(name):
    """Rules 26 and 27: nothing unescaped, nothing that the content security policy would block."""
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if UNSAFE[name].search(path.read_text())
    ]
    assert found == []


def test_nothing_marks_text_as_safe():
    found = [
        str(path.relative_to(ROOT))
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
        if re.search(r"\bmark_safe\b|\bSafeString\b", path.read_text())
    ]
    assert found == []


# Draws from figures and colours alone; text never passes through it.
WRITES_MARKUP = {"documents/templatetags/charts.py"}


def test_no_markup_is_written_in_code():
    """Rule 26: it stands in templates, where the engine escapes what people typed."""
    found = {
        str(path.relative_to(ROOT))
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
        if re.search(r"\bformat_html|[\"'](?:<(?:a|b|td|tr|span|small)\b|</)", path.read_text())
    }
    assert found == WRITES_MARKUP
