"""The tables of an HTML file as records: systems of town halls write them and call them ``.xls``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from catalog.findings import Finding, Findings, Location
from catalog.load.decoding import candidate_codecs, decode_strictly
from catalog.load.html_tags import Tag, read_tags
from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.grid import Budget, Grid
from catalog.load.workbooks.refusals import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, NotReadable, TooLarge
from catalog.model.records import CellRange, Records, TextFormat

MAX_BYTES = 30_000_000
MAX_DEPTH = 50
"""Tables within tables; what is deeper is text."""

MAX_TABLES = 1_000
MAX_SPAN = 1_000
"""Columns or rows that a cell may reach over; HTML itself allows no more columns."""

_LEAST = 2
"""Rows and columns that make a table: one row or column arranges a page."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_OLD_CODECS = {"euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp"}
_CELLS = frozenset(("td", "th"))
_BREAKS = frozenset(("br", "p", "div", "li"))
_SPACES = re.compile(r"[ \t\r\n\xa0]+")


@dataclass(frozen=True, slots=True)
class HtmlTables:
    """The tables of a page, and how it is written."""

    tables: tuple[Records, ...]
    text_format: TextFormat


def read_html_tables(data: bytes, path: str) -> tuple[HtmlTables | None, Findings]:
    """Return the tables of the HTML file in *data*, or nothing where it has none.

    Merged cells are ranges, as of a sheet, and only the first cell of each has a text. Tables of a single row or column
    aren't taken: they arrange a page.

    Arguments:
        data: The whole file.
        path: What findings call it.

    Codes: file-too-large, workbook-too-large.
    """
    if len(data) > MAX_BYTES:
        return None, (Finding("file-too-large", Location(path), {"limit": f"{MAX_BYTES // 1_000_000:,}"}),)
    codec, text = _decoded(data)
    if codec is None:
        return None, ()
    try:
        tables = _Page().read(text)
    except TooLarge:
        return None, (Finding("workbook-too-large", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
    except NotReadable:
        return None, ()
    return (HtmlTables(tables, TextFormat(codec, None, None)) if tables else None), ()


def _decoded(data: bytes) -> tuple[str | None, str]:
    """Return codec and text; an old codec of Japan only where the page says that it is written in it."""
    declared = _CHARSET.search(data[:4096])
    old = _OLD_CODECS.get(declared[1].decode().lower()) if declared else None
    for codec in (*((old,) if old else ()), *candidate_codecs(data, None)):
        try:
            return codec, decode_strictly(data, codec)
        except UnicodeError:
            continue
    return None, ""


@dataclass(slots=True)
class _Table:
    """A table that is being read.

    Attributes:
        row: Number of the row, from 1; 0 before the first.
        texts: Cells of that row, by column from 0.
        covered: Columns that a cell from a row above reaches into, and the last row that it reaches.
        is_open: The row has begun and not ended.
        cell: Pieces of the text of the open cell; ``None`` where none is open.
    """

    gathered: Gathered
    row: int = 0
    texts: dict[int, str] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)
    column: int = 0
    is_open: bool = False
    cell: list[str] | None = None
    place: int = 0

    def begin_row(self) -> None:
        self.end_row()
        self.row += 1
        if self.row > MAX_ROWS:
            raise TooLarge
        self.column, self.is_open = 0, True

    def begin_cell(self, tag: Tag) -> int:
        """Open a cell, and return how many places it takes."""
        self.end_cell()
        if not self.is_open:
            self.begin_row()
        while self.covered.get(self.column, 0) >= self.row:
            self.column += 1
        across, down = _span(tag, "colspan"), _span(tag, "rowspan")
        self.place, self.cell = self.column, []
        if across > 1 or down > 1:
            first, last = self.place + 1, min(self.place + across, MAX_COLUMNS)
            self.gathered.merge(CellRange(self.row, first, self.row + down - 1, last))
        if down > 1:
            self.covered.update(dict.fromkeys(range(self.column, self.column + across), self.row + down - 1))
        self.column += across
        return across * down

    def end_cell(self) -> None:
        if self.cell is None:
            return
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self.cell).split("\v"))
        text, self.cell = "\n".join(lines).strip("\n"), None
        if text:
            self.texts[self.place] = text

    def end_row(self) -> None:
        self.end_cell()
        if self.texts:
            width = max(self.texts) + 1
            self.gathered.grid.check_place(self.row, width)
            self.gathered.grid.add(self.row, [self.texts.get(column, "") for column in range(width)])
        self.texts = {}
        self.is_open = False

    def records(self) -> Records | None:
        """Return what was read if it is a table."""
        self.end_row()
        frame = self.gathered.grid.frame()
        if not frame.height or frame.width < _LEAST or (frame != "").sum_horizontal().gt(1).sum() < _LEAST:
            return None
        merged = (replace(area, last_row=min(area.last_row, self.row)) for area in self.gathered.merged)
        return Records(frame, merged=tuple(merged))


@dataclass(slots=True)
class _Page:
    """Takes the tags of a page."""

    budget: Budget = field(default_factory=Budget)
    places: int = 0
    _open: list[_Table] = field(default_factory=list)
    _too_deep: int = 0
    _found: list[tuple[int, Records]] = field(default_factory=list)
    _begun: int = 0
    _numbers: list[int] = field(default_factory=list)

    def read(self, text: str) -> tuple[Records, ...]:
        """Return the tables in the order in which they begin."""
        for piece in read_tags(text):
            if isinstance(piece, str):
                if self._open and (cell := self._open[-1].cell) is not None:
                    cell.append(piece)
            elif piece.name == "table":
                self._take_table(piece)
            elif self._open:
                self._take(piece, self._open[-1])
        while self._open:
            self._close()
        return tuple(records for _, records in sorted(self._found, key=lambda found: found[0]))

    def _take_table(self, tag: Tag) -> None:
        if tag.is_end:
            if self._too_deep:
                self._too_deep -= 1
            elif self._open:
                self._close()
        elif len(self._open) >= MAX_DEPTH or self._begun >= MAX_TABLES:
            self._too_deep += 1
        else:
            self._begun += 1
            self._numbers.append(self._begun)
            self._open.append(_Table(Gathered(Grid(self.budget))))

    def _take(self, tag: Tag, table: _Table) -> None:
        if tag.name == "tr":
            table.end_row() if tag.is_end else table.begin_row()
        elif tag.name in _CELLS:
            if tag.is_end:
                table.end_cell()
            else:
                self.places += table.begin_cell(tag)
                if self.places > MAX_CELLS:
                    raise TooLarge
        elif tag.name in _BREAKS and table.cell is not None:
            table.cell.append("\v")

    def _close(self) -> None:
        records = self._open.pop().records()
        number = self._numbers.pop()
        if records is not None:
            self._found.append((number, records))


def _span(tag: Tag, name: str) -> int:
    text = tag.attributes.get(name, "").strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def largest_first(tables: HtmlTables, most: int) -> Iterator[tuple[int, Records]]:
    """Yield number (from 1) and records of the *most* tables with the most cells, in their order on the page."""
    sizes = [records.frame.height * records.frame.width for records in tables.tables]
    kept = sorted(sorted(range(len(sizes)), key=lambda place: -sizes[place])[:most])
    return ((place + 1, tables.tables[place]) for place in kept)
