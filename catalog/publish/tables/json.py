"""JSON: an array of typed objects keyed by field name, one record a line."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.convert.cells import string_literal
from catalog.convert.values import convert_to_json
from catalog.publish.tables.columns import Columns, join_lines


def json_objects(columns: Columns, missing_values: Sequence[str]) -> pl.DataFrame:
    """Return each record as a JSON object, its members in file order, in one column named ``object``."""
    if columns.frame.is_empty():
        return pl.DataFrame(schema={"object": pl.String})
    literals = convert_to_json(columns.frame, columns.fields, missing_values)
    parts = []
    for index, name in enumerate(columns.names):
        parts += [pl.lit(f"{',' if index else '{'}{string_literal(name)}:"), pl.col(str(index))]
    return literals.select(pl.concat_str(*parts, pl.lit("}")).alias("object"))


def render_json(objects: pl.DataFrame) -> bytes:
    """Return the array of *objects*, one a line."""
    lines = join_lines(objects, [pl.col("object")], ",\n")
    return b"".join([b"[\n", *lines, b"\n]\n"]) if lines else b"[]\n"
