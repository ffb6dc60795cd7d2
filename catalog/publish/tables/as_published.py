"""Which cells of typed columns can't be told from their values how they were written: 1.50 is 1.5 to a program.

The explorer of the browser reads Parquet, and saves what it shows as it was published. Where the values don't say how
they were written, the file does: by so many decimals each, or not at all, and then the CSV is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from catalog.publish.tables.columns import Columns
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
    found: dict[int, int | None] = {}
    for position, (name, kind, type_) in enumerate(zip(columns.frame.columns, kinds, types, strict=True)):
        cells = columns.frame.get_column(name)
        is_odd, decimals = _writing(cells, kind, type_, missing_values)
        if is_odd:
            found[position] = decimals
    return found


def _writing(
    cells: pl.Series, kind: Kind, type_: pl.DataType, missing_values: Sequence[str]
) -> tuple[bool, int | None]:
    if any(missing_values) and cells.is_in([each for each in missing_values if each]).any():
        return True, None
    if kind in (Kind.DATETIME, Kind.TIME):
        return bool(cells.str.contains(_ODD_TIME).any()), None
    if kind is not Kind.NUMBER or type_ == pl.String:
        return False, None
    is_exact = isinstance(type_, pl.Decimal)
    if not cells.str.contains(_ODD_DECIMAL if is_exact else _ODD_NUMBER).any():
        return False, None
    given = cells.to_frame("cell").filter(~is_missing(pl.col("cell"), missing_values)).get_column("cell")
    decimals = given.str.extract(_DECIMALS).str.len_bytes()
    least, most = decimals.min(), decimals.max()
    is_even = decimals.null_count() == 0 and least == most and not given.str.contains(_BELOW_ZERO).any()
    is_short = is_exact or given.str.len_bytes().max() <= _FAITHFUL_LENGTH + 1  # type: ignore[operator]
    return True, int(most) if is_even and is_short and isinstance(most, int) else None
