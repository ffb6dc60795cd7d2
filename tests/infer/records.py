"""Records for tests, from rows of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import polars

from catalog.model.records import CellRange, Records, TextFormat


def records_of(rows: Sequence[Sequence[str]], merged: Sequence[CellRange] = ()) -> Records:
    """Return *rows* as a reader gives them: short rows end in nulls, an empty one is nothing but nulls."""
    width = max(map(len, rows), default=0)
    columns = {str(place): [row[place] if place < len(row) else None for row in rows] for place in range(width)}
    frame = polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.String))
    return Records(frame, text_format=TextFormat("utf-8", "lf", ","), merged=tuple(merged))


def parse_records(text: str, merged: Sequence[CellRange] = ()) -> Records:
    """Return the records of CSV."""
    return records_of(list(csv.reader(io.StringIO(text, newline=""))), merged)
