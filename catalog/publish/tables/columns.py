"""A table's columns with what the schema says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from catalog.model.dataset import Field, Schema
from catalog.model.table import Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text.

    Attributes:
        name: The heading: the field's name, or what stands in the file where the schema doesn't name the column.
        cells: Without nulls; a cell that isn't there is ``""``.
    """

    name: str
    field: Field | None
    cells: pl.Series


def table_columns(table: Table, schema: Schema) -> tuple[Column, ...]:
    """Return the columns of *table* in file order."""
    # Frictionless compares headings without the white space around them.
    fields = {field.name: field for field in schema.fields}
    return tuple(
        Column(
            name=label.strip() if label.strip() in fields else label,
            field=fields.get(label.strip()),
            cells=table.frame.to_series(index).fill_null(""),
        )
        for index, label in enumerate(table.labels)
    )


def join_rows(parts: Sequence[str | pl.Series], height: int) -> pl.Series:
    """Return one text for each of *height* rows: *parts* one after the other, a plain text the same in each row."""
    named = {str(index): part for index, part in enumerate(parts) if isinstance(part, pl.Series)}
    frame = pl.DataFrame(named) if named else pl.DataFrame({"": pl.Series([""] * height)})
    expressions = [pl.lit(part) if isinstance(part, str) else pl.col(str(index)) for index, part in enumerate(parts)]
    return frame.select(pl.concat_str(expressions).alias("row")).to_series() if height else pl.Series(dtype=pl.String)


def join_lines(rows: pl.Series, separator: str) -> str:
    """Return all *rows* as one text."""
    return str(rows.str.join(separator).item()) if len(rows) else ""
