"""The first records of a table, as they are shown on its page."""

from __future__ import annotations

from collections.abc import Collection

from catalog.model.dataset import Schema
from catalog.model.described import Preview
from catalog.model.table import Table

CELL_LENGTH = 300
"""Longest text of a cell in a preview: one enormous cell must not make an enormous page."""

COLUMN_COUNT = 50
"""Most columns of a preview: beyond them nobody reads a table on a page."""


def describe_preview(table: Table, schema: Schema | None, rows: int = 10) -> Preview:
    """Return the first *rows* records and columns as text, ``None`` for a missing value, long texts cut."""
    missing = schema.missing_values if schema else ("",)
    first = table.frame[:rows, :COLUMN_COUNT]
    return Preview(
        labels=tuple(_shorten(label) for label in table.labels[:COLUMN_COUNT]),
        rows=tuple(tuple(_preview_cell(cell, missing) for cell in row) for row in first.iter_rows()),
    )


def _preview_cell(cell: str | None, missing: Collection[str]) -> str | None:
    return None if cell is None or cell in missing else _shorten(cell)


def _shorten(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else f"{text[: CELL_LENGTH - 1]}…"
