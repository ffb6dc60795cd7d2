"""Attributes as vector tiles have them: every different value once in a tile, numbers and truth values typed.

Source: https://github.com/mapbox/vector-tile-spec, version 2.1, section 4.4.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.tiles.varints import encode_varint, encode_varints
from catalog.publish.tables.typed import Kind, is_missing

MAX_COLUMNS = 20
MAX_CHARACTERS = 200
"""A map shows the beginning of a long text; the whole is in the other files."""

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class TileValues:
    """The attributes of all features.

    Attributes:
        names: Of the columns.
        types: ``String``, ``Number`` or ``Boolean`` of each, as TileJSON says it.
        codes: For each feature and column the place of its value among *encoded*, -1 for none.
        encoded: The values.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    codes: _Array
    encoded: Sequence[bytes]


def tile_values(content: LayerContent) -> TileValues:
    """Return the values of the first columns; long texts are cut, and end in ``…``."""
    names = content.columns.names[:MAX_COLUMNS]
    codes = np.full((content.count, len(names)), -1, np.int64)
    encoded: list[bytes] = []
    for index, kind in enumerate(content.kinds[:MAX_COLUMNS]):
        cells = _shown(content, index)
        different = cells.drop_nulls().unique().sort()
        numbers = {text: len(encoded) + place for place, text in enumerate(different)}
        found = cells.replace_strict(numbers, default=-1, return_dtype=pl.Int64) if numbers else None
        if found is not None:
            codes[:, index] = found.fill_null(-1).to_numpy()
        encoded += [_encoded(text, kind) for text in different]
    types = tuple(_TYPE_NAMES.get(kind, "String") for kind in content.kinds[:MAX_COLUMNS])
    return TileValues(names, types, codes, encoded)


def encode_tags(codes: _Array) -> tuple[_Array, bytes, _Array]:
    """Return the values that a tile needs, the tags of its features, and where those of each begin and the last end.

    Arguments:
        codes: Rows of :attr:`TileValues.codes`.
    """
    is_given = codes >= 0
    needed, numbers = np.unique(codes[is_given], return_inverse=True)
    columns = np.nonzero(is_given)[1]
    data, places = encode_varints(np.column_stack([columns, numbers]).ravel())
    ends = np.concatenate([[0], np.cumsum(2 * is_given.sum(axis=1))])
    return needed, data, places[ends]


_TYPE_NAMES = {Kind.INTEGER: "Number", Kind.NUMBER: "Number", Kind.BOOLEAN: "Boolean"}


def _shown(content: LayerContent, index: int) -> pl.Series:
    cells = content.columns.frame.to_series(index)
    text = pl.col(cells.name)
    cut = pl.concat_str(text.str.head(MAX_CHARACTERS - 1), pl.lit("…"))
    short = pl.when(text.str.len_chars() > MAX_CHARACTERS).then(cut).otherwise(text)
    given = pl.when(~is_missing(text, content.schema.missing_values)).then(short)
    return cells.to_frame().select(given.alias("text")).to_series()


def _encoded(text: str, kind: Kind) -> bytes:
    """Return a value as a field of a layer."""
    if kind is Kind.BOOLEAN:
        value = b"\x38\x01" if text == "true" else b"\x38\x00"
    elif kind is Kind.INTEGER:
        number = int(text)
        value = b"\x30" + encode_varint(number * 2 if number >= 0 else -number * 2 - 1)
    elif kind is Kind.NUMBER:
        value = b"\x19" + struct.pack("<d", float(text))
    else:
        content = text.encode()
        value = b"\x0a" + encode_varint(len(content)) + content
    return b"\x22" + encode_varint(len(value)) + value
