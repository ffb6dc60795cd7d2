"""A text file with the repairs of a plan in it; every byte that no repair names stays."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Mapping

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
from catalog.load.decoding import UTF16_BOMS, decode_strictly
from catalog.model.records import TextFormat
from catalog.model.repair import RepairPlan

_ENDS = (b"\r\n", b"\n", b"\r")


def can_be_repaired(text_format: TextFormat) -> bool:
    """Return whether a file that is written so can be written anew cell by cell."""
    return text_format.encoding in (*CODECS, "utf-16") and text_format.delimiter in DELIMITERS


def derive_utf8(data: bytes, codec: str) -> bytes:
    """Return the text of *data*, in *codec*, as UTF-8 with a byte order mark: Excel opens that as well.

    Raises:
        UnicodeError: *data* isn't text in *codec*.
    """
    return codecs.BOM_UTF8 + decode_strictly(data, codec).encode()


def repair_text_file(data: bytes, text_format: TextFormat, plan: RepairPlan) -> bytes:
    """Return *data* with the repairs of *plan*, but for its encoding, which stays.

    Arguments:
        data: The whole file.
        text_format: How it was read; see :func:`can_be_repaired`.
        plan: Made of this file.

    Raises:
        UnicodeEncodeError: The encoding of the file lacks a character of a repaired cell.
        ValueError: The file isn't in the records that the plan is for.
    """
    codec, delimiter = text_format.encoding, text_format.delimiter or ","
    if codec == "utf-16":
        mark = data[:2] if data.startswith(UTF16_BOMS) else b""
        exact = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
        body = _repaired(data[len(mark) :].decode(exact).encode(), "utf-8", delimiter, plan)
        return mark + body.decode().encode(exact)
    mark = codecs.BOM_UTF8 if codec.startswith("utf-8") and data.startswith(codecs.BOM_UTF8) else b""
    return mark + _repaired(data[len(mark) :], codec, delimiter, plan)


def _repaired(body: bytes, codec: str, delimiter: str, plan: RepairPlan) -> bytes:
    end = _main_end(body, delimiter) if plan.is_newline_mixed else None
    rows = _rows(plan)
    pieces: list[bytes] = []
    kept = 0  # What comes before this place in *body* is in the pieces, or left out.
    for row, span in enumerate(split_records(body, delimiter), start=1):
        edits = rows.get(row, {})
        has_to_go = row in plan.rows
        is_wide = plan.width is not None and span.cells.count(delimiter.encode()) >= plan.width
        new_end = end if end is not None and span.end else span.end
        if not (edits or has_to_go or is_wide) and new_end == span.end:
            continue
        pieces.append(body[kept : span.start])
        kept = span.start + len(span.cells) + len(span.end)
        if not has_to_go:
            pieces += (_repaired_cells(span, edits, plan.width, codec, delimiter), new_end)
    pieces.append(body[kept:])
    return b"".join(pieces)


def _rows(plan: RepairPlan) -> Mapping[int, Mapping[int, tuple[str, str]]]:
    """Return what cells of each row were and will be, by their columns."""
    found: dict[int, dict[int, tuple[str, str]]] = {}
    for edit in plan.edits:
        found.setdefault(edit.row, {})[edit.column] = (edit.before, edit.after)
    return found


def _main_end(body: bytes, delimiter: str) -> bytes:
    """Return the most frequent line end, CRLF before LF before CR where two are as frequent."""
    counts = Counter(span.end for span in split_records(body, delimiter))
    return max(_ENDS, key=lambda kind: counts[kind])


def _repaired_cells(
    span: Span, edits: Mapping[int, tuple[str, str]], width: int | None, codec: str, delimiter: str
) -> bytes:
    cells = split_cells(span.cells, delimiter)[:width]
    for column, (before, after) in edits.items():
        if column >= len(cells) or cell_text(cells[column], codec) != before:
            raise ValueError(column)
        cells[column] = written_cell(after, cells[column], codec, delimiter)
    return join_cells(cells, delimiter)
