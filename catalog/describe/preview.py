"""The first records of a table, as they are shown on its page."""

from __future__ import annotations

from collections.abc import Collection

from catalog.model.dataset import Schema
from catalog.model.described import Preview
from catalog.model.table import Table

CELL_LENGTH = 300
"""Longest text of a cell in a preview: one enormous cell must not make an enormous page."""


def describe_preview(table: Table, schema: Schema | None, rows: int = 10) -> Preview:
    """Return the first *rows* records as text, ``None`` for a missing value, long texts cut with an ellipsis."""
    missing = schema.missing_values if schema else ("",)
    return Preview(
        labels=tuple(_shorten(label) for label in table.labels),
        rows=tuple(tuple(_preview_cell(cell, missing) for cell in row) for row in table.frame.head(rows).iter_rows()),
    )


def _preview_cell(cell: str | None, missing: Collection[str]) -> str | None:
    return None if cell is None or cell in missing else _shorten(cell)


def _shorten(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else f"{text[: CELL_LENGTH - 1]}…"
