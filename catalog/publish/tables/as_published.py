"""Which cells of typed columns can't be told from their values how they were written: 1.50 is 1.5 to a program.

The explorer of the browser reads Parquet, and saves what it shows as it was published. Where the values don't say how
they were written, the file does: by so many decimals each, or not at all, and then the CSV is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from catalog.publish.tables.columns import Columns, meeting
from catalog.publish.tables.typed import Kind, is_missing

KEY = "written"
"""Of the file's metadata: ``{column: decimals}``, ``null`` where the cells are written in different ways."""
# Zeros at the end of decimals, a zero below zero, exponents, and numbers so small that JavaScript writes them with one.
_ODD_NUMBER = r"\.[0-9]*0$|^-0(?:\.0*)?$|[eE]|\.[0-9]{7}"
_ODD_DECIMAL = r"\.[0-9]*0$|^-0(?:\.0*)?$|[eE]"
_ODD_TIME = r"\.[0-9]*0$"
_BELOW_ZERO = r"^-0(?:\.0*)?$"
_DECIMALS = r"^-?[0-9]+\.([0-9]+)$"
_FAITHFUL_LENGTH = 15


def describe_writing(
    columns: Columns, kinds: Sequence[Kind], types: Sequence[pl.DataType], missing_values: Sequence[str]
) -> Mapping[int, int | None]:
    """Return by position the columns whose cells don't follow from their values: by so many decimals, or ``None``.

    Arguments:
        columns: Canonical text.
        kinds: What the cells of each column are.
        types: Of each column in the file.
        missing_values: The cells that stand for no value; in the file they are null.
    """
    described = list(zip(columns.frame.columns, kinds, types, strict=True))
    markers = [each for each in missing_values if each]
    marked = meeting(columns.frame, [pl.all().is_in(markers)]) if markers else frozenset()
    odd = meeting(columns.frame, (pl.col(names).str.contains(pattern) for pattern, names in _patterns(described)))
    found: dict[int, int | None] = {}
    for position, (name, kind, type_) in enumerate(described):
        if name in marked or (name in odd and kind is not Kind.NUMBER):
            found[position] = None
        elif name in odd:
            found[position] = _decimals(columns.frame[name], isinstance(type_, pl.Decimal), missing_values)
    return found


def _patterns(described: Iterable[tuple[str, Kind, pl.DataType]]) -> list[tuple[str, list[str]]]:
    """Return what can't be told of how a cell was written, and the columns that it is looked for in."""
    found: dict[str, list[str]] = {}
    for name, kind, type_ in described:
        if kind in (Kind.DATETIME, Kind.TIME):
            found.setdefault(_ODD_TIME, []).append(name)
        elif kind is Kind.NUMBER and type_ != pl.String:
            found.setdefault(_ODD_DECIMAL if isinstance(type_, pl.Decimal) else _ODD_NUMBER, []).append(name)
    return list(found.items())


def _decimals(cells: pl.Series, is_exact: bool, missing_values: Sequence[str]) -> int | None:
    """Return with how many decimals all numbers of a column are written, ``None`` where that isn't all there is."""
    given = cells.to_frame("cell").filter(~is_missing(pl.col("cell"), missing_values)).get_column("cell")
    decimals = given.str.extract(_DECIMALS).str.len_bytes()
    least, most = decimals.min(), decimals.max()
    is_even = decimals.null_count() == 0 and least == most and not given.str.contains(_BELOW_ZERO).any()
    is_short = is_exact or given.str.len_bytes().max() <= _FAITHFUL_LENGTH + 1  # type: ignore[operator]
    return int(most) if is_even and is_short and isinstance(most, int) else None
