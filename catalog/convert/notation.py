"""Columns with ``notation: japanese`` → the same values as Frictionless reads them by default.

Only how a value is written changes, and only where it can be told for sure; a cell that can't be read stays as it is,
for Frictionless to report. Each different text is looked at once; the numbers of accounts, which all differ, go column
by column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from catalog.convert.canonical_cells import CANONICAL
from catalog.convert.changes import count_changes
from catalog.convert.degree_columns import convert_common_degrees
from catalog.model.conversion import Conversion
from catalog.model.dataset import Field, Schema
from catalog.model.table import Table
from catalog.notation.cells import read_cell, read_coordinate
from catalog.notation.degrees import DEGREE_PATTERN
from catalog.notation.numbers import NUMBER_PATTERN
from catalog.notation.times import MOMENT_PATTERN, MOMENT_SEPARATORS
from catalog.notation.widths import FULL_WIDTH_PATTERN

_COORDINATE_HEADING = re.compile(r"緯度|経度|(?:\b|_)(?:lat|latitude|lon|lng|long|longitude)(?:\b|_)", re.IGNORECASE)
# What numbers have of it, so that columns of full-width numbers needn't be looked at cell by cell.
_FULL_WIDTH = dict(zip("０１２３４５６７８９．，－＋", "0123456789.,-+", strict=True))


def convert_notation(table: Table, schema: Schema) -> tuple[Table, tuple[Conversion, ...]]:
    """Return *table* with the columns of Japanese notation converted, and what was changed in it."""
    labels = [label.strip() for label in table.labels]
    frame, conversions = table.frame, list[Conversion]()
    for field in schema.fields:
        if not field.is_japanese or field.name not in labels:
            continue
        before = frame.to_series(labels.index(field.name))
        after = convert_column(before, field, schema.missing_values)
        conversions += count_changes(field.name, field.type, before, after)
        frame = frame.with_columns(after)
    return (replace(table, frame=frame), tuple(conversions)) if conversions else (table, ())


def convert_column(column: pl.Series, field: Field, missing_values: Sequence[str]) -> pl.Series:
    """Return the text *column* with each cell that can be read in canonical text; nulls and missing values stay."""
    text = pl.col(column.name)
    odd = ~text.str.contains(CANONICAL[field.type]) & ~text.is_in(list(missing_values))
    is_odd = column.to_frame().select(odd.fill_null(False)).to_series()
    if not is_odd.any():
        return column
    converted = _converted(column.filter(is_odd), field, can_be_empty="" in missing_values)
    return _put_back(column, is_odd, converted)


def _converted(cells: pl.Series, field: Field, *, can_be_empty: bool) -> pl.Series:
    """Return each of *cells* in canonical text, or as it is."""
    read = _reader(field)
    if field.type in ("integer", "number"):
        quick = _plain_numbers(cells, field)
    elif field.type == "datetime":
        quick = _moments(cells)
    else:
        quick = pl.Series(cells.name, [None], dtype=pl.String).new_from_index(0, len(cells))
    is_left = quick.is_null()
    found = _by_text(cells.filter(is_left), lambda text: "" if can_be_empty and not text.strip() else read(text))
    return _put_back(quick, is_left, found).fill_null(cells)


def _reader(field: Field) -> Callable[[str], str | None]:
    if field.type == "number" and _COORDINATE_HEADING.search(field.name):
        return read_coordinate
    return lambda text: read_cell(text, field.type)


def _plain_numbers(cells: pl.Series, field: Field) -> pl.Series:
    """Return the numbers among *cells* that can be read without looking at each; null for the others."""
    text = pl.col(cells.name)
    if cells.str.contains(FULL_WIDTH_PATTERN).any():
        text = text.str.replace_many(list(_FULL_WIDTH), list(_FULL_WIDTH.values()))
    is_number = text.str.contains(NUMBER_PATTERN)
    if field.type == "integer":
        is_number &= ~text.str.contains(".", literal=True)
    bare = text.str.replace_all(r"[,\s　+]", "").str.replace("[−△▲]", "-")
    numbers = cells.to_frame().select(pl.when(is_number).then(bare)).to_series()
    if field.type == "number" and cells.str.contains(DEGREE_PATTERN).any():
        return numbers.fill_null(cells.to_frame().select(convert_common_degrees(pl.col(cells.name))).to_series())
    return numbers


def _moments(cells: pl.Series) -> pl.Series:
    """Return the moments among *cells*, dates and times read apart; null for the others."""
    parts = cells.to_frame("text").select(
        pl.col("text").str.extract(MOMENT_PATTERN, 1).str.strip_chars_end(MOMENT_SEPARATORS).alias("date"),
        pl.col("text").str.extract(MOMENT_PATTERN, 2).alias("time"),
    )
    days = _by_text(parts["date"], lambda text: read_cell(text, "date"))
    times = _by_text(parts["time"], lambda text: read_cell(text, "time"))
    joined = pl.DataFrame({"date": days, "time": times}).select(pl.concat_str("date", pl.lit("T"), "time"))
    return joined.to_series().alias(cells.name)


def _by_text(cells: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    """Return what *read* makes of each of *cells*, each different text read once; null where it makes nothing of it."""
    found = {text: read(text) for text in cells.drop_nulls().unique(maintain_order=True)}
    known = {text: value for text, value in found.items() if value is not None}
    if not known:
        return pl.Series(cells.name, [None], dtype=pl.String).new_from_index(0, len(cells))
    return cells.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def _put_back(column: pl.Series, places: pl.Series, values: pl.Series) -> pl.Series:
    """Return *column* with *values* in its *places*, in their order."""
    if values.is_empty():
        return column
    spread = values.gather((places.cum_sum().cast(pl.Int64) - 1).clip(0))
    return spread.zip_with(places, column).alias(column.name)
