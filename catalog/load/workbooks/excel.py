"""Sheets of an Excel workbook (XLSX) as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.grid import Budget, Grid
from catalog.load.workbooks.package import read_package
from catalog.load.workbooks.places import parse_range
from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.shared_strings import read_shared_strings
from catalog.load.workbooks.sheets import Sheet
from catalog.load.workbooks.styles import read_styles
from catalog.load.workbooks.texts import CellTexts, Converter
from catalog.load.workbooks.worksheet import Cell, column_span, read_worksheet
from catalog.load.workbooks.xml_events import is_true


def read_excel(data: bytes, wanted: Callable[[str], bool]) -> Iterator[Sheet]:
    """Yield the worksheets in order; those whose name isn't *wanted* without their records.

    Raises:
        NotReadable, TooLarge, Encrypted: The workbook, or a sheet that is wanted, can't be read.
    """
    archive = Archive(data)
    package = read_package(archive)
    formats = [style.number_format for style in read_styles(archive, package.part_of_type("styles"))]
    # Looking only at the names of the sheets must be quick.
    is_read = any(wanted(sheet.name) for sheet in package.sheets)
    strings = read_shared_strings(archive, package.part_of_type("sharedStrings")) if is_read else []
    texts = CellTexts(strings, formats, package.is_1904)
    budget = Budget()
    for sheet in package.sheets:
        if not wanted(sheet.name):
            yield Sheet(sheet.name, sheet.is_hidden, None)
            continue
        sink = read_worksheet(archive, sheet.part, lambda: RecordsSink(texts, Gathered(Grid(budget))))
        yield sink.gathered.sheet(sheet.name, is_hidden=sheet.is_hidden)


@dataclass(slots=True)
class RecordsSink:
    """Collects the texts of a sheet; see :class:`catalog.load.workbooks.worksheet.Sink`."""

    texts: CellTexts
    gathered: Gathered
    _converters: dict[tuple[str | None, str | None], Converter] = field(default_factory=dict)
    _last_row: int = 0

    def row(self, number: int, attributes: Mapping[str, str], cells: Iterable[Cell]) -> None:
        """Take a row."""
        if number <= self._last_row:
            raise NotReadable
        self._last_row = number
        if attributes and is_true(attributes.get("hidden")):
            self.gathered.hide_rows(number, number)
        row = self._texts(number, cells)
        if row:
            self.gathered.grid.add(number, row)

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the rows."""
        if name == "mergeCell":
            self.gathered.merge(parse_range(attributes.get("ref", "")))
        elif name == "col" and is_true(attributes.get("hidden")):
            self.gathered.hide_columns(*column_span(attributes))

    def _texts(self, number: int, cells: Iterable[Cell]) -> list[str]:
        """Return the texts of a row up to the last one that isn't empty."""
        row: list[str] = []
        last, converters = 0, self._converters
        for column, style, kind, formula, raw in cells:
            if column <= last:
                raise NotReadable
            last = column
            if not raw:
                if formula is not None and kind != "str":
                    self.gathered.note_uncalculated(number, column)
                continue
            convert = converters.get((kind, style))
            if convert is None:
                convert = converters[kind, style] = self.texts.converter(kind, style)
            text = convert(raw)
            if not text:
                continue
            if kind == "e":
                self.gathered.note_error(number, column)
            missing = column - 1 - len(row)
            if missing:
                if missing > 100:
                    self.gathered.grid.check_place(number, column)
                row.extend([""] * missing)
            row.append(text)
        return row
