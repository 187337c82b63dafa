"""The parts a document is built of: numbered headings, paragraphs, tables, pictures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from documents import charts, official

Data = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """`width` in per cent, one of the classes of official.css; `kind`: num, mid, viz."""

    label: str
    width: int
    kind: str = ""


@dataclass(frozen=True)
class Cell:
    text: str
    kind: str = ""
    label: str = ""  # of its column, for narrow screens
    chart: charts.Bullet | None = None


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    group: str = ""  # a heading over the whole width; then there are no cells
    total: bool = False


@dataclass(frozen=True)
class Table:
    """`basis`: period and cut-off, said below the caption."""

    caption: str
    basis: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def bodies(self) -> list[tuple["Row", ...]]:
        """The rows in bodies that a page may not break: a heading stands with the row it heads,
        a total with the row above it."""
        found: list[tuple[Row, ...]] = []
        rows = list(self.rows)
        while rows:
            size = 1
            while size < len(rows) and rows[size - 1].group:
                size += 1
            if rows[size:] and rows[size].total:
                size += 1
            found.append(tuple(rows[:size]))
            del rows[:size]
        return found


@dataclass(frozen=True)
class Block:
    """`tag`: h2, h3, p, dash or table. `key` names a heading for the outline."""

    tag: str
    text: str = ""
    mark: str = ""
    key: str = ""
    table: Table | None = None

    @property
    def words(self) -> str:
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass
class Body:
    """Collects blocks and numbers headings and tables."""

    basis: str  # what stands below the caption of each table: period and cut-off
    blocks: list[Block] = field(default_factory=list)
    section: int = 0
    part: int = 0
    tables: int = 0

    def head(self, text: str) -> None:
        self.section, self.part = self.section + 1, 0
        mark = f"{official.roman(self.section)}."
        self.blocks.append(Block("h2", text, mark, key=f"m{self.section}"))

    def sub(self, text: str) -> None:
        self.part += 1
        key = f"m{self.section}-{self.part}"
        self.blocks.append(Block("h3", text, f"{self.part}.", key=key))

    def say(self, *sentences: str) -> None:
        text = " ".join(sentence for sentence in sentences if sentence)
        if text:
            self.blocks.append(Block("p", text))

    def list(self, texts: list[str]) -> None:
        self.blocks += [Block("dash", text, "-") for text in official.joined_lines(texts)]

    def table(self, caption: str, columns: tuple[Column, ...], rows: Sequence) -> None:
        self.tables += 1
        words = f"Bảng {self.tables}. {caption}"
        self.blocks.append(Block("table", table=table(words, self.basis, columns, rows)))


def table(caption: str, basis: str, columns: tuple[Column, ...], rows: Sequence) -> Table:
    """`rows`: sequences of texts or bullets, or Rows; a text alone is a heading of rows."""
    return Table(caption, basis, columns, tuple(row_of(row, columns) for row in rows))


def row_of(row, columns) -> Row:
    if isinstance(row, Row):
        return row
    if isinstance(row, str):
        return Row((), group=row)
    cells = []
    for value, column in zip(row, columns, strict=True):
        chart = value if isinstance(value, charts.Bullet) else None
        text = "" if chart else str(value)
        cells.append(Cell(text, column.kind, column.label, chart))
    return Row(tuple(cells))
