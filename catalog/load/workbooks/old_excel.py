"""Sheets of an old Excel workbook (XLS) as records."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from catalog.load.workbooks.biff import Record, RecordType, TextReader, read_stream, rk_number
from catalog.load.workbooks.compound import CompoundFile
from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.grid import Budget, Grid
from catalog.load.workbooks.number_formats import BUILT_IN, NumberFormat, parse_format
from catalog.load.workbooks.places import cell_name
from catalog.load.workbooks.refusals import Encrypted, NotReadable, TooLarge
from catalog.load.workbooks.sheets import Sheet
from catalog.load.workbooks.texts import GENERAL, plain_number
from catalog.model.records import CellRange

MAX_OLD_CELLS = 4_000_000
MAX_OLD_COLUMNS = 256
MAX_OLD_SHEETS = 10_000

_BIFF5, _BIFF8 = 0x0500, 0x0600
_WORKSHEET = 0
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_NO_NUMBER = 0xFFFF
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CODE_PAGES = {932: "cp932", 1252: "cp1252", 65001: "utf-8"}


@dataclass(slots=True)
class Globals:
    """What is said once for all sheets of a workbook.

    Attributes:
        sheets: Name, whether it is hidden, and position in the stream, of each worksheet.
        formats: Number format of each cell format.
    """

    version: int
    is_1904: bool = False
    codec: str = "cp932"
    shared_strings: Record | None = None
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    format_numbers: list[int] = field(default_factory=list)

    def strings(self) -> list[str]:
        """Return what cells with shared texts refer to.

        Raises:
            NotReadable: The texts are cut off.
        """
        if self.shared_strings is None:
            return []
        reader, (count,) = TextReader(self.shared_strings, 8), self.shared_strings.numbers("<I", 4)
        if count > sum(map(len, self.shared_strings.segments)):
            raise NotReadable
        return [reader.text() for _ in range(count)]

    def formats(self) -> list[NumberFormat]:
        """Return the number format of each cell format."""
        codes = (self.codes.get(number) or BUILT_IN.get(number, "General") for number in self.format_numbers)
        return [parse_format(code) for code in codes]


def read_old_excel(data: bytes, wanted: Callable[[str], bool]) -> Iterator[Sheet]:
    """Yield the worksheets in order; those whose name isn't *wanted* without their records.

    Raises:
        NotReadable, TooLarge, Encrypted: The workbook, or a sheet that is wanted, can't be read.
    """
    stream = read_workbook_stream(CompoundFile(data))
    for sheet, _ in gather_old_excel(stream, read_globals(stream), wanted):
        yield sheet


def gather_old_excel(
    stream: bytes, common: Globals, wanted: Callable[[str], bool]
) -> Iterator[tuple[Sheet, Gathered | None]]:
    """Yield the worksheets in order with what was gathered of them, which is ``None`` for one that isn't *wanted*.

    Raises:
        NotReadable, TooLarge: A sheet that is wanted can't be read.
    """
    formats, budget, left_bytes = common.formats(), Budget(), 2 * len(stream)
    strings: list[str] | None = None
    for name, is_hidden, position in common.sheets:
        if not wanted(name):
            yield Sheet(name, is_hidden, None), None
            continue
        if strings is None:
            strings = common.strings()
        reader = _SheetReader(common, strings, formats, Gathered(Grid(budget)))
        for record in read_stream(stream, position):
            reader.take(record)
            left_bytes -= 4 + sum(map(len, record.segments))
            if left_bytes < 0:  # The sheets overlap, so that a small file would take hours.
                raise NotReadable
        gathered = reader.finish()
        yield gathered.sheet(name, is_hidden=is_hidden), gathered


def read_workbook_stream(container: CompoundFile) -> bytes:
    """Return the stream of records in an old Excel file.

    Raises:
        NotReadable: There is none.
        Encrypted: It is a newer workbook with a password.
    """
    if "EncryptedPackage" in container:
        raise Encrypted
    return container.read("Workbook" if "Workbook" in container else "Book")


def read_globals(stream: bytes) -> Globals:
    """Return what the workbook says of its sheets, texts and formats.

    Raises:
        NotReadable: It is no workbook of Excel 5 to 2003.
        Encrypted: It has a password.
        TooLarge: It has more sheets than :data:`MAX_OLD_SHEETS`.
    """
    records = read_stream(stream, 0)
    first = next(records, None)
    if first is None or first.type != RecordType.BEGIN or first.numbers("<H")[0] not in (_BIFF5, _BIFF8):
        raise NotReadable
    common = Globals(first.numbers("<H")[0])
    for record in records:
        _take_global(record, common)
    return common


def _take_global(record: Record, common: Globals) -> None:
    match record.type:
        case RecordType.FILE_PASS:
            raise Encrypted
        case RecordType.DATE_MODE:
            common.is_1904 = record.numbers("<H")[0] == 1
        case RecordType.CODE_PAGE:
            common.codec = _CODE_PAGES.get(record.numbers("<H")[0], "cp932")
        case RecordType.NUMBER_FORMAT:
            common.codes[record.numbers("<H")[0]] = _text(record, 2, common, is_short=common.version == _BIFF5)
        case RecordType.FORMAT_OF_CELLS:
            common.format_numbers.append(record.numbers("<H", 2)[0])
        case RecordType.SHARED_STRINGS:
            common.shared_strings = record
        case RecordType.BOUND_SHEET:
            _take_sheet(record, common)


def _take_sheet(record: Record, common: Globals) -> None:
    position, state, kind = record.numbers("<IBB")
    if kind != _WORKSHEET:
        return
    name = _text(record, 6, common, is_short=True)
    if any(name == other for other, _, _ in common.sheets):
        raise NotReadable
    if len(common.sheets) >= MAX_OLD_SHEETS:
        raise TooLarge
    common.sheets.append((name, state & 3 != 0, position))


def _text(record: Record, offset: int, common: Globals, *, is_short: bool = False) -> str:
    """Return a text with its length before it: one byte if *is_short*, else two."""
    if common.version == _BIFF8 and not is_short:
        return TextReader(record, offset).text()
    (length,) = record.numbers("<B" if is_short else "<H", offset)
    offset += 1 if is_short else 2
    if common.version == _BIFF8:
        is_wide = record.numbers("<B", offset)[0] & 1
        data = record.data[offset + 1 : offset + 1 + length * (2 if is_wide else 1)]
        return data.decode("utf-16-le" if is_wide else "latin-1", "replace")
    return record.data[offset : offset + length].decode(common.codec, "replace")


def _place(record: Record) -> tuple[int, int]:
    """Return row and column, from 0, of a cell's record."""
    row, column = record.numbers("<HH")
    return row, column


