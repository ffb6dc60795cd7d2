"""Which type a column's cells really have, for files that know types: a column is typed whole, or stays text.

The schema says which type is wanted; the cells must all be written as that type is in a published table (a plain
number, an ISO date …) and lie in the range of the type in the file. One that doesn't keeps its column as text, for no
value may be lost or changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

import polars as pl

from catalog.publish.tables.columns import Columns


class Kind(Enum):
    """What the cells of a column are in a typed file."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"


_INTEGER = r"^-?(?:0|[1-9][0-9]{0,18})$"
# With at most two digits of exponent and at most 200 of number, nothing exceeds a double.
_NUMBER = r"^-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,100})?(?:[eE][+-]?[0-9]{1,2})?$"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
_WRITTEN: Mapping[str, tuple[Kind, str]] = {
    "integer": (Kind.INTEGER, _INTEGER),
    "year": (Kind.INTEGER, r"^[1-9][0-9]{3}$"),
    "number": (Kind.NUMBER, _NUMBER),
    "boolean": (Kind.BOOLEAN, r"^(?:true|false)$"),
    "date": (Kind.DATE, rf"^{_DATE}$"),
    # With an offset it stays text: a moment in UTC wouldn't tell any more what was written.
    "datetime": (Kind.DATETIME, rf"^{_DATE}T{_TIME}$"),
    "time": (Kind.TIME, rf"^{_TIME}$"),
}

SAFE_LENGTH = 15
"""A number of so few characters has at most 15 digits, which a double always gives back."""


def column_kinds(columns: Columns, missing_values: Sequence[str]) -> tuple[Kind, ...]:
    """Return what the cells of each column are."""
    wanted: dict[tuple[Kind, str], list[str]] = {}
    for index, field in enumerate(columns.fields):
        if field is not None and field.type in _WRITTEN:
            wanted.setdefault(_WRITTEN[field.type], []).append(str(index))
    kinds = dict.fromkeys(columns.frame.columns, Kind.TEXT)
    if wanted:
        fitting = columns.frame.select(
            (is_missing(pl.col(names), missing_values) | _fits(pl.col(names), kind, pattern)).all().name.keep()
            for (kind, pattern), names in wanted.items()
        ).row(0, named=True)
        kinds |= {name: kind for (kind, _), names in wanted.items() for name in names if fitting[name]}
    return tuple(kinds.values())


def typed_values(text: pl.Expr, kind: Kind) -> pl.Expr:
    """Return the values of cells that are written as *kind* is; null for any other cell."""
    if kind is Kind.INTEGER:
        return text.cast(pl.Int64, strict=False)
    if kind is Kind.NUMBER:
        return text.cast(pl.Float64, strict=False)
    if kind is Kind.BOOLEAN:
        return pl.when(text.is_in(["true", "false"])).then(text == "true")
    if kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d", strict=False)
    if kind is Kind.DATETIME:
        return text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    if kind is Kind.TIME:
        return text.str.to_time("%H:%M:%S%.f", strict=False)
    return text


def is_missing(text: pl.Expr, missing_values: Sequence[str]) -> pl.Expr:
    """Return where a cell stands for no value."""
    if len(missing_values) == 1:  # nearly always, and ten times as quick to say
        return text == missing_values[0]
    return text.is_in(list(missing_values)) if missing_values else pl.lit(False)


def survives_double(number: pl.Expr) -> pl.Expr:
    """Return where a number as it is written can be had back from a double: 15 digits can, more only by luck."""
    back = number.cast(pl.Float64, strict=False).cast(pl.String)
    return (number.str.len_bytes() <= SAFE_LENGTH) | (_without_zeros(number) == _without_zeros(back))


def _fits(text: pl.Expr, kind: Kind, pattern: str) -> pl.Expr:
    written = text.str.contains(pattern)
    return written if kind in (Kind.NUMBER, Kind.BOOLEAN) else written & typed_values(text, kind).is_not_null()


def _without_zeros(number: pl.Expr) -> pl.Expr:
    return number.str.replace(r"\.0+$", "").str.replace(r"(\.[0-9]*[1-9])0+$", "${1}")
