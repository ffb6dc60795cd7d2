"""The table of a Shapefile (dBASE III): fields of fixed width, text in UTF-8.

Source: ESRI Shapefile Technical Description (1998), and the dBASE III file structure that it refers to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.marks import NUL, marked_cells
from catalog.publish.layers.short_names import cut_text, short_names
from catalog.publish.tables.typed import Kind, is_missing

MAX_TEXT_BYTES = 254
MAX_FIELDS = 255
_MAX_DIGITS = 18
_SPACE, _NUL_BYTE = 0x20, 0

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class DbaseField:
    """A column of the table.

    Attributes:
        column: Its position among the layer's attributes; ``None`` for the number of the feature.
        name: At most ten bytes.
        kind: ``C`` text, ``N`` number, ``L`` yes or no, ``D`` day.
        width: Bytes of each cell.
        decimals: Of a number.
        cut_cells: How many texts are longer than a cell can be, and are cut.
    """

    column: int | None
    name: str
    kind: str
    width: int
    decimals: int = 0
    cut_cells: int = 0


def dbase_fields(content: LayerContent) -> tuple[DbaseField, ...]:
    """Return a field for each attribute, as wide as its longest cell; without attributes one with numbers."""
    names = short_names(content.columns.names)
    fields = tuple(_field(content, index, name) for index, name in enumerate(names))
    return fields or (DbaseField(None, "number", "N", 10),)


def dbase_pieces(
    content: LayerContent, fields: tuple[DbaseField, ...], chosen: _Array, changed: date
) -> Iterator[bytes]:
    """Yield the table.

    Arguments:
        content: The layer.
        fields: As found.
        chosen: 0-based features that are in it, in order.
        changed: A day that the file says it was changed.
    """
    record = 1 + sum(field.width for field in fields)
    head = (3, changed.year - 1900, changed.month, changed.day, len(chosen), 33 + 32 * len(fields), record)
    yield struct.pack("<BBBBIHH20x", *head) + b"".join(map(_described, fields)) + b"\r"
    for start in range(0, len(chosen), 5_000):
        part = chosen[start : start + 5_000]
        yield np.concatenate([_deletion_marks(part), *(_cells(content, field, part) for field in fields)], 1).tobytes()
    yield b"\x1a"


def _field(content: LayerContent, index: int, name: str) -> DbaseField:
    column, kind = content.columns.frame.to_series(index), content.kinds[index]
    given = column.filter(~column.is_in(list(content.schema.missing_values)))
    if kind is Kind.BOOLEAN:
        return DbaseField(index, name, "L", 1)
    if kind is Kind.DATE:
        return DbaseField(index, name, "D", 8)
    if kind in (Kind.INTEGER, Kind.NUMBER):
        number = _number(index, name, given)
        if number is not None:
            return number
    sizes = marked_cells(given, NUL).str.len_bytes()
    longest = sizes.max()
    width = min(MAX_TEXT_BYTES, max(1, longest if isinstance(longest, int) else 1))
    return DbaseField(index, name, "C", width, cut_cells=int((sizes > MAX_TEXT_BYTES).sum()))


def _number(index: int, name: str, given: pl.Series) -> DbaseField | None:
    """Return the field of numbers that are written plainly and have no more digits than programs read, else None."""
    if given.is_empty():
        return DbaseField(index, name, "N", 1)
    longest = given.str.len_bytes().max()
    decimals = given.str.extract(r"\.([0-9]+)$").str.len_bytes().max()
    if not isinstance(longest, int) or longest > _MAX_DIGITS or given.str.contains("[eE]").any():
        return None
    return DbaseField(index, name, "N", longest, decimals if isinstance(decimals, int) else 0)


def _described(field: DbaseField) -> bytes:
    return struct.pack("<11sc4xBB14x", field.name.encode(), field.kind.encode(), field.width, field.decimals)


def _deletion_marks(part: _Array) -> _Array:
    return np.full((len(part), 1), _SPACE, np.uint8)


def _cells(content: LayerContent, field: DbaseField, part: _Array) -> _Array:
    """Return the bytes of a column's cells, one row each."""
    if field.column is None:
        return _padded([f"{index + 1:>{field.width}}" for index in part.tolist()], field.width)
    column = content.columns.frame.to_series(field.column)[part]
    frame, text = column.to_frame(), pl.col(column.name)
    given = frame.select(pl.when(~is_missing(text, content.schema.missing_values)).then(text)).to_series()
    if field.kind == "L":
        texts = given.replace_strict({"true": "T", "false": "F"}, default="?", return_dtype=pl.String).fill_null("?")
    elif field.kind == "D":
        texts = given.str.replace_all("-", "", literal=True).fill_null("")
    elif field.kind == "N":
        texts = given.fill_null("").str.pad_start(field.width)
    else:
        return _padded([_cut(cell) for cell in marked_cells(given, NUL).fill_null("")], field.width)
    return _padded(texts.to_list(), field.width)


def _cut(text: str) -> str:
    return text if len(text) * 3 <= MAX_TEXT_BYTES else cut_text(text, MAX_TEXT_BYTES)


def _padded(texts: list[str], width: int) -> _Array:
    """Return *texts*, which hold no NUL, as bytes with spaces behind them."""
    cells = np.array([text.encode() for text in texts], f"S{width}").view(np.uint8).reshape(len(texts), width)
    cells[cells == _NUL_BYTE] = _SPACE
    return cells