@dataclass(slots=True)
class _SheetReader:
    """Takes the records of one sheet."""

    common: Globals
    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    gathered: Gathered
    _cells: dict[tuple[int, int], str] = field(default_factory=dict)
    _formula: tuple[int, int] | None = None

    def take(self, record: Record) -> None:
        match record.type:
            case RecordType.LABEL_SHARED:
                (index,) = record.numbers("<I", 6)
                if index >= len(self.strings):
                    raise NotReadable
                self._put(*_place(record), self.strings[index])
            case RecordType.NUMBER:
                self._put_number(*record.numbers("<HHH"), *record.numbers("<d", 6))
            case RecordType.RK:
                row, column, style, value = record.numbers("<HHHI")
                self._put_number(row, column, style, rk_number(value))
            case RecordType.MULTIPLE_RK:
                self._take_several(record)
            case RecordType.LABEL | RecordType.RICH_STRING:
                self._put(*_place(record), _text(record, 6, self.common))
            case RecordType.BOOLEAN_OR_ERROR:
                row, column, _, value, is_error = record.numbers("<HHHBB")
                self._put_boolean_or_error(row, column, value, is_error=bool(is_error))
            case RecordType.FORMULA:
                self._take_formula(record)
            case RecordType.STRING if self._formula is not None:
                self._put(*self._formula, _text(record, 0, self.common))
                self._formula = None
            case _:
                self._take_layout(record)

    def finish(self) -> Gathered:
        """Return all that was taken; the records needn't be in the order of the cells."""
        grid, row, texts = self.gathered.grid, 0, list[str]()
        for (number, column), text in sorted(self._cells.items()):
            if number != row:
                if texts:
                    grid.add(row, texts)
                row, texts = number, []
            texts.extend([""] * (column - 1 - len(texts)))
            texts.append(text)
        if texts:
            grid.add(row, texts)
        return self.gathered

    def _take_layout(self, record: Record) -> None:
        match record.type:
            case RecordType.ROW:
                (row,), (options,) = record.numbers("<H"), record.numbers("<H", 12)
                if options & _ROW_HIDDEN:
                    self.gathered.hide_rows(row + 1, row + 1)
            case RecordType.COLUMN_INFO:
                first, last, _, _, options = record.numbers("<HHHHH")
                if options & _COLUMN_HIDDEN:
                    self.gathered.hide_columns(first + 1, min(last + 1, MAX_OLD_COLUMNS))
            case RecordType.NOTE:
                row, column = record.numbers("<HH")
                self.gathered.comments.add(cell_name(row + 1, column + 1))
            case RecordType.MERGED_CELLS:
                (count,) = record.numbers("<H")
                for index in range(count):
                    top, bottom, left, right = record.numbers("<HHHH", 2 + 8 * index)
                    self.gathered.merge(CellRange(top + 1, left + 1, bottom + 1, right + 1))

    def _take_several(self, record: Record) -> None:
        row, column = record.numbers("<HH")
        for index in range((len(record.data) - 6) // 6):
            style, value = record.numbers("<HI", 4 + 6 * index)
            self._put_number(row, column + index, style, rk_number(value))

    def _take_formula(self, record: Record) -> None:
        row, column, style, kind, value, marker = record.numbers("<HHHBxB3xH")
        self._formula = None
        self.gathered.formulas.add(cell_name(row + 1, column + 1))
        if marker != _NO_NUMBER:
            self._put_number(row, column, style, *struct.unpack_from("<d", record.data, 6))
        elif kind == 0:
            self._formula = (row, column)
        elif kind in (1, 2):
            self._put_boolean_or_error(row, column, value, is_error=kind == 2)

    def _put_number(self, row: int, column: int, style: int, number: float) -> None:
        if not math.isfinite(number):
            raise NotReadable
        number_format = self.formats[style] if style < len(self.formats) else GENERAL
        text = number_format.text(number, is_1904=self.common.is_1904)
        self._put(row, column, plain_number(number) if text is None else text)

    def _put_boolean_or_error(self, row: int, column: int, value: int, *, is_error: bool) -> None:
        if not is_error:
            self._put(row, column, "true" if value else "false")
            return
        self._put(row, column, _ERRORS.get(value, "#VALUE!"))
        self.gathered.note_error(row + 1, column + 1)

    def _put(self, row: int, column: int, text: str) -> None:
        if column >= MAX_OLD_COLUMNS or (row + 1, column + 1) in self._cells:
            raise NotReadable
        if text:
            self._cells[row + 1, column + 1] = text
        if len(self._cells) > MAX_OLD_CELLS:
            raise TooLarge
