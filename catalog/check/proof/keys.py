"""Values that occur twice, and values that are missing where they are referred to."""

from __future__ import annotations

from collections.abc import Sequence

import polars


def find_repeated(values: Sequence[polars.Series]) -> polars.Series:
    """Return, as Boolean, the rows that share all *values* with another row; rows without any value don't."""
    frame = _frame(values)
    if len(values) == 1:
        only = values[0]
        # Texts that are equal have the same hash: as many hashes as rows prove that none are.
        if _ascends(only) or only.hash().n_unique() == len(only):
            return polars.repeat(False, len(only), eager=True)
        return only.is_duplicated() & only.is_not_null()
    return frame.is_duplicated() & ~find_empty(values)


def find_empty(values: Sequence[polars.Series]) -> polars.Series:
    """Return, as Boolean, the rows that have none of *values*."""
    return _frame(values).select(polars.all_horizontal(polars.all().is_null()))["0"]


def find_lost(values: Sequence[polars.Series], known: Sequence[polars.Series]) -> polars.Series:
    """Return, as Boolean, the rows whose *values* are in no row of *known*; rows without any value aren't lost."""
    return ~find_found(values, known) & ~find_empty(values)


def find_found(values: Sequence[polars.Series], known: Sequence[polars.Series]) -> polars.Series:
    """Return, as Boolean, the rows whose *values* are those of a row of *known*."""
    frame, others = _frame(values), _frame(known)
    rows = frame.with_row_index("row").join(others, on=frame.columns, how="semi", nulls_equal=True)["row"]
    return polars.repeat(False, frame.height, eager=True).scatter(rows, True)


def _frame(values: Sequence[polars.Series]) -> polars.DataFrame:
    return polars.DataFrame([series.alias(str(index)) for index, series in enumerate(values)])


def _ascends(series: polars.Series) -> bool:
    """Return whether each text is greater than the one before it, as numbers of equal length in order are."""
    return not series.has_nulls() and bool((series > series.shift(1)).fill_null(True).all())
