"""Columns of text → columns of typed values: JSON literals for files, floats for coordinates.

Numbers keep the digits that were written (``1.50`` stays ``1.50``); only what JSON would not accept is rewritten. A
missing value is null. NaN and infinity, which Frictionless accepts as numbers, are null too: JSON can't hold them,
and a string in a column of numbers breaks more readers than a gap.

Polars does the cells that need no thought, all columns in one pass, because each of its calls costs as much as a
thousand cells; the others go through :mod:`catalog.convert.cells`, each different text once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import polars as pl

from catalog.convert.canonical_cells import CANONICAL, parse_number
from catalog.convert.cells import JSON_NULL, cell_literal, string_literal
from catalog.model.dataset import Field

# Cells that are JSON (or ISO 8601) as they stand. Longer numbers and exponents, which may exceed a double, are looked
# at one by one.
_PLAIN_NUMBER = r"^-?(?:0|[1-9][0-9]{0,299})(?:\.[0-9]{1,300})?$"
_PLAIN: Mapping[str, str] = {
    "integer": r"^-?(?:0|[1-9][0-9]{0,299})$",
    "number": _PLAIN_NUMBER,
    **{name: CANONICAL[name] for name in ("date", "datetime", "time", "year", "yearmonth")},
}
_NUMERIC = frozenset({"integer", "number"})
_TYPED = frozenset({*_PLAIN, "boolean", "object", "array", "geojson"})

_ESCAPED = [*(chr(code) for code in range(0x20)), '"', "\\"]
_ESCAPES = [string_literal(character)[1:-1] for character in _ESCAPED]
_NEEDS_ESCAPE = r'[\x00-\x1f"\\]'


@dataclass(frozen=True, slots=True)
class Literals:
    """How the cells of a column become JSON literals.

    Attributes:
        cells: String; all of the literal, or of a string what is in the quotes.
        quote: What stands on both sides of every cell: ``"`` or nothing. Whoever joins cells with other texts has it
            for nothing.
    """

    cells: pl.Expr
    quote: str = ""

    def whole(self) -> pl.Expr:
        """Return the literals."""
        return pl.concat_str(pl.lit(self.quote), self.cells, pl.lit(self.quote)) if self.quote else self.cells


def convert_to_json(frame: pl.DataFrame, fields: Sequence[Field | None], missing_values: Sequence[str]) -> pl.DataFrame:
    """Return each cell of the text columns in *frame* as a JSON literal.

    Numbers stay as written; booleans by ``trueValues`` and ``falseValues``; dates and times as ISO 8601; objects,
    arrays and GeoJSON as the JSON that they are; everything else, and a column without a field, is a string. A null
    cell is missing always.
    """
    if frame.is_empty():
        return frame
    literals = compile_literals(frame, fields, missing_values)
    return frame.select(literal.whole().alias(name) for name, literal in zip(frame.columns, literals, strict=True))


def compile_literals(
    frame: pl.DataFrame, fields: Sequence[Field | None], missing_values: Sequence[str]
) -> list[Literals]:
    """Return how the cells of each column in *frame*, which isn't empty, become what :func:`convert_to_json` says."""
    columns = list(zip(frame.columns, fields, strict=True))
    texts = [name for name, field in columns if not _is_typed(field)]
    unusual = frame.select(
        _is_unusual(pl.col(texts), None, missing_values).any(),
        *(
            _is_unusual(pl.col(name), field, missing_values).any().alias(name)
            for name, field in columns
            if _is_typed(field)
        ),
    ).row(0, named=True)
    gaps = frame.select(_is_missing(pl.all(), missing_values).any()).row(0, named=True)
    return [
        _with_nulls(literals, name, missing_values) if gaps[name] else literals
        for name, field in columns
        for literals in [_literals(frame[name], field, missing_values, unusual[name])]
    ]


def convert_numbers(column: pl.Series, field: Field, missing_values: Sequence[str]) -> pl.Series:
    """Return the text *column* as Float64, null where a value is missing, no number, or not finite."""
    text = pl.col(column.name)
    plain = _without_group_char(text, field).str.contains(_PLAIN_NUMBER)
    given = ~_is_missing(text, missing_values)
    frame = column.to_frame()
    odd = frame.filter(given & ~plain).unique(maintain_order=True).to_series().to_list()
    parsed = {cell: parse_number(cell, field) for cell in odd}
    values = {cell: float(number) for cell, number in parsed.items() if number is not None and number.is_finite()}
    # Not strict, because Polars casts the cells that the condition leaves out as well.
    plainly = _without_group_char(text, field).cast(pl.Float64, strict=False)
    others = text.replace_strict(values, default=None, return_dtype=pl.Float64) if values else pl.lit(None)
    numbers = pl.when(~given).then(None).when(plain).then(plainly).otherwise(others).alias(column.name)
    return frame.select(numbers).select(pl.when(text.is_finite()).then(text)).to_series()


def _is_unusual(text: pl.Expr, field: Field | None, missing_values: Sequence[str]) -> pl.Expr:
    """Return where something has to be escaped, or rewritten."""
    if not _is_typed(field):
        return text.str.contains(_NEEDS_ESCAPE)
    return ~_is_plain(text, field) & ~_is_missing(text, missing_values)


def _with_nulls(literals: Literals, name: str, missing_values: Sequence[str]) -> Literals:
    is_missing = _is_missing(pl.col(name), missing_values)
    return Literals(pl.when(is_missing).then(pl.lit(JSON_NULL)).otherwise(literals.whole()))


def _literals(column: pl.Series, field: Field | None, missing_values: Sequence[str], unusual: bool) -> Literals:
    text = pl.col(column.name)
    if not _is_typed(field):
        return Literals(text.str.replace_many(_ESCAPED, _ESCAPES) if unusual else text, '"')
    plain = Literals(_without_group_char(text, field)) if field.type in _NUMERIC else Literals(text, '"')
    if not unusual:
        return plain
    odd = column.to_frame().filter(_is_unusual(text, field, missing_values)).unique(maintain_order=True)
    rewritten = {cell: cell_literal(cell, field) for cell in odd.to_series()}
    others = text.replace_strict(rewritten, default=None, return_dtype=pl.String)
    return Literals(pl.when(_is_plain(text, field)).then(plain.whole()).otherwise(others))


def _is_typed(field: Field | None) -> TypeGuard[Field]:
    return field is not None and field.type in _TYPED


def _is_plain(text: pl.Expr, field: Field) -> pl.Expr:
    """Return where a cell can be taken over as it stands, but for thousands separators and quotes."""
    pattern = _PLAIN.get(field.type) if field.type in _NUMERIC or field.format == "default" else None
    return _without_group_char(text, field).str.contains(pattern) if pattern else pl.lit(False)


def _without_group_char(text: pl.Expr, field: Field) -> pl.Expr:
    """Return cells so that one that looks like a JSON number is that number: without thousands separators.

    Where more than that would have to be taken away, no cell looks like a number any more.
    """
    group, decimal = str(field.descriptor.get("groupChar", "")), field.descriptor.get("decimalChar", ".")
    if field.type != "number" or (decimal == "." and not group):
        return text
    if decimal != "." or field.descriptor.get("bareNumber") is False:
        return pl.lit("")
    return text.str.replace_all(group, "", literal=True)


def _is_missing(text: pl.Expr, missing_values: Sequence[str]) -> pl.Expr:
    if not missing_values:
        return text.is_null()
    is_marker = text == missing_values[0] if len(missing_values) == 1 else text.is_in(list(missing_values))
    return text.is_null() | is_marker
