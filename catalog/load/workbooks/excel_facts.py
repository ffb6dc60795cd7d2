"""What an Excel workbook (XLSX) holds beside text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.collected import Blocks, Cells, Looks, Units
from catalog.load.workbooks.package import Package, SheetPart, read_package, read_relations
from catalog.load.workbooks.personal import personal_properties
from catalog.load.workbooks.places import cell_name, parse_range, parse_reference
from catalog.load.workbooks.styles import PLAIN, Style, read_styles
from catalog.load.workbooks.worksheet import Cell, column_span, read_worksheet
from catalog.load.workbooks.xml_events import is_true, local, parse_xml
from catalog.model.records import CellRange
from catalog.model.workbook import CellList, PersonalText, SheetFacts, WorkbookFacts

MAX_LISTED = 100
MAX_LISTED_MERGED = 10_000

_OUTSIDE = re.compile(r"\[[0-9]+\][^\[\],;()]*!")
_EMBEDDED = ("oleObject", "package", "ctrlProp")


def read_excel_facts(data: bytes) -> WorkbookFacts:
    """Return what the workbook in *data* holds beside text.

    Raises:
        NotReadable, TooLarge, Encrypted: It can't be read.
    """
    archive = Archive(data)
    package = read_package(archive)
    styles = read_styles(archive, package.part_of_type("styles"))
    properties = _Properties()
    for relation in read_relations(archive, ""):
        if relation.type in _PROPERTIES and relation.target in archive:
            properties.read(archive, relation.target)
    return WorkbookFacts(
        sheets=tuple(_sheet_facts(archive, sheet, styles) for sheet in package.sheets),
        personal=personal_properties(archive),
        title=PersonalText(properties.title) if properties.title else None,
        defined_names=package.defined_names,
        external_links=_count(package, "externalLink"),
        is_1904=package.is_1904,
        has_macros=_count(package, "vbaProject") > 0,
        custom_properties=tuple(properties.names),
        has_threaded_comments=any("/threadedcomments/" in f"/{name.lower()}" for name in archive.names),
    )


_PROPERTIES = ("core-properties", "custom-properties")


@dataclass(slots=True)
class _Properties:
    """The title and the names of added properties."""

    title: str = ""
    names: list[str] = field(default_factory=list)
    _name: str = ""

    def read(self, archive: Archive, part: str) -> None:
        parse_xml([archive.read(part)], self.start, None, self.characters)

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._name = local(qualified)
        if self._name == "property" and len(self.names) < MAX_LISTED:
            self.names.append(attributes.get("name", ""))

    def characters(self, text: str) -> None:
        if self._name == "title":
            self.title = (self.title + text.strip())[:1_000]


def _count(package: Package, relation_type: str) -> int:
    return sum(relation.type == relation_type for relation in package.relations)


def _sheet_facts(archive: Archive, sheet: SheetPart, styles: list[Style]) -> SheetFacts:
    sink = read_worksheet(archive, sheet.part, lambda: _FactsSink(styles))
    objects = _Objects()
    for relation in read_relations(archive, sheet.part):
        if not relation.is_external and relation.target in archive:
            objects.take(archive, relation.type, relation.target)
    return SheetFacts(
        name=sheet.name,
        is_hidden=sheet.is_hidden,
        merged=tuple(sink.merged),
        hidden_rows=sink.hidden_rows.all(),
        hidden_columns=sink.hidden_columns.all(),
        outlined_rows=sink.outlined_rows.all(),
        outlined_columns=sink.outlined_columns.all(),
        formulas=sink.formulas.list(),
        outside_formulas=sink.outside_formulas.list(),
        comments=objects.comments(),
        pictures=objects.counts["pic"] + objects.counts["image"],
        charts=objects.counts["graphicFrame"],
        shapes=sum(objects.counts[name] for name in ("sp", "cxnSp", *_EMBEDDED)),
        units=sink.units.all(),
        coloured=sink.looks.coloured(),
        conditional_formats=tuple(sink.conditional_formats),
        autofilter=sink.autofilter,
        data_validations=sink.data_validations,
    )


@dataclass(slots=True)
class _FactsSink:
    """Collects what cells look like; see :class:`catalog.load.workbooks.worksheet.Sink`."""

    styles: list[Style]
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: Blocks = field(default_factory=Blocks)
    hidden_columns: Blocks = field(default_factory=Blocks)
    outlined_rows: Blocks = field(default_factory=Blocks)
    outlined_columns: Blocks = field(default_factory=Blocks)
    formulas: Cells = field(default_factory=Cells)
    outside_formulas: Cells = field(default_factory=Cells)
    units: Units = field(default_factory=Units)
    looks: Looks = field(default_factory=Looks)
    conditional_formats: list[str] = field(default_factory=list)
    autofilter: str | None = None
    data_validations: int = 0

    def row(self, number: int, attributes: Mapping[str, str], cells: Iterable[Cell]) -> None:
        """Take a row."""
        if attributes:
            if is_true(attributes.get("hidden")):
                self.hidden_rows.add(number)
            if attributes.get("outlineLevel", "0") != "0":
                self.outlined_rows.add(number)
        for column, style, kind, formula, raw in cells:
            if formula is not None:
                self._take_formula(formula, number, column)
            if not raw:
                continue
            look = self._style(style)
            self.looks.add(number, column, look.fill, look.font)
            if kind in (None, "n") and look.number_format.unit:
                self.units.add(number, column, look.number_format.unit)

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the rows."""
        match name:
            case "mergeCell" if len(self.merged) < MAX_LISTED_MERGED:
                self.merged.append(parse_range(attributes.get("ref", "")))
            case "col":
                self._take_columns(attributes)
            case "conditionalFormatting" if len(self.conditional_formats) < MAX_LISTED:
                self.conditional_formats.append(attributes.get("sqref", "")[:MAX_LISTED])
            case "autoFilter":
                self.autofilter = attributes.get("ref", "")[:MAX_LISTED]
            case "dataValidation" | ":x14:dataValidation":
                self.data_validations += 1

    def _take_formula(self, formula: str, row: int, column: int) -> None:
        name = cell_name(row, column)
        self.formulas.add(name)
        if "[" in formula and _OUTSIDE.search(formula):
            self.outside_formulas.add(name)

    def _take_columns(self, attributes: Mapping[str, str]) -> None:
        first, last = column_span(attributes)
        if is_true(attributes.get("hidden")):
            self.hidden_columns.add(first, last)
        if attributes.get("outlineLevel", "0") != "0":
            self.outlined_columns.add(first, last)

    def _style(self, style: str | None) -> Style:
        index = int(style or 0)
        return self.styles[index] if index < len(self.styles) else PLAIN


@dataclass(slots=True)
class _Objects:
    """Counts what lies on a sheet."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("pic", "image", "graphicFrame", "sp", "cxnSp", *_EMBEDDED), 0)
    )
    _commented: set[tuple[int, int]] = field(default_factory=set)
    _fallback: int = 0

    def take(self, archive: Archive, relation_type: str, part: str) -> None:
        """Take a part that belongs to the sheet."""
        if relation_type in ("drawing", "comments", "threadedComment"):
            parse_xml([archive.read(part)], self.start, self.end)
        elif relation_type in self.counts:
            self.counts[relation_type] += 1

    def comments(self) -> CellList:
        """Return the cells that have a comment."""
        cells = Cells()
        for row, column in sorted(self._commented):
            cells.add(cell_name(row, column))
        return cells.list()

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        name = local(qualified)
        if self._fallback or name == "Fallback":  # It repeats what an alternative for newer programs says.
            self._fallback += 1
        elif name in self.counts:
            self.counts[name] += 1
        elif name in ("comment", "threadedComment"):
            self._commented.add(parse_reference(attributes.get("ref", "")))

    def end(self, _: str) -> None:
        self._fallback -= self._fallback > 0
