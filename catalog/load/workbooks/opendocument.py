"""Sheets of an OpenDocument workbook (ODS) as records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.grid import Budget, Grid
from catalog.load.workbooks.opendocument_texts import cell_text
from catalog.load.workbooks.places import cell_name
from catalog.load.workbooks.refusals import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, Encrypted, NotReadable, TooLarge
from catalog.load.workbooks.sheets import Sheet
from catalog.load.workbooks.xml_events import MAX_DEPTH, parse_xml
from catalog.model.records import CellRange

MAX_SHEETS = 10_000

_MANIFEST, _CONTENT = "META-INF/manifest.xml", "content.xml"
_REPEATED = re.compile(r"[0-9]{1,9}")
_OUTSIDE = re.compile(r"'(?:file|https?):")
_HIDDEN = ("collapse", "filter")
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
# What hangs on a cell without being its text: notes, pictures, readings.
_BESIDE = frozenset(
    f"{prefix}:{name}"
    for prefix, names in (
        ("office", "annotation"),
        ("table", "shapes"),
        ("text", "ruby-text note"),
        ("draw", "frame custom-shape rect line g control ellipse polygon polyline path connector caption circle"),
    )
    for name in names.split()
)
_SPACES = re.compile(r"[ \t\r\n]+")


def read_opendocument(data: bytes, wanted: Callable[[str], bool]) -> Iterator[Sheet]:
    """Yield the sheets in order; those whose name isn't *wanted* without their records.

    Raises:
        NotReadable, TooLarge, Encrypted: The workbook can't be read.
    """
    archive = Archive(data)
    check_encryption(archive)
    for sheet, _ in gather_opendocument(archive, wanted):
        yield sheet


def gather_opendocument(archive: Archive, wanted: Callable[[str], bool]) -> list[tuple[Sheet, Gathered | None]]:
    """Return the sheets in order with what was gathered of them, which is ``None`` for one that isn't *wanted*.

    Raises:
        NotReadable, TooLarge, Encrypted: The workbook can't be read.
    """
    content = _Content(wanted, Budget())
    parse_xml(archive.chunks(_CONTENT), content.start, content.end, content.characters)
    if not content.is_spreadsheet:
        raise NotReadable
    return content.sheets


def check_encryption(archive: Archive) -> None:
    """Return nothing if the workbook has no password.

    Raises:
        Encrypted: It has one.
    """
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise Encrypted


@dataclass(slots=True)
class _Content:
    """Handlers for ``content.xml``."""

    wanted: Callable[[str], bool]
    budget: Budget
    sheets: list[tuple[Sheet, Gathered | None]] = field(default_factory=list)
    is_spreadsheet: bool = False
    _depth: int = 0
    _beside_depth: int = 0
    _hidden_styles: set[str] = field(default_factory=set)
    _style: str = ""
    _name: str = ""
    _is_hidden: bool = False
    _sheet_depth: int = 0
    _gathered: Gathered | None = None
    _row: int = 0
    _row_repeated: int = 1
    _column: int = 0
    _texts: list[str] = field(default_factory=list)
    _cell: Mapping[str, str] = field(default_factory=dict)
    _cell_depth: int = 0
    _paragraphs: int = 0
    _paragraph_depth: int = 0
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NotReadable
        if self._beside_depth:
            return
        if self._cell_depth:
            self._start_in_cell(name, attributes)
        elif self._gathered is not None:
            self._start_in_sheet(self._gathered, name, attributes)
        elif self._depth == 1:
            check_names(attributes)
        elif name == "office:spreadsheet":
            self.is_spreadsheet, self._sheet_depth = True, self._depth + 1
        elif name == "table:table" and self._depth == self._sheet_depth:
            self._start_sheet(attributes)
        else:
            self._start_in_style(name, attributes)

    def end(self, name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._beside_depth:
            if depth == self._beside_depth:
                self._beside_depth = 0
        elif self._cell_depth:
            if depth == self._paragraph_depth:
                self._paragraph_depth = 0
            elif depth == self._cell_depth:
                self._end_cell()
        elif self._gathered is not None:
            if name == "table:table-row":
                self._end_row(self._gathered)
            elif depth == self._sheet_depth:
                sheet = self._gathered.sheet(self._name, is_hidden=self._is_hidden)
                self.sheets.append((sheet, self._gathered))
                self._gathered = None

    def characters(self, text: str) -> None:
        if self._paragraph_depth and not self._beside_depth:
            self._add(_SPACES.sub(" ", text))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text) + 1
        if self._length > MAX_CELL_CHARACTERS:
            raise NotReadable

    # Styles come before the sheets.
    def _start_in_style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        self._name = attributes.get("table:name", "")
        self._is_hidden = attributes.get("table:style-name") in self._hidden_styles
        if len(self.sheets) >= MAX_SHEETS:
            raise TooLarge
        if any(sheet.name == self._name for sheet, _ in self.sheets):
            raise NotReadable
        if self.wanted(self._name):
            self._gathered = Gathered(Grid(self.budget))
            self._row = self._column = 0
        else:
            self.sheets.append((Sheet(self._name, self._is_hidden, None), None))

    def _start_in_sheet(self, gathered: Gathered, name: str, attributes: Mapping[str, str]) -> None:
        if name in _CELLS:
            self._cell, self._cell_depth = attributes, self._depth
            self._paragraphs, self._pieces, self._length = 0, [], 0
        elif name == "table:table-row":
            self._row_repeated = _count(attributes, "table:number-rows-repeated")
            self._column, self._texts = 0, []
            if attributes.get("table:visibility") in _HIDDEN:
                gathered.hide_rows(self._row + 1, min(self._row + self._row_repeated, MAX_ROWS))
        elif name == "table:table-column":
            first, self._column = self._column + 1, self._column + _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _HIDDEN:
                gathered.hide_columns(first, min(self._column, MAX_COLUMNS))
        elif name in _BESIDE:
            self._beside_depth = self._depth

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _BESIDE:
            self._beside_depth = self._depth
            if name == "office:annotation" and self._gathered is not None:
                self._gathered.comments.add(cell_name(self._row + 1, self._column + 1))
        elif name == "text:p" and self._depth == self._cell_depth + 1:
            if self._paragraphs:
                self._add("\n")
            self._paragraphs, self._paragraph_depth = self._paragraphs + 1, self._depth
        elif self._paragraph_depth and name == "text:s":
            self._add(" " * min(_count(attributes, "text:c"), 1_000))
        elif self._paragraph_depth and name in ("text:tab", "text:line-break"):
            self._add("\t" if name == "text:tab" else "\n")

    def _end_cell(self) -> None:
        assert self._gathered is not None
        self._cell_depth = 0
        cell = self._cell
        repeated = _count(cell, "table:number-columns-repeated")
        first, self._column = self._column + 1, self._column + repeated
        self._note_merged(self._gathered, first)
        text = cell_text(cell, "".join(self._pieces))
        if "table:formula" in cell:
            self._note_formula(self._gathered, cell, cell_name(self._row + 1, first))
        if not text:
            if "table:formula" in cell and "office:value-type" not in cell:
                self._gathered.note_uncalculated(self._row + 1, first)
            return
        if cell.get("calcext:value-type") == "error":
            self._gathered.note_error(self._row + 1, first)
        self._gathered.grid.check_place(self._row + 1, self._column)
        self._texts.extend([""] * (first - 1 - len(self._texts)))
        self._texts.extend([text] * repeated)

    @staticmethod
    def _note_formula(gathered: Gathered, cell: Mapping[str, str], name: str) -> None:
        gathered.formulas.add(name)
        if _OUTSIDE.search(cell["table:formula"]):
            gathered.outside_formulas.add(name)

    def _note_merged(self, gathered: Gathered, column: int) -> None:
        rows = _count(self._cell, "table:number-rows-spanned")
        columns = _count(self._cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last_row, last_column = min(self._row + rows, MAX_ROWS), min(column + columns - 1, MAX_COLUMNS)
            gathered.merge(CellRange(self._row + 1, column, last_row, last_column))

    def _end_row(self, gathered: Gathered) -> None:
        last = self._row + self._row_repeated
        if self._texts:
            gathered.grid.check_size(last, len(self._texts))
            for number in range(self._row + 1, last + 1):
                gathered.grid.add(number, self._texts)
        self._row = last
        if self._row > MAX_ROWS:
            raise NotReadable


def check_names(root: Mapping[str, str]) -> None:
    """Return nothing if the root element gives the standard's namespaces their usual prefixes, as all programs do.

    Raises:
        NotReadable: It gives them others.
    """
    for prefix in ("office", "table", "text"):
        if root.get(f"xmlns:{prefix}") != f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0":
            raise NotReadable


def _count(attributes: Mapping[str, str], name: str) -> int:
    """Return how often something is repeated, 1 if it isn't said.

    Raises:
        NotReadable: It is no number.
    """
    text = attributes.get(name)
    if text is None:
        return 1
    if not _REPEATED.fullmatch(text):
        raise NotReadable
    return max(int(text), 1)
