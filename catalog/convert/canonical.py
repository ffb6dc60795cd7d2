"""A valid table → the table as it is published, with the schema that describes it.

Programs get one way to write a value: ISO 8601, plain digits, ``true`` and ``false``, nothing for what is missing. Text
(names, codes, telephone numbers) stays as it was written. A column changes as a whole or not at all: where one of its
cells can't be told for sure (a date of ``format: any``), the column and what the schema says of it stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from catalog.convert.canonical_cells import CANONICAL
from catalog.convert.canonical_columns import convert_column, is_odd
from catalog.convert.canonical_schema import canonical_field, canonical_schema
from catalog.convert.changes import count_changes
from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.dataset import Field, Schema
from catalog.model.table import Table


def canonical_table(table: Table, schema: Schema) -> tuple[Table, Schema, tuple[Conversion, ...]]:
    """Return *table* as it is published, its schema, and what was changed.

    The one is valid by the other wherever *table* is valid by *schema*. Missing values are empty (``""``), unless
    *schema* has an empty cell for a value: then its markers stay. Rows without any value are left out.
    """
    columns = _columns(table, schema)
    frame, conversions = _without_markers(table.frame, columns, schema.missing_values)
    changed: dict[str, Field] = {}
    odd = _odd_columns(frame, columns, schema.missing_values)
    for name, field in columns.items():
        plain = canonical_field(field) if field.type in CANONICAL else None
        if plain is None:
            continue
        if name in odd:
            can_be_empty = _can_be_empty(field, schema)
            after = convert_column(frame[name], field, schema.missing_values, can_be_empty=can_be_empty)
            if after is None:
                continue
            conversions += count_changes(field.name, field.type, frame[name], after)
            frame = frame.with_columns(after)
        changed[field.name] = plain
    published, blank = _without_blank_rows(replace(table, frame=frame))
    plain_schema = canonical_schema(schema, changed, is_empty_missing="" in schema.missing_values)
    return published, plain_schema, (*conversions, *blank)


def _columns(table: Table, schema: Schema) -> dict[str, Field]:
    """Return the field of each column of the frame that has one; headings are compared as Frictionless does."""
    known = {field.name: field for field in schema.fields}
    found = {str(index): known.get(label.strip()) for index, label in enumerate(table.labels)}
    return {name: field for name, field in found.items() if field is not None}


def _can_be_empty(field: Field, schema: Schema) -> bool:
    """Return whether a cell of *field* may become empty and the table still be valid."""
    is_required = field.descriptor.get("constraints", {}).get("required") is True
    return "" in schema.missing_values and not is_required and field.name not in schema.primary_key


def _without_markers(
    frame: pl.DataFrame, columns: dict[str, Field], missing_values: Sequence[str]
) -> tuple[pl.DataFrame, list[Conversion]]:
    """Return *frame* with an empty cell for each text that stands for a missing value, and how many there were."""
    markers = [marker for marker in missing_values if marker]
    if not markers or "" not in missing_values:
        return frame, []
    counts = frame.select(pl.col(name).is_in(markers).sum() for name in columns)
    met = {name: counts[name].item() for name in columns if counts[name].item()}
    conversions = [
        Conversion(columns[name].name, ConversionKind.MISSING, count, (_first_of(frame[name], markers), ""))
        for name, count in met.items()
    ]
    emptied = (pl.when(pl.col(name).is_in(markers)).then(pl.lit("")).otherwise(name).alias(name) for name in met)
    return frame.with_columns(emptied), conversions


def _first_of(column: pl.Series, markers: Sequence[str]) -> str:
    return str(column.filter(column.is_in(markers)).item(0))


def _odd_columns(frame: pl.DataFrame, columns: dict[str, Field], missing_values: Sequence[str]) -> frozenset[str]:
    """Return the columns that aren't written canonically, looked for in one pass."""
    typed = {name: field for name, field in columns.items() if field.type in CANONICAL}
    flags = frame.select(is_odd(pl.col(name), field, missing_values).any() for name, field in typed.items())
    return frozenset(name for name in flags.columns if flags[name].item())


def _without_blank_rows(table: Table) -> tuple[Table, tuple[Conversion, ...]]:
    """Return *table* without the rows in which every cell is empty or not there, and how many those were."""
    # Most tables have a column that is always filled, which ends the search.
    if not table.labels or not all(column.null_count() or (column == "").any() for column in table.frame):
        return table, ()
    is_given = table.frame.select(pl.any_horizontal(pl.all().fill_null("") != "")).to_series()
    blank = int((~is_given).sum())
    if not blank:
        return table, ()
    kept = is_given.arg_true().to_list()
    row_numbers = tuple(table.row_number(index) for index in kept)
    extra = {new: table.extra_cells[old] for new, old in enumerate(kept) if old in table.extra_cells}
    frame = table.frame.filter(is_given)
    published = replace(table, frame=frame, row_numbers=row_numbers, extra_cells=extra)
    return published, (Conversion(None, ConversionKind.BLANK_ROW, blank),)
