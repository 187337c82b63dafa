"""Keep the Vietnamese catalogue: `make messages` extracts the msgids in use and compiles.

New msgids come in without a translation, which tests/test_translations.py then asks for; those
no longer used go. `--compile` only compiles. Sentences of libraries (allauth has no Vietnamese)
stand in locale/libraries by hand.
"""

import ast
import io
import re
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "locale/vi/LC_MESSAGES/django.po"
LIBRARIES = ROOT / "locale/libraries/vi/LC_MESSAGES/django.po"
PAPER = ROOT / "templates/documents"  # official documents are Vietnamese themselves
LEFT_OUT = {".venv", "var", "staticfiles", "tests", "bench", "scripts", "docs", "node_modules"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources():
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and path.is_file():
            parts = path.relative_to(ROOT).parts
            if parts[0] in LEFT_OUT or "migrations" in parts:
                continue
            if path.suffix == ".py" or (parts[0] == "templates" and PAPER not in path.parents):
                yield path


LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\((({LITERAL})(?:\s*,\s*{LITERAL})*)", re.DOTALL)


def calls(path):
    """(function, arguments) of each translated string of a module or a template."""
    text = path.read_text()
    if path.suffix == ".py":
        source = io.BytesIO(text.encode())
        for _line, function, arguments, _comments in extract_python(
            source, list(KEYWORDS), [], {"encoding": "utf-8"}
        ):
            yield function, arguments if isinstance(arguments, tuple) else (arguments,)
    else:
        for call in CALL.finditer(templatize(text, origin=str(path))):
            yield call[1], ast.literal_eval(f"({call[2]},)")


def extracted() -> dict[tuple[str, str, str], list[str]]:
    """(context, msgid, plural) of every translatable string, with the files it is in."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path in sources():
        for function, arguments in calls(path):
            key = as_key(function, arguments)
            if key is not None:
                places = found.setdefault(key, [])
                place = str(path.relative_to(ROOT))
                if place not in places:
                    places.append(place)
    return found


def as_key(function, arguments):
    shape = KEYWORDS[function] or (1,)
    context = ""
    words = []
    for position in shape:
        index, is_context = (
            (position[0], True) if isinstance(position, tuple) else (position, False)
        )
        word = arguments[index - 1] if len(arguments) >= index else None
        if word is None:  # not a literal: there is nothing to extract
            return None
        if is_context:
            context = word
        else:
            words.append(word)
    return context, words[0], words[1] if len(words) > 1 else ""


def renew():
    """Rewrite the catalogue with what is in use now, keeping translations."""
    before = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(OURS))}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "vi",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for (context, msgid, plural), places in sorted(extracted().items()):
        old = before.get((context, msgid))
        entry = polib.POEntry(
            msgid=msgid, msgctxt=context or None, occurrences=[(p, "") for p in places]
        )
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = {0: (old.msgstr_plural.get(0, "") or old.msgstr) if old else ""}
        else:
            entry.msgstr = (old.msgstr or old.msgstr_plural.get(0, "")) if old else ""
        catalogue.append(entry)
    catalogue.save(str(OURS))
    missing = [e.msgid for e in catalogue if not e.translated()]
    print(f"{len(catalogue)} msgids, {len(missing)} without Vietnamese", *missing, sep="\n  ")


def compile_catalogues():
    for source in (OURS, LIBRARIES):
        target = source.with_suffix(".mo")
        if source.exists() and not (
            target.exists() and target.stat().st_mtime >= source.stat().st_mtime
        ):
            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    if "--compile" not in sys.argv:
        renew()
    compile_catalogues()
