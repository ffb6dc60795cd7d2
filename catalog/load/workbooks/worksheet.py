"""The rows of a worksheet of Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, TypeVar

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.canonical import ATTRIBUTES, SPACE, TEXT, NotCanonical, Pieces, unescape
from catalog.load.workbooks.places import column_number, parse_reference
from catalog.load.workbooks.refusals import MAX_CELL_CHARACTERS, MAX_COLUMNS, NotReadable
from catalog.load.workbooks.xml_events import MAX_DEPTH, XmlParser

Cell = tuple[int, str | None, str | None, str | None, str]
"""Column from 1, style, type, formula (``None`` for none), raw value."""

_DATA = re.compile(rb"<((?:\w+:)?)sheetData>")
_COLUMN = re.compile(r"[0-9]{1,5}")
_DATA_DEPTH, _ROW_DEPTH, _CELL_DEPTH = 2, 3, 4
_TELLING = re.compile(r"hidden|outlineLevel|collapsed")
_ATTRIBUTE = re.compile(r' ([\w:.\-]+)="([^"]*)"')


class Sink(Protocol):
    """Takes what is on a sheet."""

    def row(self, number: int, attributes: Mapping[str, str], cells: Iterable[Cell]) -> None:
        """Take a row; *attributes* may be empty where they say nothing of hiding and outlines."""

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the rows."""


S = TypeVar("S", bound=Sink)


def read_worksheet(archive: Archive, part: str, new_sink: Callable[[], S]) -> S:
    """Return a sink that took all of the sheet in *part*.

    Arguments:
        archive: The workbook.
        part: The sheet's part in it.
        new_sink: Makes an empty sink; one is thrown away where the quick way fails half-way.

    Raises:
        NotReadable: It is no worksheet, or cut off, or its rows or cells are out of order.
        TooLarge: By the sink.
    """
    left_bytes = archive.left_bytes
    sink = new_sink()
    try:
        _read_canonical(archive.chunks(part), sink)
    except NotCanonical:
        archive.left_bytes = left_bytes  # A part that is read again counts once.
        sink = new_sink()
        _parse(archive.chunks(part), sink)
    return sink


def column_span(attributes: Mapping[str, str]) -> tuple[int, int]:
    """Return the first and the last column that a ``col`` element is about.

    Raises:
        NotReadable: It is about none.
    """
    first, last = attributes.get("min", ""), attributes.get("max", "")
    if not (_COLUMN.fullmatch(first) and _COLUMN.fullmatch(last) and 1 <= int(first) <= int(last) <= MAX_COLUMNS):
        raise NotReadable
    return int(first), int(last)


# The quick way


@lru_cache(maxsize=8)
def _cell_pattern(prefix: str) -> re.Pattern[str]:
    p = re.escape(prefix)
    value = (
        rf"<{p}v{SPACE}>({TEXT})</{p}v>|<{p}v ?/>|<{p}is><{p}t{SPACE}>({TEXT})</{p}t></{p}is>|<{p}is><{p}t ?/></{p}is>"
    )
    formula = rf"(<{p}f{ATTRIBUTES}(?: ?/>|>{TEXT}</{p}f>))?"
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}})([1-9][0-9]{{0,6}})"(?: s="([0-9]{{1,6}})")?'
        rf'(?: t="([a-zA-Z]{{1,9}})")?(?: (?:cm|vm|ph)="[0-9]{{1,6}}")*'
        rf"(?: ?/>|>{formula}(?:{value})?</{p}c>)"
    )


@lru_cache(maxsize=8)
def _row_pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(rf'<{re.escape(prefix)}row r="([1-9][0-9]{{0,6}})"({ATTRIBUTES}) ?(/?)')


def _read_canonical(chunks: Iterator[bytes], sink: Sink) -> None:
    reader = _Reader(sink)
    parser = XmlParser(reader.start, reader.end)
    pieces = Pieces(chunks)
    head, match = pieces.head(_DATA)
    parser.feed(head + match[0])
    if not reader.in_data:  # It stood in a comment.
        raise NotCanonical
    prefix = match[1].decode()
    for text in pieces.items(f"<{prefix}row ".encode(), f"</{prefix}sheetData>".encode()):
        _take_rows(text, prefix, sink)
    for chunk in pieces.tail():
        parser.feed(chunk)
    parser.feed(b"", is_last=True)


def _take_rows(text: str, prefix: str, sink: Sink) -> None:
    start, row_end = f"<{prefix}row ", f"</{prefix}row>"
    row_pattern, cell_pattern = _row_pattern(prefix), _cell_pattern(prefix)
    if not text.startswith(start):
        raise NotCanonical
    for piece in text.split(start)[1:]:
        head, _, body = piece.partition(">")
        match = row_pattern.fullmatch(start + head)
        if match is None or not (body == "" if match[3] else body.endswith(row_end)):
            raise NotCanonical
        parts = cell_pattern.split(body[: -len(row_end)] if body else "")
        if any(parts[::8]):
            raise NotCanonical
        attributes = dict(_ATTRIBUTE.findall(match[2])) if _TELLING.search(match[2]) else {}
        sink.row(int(match[1]), attributes, _cells(parts, match[1]))


