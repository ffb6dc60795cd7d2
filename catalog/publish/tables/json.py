"""JSON: an array of typed objects keyed by field name, one record a line."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.convert.cells import string_literal
from catalog.convert.values import convert_to_json
from catalog.publish.tables.columns import Column, join_lines, join_rows


def json_objects(columns: Sequence[Column], missing_values: Sequence[str]) -> pl.Series:
    """Return each record as a JSON object, its members in file order."""
    parts: list[str | pl.Series] = []
    for index, column in enumerate(columns):
        parts.append(f"{',' if index else '{'}{string_literal(column.name)}:")
        parts.append(convert_to_json(column.cells, column.field, missing_values))
    return join_rows([*parts, "}"], len(columns[0].cells) if columns else 0)


def render_json(objects: pl.Series) -> bytes:
    """Return the array of *objects*, one a line."""
    body = join_lines(objects, ",\n")
    return f"[\n{body}\n]\n".encode() if body else b"[]\n"
