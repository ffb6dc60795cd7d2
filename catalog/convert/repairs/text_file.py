"""A text file with the repairs of a plan in it; every byte that no repair names stays."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Mapping, Sequence

from catalog.convert.repairs.spans import (
    CODECS,
    DELIMITERS,
    Span,
    cell_text,
    join_cells,
    split_cells,
    split_records,
    written_cell,
)
from catalog.model.records import TextFormat
from catalog.model.repair import RepairPlan

_BOM = codecs.BOM_UTF8
_ENDS = (b"\r\n", b"\n", b"\r")


def can_be_repaired(text_format: TextFormat) -> bool:
    """Return whether a file that is written so can be written anew cell by cell."""
    return text_format.encoding in (*CODECS, "utf-16") and text_format.delimiter in DELIMITERS


def repair_text_file(data: bytes, text_format: TextFormat, plan: RepairPlan) -> bytes:
    """Return *data* with the repairs of *plan*.

    Arguments:
        data: A file that was read as *text_format* says; see :func:`can_be_repaired`.
        plan: Made of this file.

    Raises:
        UnicodeEncodeError: The encoding of the file lacks a character of a repaired cell.
        ValueError: The file isn't in the records that the plan is for.
    """
    codec, delimiter = text_format.encoding, text_format.delimiter or ","
    if codec == "utf-16":
        data, codec = _BOM + data.decode(codec).encode(), "utf-8-sig"
    start = len(_BOM) if codec.startswith("utf-8") and data.startswith(_BOM) else 0
    spans = list(split_records(data[start:], delimiter))
    if plan.is_newline_mixed:
        spans = _with_one_end(spans)
    rows = _rows(plan)
    kept = [
        _repaired(span, rows.get(row, {}), plan.width, codec, delimiter)
        for row, span in enumerate(spans, start=1)
        if row not in plan.rows
    ]
    return data[:start] + b"".join(part for span in kept for part in (span.cells, span.end))


def _rows(plan: RepairPlan) -> Mapping[int, Mapping[int, tuple[str, str]]]:
    """Return what cells of each row were and will be, by their columns."""
    found: dict[int, dict[int, tuple[str, str]]] = {}
    for edit in plan.edits:
        found.setdefault(edit.row, {})[edit.column] = (edit.before, edit.after)
    return found


def _with_one_end(spans: Sequence[Span]) -> list[Span]:
    """Return *spans* with the most frequent line end, CRLF before LF before CR where two are as frequent."""
    counts = Counter(span.end for span in spans)
    end = max(_ENDS, key=lambda kind: counts[kind])
    return [Span(span.cells, end if span.end else b"") for span in spans]


def _repaired(span: Span, edits: Mapping[int, tuple[str, str]], width: int | None, codec: str, delimiter: str) -> Span:
    if not edits and (width is None or span.cells.count(delimiter.encode()) < width):
        return span
    cells = split_cells(span.cells, delimiter)
    if width is not None and len(cells) > width:
        cells = cells[:width]
    for column, (before, after) in edits.items():
        if column >= len(cells) or not _says(cells[column], before, codec):
            raise ValueError(column)
        cells[column] = written_cell(after, cells[column], codec, delimiter)
    return Span(join_cells(cells, delimiter), span.end)


def _says(cell: bytes, text: str, codec: str) -> bool:
    return cell_text(cell, codec) == text
