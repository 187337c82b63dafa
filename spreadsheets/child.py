"""Reads one workbook inside a process of its own, with limits of memory and time.

Run by `spreadsheets.read` as a script, without the environment of the application: the file comes
on standard input, the limits as JSON in the first argument, the cells go to standard output as
JSON. Only the standard library and python-calamine are imported: it starts fast, knows no secret.
A refusal is {"refused": code, ...facts}; `read` puts it into words.
"""

import datetime
import io
import json
import posixpath
import re
import resource
import sys
import zipfile
import zlib
from xml.parsers import expat

CHUNK = 1 << 16
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
STRICT_RELATION_ID = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


class Refused(Exception):
    def __init__(self, code, **facts):
        super().__init__(code)
        self.answer = {"refused": code, **facts}


def main(limits):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    try:
        answer = read(sys.stdin.buffer.read(), limits)
    except Refused as refusal:
        answer = refusal.answer
    except MemoryError:
        answer = {"refused": "too_heavy"}
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError):
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout)


def read(content, limits):
    archive = zipfile.ZipFile(io.BytesIO(content))
    check_archive(archive, limits)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Refused("not_xlsx")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    surveys = {name: survey(archive, name, limits) for name in sorted(names) if is_xml(name)}
    return read_sheet(content, part_of_sheet(archive), surveys, limits)


def is_xml(name):
    return name.lower().endswith((".xml", ".rels", ".vml"))


def check_archive(archive, limits):
    """Number of entries, unpacked size and ratio as the directory states them; unpacks nothing."""
    entries = archive.infolist()
    if len(entries) > limits["entries"]:
        raise Refused("entries", limit=limits["entries"])
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused("broken")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits["unpacked"]:
        raise Refused("unpacked", limit=limits["unpacked"])
    if unpacked > 1_000_000 and unpacked > packed * limits["ratio"]:
        raise Refused("ratio")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("locked")


def survey(archive, name, limits):
    """Walks one XML part: refuses a DOCTYPE, counts the cells that exist, collects formulas."""
    found = Survey(limits)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    with archive.open(name) as part:
        first = part.read(CHUNK)
        if b"\0" in first[:64]:  # UTF-16 or UTF-32, where a DOCTYPE could hide from other readers
            raise Refused("broken")
        chunk = first
        while chunk:
            parser.Parse(chunk, False)
            chunk = part.read(CHUNK)
        parser.Parse(b"", True)
    return found


def refuse_doctype(*_declaration):
    raise Refused("doctype")


class Survey:
    def __init__(self, limits):
        self.limits = limits
        self.root = None
        self.row = self.column = self.cells = self.last_row = self.last_column = 0
        self.rows, self.formulas, self.errors, self.refusal = set(), {}, [], None
        self.here = self.kind = None  # position and type of the cell that is open
        self.formula = self.present = self.valued = self.inside = False

    def start(self, tag, attributes):
        tag = tag.rpartition(":")[2]
        if self.root is None:
            self.root = tag
        if self.root != "worksheet" or self.refusal:
            return
        if tag == "row":
            self.row, self.column = row_number(attributes.get("r"), self.row + 1), 0
        elif tag == "c":
            self.row, self.column = position(attributes.get("r"), self.row, self.column + 1)
            self.formula = self.present = self.valued = False
            self.here = (self.row, self.column)
            self.kind = attributes.get("t")
            if self.kind == "e":
                self.errors.append(self.here)
        elif self.here and tag in ("v", "is"):
            self.present = self.inside = True
            self.valued = self.kind == "str"  # a formula that gives an empty text has a value too
        elif self.here and tag == "f":
            self.formula = True

    def text(self, _text):
        if self.inside:
            self.valued, self.inside = True, False

    def end(self, tag):
        tag = tag.rpartition(":")[2]
        if tag == "v":
            self.inside = False
        if not self.here or tag != "c":
            return
        if self.formula:
            self.formulas[self.here] = self.valued
        if self.formula or self.present:
            self.refusal = self.count(*self.here)
        self.here, self.inside = None, False

    def count(self, row, column):
        self.cells += 1
        self.rows.add(row)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        limits = self.limits
        if len(self.rows) > limits["rows"]:
            return Refused("rows", limit=limits["rows"])
        if self.cells > limits["cells"]:
            return Refused("cells", limit=limits["cells"])
        if column > limits["columns"]:
            return Refused("columns", limit=limits["columns"], row=row, column=column)
        # The reader keeps everything between the outermost cells, so a far cell costs much.
        if self.last_row * self.last_column > limits["area"]:
            return Refused("far", row=row, column=column)
        return None


def row_number(text, default):
    if text is None:
        return default
    if not re.fullmatch("[0-9]{1,8}", text):
        raise Refused("broken")
    return int(text)


def position(ref, row, column):
    if ref is None:
        return row, column
    match = re.fullmatch("([A-Z]{1,4})([0-9]{1,8})", ref)
    if not match:
        raise Refused("broken")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return int(match[2]), number


def part_of_sheet(archive):
    """Sheet name -> the part of the archive that holds it."""
    targets, sheets = {}, {}
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        raise Refused("broken")

    def relation(tag, attributes):
        if tag.endswith("Relationship"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id")] = target.lstrip("/")

    def sheet(tag, attributes):
        if tag.rpartition(" ")[2] == "sheet":
            key = attributes.get(RELATION_ID) or attributes.get(STRICT_RELATION_ID)
            sheets[attributes.get("name")] = targets.get(key)

    for name, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = handler
        parser.Parse(archive.read(name), True)
    return sheets


def read_sheet(content, parts, surveys, limits):
    import python_calamine as calamine  # noqa: PLC0415  slow import, after the checks

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        name = choose(visible, limits["sheet"])
        found = surveys.get(parts.get(name))
        if found is None or found.root != "worksheet":
            raise Refused("broken")
        if found.refusal:
            raise found.refusal
        sheet = workbook.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=True)
    except calamine.CalamineError as error:
        raise Refused("broken") from error
    top, left = sheet.start or (0, 0)
    rows = [[number, cells(row, left)] for number, row in enumerate(values, top + 1)]
    return {
        "sheet": name,
        "sheets": visible,
        "rows": [row for row in rows if row[1]],
        "formulas": [[row, column, valued] for (row, column), valued in found.formulas.items()],
        "errors": found.errors,
    }


def choose(visible, wanted):
    if not visible:
        raise Refused("empty")
    if wanted is not None and wanted not in visible:
        raise Refused("no_sheet", sheet=wanted, sheets=visible)
    return visible[0] if wanted is None else wanted


def cells(row, left):
    return [[column, *plain(value)] for column, value in enumerate(row, left + 1) if value != ""]


def plain(value):
    """Kind and JSON value; numbers with the 15 digits that spreadsheet programs show."""
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, (int, float)):
        return "number", f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, datetime.datetime):
        return "datetime", value.isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat()
    return "text", str(value)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
