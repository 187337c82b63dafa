"""What no template may hold: inline style or script, unescaped text, an include without `only`."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").rglob("*.html"))
APPS = [
    "vietnamese spreadsheets audit jobs units accounts documents campaigns targets clusters awards",
    "plans reports config",
]
CODE = sorted(
    path for app in " ".join(APPS).split() for path in (ROOT / app).rglob("*.py") if path.is_file()
)
# Paper is laid out by its own style sheet, inlined, and never reaches a browser.
PAPER = "templates/documents/"

FORBIDDEN = {
    "style attribute": re.compile(r"""\sstyle\s*=\s*["']"""),
    "event attribute": re.compile(r"""<[^>%{]*\son[a-z]+\s*=\s*["']"""),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "style element": re.compile(r"<style"),
    "unescaped text": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|mark_safe"),
    "foreign host": re.compile(r"""(?:src|href|action)=["'](?:https?:)?//"""),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
ON_PAPER_TOO = ("event attribute", "inline script", "unescaped text", "javascript address")


def name_of(path):
    return str(path.relative_to(ROOT))


def findings(text, rules):
    return [rule for rule in rules if FORBIDDEN[rule].search(text)]


def test_no_template_breaks_the_content_security_policy():
    broken = {}
    for path in TEMPLATES:
        rules = ON_PAPER_TOO if name_of(path).startswith(PAPER) else FORBIDDEN
        if found := findings(path.read_text(), rules):
            broken[name_of(path)] = found
    assert broken == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<p style="color: red">', "style attribute"),
        ('<a href="#" onclick="go()">', "event attribute"),
        ("<script>go()</script>", "inline script"),
        ("<style>p {}</style>", "style element"),
        ("{{ note|safe }}", "unescaped text"),
        ("{% autoescape off %}", "unescaped text"),
        ('<img src="https://example.org/a.png">', "foreign host"),
        ('<a href="javascript:go()">', "javascript address"),
    ],
)
def test_the_search_finds_what_is_forbidden(text, rule):
    assert findings(text, FORBIDDEN) == [rule]


def test_no_code_marks_text_as_safe():
    word = re.compile(r"\bmark_safe\b|\bSafeString\b|\bhtml_safe\b|\bSafeData\b")
    assert [name_of(path) for path in CODE if word.search(path.read_text())] == []


def test_components_begin_with_their_signature():
    signature = re.compile(r"\A(\{% extends [^%]+%\}\s*)?\{% comment %\}")
    assert [name_of(p) for p in COMPONENTS if not signature.match(p.read_text())] == []


def test_components_are_included_with_only():
    """The header is the one part that reads the context of every page."""
    include = re.compile(r"\{%\s*include\s+\"(components/[^\"]+)\"([^%]*)%\}")
    open_ones = [
        (name_of(path), part)
        for path in TEMPLATES
        for part, rest in include.findall(
            re.sub(r"(?s)\{% comment %\}.*?\{% endcomment %\}", "", path.read_text())
        )
        if not rest.rstrip().endswith("only")
        and part not in ("components/header.html", "components/htmx.html")
    ]
    assert open_ones == []


def test_included_parts_that_post_are_given_the_token():
    """An `only` include loses the token of the session; forgetting it breaks the button."""
    posting = re.compile(r"\{%\s*include\s+\"components/(?:form|job|next)\.html\"([^%]*)%\}")
    assert [
        name_of(path)
        for path in TEMPLATES
        for rest in posting.findall(path.read_text())
        if "csrf_token=csrf_token" not in rest
    ] == []


@pytest.mark.slow
def test_every_template_compiles():
    for path in TEMPLATES:
        get_template(str(path.relative_to(ROOT / "templates")))
