"""A table's columns with what the schema says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from catalog.model.dataset import Field, Schema
from catalog.model.table import Table

_BATCH_ROWS = 10_000


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


def table_columns(table: Table, schema: Schema) -> Columns:
    """Return the columns of *table*."""
    known = {field.name: field for field in schema.fields}
    # Frictionless compares headings without the white space around them.
    fields = tuple(known.get(label.strip()) for label in table.labels)
    return Columns(
        names=tuple(field.name if field else label for field, label in zip(fields, table.labels, strict=True)),
        fields=fields,
        frame=table.frame.select(pl.all().fill_null("")),
    )


def join_lines(frame: pl.DataFrame, parts: Sequence[pl.Expr], separator: str) -> list[bytes]:
    """Return the rows of *frame*, each its *parts* one after the other, with *separator* between, in pieces to join.

    In pieces, because one text of a hundred megabytes costs ten times as much as its pieces.
    """
    joined = pl.concat_str(*parts).str.join(separator).cast(pl.Binary)
    between = separator.encode()
    pieces: list[bytes] = []
    for rows in frame.iter_slices(_BATCH_ROWS) if frame.height else ():
        pieces += [between, rows.select(joined).item()]
    return pieces[1:]
