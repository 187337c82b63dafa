"""Keep the Vietnamese catalogue: extract the msgids of code and templates, and compile.

`make messages` extracts and compiles; `--compile` only compiles, where the .po is newer than the .mo.
"""

import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale/vi/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
IGNORED = ["tests/*", ".venv/*", "var/*", "staticfiles/*", "bench/*", "docs/*"]


def extract():
    command = [sys.executable, "manage.py", "makemessages", "-l", "vi", "--no-obsolete", "--add-location", "file"]
    for pattern in IGNORED:
        command += ["-i", pattern]
    subprocess.run(command, cwd=ROOT, check=True)


def compile_catalogue():
    if MO.exists() and MO.stat().st_mtime >= PO.stat().st_mtime:
        return
    with PO.open("rb") as source:
        catalogue = read_po(source, locale="vi")
    with MO.open("wb") as target:
        write_mo(target, catalogue)


if __name__ == "__main__":
    if "--compile" not in sys.argv:
        extract()
    compile_catalogue()
