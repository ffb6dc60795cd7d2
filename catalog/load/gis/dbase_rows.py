"""The cells of a dBASE table as text, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from catalog.load.decoding import decode_strictly
from catalog.load.gis.dbase import Column, DbaseHead, is_cut
from catalog.load.gis.raw_layer import shortest_number

_DELETED = 0x2A  # *
_PLAIN_INTEGER = r"^-?(?:0|[1-9][0-9]*)$"
_PLAIN_NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"
_PLAIN_DECIMAL = r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"
_MAX_DIGITS = 16  # with the point; a double has no more that tell
_TRUE, _FALSE = frozenset("TtYy"), frozenset("FfNn")

_Block = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(slots=True)
class DbaseRows:
    """The rows that the file really has.

    Attributes:
        frame: String columns ``"0"``, ``"1"``, …; null where a cell is blank.
        is_kept: Of each row, whether it isn't marked as deleted.
        undecodable: 0-based rows with a character that isn't text in the encoding; ``�`` stands in its place.
        cut: 0-based rows with a text whose last character didn't fit into its column; it is left out.
    """

    frame: pl.DataFrame
    is_kept: np.ndarray[Any, np.dtype[np.bool_]]
    undecodable: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)


def read_dbase_rows(data: bytes, head: DbaseHead) -> DbaseRows:
    """Return all cells of the table in *data*, deleted rows included: they keep their place beside the geometries."""
    count = max(0, min(head.row_count, (len(data) - head.header_bytes) // head.row_bytes))
    body = np.frombuffer(data, np.uint8, count * head.row_bytes, head.header_bytes) if count else np.empty(0, np.uint8)
    block = body.reshape(count, head.row_bytes)
    rows = DbaseRows(pl.DataFrame(), block[:, 0] != _DELETED)
    place, series = 1, []
    for index, column in enumerate(head.columns):
        cells = block[:, place : place + column.width]
        series.append(_column(cells, column, head.encoding, rows).alias(str(index)))
        place += column.width
    rows.frame = pl.DataFrame(series)
    return rows


def _column(block: _Block, column: Column, encoding: str, rows: DbaseRows) -> pl.Series:
    if column.kind in "IO" and column.width == (4 if column.kind == "I" else 8):
        return _binary_numbers(block, column)
    is_text = column.type == "string"
    texts = _texts(block, encoding if is_text else "ascii", rows if is_text else None)
    # A blank cell and an empty one are the same in dBASE.
    cells = texts.str.strip_chars_end(" \0") if is_text else texts.str.strip_chars(" \0")
    cells = cells.set(cells == "", None)
    convert = {"integer": _integers, "number": _numbers, "date": _dates, "boolean": _booleans}.get(column.type)
    return convert(cells) if convert else cells


def _texts(block: _Block, encoding: str, rows: DbaseRows | None) -> pl.Series:
    """Return the cells as text; undecodable ones are noted in *rows*, or read as they may be where that is ``None``."""
    has_line_end = bool((block == 0x0A).any())
    if not has_line_end and block.size:
        lines = np.concatenate([block, np.full((len(block), 1), 0x0A, np.uint8)], axis=1).tobytes()
        try:
            # No second byte of a character is a line end, in UTF-8 or CP932.
            return pl.Series(decode_strictly(lines, encoding).split("\n")[:-1], dtype=pl.String)
        except UnicodeError:
            pass
    return pl.Series(list(_one_by_one(block, encoding, rows)), dtype=pl.String)


def _one_by_one(block: _Block, encoding: str, rows: DbaseRows | None) -> Iterator[str]:
    known: dict[bytes, tuple[str, bool, bool]] = {}
    for index, row in enumerate(np.ascontiguousarray(block)):
        cell = row.tobytes().rstrip(b" \0")
        if cell not in known:
            known[cell] = _decoded(cell, encoding)
        text, is_cut_off, is_bad = known[cell]
        if rows is not None and is_cut_off:
            rows.cut.add(index)
        if rows is not None and is_bad:
            rows.undecodable.add(index)
        yield text


def _decoded(cell: bytes, encoding: str) -> tuple[str, bool, bool]:
    """Return the text, whether its last character is cut off, and whether something in it can't be read."""
    try:
        return decode_strictly(cell, encoding), False, False
    except UnicodeDecodeError as error:
        if is_cut(error, cell):
            return cell[: error.start].decode(encoding), True, False
    except UnicodeError:
        pass
    return cell.decode(encoding, errors="replace"), False, True


def _binary_numbers(block: _Block, column: Column) -> pl.Series:
    values = np.ascontiguousarray(block).view("<i4" if column.kind == "I" else "<f8").ravel().tolist()
    texts: Sequence[str | None] = [
        str(value) if isinstance(value, int) else (shortest_number(value) if np.isfinite(value) else None)
        for value in values
    ]
    return pl.Series(texts, dtype=pl.String)


def _integers(cells: pl.Series) -> pl.Series:
    return _unless_overflow(cells, _PLAIN_INTEGER)


def _numbers(cells: pl.Series) -> pl.Series:
    """Return the cells without the zeros that only fill the column's decimals.

    GIS programs write 830.96 as 830.960000000000036 into a column that is wide enough: the shortest text that is the
    same double is what was meant.
    """
    is_plain = cells.str.contains(_PLAIN_DECIMAL)
    is_long = cells.str.len_bytes() > _MAX_DIGITS
    if (is_plain & is_long).any():
        as_doubles = cells.cast(pl.Float64, strict=False).cast(pl.String)
        cells = as_doubles.zip_with((is_plain & is_long).fill_null(False), cells)
        is_plain = cells.str.contains(_PLAIN_DECIMAL)
    trimmed = cells.str.strip_chars_end("0").str.strip_chars_end(".").replace("-0", "0")
    return _unless_overflow(trimmed.zip_with(is_plain.fill_null(False), cells), _PLAIN_NUMBER)


def _unless_overflow(cells: pl.Series, plain: str) -> pl.Series:
    """Return numbers that aren't *plain* as their shortest text, and null for the stars of one that didn't fit."""
    is_plain = cells.str.contains(plain).fill_null(True)
    if is_plain.all():
        return cells
    odd = {text: _number(text) for text in cells.filter(~is_plain).unique().to_list()}
    return cells.replace(list(odd), pl.Series(list(odd.values()), dtype=pl.String))


def _number(text: str) -> str | None:
    if not text.strip("*"):
        return None
    try:
        value = float(text)
    except ValueError:
        return text
    if not np.isfinite(value):
        return None
    digits = text.removeprefix("+").removesuffix(".")
    # A whole number keeps all its digits, also those that no double can hold.
    return str(int(digits)) if digits.lstrip("-").isdecimal() else shortest_number(value)


def _dates(cells: pl.Series) -> pl.Series:
    iso = cells.str.replace(r"^([0-9]{4})([0-9]{2})([0-9]{2})$", "${1}-${2}-${3}")
    return iso.set(iso == "0000-00-00", None)


def _booleans(cells: pl.Series) -> pl.Series:
    words: dict[str, str | None] = {**dict.fromkeys(_TRUE, "true"), **dict.fromkeys(_FALSE, "false"), "?": None}
    return cells.replace(list(words), pl.Series(list(words.values()), dtype=pl.String))
