"""JSON: typed objects keyed by field name, as an array, as a record a line (NDJSON), and as features of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from catalog.convert.cells import string_literal
from catalog.convert.values import compile_literals
from catalog.publish.tables.columns import Columns, join_lines
from catalog.publish.tables.geojson import Features

_BETWEEN = ",\n"


def json_rounds(
    columns: Columns, missing_values: Sequence[str], features: Features | None = None
) -> Iterator[tuple[bytes, ...]]:
    """Yield, piece by piece, an array of objects with one a line, beside it NDJSON, and with *features* GeoJSON."""
    is_empty = columns.frame.is_empty()
    start = (b"[" if is_empty else b"[\n", b"")
    yield (*start, features.start) if features else start
    for first, rows in columns.batches():
        objects = json_objects(columns, rows, missing_values)
        between = _BETWEEN.encode() if first else b""
        # No line feed stands within an object: strings have it escaped.
        array, lines = (join_lines(objects, [pl.col("object")], each) for each in (_BETWEEN, "\n"))
        pieces = (between + array, lines + b"\n")
        yield (*pieces, between + join_lines(*features.batch(first, objects), _BETWEEN)) if features else pieces
    end = (b"]\n" if is_empty else b"\n]\n", b"")
    yield (*end, b"]}\n" if is_empty else b"\n]}\n") if features else end


def json_objects(columns: Columns, rows: pl.DataFrame, missing_values: Sequence[str]) -> pl.DataFrame:
    """Return each of the *rows* as a JSON object, its members in file order, in one column named ``object``."""
    parts, before = [], "{"
    for name, literals in zip(columns.names, compile_literals(rows, columns.fields, missing_values), strict=True):
        parts += [pl.lit(f"{before}{string_literal(name)}:{literals.quote}"), literals.cells]
        before = f"{literals.quote},"
    return rows.select(pl.concat_str(*parts, pl.lit(f"{before.rstrip(',')}}}")).alias("object"))
