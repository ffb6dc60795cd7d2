"""Sheets of an XML spreadsheet of Excel 2003 (SpreadsheetML) as records; systems write it and call it ``.xls``.

Source: [MS-SPREADSHEETML 2003], "XML Spreadsheet Reference".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.grid import Budget, Grid
from catalog.load.workbooks.number_formats import parse_format
from catalog.load.workbooks.places import cell_name
from catalog.load.workbooks.refusals import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, NotReadable, TooLarge
from catalog.load.workbooks.sheets import Sheet
from catalog.load.workbooks.texts import boolean_text, formatted_text, iso_date_text
from catalog.load.workbooks.xml_events import attribute, check_depth, is_true, local, parse_xml
from catalog.model.records import CellRange

MAX_SHEETS = 10_000
_CHUNK_BYTES = 1 << 20
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w\-]+)[\"'][^>]*>")
_CODECS = {"shift_jis": "cp932", "windows-31j": "cp932", "x-sjis": "cp932", "cp932": "cp932", "euc-jp": "euc_jp"}
_COUNT = re.compile("[0-9]{1,7}")
_TIME_ALONE = re.compile(r"1899-12-31T(\d\d:\d\d:\d\d)")
_NAMED_FORMATS = {"Percent": "0.00%", "Short Date": "yyyy/m/d", "Long Date": "yyyy年m月d日", "Short Time": "h:mm"}
_NAMED_FORMATS |= {"Medium Date": "d-mmm-yy", "General Date": "yyyy/m/d h:mm", "Long Time": "h:mm:ss"}
_PLAIN_FORMATS = ("", "General", "General Number", "Fixed", "Standard", "Currency", "Euro Currency", "Scientific")


def read_excel_2003_xml(data: bytes, wanted: Callable[[str], bool]) -> list[tuple[Sheet, Gathered | None]]:
    """Return the sheets in order with what was gathered of them, which is ``None`` for one that isn't *wanted*.

    Raises:
        NotReadable, TooLarge: The workbook can't be read.
    """
    content, data = _Content(wanted, Budget()), _in_utf8(data)
    chunks = (data[place : place + _CHUNK_BYTES] for place in range(0, len(data), _CHUNK_BYTES))
    parse_xml(chunks, content.start, content.end, content.characters)
    if not content.is_workbook:
        raise NotReadable
    return [content.finish(place) for place in range(len(content.names))]


def _in_utf8(data: bytes) -> bytes:
    """Return *data* without its declaration and in UTF-8, where the parser doesn't know the codec that it declares.

    Raises:
        NotReadable: It isn't written as it declares.
    """
    declared = _DECLARATION.match(data[:200])
    codec = _CODECS.get(declared[1].decode().lower()) if declared else None
    if declared is None or codec is None:
        return data
    try:
        return data[declared.end() :].decode(codec).encode()
    except UnicodeError as error:
        raise NotReadable from error


@dataclass(slots=True)
class _Content:
    """Handlers for the whole file.

    Attributes:
        gathered: By the number of the sheet, for those that are wanted.
        hidden: Numbers of the sheets that are hidden.
    """

    wanted: Callable[[str], bool]
    budget: Budget
    is_workbook: bool = False
    names: list[str] = field(default_factory=list)
    gathered: dict[int, Gathered] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    _path: list[str] = field(default_factory=list)
    _formats: dict[str, str] = field(default_factory=dict)
    _style: str = ""
    _row: int = 0
    _column: int = 0
    _texts: list[str] = field(default_factory=list)
    _styles: tuple[str, str] = ("", "")
    _cell: Mapping[str, str] = field(default_factory=dict)
    _type: str = ""
    _pieces: list[str] | None = None
    _text_depth: int = 0
    _length: int = 0

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        name = local(qualified)
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        check_depth(self._path)
        match name:
            case "Workbook" if not parent:
                self.is_workbook = True
            case "Style":
                self._style = attribute(attributes, "ID") or ""
            case "NumberFormat" if parent == "Style":
                self._formats[self._style] = attribute(attributes, "Format") or ""
            case "Worksheet" if parent == "Workbook":
                self._start_sheet(attribute(attributes, "Name") or "")
            case "Column" | "Row" | "Cell" | "Data" | "Comment" if self._here is not None:
                self._start_in_sheet(self._here, name, parent, attributes)
            case "Visible":
                self._begin_text()

    def end(self, _: str) -> None:
        if len(self._path) == self._text_depth:
            self._text_depth = 0
        name, here = self._path.pop(), self._here
        if name == "Visible" and self._pieces is not None:
            if "".join(self._pieces).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(len(self.names) - 1)
            self._pieces = None
        elif here is not None and name == "Cell":
            self._end_cell(here)
        elif here is not None and name == "Row" and self._texts:
            here.grid.add(self._row, self._texts)
            self._texts = []

    def characters(self, text: str) -> None:
        if not self._text_depth or self._pieces is None:
            return
        self._pieces.append(text)
        self._length += len(text)
        if self._length > MAX_CELL_CHARACTERS:
            raise NotReadable

    def finish(self, place: int) -> tuple[Sheet, Gathered | None]:
        """Return the sheet at *place*."""
        name, is_hidden = self.names[place], place in self.hidden
        gathered = self.gathered.get(place)
        if gathered is None:
            return Sheet(name, is_hidden, None), None
        return gathered.sheet(name, is_hidden=is_hidden), gathered

    def _begin_text(self) -> None:
        self._pieces, self._length, self._text_depth = [], 0, len(self._path)

    @property
    def _here(self) -> Gathered | None:
        return self.gathered.get(len(self.names) - 1)

    def _start_sheet(self, name: str) -> None:
        if name in self.names:
            raise NotReadable
        if len(self.names) >= MAX_SHEETS:
            raise TooLarge
        self.names.append(name)
        self._row = self._column = 0
        if self.wanted(name):
            self.gathered[len(self.names) - 1] = Gathered(Grid(self.budget))

    def _start_in_sheet(self, here: Gathered, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "Column" if parent == "Table":
                first = _index(attributes, self._column, MAX_COLUMNS)
                self._column = min(first + _count(attributes, "Span"), MAX_COLUMNS)
                if is_true(attribute(attributes, "Hidden")):
                    here.hide_columns(first, self._column)
            case "Row" if parent == "Table":
                first = _index(attributes, self._row, MAX_ROWS)
                self._row = min(first + _count(attributes, "Span"), MAX_ROWS)
                self._column, self._texts = 0, []
                self._styles = (attribute(attributes, "StyleID") or "", self._styles[1])
                if is_true(attribute(attributes, "Hidden")):
                    here.hide_rows(first, self._row)
            case "Cell" if parent == "Row":
                self._column = _index(attributes, self._column, MAX_COLUMNS)
                self._cell, self._type, self._pieces, self._length = attributes, "", None, 0
            case "Data" if parent == "Cell":
                self._type = attribute(attributes, "Type") or "String"
                self._begin_text()
            case "Comment" if parent == "Cell":
                here.comments.add(cell_name(self._row, self._column))

    def _end_cell(self, here: Gathered) -> None:
        text = self._text("".join(self._pieces)) if self._pieces is not None else ""
        first = self._column
        across, down = _count(self._cell, "MergeAcross"), _count(self._cell, "MergeDown")
        if across or down:
            self._column = min(first + across, MAX_COLUMNS)
            here.merge(CellRange(self._row, first, min(self._row + down, MAX_ROWS), self._column))
        formula = attribute(self._cell, "Formula")
        if formula is not None:
            here.formulas.add(cell_name(self._row, first))
        if not text:
            if formula is not None and self._pieces is None:
                here.note_uncalculated(self._row, first)
            self._pieces = None
            return
        self._pieces = None
        if self._type == "Error":
            here.note_error(self._row, first)
        here.grid.check_place(self._row, first)
        self._texts.extend([""] * (first - 1 - len(self._texts)))
        self._texts.append(text)

    def _text(self, raw: str) -> str:
        if self._type == "Number":
            code = self._formats.get(attribute(self._cell, "StyleID") or self._styles[0], "")
            format_ = parse_format(_NAMED_FORMATS.get(code, "General" if code in _PLAIN_FORMATS else code))
            return formatted_text(raw.strip(), format_, is_1904=False)
        if self._type == "Boolean":
            return boolean_text(raw.strip())
        if self._type == "DateTime":
            time = _TIME_ALONE.match(raw.strip())
            return time[1] if time else iso_date_text(raw.strip().partition(".")[0])
        return raw


def _index(attributes: Mapping[str, str], last: int, most: int) -> int:
    """Return the number that a row, column or cell has after the one numbered *last*.

    Raises:
        NotReadable: No sheet has such a one, or it comes before the last.
    """
    text = attribute(attributes, "Index")
    number = last + 1 if text is None else int(text) if _COUNT.fullmatch(text) else 0
    if not last < number <= most:
        raise NotReadable
    return number


def _count(attributes: Mapping[str, str], name: str) -> int:
    """Return how many rows or columns more something takes.

    Raises:
        NotReadable: It is no number.
    """
    text = attribute(attributes, name)
    if text is None:
        return 0
    if not _COUNT.fullmatch(text):
        raise NotReadable
    return int(text)
