"""Small tables for tests of inference."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.model.table import Table


def table(columns: dict[str, Sequence[str | None]]) -> Table:
    """Return a table with the cells of each column under its heading."""
    series = [pl.Series(str(index), cells, dtype=pl.String) for index, cells in enumerate(columns.values())]
    return Table(tuple(columns), pl.DataFrame(series))
