"""Columns of text → columns of typed values: JSON literals for files, floats for coordinates.

Numbers keep the digits that were written (``1.50`` stays ``1.50``); only what JSON would not accept is rewritten. A
missing value is null. NaN and infinity, which Frictionless accepts as numbers, are null too: JSON can't hold them,
and a string in a column of numbers breaks more readers than a gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from catalog.convert.cells import JSON_NULL, cell_literal, parse_number, string_literal
from catalog.model.dataset import Field

# Cells that are JSON (or ISO 8601) as they stand. Longer numbers and exponents, which may exceed a double, are looked
# at one by one.
_PLAIN_NUMBER = r"^-?(?:0|[1-9][0-9]{0,299})(?:\.[0-9]{1,300})?$"
_DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_PLAIN: Mapping[str, str] = {
    "integer": r"^-?(?:0|[1-9][0-9]{0,299})$",
    "number": _PLAIN_NUMBER,
    "date": rf"^{_DATE}$",
    "datetime": rf"^{_DATE}T{_TIME}$",
    "time": rf"^{_TIME}$",
    "year": r"^[0-9]{4}$",
    "yearmonth": r"^[0-9]{4}-(?:0[1-9]|1[0-2])$",
}
_NUMERIC = frozenset({"integer", "number"})
_TYPED = frozenset({*_PLAIN, "boolean", "object", "array", "geojson"})

_ESCAPED = [*(chr(code) for code in range(0x20)), '"', "\\"]
_ESCAPES = [string_literal(character)[1:-1] for character in _ESCAPED]


def convert_to_json(column: pl.Series, field: Field | None, missing_values: Sequence[str]) -> pl.Series:
    """Return each cell of the text *column* as a JSON literal.

    Numbers stay as written; booleans by ``trueValues`` and ``falseValues``; dates and times as ISO 8601; objects,
    arrays and GeoJSON as the JSON that they are; everything else, and everything without a *field*, is a string. A null
    cell is missing always.
    """
    typed = field if field and field.type in _TYPED else None
    literals = _typed_literals(column, typed, missing_values) if typed else quote(column)
    return _replace_missing(literals, column, missing_values, JSON_NULL)


def convert_numbers(column: pl.Series, field: Field, missing_values: Sequence[str]) -> pl.Series:
    """Return the text *column* as Float64, null where a value is missing, no number, or not finite."""
    text = _replace_missing(column, column, missing_values, None)
    bare = _without_group_char(text, field)
    plain = _matches(bare, _PLAIN_NUMBER)
    numbers = pl.select(pl.when(plain).then(bare)).to_series().cast(pl.Float64)
    odd = text.filter(~plain).drop_nulls().unique(maintain_order=True).to_list()
    parsed = {cell: parse_number(cell, field) for cell in odd}
    values = {cell: float(number) for cell, number in parsed.items() if number is not None and number.is_finite()}
    if values:
        numbers = numbers.fill_null(text.replace_strict(values, default=None, return_dtype=pl.Float64))
    return pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series().rename(column.name)


def quote(column: pl.Series) -> pl.Series:
    """Return each cell of the text *column* as a JSON string, null for null."""
    if column.str.contains(r'[\x00-\x1f"\\]').any():
        column = column.str.replace_many(_ESCAPED, _ESCAPES)
    return '"' + column + '"'


def _typed_literals(column: pl.Series, field: Field, missing: Sequence[str]) -> pl.Series:
    numeric = field.type in _NUMERIC
    text = _without_group_char(column, field) if numeric else column
    plain = _matches(text, _PLAIN.get(field.type) if numeric or field.format == "default" else None)
    odd = column.filter(~plain).unique(maintain_order=True).to_list()
    rewritten = {cell: cell_literal(cell, field) for cell in odd if cell is not None and cell not in missing}
    literals = text if numeric else quote(column)
    if not rewritten:
        return literals
    others = column.replace_strict(rewritten, default=None, return_dtype=pl.String)
    return pl.select(pl.when(plain).then(literals).otherwise(others)).to_series()


def _matches(text: pl.Series, pattern: str | None) -> pl.Series:
    """Return which cells of *text* match; none without a pattern."""
    if pattern is None:
        return pl.repeat(False, len(text), dtype=pl.Boolean, eager=True)
    return text.str.contains(pattern).fill_null(False)


def _without_group_char(column: pl.Series, field: Field) -> pl.Series:
    """Return *column* so that a cell that looks like a JSON number is that number: without thousands separators.

    Where more than that would have to be taken away, no cell looks like a number any more.
    """
    group, decimal = str(field.descriptor.get("groupChar", "")), field.descriptor.get("decimalChar", ".")
    if field.type != "number" or (decimal == "." and not group):
        return column
    if decimal != "." or field.descriptor.get("bareNumber") is False:
        return pl.repeat("", len(column), dtype=pl.String, eager=True)
    return column.str.replace_all(group, "", literal=True)


def _replace_missing(
    values: pl.Series, column: pl.Series, missing: Sequence[str], replacement: str | None
) -> pl.Series:
    gone = column.is_null() | column.is_in(list(missing)) if missing else column.is_null()
    return pl.select(pl.when(gone).then(pl.lit(replacement, dtype=pl.String)).otherwise(values)).to_series()
