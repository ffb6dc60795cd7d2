"""A table's columns with what the schema says of them, and the table a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from catalog.model.dataset import Field, Schema
from catalog.model.table import Table

_BATCH_ROWS = 10_000
_BATCH_CELLS = 100_000
"""What is in work at once. Texts of a few megabytes join quickest, and the memory for one is all that a form needs."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table in file order.

    Attributes:
        names: The headings: the field's name, or what stands in the file where the schema doesn't name the column.
        fields: ``None`` for a column that the schema doesn't name.
        frame: Text, named ``"0"``, ``"1"``, … by position, without nulls: a cell that isn't there is ``""``.
    """

    names: tuple[str, ...]
    fields: tuple[Field | None, ...]
    frame: pl.DataFrame

    def batches(self) -> Iterator[tuple[int, pl.DataFrame]]:
        """Yield the rows in order, some thousands at a time, behind the 0-based number of the first of them."""
        rows = max(1, min(_BATCH_ROWS, _BATCH_CELLS // max(1, self.frame.width)))
        for start in range(0, self.frame.height, rows):
            yield start, self.frame.slice(start, rows)


def table_columns(table: Table, schema: Schema) -> Columns:
    """Return the columns of *table*."""
    known = {field.name: field for field in schema.fields}
    # Frictionless compares headings without the white space around them.
    fields = tuple(known.get(label.strip()) for label in table.labels)
    gaps = [column.name for column in table.frame.iter_columns() if column.null_count()]
    return Columns(
        names=tuple(field.name if field else label for field, label in zip(fields, table.labels, strict=True)),
        fields=fields,
        frame=table.frame.with_columns(pl.col(gaps).fill_null("")) if gaps else table.frame,
    )


def meeting(frame: pl.DataFrame, conditions: Iterable[pl.Expr]) -> frozenset[str]:
    """Return the names of the columns of which a cell meets its condition; most tables have none.

    Arguments:
        frame: Looked through once.
        conditions: A column is in one of them; one is best about all columns that it is the same for.
    """
    met = frame.select(condition.any() for condition in conditions)
    return frozenset(column.name for column in met.iter_columns() if column.item())


def join_lines(rows: pl.DataFrame, parts: Sequence[pl.Expr], separator: str) -> bytes:
    """Return the *rows* of a batch, each its *parts* one after the other, with *separator* between."""
    joined = rows.select(pl.concat_str(*parts).str.join(separator).cast(pl.Binary))
    return bytes(joined.item())