def _cells(parts: list[str | None], row: str) -> Iterator[Cell]:
    for letters, digits, style, kind, formula, value, inline in zip(
        parts[1::8], parts[2::8], parts[3::8], parts[4::8], parts[5::8], parts[6::8], parts[7::8], strict=True
    ):
        if digits != row or (inline is not None and kind != "inlineStr"):
            raise NotCanonical
        raw = value or inline or ""
        formula = unescape(formula) if formula and "&" in formula else formula
        yield column_number(letters or ""), style, kind, formula, unescape(raw) if "&" in raw else raw


# The thorough way


@dataclass(slots=True)
class _Reader:
    """Handlers for a worksheet: rows as far as they are fed, elements outside them."""

    sink: Sink
    in_data: bool = False
    prefix: str | None = None
    _had_data: bool = False
    _depth: int = 0
    _row: int = 0
    _attributes: Mapping[str, str] = field(default_factory=dict)
    _cells: list[Cell] = field(default_factory=list)
    _column: int = 0
    _cell: Mapping[str, str] | None = None
    _child: str = ""
    _in_run: bool = False
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _text: list[str] | None = None
    _length: int = 0

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self.prefix is None:
            self._take_root(qualified)
        name = qualified[len(self.prefix or "") :] if qualified.startswith(self.prefix or "") else f":{qualified}"
        if not self.in_data:
            self._start_outside(name, attributes)
        elif self._depth > _CELL_DEPTH:
            self._start_in_cell(name)
        elif self._depth == _CELL_DEPTH and name == "c":
            self._start_cell(attributes)
        elif self._depth == _ROW_DEPTH and name == "row":
            self._start_row(attributes)

    def end(self, _: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if not self.in_data:
            return
        if depth > _CELL_DEPTH:
            self._text = None
            if depth == _CELL_DEPTH + 2:
                self._in_run = False
        elif depth == _CELL_DEPTH and self._cell is not None:
            self._end_cell(self._cell)
        elif depth == _ROW_DEPTH and self._row:
            self.sink.row(self._row, self._attributes, self._cells)
            self._cells = []
        elif depth == _DATA_DEPTH:
            self.in_data = False

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
            self._length += len(text)
            if self._length > MAX_CELL_CHARACTERS:
                raise NotReadable

    def _take_root(self, qualified: str) -> None:
        prefix, _, name = qualified.rpartition(":")
        if name != "worksheet":
            raise NotReadable
        self.prefix = f"{prefix}:" if prefix else ""

    def _start_outside(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._depth > MAX_DEPTH:
            raise NotReadable
        if self._depth == _DATA_DEPTH and name == "sheetData":
            if self._had_data:
                raise NotReadable
            self.in_data = self._had_data = True
        else:
            self.sink.element(name, attributes)

    def _start_in_cell(self, name: str) -> None:
        """Take the start of a value, a formula, or a text with its runs (``r``); readings (``rPh``) aren't text."""
        if self._depth > MAX_DEPTH:
            raise NotReadable
        if self._cell is None:  # What programs add to a row for themselves.
            return
        depth = self._depth - _CELL_DEPTH
        if depth == 1:
            self._child = name
            if name in ("v", "f"):
                self._text = self._texts.setdefault(name, [])
        elif self._child == "is":
            if name == "t" and (depth == 2 or (depth == 3 and self._in_run)):
                self._text = self._texts.setdefault("is", [])
            elif depth == 2:
                self._in_run = name == "r"

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else parse_reference(f"A{number}")[0]
        self._attributes, self._cells, self._column, self._cell = attributes, [], 0, None

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell, self._texts, self._length = attributes, {}, 0
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        row, self._column = parse_reference(reference)
        if row != self._row:
            raise NotReadable

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        kind, style, texts = cell.get("t"), cell.get("s"), self._texts
        self._cell = None
        if style is not None and not (style.isascii() and style.isdigit() and len(style) < 7):
            raise NotReadable
        formula = "".join(texts["f"]) if "f" in texts else None
        raw = "".join(texts.get("is" if kind == "inlineStr" and "is" in texts else "v", ()))
        self._cells.append((self._column, style, kind, formula, raw))


def _parse(chunks: Iterator[bytes], sink: Sink) -> None:
    reader = _Reader(sink)
    parser = XmlParser(reader.start, reader.end, reader.characters)
    for chunk in chunks:
        parser.feed(chunk)
    parser.feed(b"", is_last=True)
    if reader.in_data:
        raise NotReadable
